import EarshotModel

/// What the live view shows of events other than sessions: the fields that tell what it is about.
extension LiveFeed {
    func publishEvents(_ batch: borrowing ParsedBatch) {
        guard !batch.events.isEmpty else { return }
        for table in EventTable.allCases {
            let records = batch.events.filter { $0.table == table }
            guard !records.isEmpty else { continue }
            let fields = Self.fields(of: table)
            let shown = records.suffix(Self.maximumRows)
            var rows: [String] = []
            for record in shown { rows.append(Self.row(record, fields, batch)) }
            publish(
                LiveRows(
                    table: table.name, columns: ["TimeGenerated"] + fields.map(\.name), rows: rows,
                    skipped: records.count - shown.count))
        }
    }

    private static func fields(of table: EventTable) -> [EventField] {
        switch table {
        case .dns: [.eventSubType, .srcIpAddr, .dnsQuery, .dnsQueryTypeName, .eventResultDetails, .dnsResponseName]
        case .dhcpEvent: [.eventType, .srcMacAddr, .srcIpAddr, .srcHostname, .dvcInterface]
        case .authentication: [.eventType, .eventResult, .targetUsername, .srcIpAddr, .logonProtocol, .eventMessage]
        case .webSession: [.srcIpAddr, .httpRequestMethod, .url, .httpStatusCode, .httpUserAgent]
        case .processEvent: [.eventType, .actorUsername, .targetProcessName, .targetProcessCommandLine]
        case .auditEvent: [.operation, .object, .actorUsername, .srcIpAddr, .srcMacAddr, .eventMessage]
        case .alertEvent: [.eventSeverity, .alertName, .srcIpAddr, .dstIpAddr, .dstPortNumber, .dvcAction]
        case .commonSecurityLog: [.activity, .srcIpAddr, .dstIpAddr, .dvcAction, .eventMessage]
        case .networkSession: []
        }
    }

    private static func row(_ record: EventRecord, _ fields: [EventField], _ batch: borrowing ParsedBatch) -> String {
        let values = batch.values[record.fields.range]
        var json = JSONRow()
        json.append(time: record.seconds, record.fraction)
        for field in fields {
            guard let value = values.first(where: { $0.field == field }) else {
                json.append("")
                continue
            }
            switch field.kind {
            case .text, .label, .domain:
                json.append(String(decoding: batch.text[value.text].prefix(2048), as: UTF8.self))
            case .address: json.append(value.address.description)
            case .mac: json.append(MACAddress(bits: UInt64(bitPattern: value.number)).description)
            case .number, .flags, .protocol: json.append(Int(value.number))
            }
        }
        return json.text
    }
}
