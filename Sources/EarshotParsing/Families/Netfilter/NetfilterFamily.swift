internal import EarshotModel

/// The Linux packet filter's log lines, whoever made the router: `… IN=eth0 OUT= MAC=… SRC=… DST=… PROTO=TCP SPT=… …`.
///
/// Steps: find the packet (`NetfilterAnchor`), read the names and the prefix in front of it (`NetfilterNames`,
/// `NetfilterWrapping`, `NetfilterPrefix`) unless they were seen before (`NetfilterHeads`, and `NetfilterLinks` for the
/// interfaces), map the packet (`NetfilterMapping`), add what is known only at the end.
struct NetfilterFamily: SessionFamily {
    static let name = "netfilter"
    static let vendor = "Linux"
    static let product = "netfilter"

    private let rules: ActionRules
    private var prefixes = NetfilterPrefixCache()
    private var heads = NetfilterHeads()
    private var links = NetfilterLinks()
    /// Reused from line to line.
    private var rest: [UInt8] = []

    init(configuration: ParserConfiguration) { rules = configuration.actionRules }

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, labels: inout LabelTable, into batch: inout ParsedBatch
    ) -> FamilyVerdict {
        var mapping = NetfilterMapping(batch.extra, rest: rest)
        rest = []
        let verdict =
            if let slot = heads.find(line, header) {
                map(line, header, head: slot, &mapping, &labels, &batch.extra)
            } else {
                map(line, &header, &mapping, &labels, &batch.extra)
            }
        if verdict == .taken {
            batch.sessions.append(mapping.record)
        } else if verdict != .notMine {
            batch.extra.removeSubrange(mapping.writer.start...)
        }
        swap(&rest, &mapping.rest)
        rest.removeAll(keepingCapacity: true)
        return verdict
    }

    /// A line whose head was seen before.
    private mutating func map(
        _ line: Span<UInt8>, _ header: borrowing SyslogHeader, head slot: Int, _ mapping: inout NetfilterMapping,
        _ labels: inout LabelTable, _ extra: inout [UInt8]
    ) -> FamilyVerdict {
        let packet = header.bodyStart &+ heads.packet(slot)
        if let link = links.find(line, packet, header.bodyEnd) {
            mapping.take(link, at: packet)
            mapping.read(line, packet &+ link.next, header.bodyEnd, &labels, &extra)
        } else {
            mapping.read(line, packet, header.bodyEnd, &labels, &extra)
            links.keep(line, packet, header.bodyEnd, mapping)
        }
        if let problem = mapping.problemAtEnd() { return .unfit(problem) }
        if let summary = heads.summary(slot) {
            mapping.finish(line, summary, &extra)
        } else if let head = heads.head(slot, at: header.bodyStart) {
            mapping.finish(line, head, &labels, &extra)
        }
        return .taken
    }

    /// A line whose head is new; it is kept for the next ones.
    private mutating func map(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, _ mapping: inout NetfilterMapping,
        _ labels: inout LabelTable, _ extra: inout [UInt8]
    ) -> FamilyVerdict {
        let before = header
        guard var head = read(line, &header) else { return .notMine }
        mapping.isCut = head.anchor.isCut
        mapping.read(line, head.anchor.position, header.bodyEnd, &labels, &extra)
        if let problem = mapping.problemAtEnd() { return .unfit(problem) }
        mapping.finish(line, head, &labels, &extra)
        if head.isPlain(before, header) {
            (head.host, head.rule) = (mapping.record.host, mapping.record.rule)
            heads.keep(head, line, before)
        }
        return .taken
    }

    /// Finds the packet and takes apart what stands before it.
    private mutating func read(_ line: Span<UInt8>, _ header: inout SyslogHeader) -> NetfilterHead? {
        guard let anchor = NetfilterAnchor.find(line, header.bodyStart, header.bodyEnd),
            var names = NetfilterNames(line, &header, packet: anchor.position)
        else { return nil }
        let wrapping = NetfilterWrapping(line, &names, &header)
        var prefix = prefixes.reading(line, names.prefixStart, names.prefixEnd, rules)
        if !wrapping.verdict.isEmpty {
            prefix.action = rules.action(line, wrapping.verdict.lowerBound, wrapping.verdict.upperBound)
        }
        return NetfilterHead(anchor: anchor, names: names, wrapping: wrapping, prefix: prefix)
    }
}
