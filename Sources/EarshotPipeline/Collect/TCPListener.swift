public import EarshotModel
public import Logging
import NIOCore
import NIOPosix
public import NIOSSL
public import ServiceLifecycle

/// Syslog over TCP (RFC 6587) or TLS (RFC 5425): octet-counted and newline framing, mixed at will.
///
///     let listener = TCPListener(.init(port: 5140), intake: pipeline, logger: logger)
///     try await listener.run()   // until cancelled or shut down gracefully
///
/// Nothing is dropped here: when the pipeline is full, reading stops and TCP makes the sender wait.
public final class TCPListener: Service {
    public struct Configuration: Sendable {
        /// An address of this machine; `::` is all of them, IPv4 included.
        public var host: String
        /// 0 takes any free port; see `port()`.
        public var port: Int
        /// Connections at once; one more is closed as soon as it is accepted.
        public var maximumConnections: Int
        /// Seconds without a byte after which a connection is closed. Waiting for the pipeline does not count.
        public var idleTimeout: Int
        /// Bytes of a message; a longer one is delivered shortened.
        public var maximumMessageBytes: Int
        /// Syslog over TLS (RFC 5425) with this context; nil: plain TCP.
        public var tls: NIOSSLContext?
        /// Seconds a TLS handshake may take.
        public var handshakeTimeout = 10

        public init(
            host: String = "::", port: Int = 5140, maximumConnections: Int = 256, idleTimeout: Int = 600,
            maximumMessageBytes: Int = 65_536
        ) {
            self.host = host
            self.port = port
            self.maximumConnections = maximumConnections
            self.idleTimeout = idleTimeout
            self.maximumMessageBytes = maximumMessageBytes
        }

        var transport: SourceAddress.Transport { tls == nil ? .tcp : .tls }
    }

    /// An accepted connection. Its peer is noted at once: a closed socket has none any more.
    struct Connection: Sendable {
        var stream: NIOAsyncChannel<ByteBuffer, Never>
        var source: SourceAddress
        var channel: any Channel { stream.channel }
    }

    let configuration: Configuration
    let intake: any RecordIntake
    let now: @Sendable () -> Int64
    let board: ListenerBoard
    let open = OpenChannels()
    private let logger: Logger

    /// - Parameter now: ticks since 0001-01-01 UTC, the arrival of what is received.
    public init(
        _ configuration: Configuration, intake: any RecordIntake,
        now: @escaping @Sendable () -> Int64 = WallClock.ticks,
        logger: Logger
    ) {
        self.configuration = configuration
        self.intake = intake
        self.now = now
        self.logger = logger
        board = ListenerBoard(configuration.transport, port: configuration.port)
    }

    public var state: ListenerState { board.state }
    public var counters: ListenerCounters { board.counters }

    /// The port, as soon as it is bound; throws the `CollectError` when binding fails.
    public func port() async throws -> Int { try await board.port() }

    /// Accepts and reads until the task is cancelled or a graceful shutdown begins; then every connection is closed and
    /// what it had sent is handed on, half messages included.
    /// - Throws: `CollectError` when the port cannot be had.
    public func run() async throws {
        let server = try await bind()
        await withTaskCancellationOrGracefulShutdownHandler {
            // A task of its own, which cancelling does not reach: closing the channels ends it, and what they had read
            // is not lost.
            await Task { await accept(from: server) }.value
        } onCancelOrGracefulShutdown: { [open] in
            open.closeAll()
        }
        board.stopped()
    }

    private func accept(from server: NIOAsyncChannel<Connection, Never>) async {
        open.insert(server.channel)
        let port = server.channel.localAddress?.port ?? configuration.port
        board.listening(port: port)
        logger.info("listening", metadata: ["protocol": "\(configuration.transport.rawValue)", "port": "\(port)"])
        do {
            try await server.executeThenClose { connections in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await connection in connections { admit(connection, &group) }
                }
            }
        } catch {
            if !open.isClosed { logger.error("accepting connections ended: \(error)") }
        }
    }

    /// Counts here, in the only task that accepts, so that the bound holds however fast they come.
    private func admit(_ connection: Connection, _ group: inout ThrowingDiscardingTaskGroup<any Error>) {
        let isRefused = open.connections >= configuration.maximumConnections
        board.count {
            if isRefused { $0.refusedConnections += 1 } else { $0.connections += 1 }
        }
        if isRefused {
            group.addTask { try? await connection.stream.executeThenClose { _ in } }
        } else {
            open.insert(connection.channel)
            board.count { $0.openConnections += 1 }
            group.addTask { await self.serve(connection) }
        }
    }
}
