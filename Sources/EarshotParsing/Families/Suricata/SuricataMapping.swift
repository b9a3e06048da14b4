internal import EarshotModel

/// What a table of places cannot say of EVE.
enum SuricataMapping {
    private static let alertAction = JSONPath("alert.action")
    private static let severity = JSONPath("alert.severity")
    private static let signature = JSONPath("alert.signature")
    private static let httpURL = JSONPath("http.url")
    private static let httpPort = JSONPath("http.http_port")
    private static let httpHost = JSONPath("http.hostname")
    private static let dhcpType = JSONPath("dhcp.dhcp_type")
    private static let dhcpDirection = JSONPath("dhcp.type")
    private static let assigned = JSONPath("dhcp.assigned_ip")

    /// What must be set before the places are read.
    static func prepare(_ kind: SuricataKind, _ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        switch kind {
        case .alert: alert(tape, line, &row)
        case .drop:
            row.set(.eventType, "NetworkSession")
            row.set(.dvcAction, "Drop")
        case .dns: SuricataNames.prepare(tape, line, &row)
        case .web: row.set(.eventType, "HTTPsession")
        case .lease: lease(tape, line, &row)
        case .flow: row.set(.eventType, "Flow")
        case .session: row.set(.eventType, "NetworkSession")
        case .statistics:
            row.set(.eventType, "Other")
            row.set(.operation, "Statistics")
            row.set(.object, "Suricata")
        }
    }

    /// What follows from the values.
    static func finish(_ kind: SuricataKind, _ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        if tape.has(httpURL) { url(tape, line, &row) }
        if kind == .web { WebResult.set(&row) }
        if kind == .dns { SuricataNames.finish(tape, line, &row) }
        if !row.has(.eventResult) { row.set(.eventResult, "Success") }
    }

    private static func alert(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "Alert")
        if tape.is(alertAction, "blocked", line) {
            row.set(.dvcAction, "Drop")
        } else if tape.is(alertAction, "allowed", line) {
            row.set(.dvcAction, "Allow")
        }
        switch tape.number(severity, line) {
        case 1: row.set(.eventSeverity, "High")
        case 2: row.set(.eventSeverity, "Medium")
        case 3: row.set(.eventSeverity, "Low")
        default: row.set(.eventSeverity, "Informational")
        }
        guard let name = tape.scalar(signature) else { return }
        var scratch: [UInt8] = []
        _ = JSONValue.set(.threatName, name, line, &row, &scratch)
        _ = JSONValue.set(.ruleName, name, line, &row, &scratch)
    }

    private static func lease(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        if tape.is(dhcpType, "release", line) {
            row.set(.eventType, "Release")
        } else {
            row.set(.eventType, "Assign")
            if tape.is(dhcpType, "nak", line) || tape.is(dhcpType, "decline", line) {
                row.set(.eventResult, "Failure")
            } else if !tape.is(dhcpType, "ack", line) {
                row.set(.eventResult, "NA")
            }
        }
        if tape.is(dhcpDirection, "reply", line) { turn(tape, line, &row) }
        guard let range = tape.plain(assigned), !line.is("0.0.0.0", range.lowerBound, range.upperBound) else { return }
        row.set(.dhcpSrcIpAddr, line, range)
    }

    /// The source of a lease is the client, also when the server is speaking: its address and MAC stand on that side.
    private static func turn(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        for (path, field) in [
            (JSONPath("dest_ip"), EventField.srcIpAddr), (JSONPath("dest_port"), .srcPortNumber),
            (JSONPath("src_ip"), .dstIpAddr), (JSONPath("src_port"), .dstPortNumber),
        ] {
            if let range = tape.plain(path) { row.set(field, line, range) }
        }
    }

    /// The whole address: EVE has the host apart, unless a proxy was asked.
    private static func url(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        guard let path = tape.string(httpURL, line) else { return }
        let host = tape.string(httpHost, line) ?? ""
        guard path.hasPrefix("/"), !host.isEmpty else { return row.set(.url, text: path) }
        let port = tape.number(httpPort, line).map { $0 == 80 ? "" : ":\($0)" } ?? ""
        row.set(.url, text: "http://" + host + port + path)
    }
}
