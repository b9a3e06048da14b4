import EarshotModel
import EarshotQuery
import Foundation

/// Findings as rows of the store.
extension Finding {
    static let columns =
        "FindingId, FindingKey, RuleId, RuleName, Title, Description, Severity, State, Reason, FirstSeen, LastSeen, "
        + "Occurrences, Entities, Details, Tactics, Techniques, Query"

    /// Of a row with `columns`; nil when it is none.
    init?(row: [KustoValue]) {
        guard row.count == 17, case .int(let id) = row[0], case .datetime(let first) = row[9],
            case .datetime(let last) = row[10], case .long(let occurrences) = row[11]
        else { return nil }
        self.init()
        self.id = id
        key = row[1].text
        ruleId = row[2].text
        ruleName = row[3].text
        title = row[4].text
        description = row[5].text
        severity = Rule.Severity(rawValue: row[6].text) ?? .medium
        state = State(rawValue: row[7].text) ?? .new
        reason = row[8].text
        firstSeen = Ticks.unixSeconds(first).seconds
        lastSeen = Ticks.unixSeconds(last).seconds
        self.occurrences = occurrences
        entities = Self.decoded(row[12].text) ?? []
        details = Self.decoded(row[13].text) ?? [:]
        tactics = Self.words(row[14].text)
        techniques = Self.words(row[15].text)
        query = row[16].text
    }

    private static func decoded<Value: Decodable>(_ json: String) -> Value? {
        try? JSONDecoder().decode(Value.self, from: Data(json.utf8))
    }

    static func encoded(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }

    private static func words(_ text: String) -> [String] {
        text.split(separator: ",").map(\.trimmingSpaces)
    }

    /// Rows that take the place of those with the same number, in the order of the table's stored columns.
    static func rows(_ findings: [Finding]) -> TableRows {
        func texts(_ value: (Finding) -> String) -> ColumnVector { .text(TextColumn(findings.map(value))) }
        func numbers(_ value: (Finding) -> Int64) -> ColumnVector { .int64(FixedColumn(findings.map(value))) }
        return TableRows(
            "findings", .replace,
            [
                .int32(FixedColumn(findings.map(\.id))), texts(\.key), texts(\.ruleId), texts(\.ruleName),
                texts(\.title), texts(\.description), texts(\.severity.rawValue), texts(\.state.rawValue),
                texts(\.reason), numbers(\.firstSeen), numbers(\.lastSeen), numbers(\.occurrences),
                texts { encoded($0.entities) }, texts { encoded($0.details) },
                texts { $0.tactics.joined(separator: ", ") }, texts { $0.techniques.joined(separator: ", ") },
                texts(\.query),
            ])
    }

    /// The line that becomes a row of `AlertEvent`.
    func alertLine(at seconds: Int64) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        func add(_ key: String, _ json: String) {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: "\"\(key)\":\(json)".utf8)
        }
        func addText(_ key: String, _ text: String?) {
            if let text, !text.isEmpty { add(key, KustoValue.string(text).json) }
        }
        add("TimeGenerated", "\"\(Ticks.from(unixSeconds: seconds).map { KustoValue.datetime($0).text } ?? "")\"")
        addText("AlertId", String(id))
        addText("AlertName", title)
        addText("AlertDescription", description)
        addText("EventSeverity", severity.rawValue)
        addText("AttackTactics", tactics.joined(separator: ", "))
        addText("AttackTechniques", techniques.joined(separator: ", "))
        addText("SrcIpAddr", entity("IP", "SourceAddress") ?? entity("IP", "Address"))
        addText("DstIpAddr", entity("IP", "DestinationAddress"))
        addText("DstFQDN", entity("DNS", "DomainName"))
        addText("ThreatCategory", details["Category"])
        addText("RuleName", ruleName)
        addText("Query", query)
        add("Entities", Self.encoded(entities))
        add("Details", Self.encoded(details))
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private func entity(_ type: String, _ identifier: String) -> String? {
        entities.first { $0.type == type && $0.identifier == identifier }?.value
    }
}
