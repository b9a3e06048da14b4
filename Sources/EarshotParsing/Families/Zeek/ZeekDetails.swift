internal import EarshotModel

/// Columns by log.
enum ZeekDetails {
    private static let host = JSONPath("host")
    private static let uri = JSONPath("uri")
    private static let version = JSONPath("version")
    private static let client = JSONPath("client")
    private static let success = JSONPath("success")
    private static let sshSuccess = JSONPath("auth_success")
    private static let result = JSONPath("result")
    private static let messages = JSONPath("msg_types")
    private static let senders = JSONPath("tx_hosts")
    private static let receivers = JSONPath("rx_hosts")
    private static let lifetimes = JSONPath("TTLs")
    private static let note = JSONPath("note")
    private static let name = JSONPath("name")
    private static let indicator = JSONPath("seen.indicator")

    static func web(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "HTTPsession")
        let hostName = tape.string(host, line) ?? ""
        if !hostName.isEmpty, hostName != "-" { row.set(.httpHost, text: hostName) }
        if let version = tape.plain(version) { row.set(.httpVersion, line, version) }
        guard let path = tape.string(uri, line), path != "-" else { return }
        row.set(.url, text: path.hasPrefix("/") && row.has(.httpHost) ? "http://" + hostName + path : path)
    }

    /// Lifetimes are an array, or a list with commas.
    static func names(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "Query")
        var shortest = tape.smallest(lifetimes, line)
        if shortest == nil, let list = tape.plain(lifetimes) {
            for part in line.string(list.lowerBound, list.upperBound).split(separator: ",") {
                guard let value = Double(part), value >= 0, value < 1e10 else { continue }
                shortest = min(shortest ?? Int64(value), Int64(value))
            }
        }
        if let shortest { row.set(.dnsAnswerLifetime, number: shortest) }
    }

    static func lease(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "Assign")
        row.set(.srcPortNumber, number: 68)
        row.set(.dstPortNumber, number: 67)
        row.set(.networkApplicationProtocol, "dhcp")
        guard let index = tape.index(of: messages) else { return }
        let text = line.string(tape.nodes[index].range.lowerBound, tape.nodes[index].range.upperBound)
        if text.contains("RELEASE") { row.set(.eventType, "Release") }
        if text.contains("NAK") || text.contains("DECLINE") { row.set(.eventResult, "Failure") }
        if !text.contains("ACK"), !text.contains("RELEASE"), !text.contains("NAK") { row.set(.eventResult, "NA") }
    }

    static func alert(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "Alert")
        row.set(.eventSeverity, tape.has(indicator) ? "Medium" : "Informational")
        guard let note = tape.scalar(note) ?? tape.scalar(indicator), !note.isEscaped else { return }
        row.set(.threatName, line, note.range)
        row.set(.ruleName, line, note.range)
    }

    /// Kerberos, NTLM, RADIUS and SSH with its outcome; without one it is only known that they talked.
    static func logon(_ kind: ZeekKind, _ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        let outcome = tape.scalar(success) ?? tape.scalar(sshSuccess) ?? tape.scalar(result)
        guard let outcome else {
            row.set(.eventType, "Logon")
            row.set(.eventResult, "NA")
            return kerberosUser(tape, line, &row)
        }
        row.set(.eventType, "Logon")
        let isGood = outcome.kind == .true || outcome.is("T", line) || outcome.is("success", line)
        row.set(.eventResult, isGood ? "Success" : "Failure")
        row.set(.logonProtocol, kind.log)
        kerberosUser(tape, line, &row)
    }

    /// `RonHD/CONTOSO.LOCAL`: the principal and its realm. SSH's column of that name is the program.
    private static func kerberosUser(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        guard row.is(.eventOriginalType, "kerberos"), let principal = tape.plain(client) else { return }
        let slash = line.position(of: Byte.slash, principal.lowerBound, principal.upperBound) ?? principal.upperBound
        row.set(.targetUsername, line, principal.lowerBound, slash)
        row.set(.targetDomain, line, min(slash + 1, principal.upperBound), principal.upperBound)
    }

    /// Who sent the file is its source.
    static func file(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "NetworkSession")
        if let sender = firstElement(senders, tape, line) { row.set(.srcIpAddr, line, sender) }
        if let receiver = firstElement(receivers, tape, line) { row.set(.dstIpAddr, line, receiver) }
    }

    private static func firstElement(_ path: JSONPath, _ tape: JSONTape, _ line: Span<UInt8>) -> Range<Int>? {
        guard let range = tape.plain(path) else { return nil }
        return range
            .lowerBound..<(line.position(of: Byte.comma, range.lowerBound, range.upperBound) ?? range.upperBound)
    }

    static func record(_ kind: ZeekKind, _ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "Other")
        row.set(.operation, kind.log)
        if let host = tape.plain(host) {
            row.set(.srcIpAddr, line, host)
            row.set(.object, line, host)
        } else {
            row.set(.object, "Zeek")
        }
    }

    /// Columns that have a field in some logs, where they had not.
    static func rest(_ kind: ZeekKind, _ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        let isKerberos = row.is(.eventOriginalType, "kerberos")
        keep(version, "version", unless: kind.subject == .web, tape, line, &row)
        keep(uri, "uri", unless: kind.subject == .web, tape, line, &row)
        keep(host, "host", unless: kind.subject == .web || kind.subject == .record, tape, line, &row)
        keep(success, "success", unless: kind.subject == .logon, tape, line, &row)
        keep(sshSuccess, "auth_success", unless: kind.subject == .logon, tape, line, &row)
        keep(client, "client", unless: isKerberos, tape, line, &row)
        keep(name, "name", unless: false, tape, line, &row)
    }

    private static func keep(
        _ path: JSONPath, _ key: StaticString, unless isUsed: Bool, _ tape: JSONTape, _ line: Span<UInt8>,
        _ row: inout EventRow
    ) {
        guard !isUsed, let node = tape.scalar(path) else { return }
        if node.isEscaped, let text = tape.string(path, line) {
            row.add(key, text: text)
        } else {
            row.add(key, line, node.range.lowerBound, node.range.upperBound)
        }
    }
}
