internal import EarshotModel

/// Zyxel USG, ATP and USG FLEX: `src="192.0.2.1:11031" dst="198.51.100.2:23" msg="…" note="ACCESS BLOCK" user="" devID="…" cat="…"`.
///
/// Source: Zyxel, ZLD User's Guide, "Log Descriptions".
struct ZyxelFamily: PairFamily {
    static let name = "zyxel"
    static let vendor = "Zyxel"
    static let product = "USG"
    static let clues: [Clue] = [.start("src=\"")]
    static let syntax = PairSyntax.spaced

    var pairs = KeyValues()
    init(configuration: ParserConfiguration) {}

    static func start(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int? {
        [header.messageStart, header.bodyStart].first { line.has("src=\"", at: $0, header.bodyEnd) }
    }

    static func isMine(_ pairs: KeyValues, _ line: Span<UInt8>) -> Bool {
        pairs.has("dst", line) && pairs.has("msg", line) && pairs.has("note", line)
            && (pairs.has("devid", line) || pairs.has("cat", line))
    }

    static func table(_ pairs: KeyValues, _ line: Span<UInt8>) -> EventTable {
        if pairs.is("cat", "user", line) || pairs.is("cat", "authentication", line) { return .authentication }
        let isSession = !pairs.value("src", line).isEmpty && !pairs.value("dst", line).isEmpty
        return isSession ? .networkSession : .auditEvent
    }

    static func read(
        _ pairs: KeyValues, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) {
        for (key, address, port) in [
            ("src" as StaticString, EventField.srcIpAddr, EventField.srcPortNumber),
            ("dst", .dstIpAddr, .dstPortNumber),
        ] {
            let value = pairs.value(key, line)
            row.setEnd(address, port, line, value.lowerBound, value.upperBound)
        }
        action(pairs, line, &row)
        let user = pairs.value("user", line)
        if row.table == .networkSession { row.setUser(line, user) } else { row.setPerson(line, user) }
        guard row.table == .authentication else { return }
        let text = pairs.value("msg", line)
        let isFailure = line.find("ailed", text.lowerBound, text.upperBound) != nil
        let isEnd = line.find("logged out", text.lowerBound, text.upperBound) != nil
        row.set(.eventType, isEnd ? "Logoff" : "Logon")
        row.set(.eventResult, isFailure ? "Failure" : "Success")
    }

    /// `action="Drop"`, or `note="ACCESS BLOCK"` of older versions.
    private static func action(_ pairs: KeyValues, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.setAction(pairs, line, ["action"])
        guard !row.has(.dvcAction) else { return }
        if pairs.is("note", "access block", line) { row.set(.dvcAction, "Deny") }
        if pairs.is("note", "access forward", line) { row.set(.dvcAction, "Allow") }
    }

    static let keys = KeyTable([
        "src": .own, "dst": .own, "msg": .to(.eventMessage), "note": .to(.eventOriginalType), "user": .own,
        "devid": .to(.dvcId), "cat": .to(.eventOriginalSubType), "action": .own, "proto": .to(.networkProtocol),
        "protocol": .to(.networkProtocol), "class": .own, "duration": .times(.networkDuration, 1000),
        "sent": .to(.srcBytes), "rcvd": .to(.dstBytes), "dir": .own, "srcif": .to(.dvcInboundInterface),
        "dstif": .to(.dvcOutboundInterface), "rule": .to(.networkRuleName), "mac": .to(.srcMacAddr),
    ])
}
