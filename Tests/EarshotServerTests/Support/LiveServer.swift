import EarshotModel
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

@testable import EarshotServer

/// Runs `body` against a real server on a free port, then stops the server gracefully and waits for its end.
func withLiveServer<Value: Sendable>(
    _ harness: Harness, _ body: @Sendable (Int) async throws -> Value
) async throws -> Value {
    let (ports, port) = AsyncStream<Int>.makeStream()
    let server = WebServer(
        configuration: harness.configuration,
        live: (harness.realEngine ?? harness.engine, .init(intake: harness.intake, live: harness.live)),
        demo: harness.demo,
        household: harness.household, status: harness.status, onListening: { port.yield($0) },
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let group = ServiceGroup(
        services: [server], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer { port.finish() }
            try await group.run()
        }
        var iterator = ports.makeAsyncIterator()
        guard let number = await iterator.next() else {
            try await tasks.waitForAll()
            throw CancellationError()
        }
        let value = try await body(number)
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        return value
    }
}

/// A client that writes bytes and reads bytes, and can hang up in the middle.
struct RawConnection {
    typealias Inbound = NIOAsyncChannelInboundStream<ByteBuffer>

    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

    init(port: Int) async throws {
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// Sends a request and hands the answer's bytes to `body` as they come; hangs up when `body` returns.
    func send(_ request: String, _ body: (inout Reader) async throws -> Void) async throws {
        try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: request))
            var reader = Reader(iterator: inbound.makeAsyncIterator())
            try await body(&reader)
        }
    }

    struct Reader {
        var iterator: Inbound.AsyncIterator
        private(set) var text = ""

        init(iterator: Inbound.AsyncIterator) { self.iterator = iterator }

        /// Reads until `mark` has come; false when the server hung up before.
        mutating func read(until mark: String) async throws -> Bool {
            while !text.contains(mark) {
                guard let piece = try await iterator.next() else { return false }
                text += String(buffer: piece)
            }
            return true
        }

        /// Reads until the server hangs up.
        mutating func readToEnd() async throws {
            while let piece = try await iterator.next() { text += String(buffer: piece) }
        }
    }
}
