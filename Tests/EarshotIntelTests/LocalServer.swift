import NIOCore
import NIOPosix
import Synchronization

/// A web server on this machine that says exactly the bytes it is told to, whether they are HTTP or not.
final class LocalServer: Sendable {
    enum Answer: Sendable {
        /// Sent as they are; then the connection is closed.
        case bytes(String)
        /// Nothing, ever.
        case silence

        static func http(_ status: Int, _ body: String = "", _ headers: [String: String] = [:]) -> Answer {
            var head = "HTTP/1.1 \(status) Whatever\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n"
            for (name, value) in headers { head += "\(name): \(value)\r\n" }
            return .bytes(head + "\r\n" + body)
        }
    }

    private let channel: any Channel
    private let requests: Log
    let url: String

    /// First lines of the requests so far, such as `GET /x HTTP/1.1`, without the version.
    var asked: [String] { requests.all.map { $0.split(separator: " ").prefix(2).joined(separator: " ") } }
    /// Whole requests so far.
    var whole: [String] { requests.all }

    private init(_ channel: any Channel, _ requests: Log) {
        self.channel = channel
        self.requests = requests
        url = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
    }

    /// `answer` gets the whole request.
    static func start(_ answer: @escaping @Sendable (String) -> Answer) async throws -> LocalServer {
        let log = Log()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(log, answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return LocalServer(channel, log)
    }

    func stop() async throws { try await channel.close() }

    private final class Log: Sendable {
        private let entries = Mutex<[String]>([])
        var all: [String] { entries.withLock { $0 } }
        func add(_ request: String) { entries.withLock { $0.append(request) } }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let log: Log
        private let answer: @Sendable (String) -> Answer
        private var request = ""

        init(_ log: Log, _ answer: @escaping @Sendable (String) -> Answer) {
            self.log = log
            self.answer = answer
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            request += String(buffer: unwrapInboundIn(data))
            guard isWhole else { return }
            log.add(request)
            guard case .bytes(let bytes) = answer(request) else { return }
            let channel = context.channel
            channel.writeAndFlush(ByteBuffer(string: bytes)).whenComplete { _ in channel.close(promise: nil) }
        }

        /// Head and body have come.
        private var isWhole: Bool {
            guard let end = request.firstRange(of: "\r\n\r\n") else { return false }
            let lengths = request[..<end.lowerBound].split(separator: "\r\n").compactMap { line -> Int? in
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2, parts[0].lowercased() == "content-length" else { return nil }
                return Int(parts[1].drop { $0 == " " })
            }
            return request[end.upperBound...].utf8.count >= lengths.first ?? 0
        }
    }
}
