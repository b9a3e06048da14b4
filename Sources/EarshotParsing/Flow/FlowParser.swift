public import EarshotModel

/// Turns datagrams of NetFlow v5 and v9, IPFIX and sFlow v5 into sessions. A value with the exporters' templates in it: one
/// per worker, never shared, always with the same labels.
///
///     var parser = FlowParser()
///     parser.parse(datagram.span, from: exporter, LineContext(source: 1, arrival: now), labels: &labels, into: &batch)
///     batch.sessions.count  // as many as the datagram has flow records
///
/// The protocol is told by the version in the first bytes, whatever port a datagram came to. Data whose template has not
/// come yet waits for it; see `PendingSets`.
public struct FlowParser: Sendable {
    public internal(set) var counters = FlowCounters()
    /// How far the clock of whoever sent the last datagram is ahead of its arrival, seconds; nil: it told no time.
    public internal(set) var clockOffset: Int64?
    var exporters = FlowExporters()
    var pending = PendingSets()
    var draft = FlowDraft()
    /// What the store keeps of exporters, by key, and what it should keep no longer.
    var remembered: Set<String> = []
    var forgotten: Set<String> = []
    /// A home has one or two; source addresses can be forged.
    static let maximumRemembered = 64

    public init() {}

    /// Sets that wait for their template.
    public var waiting: Int { pending.count }

    /// Reads one datagram and appends its flow records to `batch`.
    public mutating func parse(
        _ datagram: Span<UInt8>, from exporter: IPAddress, _ context: LineContext, labels: inout LabelTable,
        into batch: inout ParsedBatch
    ) {
        counters.datagrams &+= 1
        clockOffset = nil
        let first = batch.sessions.count
        switch FlowVersion(datagram) {
        case .netflow5: readNetFlow5(datagram, exporter, context, &labels, &batch)
        case .netflow9: readNetFlow9(datagram, exporter, context, &labels, &batch)
        case .ipfix: readIPFIX(datagram, exporter, context, &labels, &batch)
        case .sflow: readSFlow(datagram, exporter, context, &labels, &batch)
        case nil: counters.count(datagram.count < 4 ? .truncated : .unknownVersion)
        }
        for index in first..<batch.sessions.count { batch.sessions[index].source = context.source }
    }

    /// Appends the session that the draft has become.
    mutating func finish(
        _ header: FlowHeader, _ exporter: FlowExporter?, rate: Double = 0, _ labels: inout LabelTable,
        _ batch: inout ParsedBatch
    ) {
        draft.finish(header, exporter, rate: rate, &labels, into: &batch)
        counters.records[Int(header.flow.rawValue)] &+= 1
    }

    /// Notes a message's place in the order of its exporter.
    mutating func note(_ key: FlowExporterKey, sequence: UInt32, units: Int, _ header: FlowHeader) {
        var lost = 0
        let isFull = exporters.update(key, at: header.arrival) {
            lost = $0.lost(before: sequence, units: UInt32(truncatingIfNeeded: units))
            $0.boot = header.boot
        }
        // Without a clock of its own, the moment of sending is that of arrival.
        if header.exported != header.arrival {
            clockOffset = (header.exported - header.arrival) / Ticks.perSecond
        }
        counters.lost &+= lost
        if isFull { counters.count(.exporterLimit) }
    }
}

/// The version in a datagram's first bytes.
enum FlowVersion {
    case netflow5, netflow9, ipfix, sflow

    init?(_ bytes: Span<UInt8>, _ start: Int = 0) {
        guard bytes.count - start >= 4 else { return nil }
        switch bytes.u16(start) {
        case 5: self = .netflow5
        case 9: self = .netflow9
        case 10: self = .ipfix
        case 0 where bytes.u16(start + 2) == 5: self = .sflow
        default: return nil
        }
    }
}
