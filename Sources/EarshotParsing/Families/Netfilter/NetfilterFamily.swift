internal import EarshotModel

/// The Linux packet filter's log lines, whoever made the router: `… IN=eth0 OUT= MAC=… SRC=… DST=… PROTO=TCP SPT=… …`.
///
/// Steps: find the packet (`NetfilterAnchor`), read the names and the prefix in front of it (`NetfilterNames`,
/// `NetfilterWrapping`, `NetfilterPrefix`) unless they were seen before (`NetfilterHeads`), map the packet
/// (`NetfilterMapping`), add what is known only at the end.
struct NetfilterFamily: SessionFamily {
    static let name = "netfilter"
    static let vendor = "Linux"
    static let product = "netfilter"

    private let rules: ActionRules
    private var prefixes = NetfilterPrefixCache()
    private var heads = NetfilterHeads()
    /// Reused from line to line.
    private var rest: [UInt8] = []

    init(configuration: ParserConfiguration) { rules = configuration.actionRules }

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, labels: inout LabelTable, into batch: inout ParsedBatch
    ) -> FamilyVerdict {
        let before = header
        var isKnown = true
        var found = heads.find(line, header)
        if found == nil {
            isKnown = false
            found = read(line, &header)
        }
        guard var head = found else { return .notMine }
        var mapping = NetfilterMapping(batch.extra, rest: rest)
        rest = []
        mapping.read(line, head.anchor, header.bodyEnd, &labels, &batch.extra)
        if let problem = mapping.problemAtEnd() {
            batch.extra.removeSubrange(mapping.writer.start...)
            takeBack(&mapping)
            return .unfit(problem)
        }
        mapping.finish(line, head, &labels, &batch.extra)
        batch.sessions.append(mapping.record)
        takeBack(&mapping)
        if !isKnown, head.isPlain(before, header) {
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

    private mutating func takeBack(_ mapping: inout NetfilterMapping) {
        swap(&rest, &mapping.rest)
        rest.removeAll(keepingCapacity: true)
    }
}
