internal import EarshotModel

/// From `VERB NAME (from|to|is) REST` to a question or an answer.
enum DnsmasqMapping {
    /// False: it is no line of the query log.
    static func record(
        _ line: Span<UInt8>, _ start: Int, _ end: Int, _ requestor: DnsmasqRequestor?, _ row: inout EventRow
    ) -> Bool {
        guard start < end else { return false }
        let verbEnd = line.endOfToken(start, end)
        let bracket = line.position(of: Byte.leftBracket, start, verbEnd)
        if let bracket, line[verbEnd - 1] == Byte.rightBracket {
            guard question(line, start, bracket, verbEnd, end, &row) else { return false }
        } else if line.has("forwarded ", at: start, end) {
            guard forwarded(line, start, verbEnd, end, &row) else { return false }
        } else if !answer(line, start, end, &row) {
            return false
        }
        guard let requestor else { return true }
        row.set(.dnsSessionId, line, requestor.serial)
        row.set(.srcIpAddr, line, requestor.address)
        row.set(.srcPortNumber, line, requestor.port)
        return true
    }

    /// `query[A] NAME from CLIENT`, `auth[A] NAME from CLIENT`, `dnssec-query[DS] NAME to SERVER`. The name is the client's
    /// choice, so the client is looked for from the right.
    private static func question(
        _ line: Span<UInt8>, _ start: Int, _ bracket: Int, _ verbEnd: Int, _ end: Int, _ row: inout EventRow
    ) -> Bool {
        let from = line.findLast(" from ", verbEnd, end)
        guard let split = from ?? line.findLast(" to ", verbEnd, end) else { return false }
        row.beginRequest()
        row.set(.eventOriginalType, line, start, bracket)
        row.setQueryType(line, bracket + 1, verbEnd - 1)
        name(line, verbEnd, split, &row)
        let value = line.skipBlanks(split + 1 + (from == nil ? 2 : 4), end)
        if from == nil {
            upstream(line, value, end, &row)
        } else if !row.setEnd(.srcIpAddr, .srcPortNumber, line, value, end) {
            row.set(.srcHostname, line, value, end)
        }
        return true
    }

    private static func forwarded(
        _ line: Span<UInt8>, _ start: Int, _ verbEnd: Int, _ end: Int, _ row: inout EventRow
    ) -> Bool {
        guard let split = line.findLast(" to ", verbEnd, end) else { return false }
        row.beginRequest()
        row.set(.eventOriginalType, line, start, verbEnd)
        name(line, verbEnd, split, &row)
        upstream(line, split + 4, end, &row)
        return true
    }

    private static func upstream(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        if !row.setEnd(.dstIpAddr, .dstPortNumber, line, start, end) { row.add("Upstream", line, start, end) }
    }

    private static func name(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        row.set(.dnsQuery, line, line.skipBlanks(start, end), end)
    }

    /// `reply NAME is ANSWER`, `gravity blocked NAME is ANSWER`, `/etc/hosts NAME is ANSWER`.
    private static func answer(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) -> Bool {
        guard let split = line.findLast(" is ", start, end) else { return false }
        guard let verb = DnsmasqVerb(line, start, split) else { return false }
        row.beginResponse()
        row.set(.eventOriginalType, line, start, verb.end)
        if verb.isBlock { row.set(.dvcAction, "Deny") }
        if verb.hasName { name(line, verb.end, split, &row) }
        if verb.isValidation { validation(line, split + 4, end, &row) } else { result(line, split + 4, end, &row) }
        return true
    }

    /// DNSSEC: SECURE, INSECURE, BOGUS, ABANDONED or TRUNCATED.
    private static func validation(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        let isBad = line.has("BOGUS", at: start, end) || line.has("ABANDONED", at: start, end)
        row.set(.eventResult, isBad ? "Failure" : "Success")
        row.set(.eventResultDetails, isBad ? "SERVFAIL" : "NOERROR")
        row.add("Validation", line, start, end)
    }

    private static func result(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        let word = line.endOfToken(start, end)
        let rest = line.skipBlanks(word, end)
        if DnsNames.responses.contains(where: { line.is($0.name, start, word) }) {
            row.setResponse(line, start, word)
            row.set(.eventOriginalResultDetails, line, rest, end)
            return
        }
        row.setNoError()
        if line.has("NODATA", at: start, word) {
            row.set(.eventOriginalResultDetails, line, start, end)
        } else {
            row.set(.dnsResponseName, line, start, end)
        }
    }
}

/// What stands before the name of an answer: where it came from.
struct DnsmasqVerb {
    var end: Int
    var isBlock = false
    var hasName = true
    var isValidation = false

    /// Words of which the name follows directly.
    private static let single: [StaticString] = [
        "reply", "cached", "cached-stale", "config", "DHCP", "Rate-limiting", "auth", "ipset", "dnssec", "HOSTS",
    ]
    private static let double: [(text: StaticString, isBlock: Bool)] = [
        ("gravity blocked", true), ("exactly denied", true), ("exactly blacklisted", true), ("regex denied", true),
        ("regex blacklisted", true), ("external blocked", true), ("special domain", true),
        ("antigravity allowed", false),
        ("Pi-hole hostname", false), ("exactly allowed", false), ("regex allowed", false), ("blocked upstream", true),
    ]

    init?(_ line: Span<UInt8>, _ start: Int, _ split: Int) {
        let first = line.endOfToken(start, split)
        end = first
        if line.is("validation", start, first) {
            // `validation result is SECURE`, `validation NAME is BOGUS`.
            isValidation = true
            hasName = !line.has(" result", at: first, split)
            if !hasName { end = split }
            return
        }
        if line[start] == Byte.slash { return }
        for word in Self.single where word.utf8CodeUnitCount == first - start && line.has(word, at: start, first) {
            hasName = !(line.has(" error", at: first, split) && first + 6 == split)
            return
        }
        for (text, isBlock) in Self.double where line.has(text, at: start, split) {
            end = start + text.utf8CodeUnitCount
            self.isBlock = isBlock
            return
        }
        return nil
    }
}
