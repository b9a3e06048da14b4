/// What a flow parser has seen, for the metrics page. Counts only grow.
public struct FlowCounters: Sendable, Hashable {
    /// Datagrams in.
    public internal(set) var datagrams = 0
    /// Flow records out, in the order of `FlowProtocol`.
    public internal(set) var records = [Int](repeating: 0, count: FlowProtocol.allCases.count)
    /// Templates learned or changed; the same one again does not count.
    public internal(set) var templates = 0
    /// Records about the exporter itself: sampling rates, names of interfaces and applications.
    public internal(set) var options = 0
    /// Samples of interface counters (sFlow), which are no flows.
    public internal(set) var counterSamples = 0
    /// Sets that waited for their template, and were read when it came.
    public internal(set) var late = 0
    /// Flows or datagrams that the sequence numbers tell were lost on the way.
    public internal(set) var lost = 0
    /// What was not read, by `FlowProblem.rawValue`.
    public internal(set) var problems = [Int](repeating: 0, count: FlowProblem.allCases.count)

    public init() {}

    public func count(of problem: FlowProblem) -> Int { problems[Int(problem.rawValue)] }
    public func count(of flow: FlowProtocol) -> Int { records[Int(flow.rawValue)] }

    mutating func count(_ problem: FlowProblem, _ times: Int = 1) { problems[Int(problem.rawValue)] &+= times }
}

/// Why something in a datagram was not read.
public enum FlowProblem: UInt8, Sendable, CaseIterable {
    /// No protocol that is known: NetFlow v5, v9, IPFIX and sFlow v5 are.
    case unknownVersion = 0
    /// The datagram ends before what it announces; what is whole was read.
    case truncated
    /// A length that cannot be: shorter than its own header, or beyond its surroundings.
    case badLength
    /// A template that cannot be: more fields than the datagram has, or none with any length.
    case badTemplate
    /// A template beyond what is kept of one exporter.
    case templateLimit
    /// An exporter beyond those whose templates are kept; the one that was silent longest was forgotten.
    case exporterLimit
    /// Data that waited for its template until there was no more room.
    case noTemplate

    public var name: String {
        switch self {
        case .unknownVersion: "unknown_version"
        case .truncated: "truncated"
        case .badLength: "bad_length"
        case .badTemplate: "bad_template"
        case .templateLimit: "template_limit"
        case .exporterLimit: "exporter_limit"
        case .noTemplate: "no_template"
        }
    }
}

/// The protocols by which flows come, as fixtures, counters and `earshot parse --json` call them.
public enum FlowProtocol: UInt8, Sendable, CaseIterable {
    case netflow5, netflow9, ipfix, sflow

    public var name: String {
        switch self {
        case .netflow5: "netflow5"
        case .netflow9: "netflow9"
        case .ipfix: "ipfix"
        case .sflow: "sflow"
        }
    }

    /// ASIM's `EventProduct`. A flow record does not tell who made its exporter.
    var product: String {
        switch self {
        case .netflow5: "NetFlow v5"
        case .netflow9: "NetFlow v9"
        case .ipfix: "IPFIX"
        case .sflow: "sFlow"
        }
    }

    /// `SessionRecord.family`: behind the families of lines.
    var family: UInt8 { UInt8(clamping: Catalog.families.count + Int(rawValue)) }
}
