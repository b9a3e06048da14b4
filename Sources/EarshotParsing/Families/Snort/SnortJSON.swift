internal import EarshotModel

/// Snort 3's `alert_json`: one object a line, its keys chosen by the configuration.
enum SnortJSON {
    private static let message = JSONPath("msg")
    private static let rule = JSONPath("rule")
    private static let sid = JSONPath("sid")
    private static let gid = JSONPath("gid")
    private static let ends = [JSONPath("src_addr"), JSONPath("src_ap")]
    private static let priority = JSONPath("priority")
    private static let action = JSONPath("action")
    private static let source = JSONPath("src_ap")
    private static let destination = JSONPath("dst_ap")
    private static let date = JSONPath("timestamp")
    private static let seconds = JSONPath("seconds")

    static func isAlert(_ tape: JSONTape) -> Bool {
        tape.has(message) && (tape.has(rule) || tape.has(sid)) && ends.contains { tape.has($0) }
    }

    private static let map = JSONMap([
        ("src_addr", .field(.srcIpAddr)), ("src_port", .field(.srcPortNumber)), ("dst_addr", .field(.dstIpAddr)),
        ("dst_port", .field(.dstPortNumber)), ("proto", .field(.networkProtocol)),
        ("iface", .field(.dvcInboundInterface)),
        ("eth_src", .field(.srcMacAddr)), ("eth_dst", .field(.dstMacAddr)), ("icmp_type", .field(.networkIcmpType)),
        ("icmp_code", .field(.networkIcmpCode)), ("class", .field(.threatCategory)), ("msg", .ignore),
        ("sid", .ignore), ("gid", .ignore), ("priority", .ignore), ("action", .ignore), ("timestamp", .ignore),
        ("seconds", .time), ("service", .field(.networkApplicationProtocol)), ("dir", .field(.networkDirection)),
        ("vlan", .field(.srcVlanId)),
    ])

    static func map(
        _ tape: JSONTape, _ line: Span<UInt8>, _ mapper: inout JSONMapper, _ header: inout SyslogHeader,
        _ row: inout EventRow
    ) {
        let (generator, number) = signature(tape, line)
        SnortSignature.set(line, generator: generator, number: number, tape.plain(message) ?? 0..<0, &row)
        if !row.has(.alertName), let text = tape.string(message, line) { row.set(.alertName, text: text) }
        SnortSignature.set(priority: tape.plain(priority) ?? 0..<0, line, &row)
        SnortSignature.set(action: tape.plain(action) ?? 0..<0, line, &row)
        ports(tape, line, &row)
        mapper.map(tape, line, Self.map, &header, &row)
        guard !tape.has(seconds), let range = tape.plain(date),
            let date = SnortDate(line, range.lowerBound, range.upperBound)
        else { return }
        header.stamp = date.stamp
    }

    /// From `sid` and `gid`, or from `"rule": "1:10000001:0"`.
    private static func signature(_ tape: JSONTape, _ line: Span<UInt8>) -> (Range<Int>, Range<Int>) {
        if let sid = tape.plain(sid) { return (tape.plain(gid) ?? 0..<0, sid) }
        guard let rule = tape.plain(rule), let first = line.position(of: Byte.colon, rule.lowerBound, rule.upperBound)
        else { return (0..<0, 0..<0) }
        let second = line.position(of: Byte.colon, first + 1, rule.upperBound) ?? rule.upperBound
        return (rule.lowerBound..<first, (first + 1)..<second)
    }

    /// The port behind `10.0.0.1:443`; 0 stands for none.
    private static func ports(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        for (path, field) in [(source, EventField.srcPortNumber), (destination, .dstPortNumber)] {
            guard let range = tape.plain(path), let colon = range.last(where: { line[$0] == Byte.colon }) else {
                continue
            }
            if let port = EventRow.number(line, colon + 1, range.upperBound), port > 0 { row.set(field, number: port) }
        }
    }
}
