internal import EarshotModel

/// The types of PAN-OS logs, and where their columns are.
enum PaloAltoKind: Sendable {
    case traffic, threat, system, config, globalProtect, userID, hipMatch, decryption, authentication, correlation
    case sctp, gtp, ipTag, audit

    private static let names: [(name: StaticString, kind: PaloAltoKind)] = [
        ("traffic", .traffic), ("threat", .threat), ("system", .system), ("config", .config),
        ("globalprotect", .globalProtect), ("userid", .userID), ("hipmatch", .hipMatch), ("hip-match", .hipMatch),
        ("decryption", .decryption), ("authentication", .authentication), ("auth", .authentication),
        ("correlation", .correlation), ("sctp", .sctp), ("gtp", .gtp), ("iptag", .ipTag), ("audit", .audit),
    ]

    init?(_ line: Span<UInt8>, _ field: Range<Int>) {
        for (name, kind) in Self.names where line.is(name, field.lowerBound, field.upperBound) {
            self = kind
            return
        }
        return nil
    }

    func table(_ line: Span<UInt8>, _ subtype: Range<Int>) -> EventTable {
        switch self {
        case .traffic, .decryption, .sctp, .gtp: .networkSession
        case .threat: line.is("url", subtype.lowerBound, subtype.upperBound) ? .webSession : .alertEvent
        case .globalProtect, .authentication: .authentication
        case .system where line.is("auth", subtype.lowerBound, subtype.upperBound): .authentication
        default: .auditEvent
        }
    }

    func read(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        switch self {
        case .traffic, .threat, .decryption, .sctp, .gtp: connection(line, fields, &row)
        case .system: set(line, fields, Self.systemColumns, &row)
        case .config: set(line, fields, Self.configColumns, &row)
        case .globalProtect: globalProtect(line, fields, &row)
        case .userID:
            set(line, fields, Self.userColumns, &row)
            person(line, fields[9], &row)
        case .hipMatch:
            set(line, fields, Self.hipColumns, &row)
            person(line, fields[7], &row)
        case .authentication:
            set(line, fields, Self.authenticationColumns, &row)
            person(line, fields[9], &row)
        case .correlation: set(line, fields, Self.correlationColumns, &row)
        case .ipTag: set(line, fields, Self.tagColumns, &row)
        case .audit: set(line, fields, Self.auditColumns, &row)
        }
        keep(line, fields, &row)
    }

    // MARK: Connections

    private func connection(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        set(line, fields, Self.connectionColumns, &row)
        row.setUser(line, fields[12])
        let (destination, _) = PersonName.split(line, fields[13])
        row.set(.dstUsername, line, destination)
        // SCTP leaves one more column free in front of the protocol.
        let shift = self == .sctp && fields[29].isEmpty ? 1 : 0
        row.set(.networkProtocol, line, fields[29 + shift])
        row.setAction(line, fields[30 + shift])
        switch self {
        case .traffic: traffic(line, fields, &row)
        case .threat: threat(line, fields, &row)
        default: break
        }
        row.removeEmptyTranslations()
    }

    private func traffic(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        let isEnd = line.is("end", fields[4].lowerBound, fields[4].upperBound)
        row.set(.eventSubType, isEnd ? "End" : "Start")
        set(line, fields, Self.trafficColumns, &row)
        if let seconds = EventRow.number(line, fields[36].lowerBound, fields[36].upperBound) {
            row.set(.networkDuration, number: seconds &* 1000)
        }
    }

    private func threat(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        row.set(.url, line, fields[31])
        row.setSeverity(line, fields[34])
        row.set(.threatName, line, fields[32])
        row.set(.urlCategory, line, fields[33])
        guard row.table == .alertEvent else { return }
        row.set(.alertName, line, fields[32])
        row.set(.threatCategory, line, fields[4])
        row.set(.fileName, line, fields[31])
    }

    /// Column numbers of PAN-OS 9.1 and later; earlier versions are the beginning of them.
    private static let connectionColumns: [(column: Int, field: EventField)] = [
        (7, .srcIpAddr), (8, .dstIpAddr), (9, .srcNatIpAddr), (10, .dstNatIpAddr), (11, .networkRuleName),
        (14, .networkApplicationProtocol), (16, .srcZone), (17, .dstZone),
        (18, .dvcInboundInterface), (19, .dvcOutboundInterface), (22, .networkSessionId), (23, .eventCount),
        (24, .srcPortNumber), (25, .dstPortNumber), (26, .srcNatPortNumber), (27, .dstNatPortNumber),
    ]
    private static let trafficColumns: [(column: Int, field: EventField)] = [
        (31, .networkBytes), (32, .srcBytes), (33, .dstBytes), (34, .networkPackets), (37, .urlCategory),
        (44, .srcPackets), (45, .dstPackets), (46, .eventOriginalResultDetails),
    ]

