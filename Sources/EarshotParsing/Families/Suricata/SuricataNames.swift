internal import EarshotModel

/// DNS records: version 1 has one record per answer, version 2 all answers in one, version 3 the questions in a list.
enum SuricataNames {
    private static let type = JSONPath("dns.type")
    private static let answers = JSONPath("dns.answers")
    private static let rdata = JSONPath("dns.answers.rdata")
    private static let lifetimes = JSONPath("dns.answers.ttl")
    private static let lifetime = JSONPath("dns.ttl")
    private static let query = JSONPath("dns.queries.rrname")
    private static let queryType = JSONPath("dns.queries.rrtype")

    static func prepare(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "Query")
        let isAnswer = tape.is(type, "answer", line) || tape.is(type, "response", line)
        row.set(.eventSubType, isAnswer ? "response" : "request")
        if let lifetime = tape.smallest(lifetimes, line) ?? tape.smallest(lifetime, line), isAnswer {
            row.set(.dnsAnswerLifetime, number: lifetime)
        }
        guard tape.has(answers) else { return }
        let names = tape.joined(rdata, line)
        row.set(.dnsResponseName, names.span, 0, names.count)
    }

    static func finish(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        if !row.has(.dnsQuery), let name = tape.scalar(query), !name.isEscaped {
            row.set(.dnsQuery, line, name.range)
            if let type = tape.plain(queryType) { row.set(.dnsQueryTypeName, line, type) }
        }
        guard row.has(.eventResultDetails) else { return }
        row.set(.eventResult, row.is(.eventResultDetails, "NOERROR") ? "Success" : "Failure")
    }
}
