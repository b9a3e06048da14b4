import NIOCore
import NIOPosix
import NIOSSL

/// A TCP connection on which one side asks and the other answers: SMTP and MQTT.
struct Dialogue {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private let channel: any Channel
    private let host: String
    private var buffer = ByteBuffer()

    /// Bytes of one answer; a server that says more is not one.
    private static let maximumAnswer = 65_536

    /// Connects, runs `body`, and closes; all within `seconds`.
    static func hold<Result: Sendable>(
        host: String, port: Int, tls: Bool, trusting roots: NIOSSLTrustRoots = .default, seconds: Int64 = 30,
        _ body: @escaping @Sendable (inout Dialogue) async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask {
                try await connected(host: host, port: port, tls: tls, roots: roots, body)
            }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw DeliveryError("\(host):\(port) did not finish within \(seconds) seconds.")
            }
            defer { group.cancelAll() }
            guard let result = try await group.next() else { throw CancellationError() }
            return result
        }
    }

    private static func connected<Result: Sendable>(
        host: String, port: Int, tls: Bool, roots: NIOSSLTrustRoots,
        _ body: @escaping @Sendable (inout Dialogue) async throws -> Result
    ) async throws -> Result {
        let stream: NIOAsyncChannel<ByteBuffer, ByteBuffer>
        do {
            stream = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connectTimeout(.seconds(15))
                .connect(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if tls { try channel.pipeline.syncOperations.addHandler(handler(host, roots)) }
                        return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            throw DeliveryError("\(host):\(port) cannot be reached: \(error)")
        }
        return try await stream.executeThenClose { inbound, outbound in
            var dialogue = Dialogue(
                inbound: inbound.makeAsyncIterator(), outbound: outbound, channel: stream.channel, host: host)
            do { return try await body(&dialogue) } catch let error as NIOSSLError {
                throw DeliveryError("The TLS connection to \(host):\(port) failed: \(error)")
            }
        }
    }

    private init(
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, channel: any Channel, host: String
    ) {
        self.inbound = inbound
        self.outbound = outbound
        self.channel = channel
        self.host = host
    }

    private static func handler(_ host: String, _ roots: NIOSSLTrustRoots) throws -> NIOSSLClientHandler {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = roots
        let context = try NIOSSLContext(configuration: configuration)
        // An address is no name; certificates are then checked by their chain and address.
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
    }

    /// From here on over TLS. What was received before is forgotten: nobody may put words into the encrypted part.
    mutating func startTLS(trusting roots: NIOSSLTrustRoots) async throws {
        buffer.clear()
        let host = host
        try await channel.eventLoop.submit { [channel] in
            try channel.pipeline.syncOperations.addHandler(Self.handler(host, roots), position: .first)
        }.get()
    }

    func write(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

    private mutating func more() async throws {
        guard buffer.readableBytes < Self.maximumAnswer else { throw DeliveryError("\(host) answers without end.") }
        guard var next = try await inbound.next() else { throw DeliveryError("\(host) closed the connection.") }
        buffer.writeBuffer(&next)
    }

    /// A line without its end.
    mutating func line() async throws -> String {
        while true {
            if let end = buffer.readableBytesView.firstIndex(of: 10) {
                let count = end - buffer.readerIndex
                let text = buffer.readString(length: count) ?? ""
                buffer.moveReaderIndex(forwardBy: 1)
                return text.hasSuffix("\r") ? String(text.dropLast()) : text
            }
            try await more()
        }
    }

    mutating func bytes(_ count: Int) async throws -> [UInt8] {
        while buffer.readableBytes < count { try await more() }
        return buffer.readBytes(length: count) ?? []
    }
}
