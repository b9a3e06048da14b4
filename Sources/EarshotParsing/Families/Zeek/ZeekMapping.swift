internal import EarshotModel

/// What a table of columns cannot say: which table, and columns that mean one thing here and another there.
enum ZeekMapping {
    private static let originBytes = JSONPath("orig_ip_bytes")
    private static let proto = JSONPath("proto")
    private static let answerBytes = JSONPath("resp_ip_bytes")
    private static let localOrigin = JSONPath("local_orig")
    private static let localAnswer = JSONPath("local_resp")

    static func prepare(_ kind: ZeekKind, _ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.begin(table(kind))
        row.set(.eventOriginalType, kind.log)
        if let network = kind.network, !tape.has(proto) { row.set(.networkProtocol, protocol: network) }
        // With the headers of all packets, as firewalls and flows count.
        if let bytes = tape.number(originBytes, line) { row.set(.srcBytes, number: bytes) }
        if let bytes = tape.number(answerBytes, line) { row.set(.dstBytes, number: bytes) }
        switch kind.subject {
        case .connection:
            row.set(.eventType, "NetworkSession")
            direction(tape, line, &row)
        case .names: ZeekDetails.names(tape, line, &row)
        case .web: ZeekDetails.web(tape, line, &row)
        case .lease: ZeekDetails.lease(tape, line, &row)
        case .alert: ZeekDetails.alert(tape, line, &row)
        case .logon: ZeekDetails.logon(kind, tape, line, &row)
        case .file: ZeekDetails.file(tape, line, &row)
        case .record: ZeekDetails.record(kind, tape, line, &row)
        }
        if let application = kind.application { row.set(.networkApplicationProtocol, application) }
    }

    /// Zeek knows which networks are its own; a server with a public address is told by nothing else.
    private static func direction(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        func holds(_ path: JSONPath) -> Bool { tape.is(path, "true", line) || tape.is(path, "T", line) }
        switch (holds(localOrigin), holds(localAnswer)) {
        case (true, false) where tape.has(localAnswer): row.set(.networkDirection, "Outbound")
        case (false, true) where tape.has(localOrigin): row.set(.networkDirection, "Inbound")
        default: break
        }
    }

    private static func table(_ kind: ZeekKind) -> EventTable {
        switch kind.subject {
        case .connection, .file: .networkSession
        case .names: .dns
        case .web: .webSession
        case .lease: .dhcpEvent
        case .alert: .alertEvent
        case .logon: .authentication
        case .record: .auditEvent
        }
    }

    static func finish(_ kind: ZeekKind, _ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        ZeekDetails.rest(kind, tape, line, &row)
        if kind.subject == .web { WebResult.set(&row) }
        if kind.subject == .names, row.has(.eventResultDetails) {
            row.set(.eventResult, row.is(.eventResultDetails, "NOERROR") ? "Success" : "Failure")
        }
        if kind.subject == .connection { connectionResult(&row) }
        if !row.has(.eventResult) { row.set(.eventResult, "Success") }
    }

    /// Source: Zeek documentation, conn.log, "conn_state".
    private static func connectionResult(_ row: inout EventRow) {
        for state in ["S0", "REJ", "RSTOS0", "RSTRH", "SH", "SHR"] as [StaticString] {
            if row.is(.eventOriginalResultDetails, state) { row.set(.eventResult, "Failure") }
        }
    }
}