    // MARK: Other types

    private static let systemColumns: [(column: Int, field: EventField)] = [
        (8, .operation), (9, .object), (12, .objectType), (13, .eventOriginalSeverity), (14, .eventMessage),
    ]
    private static let configColumns: [(column: Int, field: EventField)] = [
        (7, .srcIpAddr), (9, .operation), (10, .actorUsername), (11, .actingAppName), (12, .eventOriginalResultDetails),
        (13, .object),
    ]
    private static let userColumns: [(column: Int, field: EventField)] = [
        (4, .operation), (8, .srcIpAddr), (10, .object), (14, .srcPortNumber), (15, .dstPortNumber),
    ]
    private static let hipColumns: [(column: Int, field: EventField)] = [
        (9, .srcHostname), (11, .srcIpAddr), (12, .object),
    ]
    private static let authenticationColumns: [(column: Int, field: EventField)] = [
        (8, .srcIpAddr), (11, .object), (17, .eventMessage),
    ]
    /// Address and tag, and who said so. Source: "IP-Tag Log Fields".
    private static let tagColumns: [(column: Int, field: EventField)] = [
        (8, .srcIpAddr), (9, .object), (10, .operation),
    ]
    /// `serial,time,audit,version,kind,user,command,result`: counted from the serial number, which stands first.
    private static let auditColumns: [(column: Int, field: EventField)] = [
        (5, .operation), (6, .actorUsername), (7, .object), (8, .eventOriginalResultDetails),
    ]
    private static let correlationColumns: [(column: Int, field: EventField)] = [
        (7, .srcIpAddr), (8, .srcUsername), (11, .eventOriginalSeverity), (16, .object), (18, .eventMessage),
    ]

    /// Two orders: since 9.1.3 the event has its own column, and the addresses follow.
    private func globalProtect(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        set(
            line, fields,
            [
                (8, .eventOriginalSubType), (9, .eventOriginalType), (10, .logonMethod), (14, .srcHostname),
            ], &row)
        person(line, fields[12], &row)
        if EventRow.address(line, fields[15].lowerBound, fields[15].upperBound) != nil {
            row.set(.srcIpAddr, line, fields[15])
        }
        privateAddress(line, fields, &row)
        row.set(.targetAppName, "GlobalProtect")
        for index in 20..<max(20, fields.count) {
            let field = fields[index]
            if line.is("success", field.lowerBound, field.upperBound) { row.set(.eventResult, "Success") }
            if line.is("failure", field.lowerBound, field.upperBound) { row.set(.eventResult, "Failure") }
        }
    }

    /// Behind the public address, and what it got in the tunnel, which is then where it comes from.
    private func privateAddress(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        let own = fields[17]
        guard let address = EventRow.address(line, own.lowerBound, own.upperBound), row.has(.srcIpAddr) else { return }
        row.set(.srcNatIpAddr, line, fields[15])
        // Before the tunnel stands, the public address is all there is.
        guard address.bits != IPAddress(v4: 0).bits else { return }
        row.set(.srcIpAddr, line, own)
    }

    // MARK: Tools

    private func person(_ line: Span<UInt8>, _ value: Range<Int>, _ row: inout EventRow) {
        guard !value.isEmpty else { return }
        let (name, domain) = PersonName.split(line, value)
        row.set(.targetUsername, line, name)
        if !domain.isEmpty { row.set(.targetDomain, line, domain) }
    }

    private func set(
        _ line: Span<UInt8>, _ fields: Fields, _ columns: [(column: Int, field: EventField)], _ row: inout EventRow
    ) {
        for (column, field) in columns where !fields[column].isEmpty { row.set(field, line, fields[column]) }
    }

    /// All columns, so that what has no field is there as well.
    private func keep(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        guard fields.count > 7 else { return }
        row.add("Columns", line, fields[self == .audit ? 4 : 7].lowerBound, fields[fields.count - 1].upperBound)
    }
}
