internal import EarshotModel

/// The Linux packet filter's log lines, whoever made the router: `… IN=eth0 OUT= MAC=… SRC=… DST=… PROTO=TCP SPT=… …`.
///
/// Steps: find the packet (`NetfilterAnchor`), read the names and the prefix in front of it (`NetfilterNames`,
/// `NetfilterWrapping`, `NetfilterPrefix`), map the packet (`NetfilterMapping`), add what is known only at the end.
struct NetfilterFamily: SessionFamily {
    static let name = "netfilter"
    static let vendor = "Linux"
    static let product = "netfilter"

    private let rules: ActionRules
    private var prefixes = NetfilterPrefixCache()
    /// Reused from line to line.
    private var rest: [UInt8] = []

    init(configuration: ParserConfiguration) { rules = configuration.actionRules }

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, labels: inout LabelTable, into batch: inout ParsedBatch
    ) -> FamilyVerdict {
        guard let anchor = NetfilterAnchor.find(line, header.bodyStart, header.bodyEnd),
            var names = NetfilterNames(line, &header, packet: anchor.position)
        else { return .notMine }
        var mapping = NetfilterMapping(batch.extra, rest: rest)
        rest = []
        let wrapping = NetfilterWrapping(line, &names, &header)
        mapping.read(line, anchor, header.bodyEnd, &labels, &batch.extra)
        if let problem = mapping.problemAtEnd() {
            batch.extra.removeSubrange(mapping.writer.start...)
            takeBack(&mapping)
            return .unfit(problem)
        }
        var prefix = prefixes.reading(line, names.prefixStart, names.prefixEnd, rules)
        if !wrapping.verdict.isEmpty {
            prefix.action = rules.action(line, wrapping.verdict.lowerBound, wrapping.verdict.upperBound)
        }
        mapping.finish(line, names, prefix, wrapping, &labels, &batch.extra)
        batch.sessions.append(mapping.record)
        takeBack(&mapping)
        return .taken
    }

    private mutating func takeBack(_ mapping: inout NetfilterMapping) {
        swap(&rest, &mapping.rest)
        rest.removeAll(keepingCapacity: true)
    }
}
