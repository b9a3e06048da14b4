import EarshotModel

/// Compares the times in live lines with their arrival, per sender.
struct SourceClocks {
    private var bySender: [SourceAddress: ClockSamples] = [:]
    private var bySource: [Int32: ClockSamples] = [:]

    /// Senders can be forged.
    private static let maximum = 1_000
    /// Lines of a chunk that are looked at, the last ones.
    static let perChunk = 8

    /// Whether lines of a chunk tell how the sender's clock is now. Imported and uploaded ones may be of any age.
    static func isLive(_ chunk: RawChunk) -> Bool {
        guard chunk.mark == nil, !chunk.isRepeated else { return false }
        switch chunk.source.transport {
        case .udp, .tcp, .tls, .netflow, .ipfix: return true
        default: return false
        }
    }

    mutating func wants(_ sender: SourceAddress, at arrival: Int64) -> Bool {
        guard bySender[sender] != nil || bySender.count < Self.maximum else { return false }
        return bySender[sender, default: ClockSamples()].wants(at: arrival)
    }

    /// - Parameters:
    ///   - source: the number of sender and host.
    ///   - seconds: told time minus arrival.
    mutating func add(_ seconds: Int64, _ sender: SourceAddress, source: Int32) {
        bySender[sender]?.add(seconds)
        guard bySource[source] != nil || bySource.count < Self.maximum else { return }
        bySource[source, default: ClockSamples()].add(seconds)
    }

    func offset(of sender: SourceAddress) -> ClockOffset? {
        bySender[sender]?.median.map(ClockOffset.init(seconds:))
    }

    func offset(ofSource number: Int32) -> Int64? { bySource[number]?.median }
}
