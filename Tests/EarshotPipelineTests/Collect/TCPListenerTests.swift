import EarshotModel
import Logging
import NIOCore
import Testing

@testable import EarshotPipeline

@Suite(.timeLimit(.minutes(5)))
struct TCPListenerTests {
    private let intake = MemoryIntake()

    private func listening(
        _ configuration: TCPListener.Configuration = .init(port: 0), _ body: (TCPListener, Int) async throws -> Void
    ) async throws -> TCPListener {
        let listener = TCPListener(configuration, intake: intake, now: { 42 }, logger: .silent)
        let running = Task { try await listener.run() }
        let port = try await listener.port()
        try await body(listener, port)
        running.cancel()
        try await running.value
        #expect(listener.counters.openConnections == 0)
        return listener
    }

    @Test func bothFramingsOnOneConnection() async throws {
        let listener = try await listening { listener, port in
            let socket = TestSocket(.tcp, port: port)
            socket.send("<4>one\n8 <4>t\nwo.<4>three\r\n7 <4>four")
            try await eventually { intake.lineCount == 4 }
            #expect(listener.counters.openConnections == 1)
        }
        #expect(intake.lines == ["<4>one", "<4>t\nwo.", "<4>three", "<4>four"])
        #expect(intake.sources == [SourceAddress(.tcp, "127.0.0.1")])
        #expect(listener.counters.connections == 1)
    }

    @Test func messagesAreWholeHoweverTheyAreCut() async throws {
        let stream = Array("<4>one\n10 <4>t\nwo...<4>three\r\n".utf8)
        for size in [1, 2, 3, 7] {
            var messages = TCPStream(source: SourceAddress(.tcp, "t"), maximumMessageBytes: 65_536)
            var lines: [String] = []
            for start in stride(from: 0, to: stream.count, by: size) {
                let piece = ByteBuffer(bytes: stream[start..<min(start + size, stream.count)])
                lines += messages.take(piece, arrival: 0).lines
            }
            #expect(lines == ["<4>one", "<4>t\nwo...", "<4>three"], "pieces of \(size)")
        }
    }

    @Test func halfAMessageAtTheEndIsDelivered() async throws {
        let listener = try await listening { _, port in
            let socket = TestSocket(.tcp, port: port, v6: true)
            socket.send("<4>whole\n<4>half")
            socket.finish()
            try await eventually { intake.lineCount == 2 }
        }
        #expect(intake.lines == ["<4>whole", "<4>half"])
        #expect(intake.sources == [SourceAddress(.tcp, "::1")])
        #expect(listener.counters.unfinished == 1)
        #expect(listener.counters.lines == 2)
    }

    @Test func halfAMessageAtShutdownIsDelivered() async throws {
        _ = try await listening { listener, port in
            let socket = TestSocket(.tcp, port: port)
            socket.send("<4>half")
            try await eventually { listener.counters.bytes == 7 }
            withExtendedLifetime(socket) {}
        }
        #expect(intake.lines == ["<4>half"])
    }

    @Test func aMessageBeyondTheBoundIsCutAndCounted() async throws {
        let listener = try await listening(.init(port: 0, maximumMessageBytes: 1_024)) { _, port in
            let socket = TestSocket(.tcp, port: port)
            socket.send("<4>" + String(repeating: "x", count: 5_000) + "\n<4>next\n")
            try await eventually { intake.lineCount == 2 }
        }
        #expect(intake.lines.map(\.utf8.count) == [1_024, 7])
        #expect(listener.counters.truncated == 1)
    }

    @Test func oneConnectionTooManyIsClosed() async throws {
        let listener = try await listening(.init(port: 0, maximumConnections: 2)) { listener, port in
            let first = TestSocket(.tcp, port: port)
            let second = TestSocket(.tcp, port: port)
            try await eventually { listener.counters.openConnections == 2 }
            let surplus = TestSocket(.tcp, port: port)
            try await eventually { surplus.isClosedByPeer }
            #expect(surplus.isClosedByPeer)
            first.send("<4>first\n")
            first.finish()
            try await eventually { listener.counters.openConnections == 1 }
            let third = TestSocket(.tcp, port: port)
            third.send("<4>third\n")
            try await eventually { intake.lineCount == 2 }
            withExtendedLifetime(second) {}
        }
        #expect(intake.lines == ["<4>first", "<4>third"])
        #expect(listener.counters.refusedConnections == 1)
        #expect(listener.counters.connections == 3)
    }

    @Test func anIdleConnectionIsClosed() async throws {
        let listener = try await listening(.init(port: 0, idleTimeout: 1)) { listener, port in
            let socket = TestSocket(.tcp, port: port)
            socket.send("<4>half")
            try await eventually { socket.isClosedByPeer && intake.lineCount == 1 }
            #expect(socket.isClosedByPeer)
        }
        #expect(listener.counters.idleConnections == 1)
        #expect(intake.lines == ["<4>half"])
    }

    @Test func aFullPipelineStopsReadingAndLosesNothing() async throws {
        intake.hold()
        var sent = 0
        let listener = try await listening(.init(port: 0, idleTimeout: 1)) { listener, port in
            let socket = TestSocket(.tcp, port: port)
            let line = Array("<4>line of ordinary length, as they are\n".utf8)
            let block = Array((0..<1_000).map { _ in line }.joined())
            var sentBytes = 0
            // Until the peer's and our own buffers are full; a pause shows that nobody reads.
            for _ in 0..<50 {
                while case let count = socket.sendIfRoom(block), count > 0 { sentBytes += count }
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(intake.waiting == 1)
            #expect(listener.counters.bytes < 1 << 20)
            #expect(listener.counters.idleConnections == 0)
            intake.release()
            socket.finish()
            sent = sentBytes
            try await eventually { listener.counters.bytes == sentBytes && listener.counters.openConnections == 0 }
        }
        #expect(listener.counters.bytes == Int64(sent))
        #expect(intake.chunks.reduce(0) { $0 + $1.bytes.count + $1.lineCount } >= sent - 40)
    }
}
