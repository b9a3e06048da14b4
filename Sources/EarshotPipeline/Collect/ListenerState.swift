public import EarshotModel

/// How a listener is doing, for the status page.
public struct ListenerState: Sendable, Hashable {
    public enum Phase: String, Sendable, Hashable {
        /// `run()` was not called yet, or is about to bind.
        case starting
        case listening
        /// It could not bind, or receiving ended with an error; `reason` says why and what to do.
        case failed
        /// It was asked to stop.
        case stopped
    }

    public var transport: SourceAddress.Transport
    /// The port it listens on; before it listens, the configured one (0: any free port).
    public var port: Int
    public var phase: Phase = .starting
    public var reason: String?

    /// The row of the status page.
    public var status: ServerStatus.Listener {
        ServerStatus.Listener(protocol: transport.rawValue, port: port, state: phase.rawValue, reason: reason)
    }
}

/// What a listener has counted since it was started. Every number only grows, except `openConnections`.
public struct ListenerCounters: Sendable, Hashable {
    /// Datagrams taken from the kernel, also empty ones.
    public var datagrams: Int64 = 0
    /// Bytes as received, framing included.
    public var bytes: Int64 = 0
    /// Lines handed to the intake, which counts its own drops.
    public var lines: Int64 = 0
    /// Datagrams the kernel threw away because the socket's receive buffer was full.
    public var kernelDrops: Int64 = 0
    /// Messages longer than the bound, delivered shortened.
    public var truncated: Int64 = 0
    /// Connections accepted.
    public var connections: Int64 = 0
    /// Connections open now.
    public var openConnections: Int64 = 0
    /// Connections closed at once because there were too many.
    public var refusedConnections: Int64 = 0
    /// Connections closed because nothing came for too long.
    public var idleConnections: Int64 = 0
    /// TLS handshakes that failed or took too long.
    public var failedHandshakes: Int64 = 0
    /// Messages that ended with their connection instead of with their frame; delivered as they are.
    public var unfinished: Int64 = 0
    /// Bytes the kernel grants the receive buffer (UDP), after its own overhead was added; 0 before listening.
    public var receiveBufferBytes: Int64 = 0

    public init() {}
}
