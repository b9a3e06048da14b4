internal import EarshotModel

/// AdGuard Home: its query log (JSON, with the answer as on the wire in Base64) and the failed sign-ins of its own log.
///
/// Source: AdGuard Home, `internal/querylog` (format of 2020 and after, and the one before with the question on the wire).
struct AdGuardHomeFamily: EventFamily {
    static let name = "adguardhome"
    static let vendor = "AdGuard"
    static let product = "AdGuard Home"
    static let clues: [Clue] = [.json, .program("adguardhome"), .start("[error]"), .start("[info]")]

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    private static let newName = JSONPath("QH")
    private static let newTime = JSONPath("T")
    private static let question = JSONPath("Question")
    private static let time = JSONPath("Time")
    private static let result = JSONPath("Result")
    private static let answer = JSONPath("Answer")
    private static let filtered = JSONPath("Result.IsFiltered")
    private static let reason = JSONPath("Result.Reason")

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header) else { return AdGuardHomeLogin.read(line, header, &row) }
        let isNew = tape.has(Self.newName) && tape.has(Self.newTime)
        guard isNew || (tape.has(Self.question) && tape.has(Self.time) && tape.has(Self.result)) else {
            return .notMine
        }
        row.begin(.dns)
        row.set(.eventType, "Query")
        names(tape, line, &row)
        filter(tape, line, &row)
        mapper.map(tape, line, Self.map, &header, &row)
        if !row.has(.networkApplicationProtocol) { row.set(.networkApplicationProtocol, "dns") }
        if !row.has(.eventResult) { row.set(.eventResult, "NA") }
        return .taken
    }

    private static let map = JSONMap([
        ("T", .time), ("Time", .time), ("IP", .field(.srcIpAddr)), ("QH", .field(.dnsQuery)),
        ("QT", .field(.dnsQueryTypeName)), ("QC", .field(.dnsQueryClassName)),
        ("CP", .field(.networkApplicationProtocol)), ("CID", .field(.srcDvcId)), ("Answer", .ignore),
        ("Question", .ignore),
        ("Elapsed", .nanoseconds(.dnsNetworkDuration)), ("Upstream", .named("Upstream")),
        ("Result.IsFiltered", .ignore), ("Result.Reason", .ignore), ("Result.Rule", .field(.ruleName)),
        ("Result.Rules.Text", .field(.ruleName)), ("Result.ServiceName", .field(.threatCategory)),
    ])

    /// From the messages: the question where the line has no name, response code and answers.
    private func names(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        if let message = Self.message(Self.question, tape, line), !message.name.isEmpty {
            Self.set(message, &row)
        }
        guard let message = Self.message(Self.answer, tape, line), message.isAnswer else { return }
        if !tape.has(Self.newName), !row.has(.dnsQuery) { Self.set(message, &row) }
        row.set(.dnsSessionId, text: String(message.identifier))
        row.set(.dnsResponseName, message.answers.span, 0, message.answers.count)
        if let lifetime = message.lifetime { row.set(.dnsAnswerLifetime, number: Int64(lifetime)) }
        row.set(.dnsResponseCode, number: message.responseCode)
        guard let code = DNSNumbers.code(message.responseCode) else { return }
        row.set(.eventResultDetails, code)
        row.set(.eventResult, message.responseCode == 0 ? "Success" : "Failure")
    }

    private static func set(_ message: DNSMessage, _ row: inout EventRow) {
        row.set(.dnsQuery, message.name.span, 0, message.name.count)
        row.set(.dnsQueryType, number: Int64(message.type))
        if let type = DNSNumbers.type(Int64(message.type)) { row.set(.dnsQueryTypeName, type) }
    }

    private static func message(_ path: JSONPath, _ tape: JSONTape, _ line: Span<UInt8>) -> DNSMessage? {
        guard let range = tape.plain(path) else { return nil }
        var bytes: [UInt8] = []
        guard Base64Bytes.decode(line, range, into: &bytes) else { return nil }
        return DNSMessage(bytes)
    }

    private static let reasons: [StaticString] = [
        "NotFilteredNotFound", "NotFilteredAllowList", "NotFilteredError", "FilteredBlockList", "FilteredSafeBrowsing",
        "FilteredParental", "FilteredInvalid", "FilteredSafeSearch", "FilteredBlockedService", "Rewritten",
        "RewrittenAutoHosts", "RewrittenRule",
    ]

    private func filter(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        let isFiltered = tape.scalar(Self.filtered)?.kind == .true
        row.set(.dvcAction, isFiltered ? "Deny" : "Allow")
        guard let reason = tape.number(Self.reason, line), reason >= 0, reason < Int64(Self.reasons.count) else {
            return
        }
        row.set(.dvcOriginalAction, Self.reasons[Int(reason)])
    }
}
