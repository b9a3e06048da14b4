/// A network session or packet as a log line told it, before enrichment: fixed size, no allocation.
///
/// Texts are identifiers from a `LabelTable` (0: none). Whatever has no field of its own is JSON text, a range of the
/// batch's `extra` bytes.
public struct SessionRecord: Sendable {
    /// Seconds since 1970 UTC, and ticks of 100 ns within the second.
    public var seconds: Int64 = 0
    public var fraction: Int32 = 0
    /// Arrival, seconds since 1970 UTC.
    public var received: Int64 = 0
    /// Which sender, as the collector numbered it.
    public var source: Int32 = 0
    /// The host name in the line's header.
    public var host: Int32 = 0

    /// What the record has; a field without its flag is not to be read.
    public var present: Present = []

    public var sourceAddress = IPAddress(bits: 0)
    public var destinationAddress = IPAddress(bits: 0)
    public var sourcePort: UInt16 = 0
    public var destinationPort: UInt16 = 0
    /// IANA protocol number.
    public var networkProtocol: UInt8 = 0
    public var icmpType: UInt8 = 0
    public var icmpCode: UInt8 = 0
    public var sourceMAC: UInt64 = 0
    public var destinationMAC: UInt64 = 0
    public var inboundInterface: Int32 = 0
    public var outboundInterface: Int32 = 0

    public var action: SessionAction = .unknown
    /// The firewall's own words: prefix, chain or rule name.
    public var rule: Int32 = 0
    /// Syslog priority (facility × 8 + severity).
    public var priority: UInt8 = 0

    /// Bytes from source to destination; of a single packet its IP length.
    public var length: Int64 = 0
    public var ttl: UInt8 = 0
    public var tos: UInt8 = 0
    public var ipIdentification: UInt32 = 0
    public var ipFlags: IPFlags = []
    public var tcpFlags: TCPFlags = []
    public var tcpWindow: UInt16 = 0
    public var tcpSequence: UInt32 = 0
    public var tcpAcknowledgment: UInt32 = 0
    public var mark: UInt32 = 0

    /// A range of `ParsedBatch.extra`; empty: nothing more.
    public var extraStart: UInt32 = 0
    public var extraCount: UInt32 = 0
    /// A range of `ParsedBatch.values`: fields for which there is no place here, such as bytes both ways.
    public var valueStart: UInt32 = 0
    public var valueCount: UInt16 = 0
    /// Index of the family that recognized it.
    public var family: UInt8 = 0

    public init() {}

    @frozen
    public struct Present: OptionSet, Sendable {
        public let rawValue: UInt32
        @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
        @inlinable public static var sourceAddress: Present { Present(rawValue: 1 << 0) }
        @inlinable public static var destinationAddress: Present { Present(rawValue: 1 << 1) }
        @inlinable public static var sourcePort: Present { Present(rawValue: 1 << 2) }
        @inlinable public static var destinationPort: Present { Present(rawValue: 1 << 3) }
        @inlinable public static var networkProtocol: Present { Present(rawValue: 1 << 4) }
        @inlinable public static var icmpType: Present { Present(rawValue: 1 << 5) }
        @inlinable public static var icmpCode: Present { Present(rawValue: 1 << 6) }
        @inlinable public static var sourceMAC: Present { Present(rawValue: 1 << 7) }
        @inlinable public static var destinationMAC: Present { Present(rawValue: 1 << 8) }
        @inlinable public static var length: Present { Present(rawValue: 1 << 9) }
        @inlinable public static var ttl: Present { Present(rawValue: 1 << 10) }
        @inlinable public static var tos: Present { Present(rawValue: 1 << 11) }
        @inlinable public static var ipIdentification: Present { Present(rawValue: 1 << 12) }
        @inlinable public static var tcpFlags: Present { Present(rawValue: 1 << 13) }
        @inlinable public static var tcpWindow: Present { Present(rawValue: 1 << 14) }
        @inlinable public static var tcpSequence: Present { Present(rawValue: 1 << 15) }
        @inlinable public static var tcpAcknowledgment: Present { Present(rawValue: 1 << 16) }
        @inlinable public static var mark: Present { Present(rawValue: 1 << 17) }
        @inlinable public static var priority: Present { Present(rawValue: 1 << 18) }
        /// A flow exporter's record: an interface that is missing was not told, which says nothing about the traffic.
        @inlinable public static var flow: Present { Present(rawValue: 1 << 19) }
        /// The sender itself said which way it went.
        @inlinable public static var saidInbound: Present { Present(rawValue: 1 << 20) }
        @inlinable public static var saidOutbound: Present { Present(rawValue: 1 << 21) }
    }
}

/// Fragmentation and congestion flags in the order the kernel prints them.
@frozen
public struct IPFlags: OptionSet, Sendable {
    public let rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
    @inlinable public static var congestionExperienced: IPFlags { IPFlags(rawValue: 1) }
    @inlinable public static var dontFragment: IPFlags { IPFlags(rawValue: 2) }
    @inlinable public static var moreFragments: IPFlags { IPFlags(rawValue: 4) }
}

/// TCP flags, bits as on the wire (RFC 9293 §3.1).
@frozen
public struct TCPFlags: OptionSet, Sendable {
    public let rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
    @inlinable public static var fin: TCPFlags { TCPFlags(rawValue: 1) }
    @inlinable public static var syn: TCPFlags { TCPFlags(rawValue: 2) }
    @inlinable public static var rst: TCPFlags { TCPFlags(rawValue: 4) }
    @inlinable public static var psh: TCPFlags { TCPFlags(rawValue: 8) }
    @inlinable public static var ack: TCPFlags { TCPFlags(rawValue: 16) }
    @inlinable public static var urg: TCPFlags { TCPFlags(rawValue: 32) }
    @inlinable public static var ece: TCPFlags { TCPFlags(rawValue: 64) }
    @inlinable public static var cwr: TCPFlags { TCPFlags(rawValue: 128) }
}

/// What the firewall did: ASIM's `DvcAction`. The raw value is what is stored.
public enum SessionAction: UInt8, Sendable, CaseIterable {
    case unknown = 0
    case allow = 1
    case deny = 2
    case drop = 3
    case reset = 4

    /// ASIM's spelling; the empty string for `unknown`.
    public var asimName: String {
        switch self {
        case .unknown: ""
        case .allow: "Allow"
        case .deny: "Deny"
        case .drop: "Drop"
        case .reset: "Reset"
        }
    }
}

/// ASIM's `NetworkDirection`. The raw value is what is stored.
public enum NetworkDirection: UInt8, Sendable, CaseIterable {
    case unknown = 0
    case inbound = 1
    case outbound = 2
    case local = 3
    case external = 4

    public var asimName: String {
        switch self {
        case .unknown: ""
        case .inbound: "Inbound"
        case .outbound: "Outbound"
        case .local: "Local"
        case .external: "External"
        }
    }
}
