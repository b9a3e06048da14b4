internal import EarshotModel

/// What a table of places cannot say of ECS.
enum ECSMapping {
    private static let outcome = JSONPath("event.outcome")
    private static let type = JSONPath("event.type")
    private static let action = JSONPath("event.action")
    private static let user = JSONPath("user.name")
    private static let answers = JSONPath("dns.answers.data")
    private static let lifetime = JSONPath("dns.answers.ttl")
    private static let resolved = JSONPath("dns.resolved_ip")
    private static let rule = JSONPath("rule.name")
    private static let message = JSONPath("message")
    private static let source = JSONPath("source.address")
    private static let destination = JSONPath("destination.address")
    private static let severity = JSONPath("event.severity")
    private static let dnsType = JSONPath("dns.type")
    private static let path = JSONPath("url.path")
    private static let domain = JSONPath("url.domain")
    private static let auditResult = JSONPath("auditd.result")

    static func prepare(_ kind: ECSKind, _ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        userName(kind, tape, line, &row)
        switch kind {
        case .alert: alert(tape, line, &row)
        case .names: names(tape, line, &row)
        case .logon: row.set(.eventType, has("end", tape, line) ? "Logoff" : "Logon")
        case .process: row.set(.eventType, has("end", tape, line) ? "ProcessTerminated" : "ProcessCreated")
        case .web: row.set(.eventType, "HTTPsession")
        case .lease: row.set(.eventType, "Assign")
        case .connection: row.set(.eventType, "NetworkSession")
        case .audit:
            row.set(.eventType, "Other")
            row.set(.object, "Host")
        }
        if kind == .audit || kind == .logon, let action = tape.string(action, line) {
            row.set(.operation, text: action)
        }
        decision(tape, line, &row)
    }

    /// Who did it, except where the event is about the user.
    private static func userName(_ kind: ECSKind, _ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        guard let name = tape.string(user, line) else { return }
        switch kind {
        case .logon: row.set(.targetUsername, text: name)
        case .connection, .web, .names, .lease: row.set(.srcUsername, text: name)
        default: row.set(.actorUsername, text: name)
        }
    }

    private static func alert(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "Alert")
        if let name = tape.string(rule, line) ?? tape.string(message, line) {
            row.set(.alertName, text: name)
            row.set(.threatName, text: name)
        }
        switch tape.number(severity, line) {
        case 1: row.set(.eventSeverity, "High")
        case 2: row.set(.eventSeverity, "Medium")
        case 3: row.set(.eventSeverity, "Low")
        default: row.set(.eventSeverity, "Informational")
        }
    }

    private static func names(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "Query")
        row.set(.eventSubType, tape.is(dnsType, "answer", line) ? "response" : "request")
        let text = tape.joined(tape.has(answers) ? answers : resolved, line)
        if let lifetime = tape.smallest(lifetime, line) { row.set(.dnsAnswerLifetime, number: lifetime) }
        row.set(.dnsResponseName, text.span, 0, text.count)
    }

    /// `event.type` has what a firewall decided.
    private static func decision(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        if has("allowed", tape, line) { row.set(.dvcAction, "Allow") }
        if has("denied", tape, line) { row.set(.dvcAction, "Deny") }
    }

    private static func has(_ word: StaticString, _ tape: JSONTape, _ line: Span<UInt8>) -> Bool {
        for (index, hash) in tape.hashes.enumerated() where hash == type.hash && tape.nodes[index].is(word, line) {
            return true
        }
        return false
    }

    static func finish(_ kind: ECSKind, _ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        address(source, .srcIpAddr, .srcHostname, tape, line, &row)
        address(destination, .dstIpAddr, .dstHostname, tape, line, &row)
        if !row.has(.url), let path = tape.string(path, line) {
            WebAddress.setURL(scheme: "http", host: tape.string(domain, line), path: path, &row)
        }
        if kind == .web { WebResult.set(&row) }
        guard !row.has(.eventResult) else { return }
        let isFailure = tape.is(outcome, "failure", line) || tape.is(auditResult, "fail", line)
        row.set(.eventResult, isFailure ? "Failure" : "Success")
    }

    /// `address` is what the line had, an address or a name.
    private static func address(
        _ path: JSONPath, _ field: EventField, _ name: EventField, _ tape: JSONTape, _ line: Span<UInt8>,
        _ row: inout EventRow
    ) {
        guard !row.has(field), let range = tape.plain(path) else { return }
        if EventRow.address(line, range.lowerBound, range.upperBound) != nil {
            row.set(field, line, range)
        } else {
            row.set(name, line, range)
        }
    }
}
