public import EarshotModel
import Glibc
public import Logging
import NIOPosix
public import ServiceLifecycle

/// Syslog over UDP (RFC 5426): one datagram, one line, or several separated by newlines. Or flow records: each datagram
/// is handed on as it is.
///
///     let listener = UDPListener(.init(port: 5140), intake: pipeline, logger: logger)
///     try await listener.run()   // until cancelled or shut down gracefully
///
/// Receiving has a thread of its own, because what is not fetched in time is lost for good: nothing in this path waits
/// for the pipeline (`RecordIntake.offer`). What the kernel had to drop is counted in `counters.kernelDrops`.
public final class UDPListener: Service {
    public struct Configuration: Sendable {
        /// An address of this machine; `::` is all of them, IPv4 included. Or a multicast group, which is joined.
        public var host: String
        /// 0 takes any free port; see `port()`.
        public var port: Int
        /// Asked of the kernel, which may grant less (`counters.receiveBufferBytes`). 32 MiB hold about 25,000 lines.
        public var receiveBufferBytes: Int
        /// What comes: `udp` is syslog; see `SourceAddress.Transport.isFlow`.
        public var transport: SourceAddress.Transport
        /// Addresses of the interfaces on which a group is joined; none: the kernel chooses one.
        public var interfaces: [IPAddress] = []
        /// How long a line may wait for others of the same sender, milliseconds.
        public var maximumDelay: Int

        public init(
            host: String = "::", port: Int = 5140, receiveBufferBytes: Int = 32 << 20,
            transport: SourceAddress.Transport = .udp, maximumDelay: Int = 50
        ) {
            self.transport = transport
            self.host = host
            self.port = port
            self.receiveBufferBytes = receiveBufferBytes
            self.maximumDelay = maximumDelay
        }
    }

    private let configuration: Configuration
    private let intake: any RecordIntake
    private let now: @Sendable () -> Int64
    private let logger: Logger
    private let board: ListenerBoard

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

    /// Receives until the task is cancelled or a graceful shutdown begins; what the kernel holds then is still handed
    /// on.
    /// - Throws: `CollectError` when the port cannot be had.
    public func run() async throws {
        let wake = WakePipe()
        let thread = NIOThreadPool(numberOfThreads: 1)
        thread.start()
        let outcome = await withTaskCancellationOrGracefulShutdownHandler {
            await Result.of { try await thread.runIfActive { try self.receive(until: wake) } }
        } onCancelOrGracefulShutdown: {
            wake.wake()
        }
        try? await thread.shutdownGracefully()
        board.stopped()
        if case .failure(let error as CollectError) = outcome { throw error }
    }

    private func receive(until wake: WakePipe) throws(CollectError) {
        do {
            let socket = try socket()
            let granted = socket.receiveBuffer(atLeast: configuration.receiveBufferBytes)
            board.count { $0.receiveBufferBytes = Int64(granted) }
            board.listening(port: socket.port)
            log(port: socket.port, granted: granted)
            var receiver = UDPReceiver(
                socket: socket, transport: configuration.transport, intake: intake, board: board,
                maximumDelay: configuration.maximumDelay, now: now)
            receiver.run(until: wake)
        } catch {
            board.failed(error)
            throw error
        }
    }

    private func socket() throws(CollectError) -> UDPSocket {
        if let group = IPAddress(configuration.host), group.addressClass == .multicast {
            return try UDPSocket(group: group, port: configuration.port, interfaces: configuration.interfaces)
        }
        return try UDPSocket(host: configuration.host, port: configuration.port)
    }

    private func log(port: Int, granted: Int) {
        logger.info(
            "listening",
            metadata: [
                "protocol": "\(configuration.transport.rawValue)", "port": "\(port)", "receive_buffer": "\(granted)",
            ])
        // The kernel doubles what is set; a megabyte holds about 800 lines, 40 ms at 20,000 lines/s.
        if granted < min(2 << 20, configuration.receiveBufferBytes) {
            logger.warning(
                """
                the UDP receive buffer is small (\(granted) bytes): bursts may be lost, and would be counted. \
                Remedy: sysctl -w net.core.rmem_max=\(configuration.receiveBufferBytes)
                """)
        }
    }
}

extension Result where Success: Sendable, Failure == any Error {
    static func of(_ body: () async throws -> Success) async -> Self {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
