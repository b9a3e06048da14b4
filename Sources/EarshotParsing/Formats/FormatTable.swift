internal import EarshotModel

/// Which table a format's lines go to.
enum FormatTable {
    static func read(_ reader: FormatReader, rules: [String: FieldRule]) throws(FormatError) -> EventTable {
        if let name = try reader.text("table") {
            let tables = EventTable.allCases
            if let table = tables.first(where: { $0.name.lowercased() == name.lowercased() }) { return table }
            let hint = NearestWord.to(name, among: tables.map(\.name)).map { "Did you mean `\($0)`? " } ?? ""
            throw reader.error(
                "table", "There is no table `\(name)` for events.",
                hint + "Tables are: \(tables.map(\.name).joined(separator: ", ")).")
        }
        let fields = Set(rules.values.compactMap(\.field))
        if fields.contains(.dnsQuery) { return .dns }
        if fields.contains(.srcIpAddr), fields.contains(.dstIpAddr) { return .networkSession }
        throw reader.error(
            "table", "It does not say to which table its lines go.",
            "Add `table: NetworkSession` for connections, or AuditEvent when nothing else fits.")
    }

    /// What every event of a table says when the line does not.
    static func fillIn(_ row: inout EventRow) {
        func add(_ field: EventField, _ value: StaticString) { if !row.has(field) { row.set(field, value) } }
        switch row.table {
        case .networkSession, .commonSecurityLog: return
        case .dns: add(.eventType, "Query")
        case .dhcpEvent: add(.eventType, "Assign")
        case .authentication: add(.eventType, "Logon")
        case .webSession: add(.eventType, "HTTPsession")
        case .processEvent: add(.eventType, "ProcessCreated")
        case .auditEvent: add(.eventType, "Other")
        case .alertEvent: add(.eventType, "Alert")
        }
        add(.eventResult, "NA")
    }
}

/// Values that a format's lines all have.
enum FormatConstants {
    static func read(_ reader: FormatReader) throws(FormatError) -> [(field: EventField, value: [UInt8])] {
        var constants: [(field: EventField, value: [UInt8])] = []
        for (name, text) in try reader.words("constants") {
            guard let field = EventField(named: name) else {
                throw FieldRule.unknownColumn(name, "constants.\(name)", reader)
            }
            let bytes = Array(text.utf8)
            var row = EventRow()
            row.begin(.auditEvent)
            guard row.set(field, bytes.span, 0, bytes.count) else {
                throw reader.error(
                    "constants.\(name)", "`\(text)` is no \(field.kind.noun).", "Write one, or leave the constant out.")
            }
            constants.append((field, bytes))
        }
        return constants
    }
}

extension FieldKind {
    /// What its values are called.
    var noun: String {
        switch self {
        case .text, .label: "text"
        case .domain: "host name"
        case .address: "IP address"
        case .mac: "MAC address"
        case .number: "whole number"
        case .protocol: "IP protocol"
        case .flags: "number of TCP flags"
        }
    }
}
