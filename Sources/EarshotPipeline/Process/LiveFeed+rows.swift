import EarshotModel

/// What the live view shows of a batch. Built only while somebody watches.
extension LiveFeed {
    static let sessionColumns = [
        "TimeGenerated", "NetworkDirection", "DvcAction", "NetworkProtocol", "SrcIpAddr", "SrcPortNumber", "DstIpAddr",
        "DstPortNumber", "RemoteIpAddr", "RemotePortNumber", "DeviceName", "RemoteGeoCountry", "RemoteGeoCity",
        "RemoteGeoLatitude", "RemoteGeoLongitude", "RemoteAsnName", "SrcBytes", "DvcHostname", "NetworkRuleName",
    ]
    static let syslogColumns = ["TimeGenerated", "Computer", "ProcessName", "SeverityLevel", "SyslogMessage"]

    func publish(
        _ batch: borrowing ParsedBatch, _ decisions: [Enricher.Decision], deviceName: (Int32) -> String,
        labels: borrowing LabelTable, geography: Geography
    ) {
        let shown = min(batch.sessions.count, Self.maximumRows)
        if shown > 0 {
            var rows: [String] = []
            let first = batch.sessions.count - shown
            for index in first..<batch.sessions.count {
                rows.append(
                    Self.row(
                        batch.sessions[index], decisions[index].direction,
                        deviceName(decisions[index].device), labels, geography))
            }
            publish(
                LiveRows(
                    table: "NetworkSession", columns: Self.sessionColumns, rows: rows,
                    skipped: batch.sessions.count - shown))
        }
        publishEvents(batch)
        publishSyslog(batch, labels)
    }

    private func publishSyslog(_ batch: borrowing ParsedBatch, _ labels: borrowing LabelTable) {
        let shown = min(batch.syslog.count, Self.maximumRows)
        guard shown > 0 else { return }
        var rows: [String] = []
        for index in (batch.syslog.count - shown)..<batch.syslog.count {
            rows.append(Self.row(batch.syslog[index], batch.text, labels))
        }
        publish(
            LiveRows(
                table: "Syslog", columns: Self.syslogColumns, rows: rows, skipped: batch.syslog.count - shown))
    }

    private static func row(
        _ record: borrowing SessionRecord, _ direction: NetworkDirection, _ device: String,
        _ labels: borrowing LabelTable, _ geography: Geography
    ) -> String {
        let has = record.present
        let remote = direction == .inbound ? record.sourceAddress : record.destinationAddress
        let remotePort = direction == .inbound ? record.sourcePort : record.destinationPort
        let hasRemotePort = has.contains(direction == .inbound ? .sourcePort : .destinationPort)
        let place = geography.place(of: remote)
        var json = JSONRow()
        json.append(time: record.seconds, record.fraction)
        json.append(direction.asimName)
        json.append(record.action.asimName)
        json.append(has.contains(.networkProtocol) ? NetworkProtocolNames.all[Int(record.networkProtocol)] : "")
        json.append(has.contains(.sourceAddress) ? record.sourceAddress.description : "")
        json.append(has.contains(.sourcePort) ? Int(record.sourcePort) : nil)
        json.append(has.contains(.destinationAddress) ? record.destinationAddress.description : "")
        json.append(has.contains(.destinationPort) ? Int(record.destinationPort) : nil)
        json.append(has.contains([.sourceAddress, .destinationAddress]) ? remote.description : "")
        json.append(hasRemotePort ? Int(remotePort) : nil)
        json.append(device)
        json.append(place.country ?? "")
        json.append(place.city ?? "")
        json.append(place.latitude)
        json.append(place.longitude)
        json.append(place.asName ?? "")
        json.append(has.contains(.length) ? Int(record.length) : nil)
        json.append(labels[record.host])
        json.append(labels[record.rule])
        return json.text
    }

    private static func row(_ record: SyslogRecord, _ text: [UInt8], _ labels: borrowing LabelTable) -> String {
        let start = min(Int(record.lineStart) + Int(record.messageStart), text.count)
        let end = min(Int(record.lineStart) + Int(record.lineCount), text.count)
        let severities = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"]
        var json = JSONRow()
        json.append(time: record.seconds, record.fraction)
        json.append(labels[record.host])
        json.append(labels[record.program])
        json.append(record.priority == SyslogRecord.noPriority ? "" : severities[Int(record.priority % 8)])
        json.append(String(decoding: text[start..<max(start, min(end, start + 2048))], as: UTF8.self))
        return json.text
    }
}

/// A JSON array, value by value.
struct JSONRow {
    private var body = "["
    var text: String { body + "]" }

    private mutating func separate() { if body.utf8.count > 1 { body += "," } }

    mutating func append(_ text: String) {
        separate()
        body += KustoValue.string(text).json
    }
    mutating func append(_ number: Int?) {
        separate()
        body += number.map(String.init) ?? "null"
    }
    mutating func append(_ number: Double?) {
        separate()
        body += number.map { "\($0)" } ?? "null"
    }
    mutating func append(time seconds: Int64, _ fraction: Int32) {
        separate()
        let ticks = Ticks.from(unixSeconds: seconds, fraction: fraction)
        body += ticks.map { KustoValue.datetime($0).json } ?? "null"
    }
}
