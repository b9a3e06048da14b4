import EarshotModel
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

extension TCPListener {
    /// Binds and listens. `::` takes IPv4 too; on a machine without IPv6 it becomes `0.0.0.0`.
    func bind() async throws(CollectError) -> NIOAsyncChannel<Connection, Never> {
        do throws(CollectError) {
            guard let address = IPAddress(configuration.host) else { throw failure(.notAnAddress) }
            return try await bindOrFallBack(to: address)
        } catch {
            board.failed(error)
            throw error
        }
    }

    private func bindOrFallBack(
        to address: IPAddress
    ) async throws(CollectError) -> NIOAsyncChannel<Connection, Never> {
        do {
            return try await bind(to: address)
        } catch {
            guard address.bits == 0, error.meansNoIPv6 else { throw error }
            return try await bind(to: IPAddress(v4: 0))
        }
    }

    private func bind(to address: IPAddress) async throws(CollectError) -> NIOAsyncChannel<Connection, Never> {
        let (host, port) = (configuration.host, configuration.port)
        guard (0...65_535).contains(port) else { throw CollectError(errno: EINVAL, .tcp, host: host, port: port) }
        do {
            return try await bootstrap(isV6: !address.isV4)
                .bind(to: try SocketAddress(ipAddress: address.description, port: port)) { [self] channel in
                    channel.eventLoop.makeCompletedFuture { try wrap(channel) }
                }
        } catch let error as IOError {
            throw CollectError(errno: error.errnoCode, .tcp, host: host, port: port)
        } catch {
            throw failure(.system(code: EINVAL))
        }
    }

    private func failure(_ reason: CollectError.Reason) -> CollectError {
        CollectError(reason, .tcp, host: configuration.host, port: configuration.port)
    }

    private func bootstrap(isV6: Bool) -> ServerBootstrap {
        let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 256)
            // On Linux this only allows binding while old connections are in TIME_WAIT.
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            // One read, at most 64 KiB, is one chunk for the pipeline.
            .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 65_536))
            .childChannelOption(.maxMessagesPerRead, value: 1)
        guard isV6 else { return bootstrap }
        return bootstrap.serverChannelOption(.socket(IPPROTO_IPV6, IPV6_V6ONLY), value: 0)
    }

    /// At most four reads wait for the task that serves the connection; then reading stops.
    private func wrap(_ channel: any Channel) throws -> Connection {
        if let tls = configuration.tls {
            try channel.pipeline.syncOperations.addHandlers([
                NIOSSLServerHandler(context: tls),
                HandshakeGate(board: board, seconds: configuration.handshakeTimeout),
            ])
        }
        let gate = IdleGate(board: board)
        try channel.pipeline.syncOperations.addHandlers([
            IdleStateHandler(readTimeout: .seconds(Int64(configuration.idleTimeout))), gate,
        ])
        let stream = try NIOAsyncChannel<ByteBuffer, Never>(
            wrappingChannelSynchronously: channel,
            configuration: .init(
                backPressureStrategy: .init(lowWatermark: 1, highWatermark: 4), isOutboundHalfClosureEnabled: false))
        return Connection(stream: stream, source: SourceAddress(configuration.transport, channel.remoteAddress.text))
    }
}

/// Closes a connection on which nothing came for too long.
///
/// Reading also rests while the pipeline is full; that is our fault and not the sender's, so the timeout counts only
/// while a read is outstanding.
final class IdleGate: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Never

    private let board: ListenerBoard
    private var isReading = false

    init(board: ListenerBoard) { self.board = board }

    func read(context: ChannelHandlerContext) {
        isReading = true
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReading = false
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is IdleStateHandler.IdleStateEvent else { return context.fireUserInboundEventTriggered(event) }
        guard isReading else { return }
        board.count { $0.idleConnections += 1 }
        context.close(promise: nil)
    }
}
