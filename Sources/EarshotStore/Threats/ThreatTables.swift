import Dispatch
import EarshotModel

extension Store {
    static let asideQueue = DispatchQueue(label: "earshot.threats")
}

/// The statements about indicators, and their rows.
enum ThreatTables {
    static let stagingColumns: [StoredColumn] =
        TableSchema.threatIntelIndicators.stored.filter { $0.name != "created" && $0.name != "modified" }

    static let housekeeping =
        "CREATE TABLE IF NOT EXISTS threat_staging ("
        + stagingColumns.map { "\($0.name) \($0.type.sqlName)" }.joined(separator: ", ") + ");"

    static func staging(
        _ entries: [Indicator], feed: String, category: String, confidence: UInt8
    ) -> TableRows {
        TableRows(
            "threat_staging", .append,
            [
                .text(TextColumn(entries.map { _ in feed })), .uint8(FixedColumn(entries.map(\.kind.rawValue))),
                .text(TextColumn(entries.map(\.value))), .uint128(FixedColumn(entries.map(\.start))),
                .uint128(FixedColumn(entries.map(\.end))),
                .text(TextColumn(entries.map { $0.category.isEmpty ? category : $0.category })),
                .text(TextColumn(entries.map { $0.name.isEmpty ? nil : $0.name })),
                .uint8(FixedColumn(entries.map { $0.confidence ?? confidence })),
                seconds(entries.map(\.firstSeen)), seconds(entries.map(\.lastSeen)), seconds(entries.map(\.validUntil)),
                .text(TextColumn(entries.map { $0.data.isEmpty ? nil : $0.data })),
            ])
    }

    private static func seconds(_ values: [Int64?]) -> ColumnVector {
        var column = FixedColumn<Int64>()
        for value in values { column.append(value ?? 0, if: value != nil) }
        return .int64(column)
    }

    /// What came, each thing once, with the day when it first came.
    static func merge(_ feed: String, _ now: Int64) -> String {
        """
        CREATE OR REPLACE TEMP TABLE threat_merged AS
        SELECT n.*, coalesce(o.created, \(now)) AS created, \(now)::BIGINT AS modified FROM (
            SELECT feed, kind, value, range_start, range_end, any_value(category) AS category, any_value(name) AS name,
                max(confidence) AS confidence, min(first_seen) AS first_seen, max(last_seen) AS last_seen,
                max(valid_until) AS valid_until, any_value(data) AS data
            FROM threat_staging WHERE feed = \(feed) GROUP BY feed, kind, value, range_start, range_end
        ) n LEFT JOIN (SELECT kind, value, min(created) AS created FROM threat_indicators WHERE feed = \(feed)
            GROUP BY kind, value) o ON o.kind = n.kind AND o.value = n.value
        """
    }

    static func replace(_ feed: String) -> String {
        let columns = TableSchema.threatIntelIndicators.stored.map(\.name).joined(separator: ", ")
        return """
            DELETE FROM threat_indicators WHERE feed = \(feed);
            INSERT INTO threat_indicators (\(columns)) SELECT \(columns) FROM threat_merged;
            DELETE FROM threat_staging WHERE feed = \(feed);
            DROP TABLE threat_merged
            """
    }

    static func count(_ table: String, _ feed: String) -> String {
        "SELECT count(*)::BIGINT FROM \(table) WHERE feed = \(feed)"
    }

    static let types: [KustoType] = [
        .string, .int, .string, .long, .long, .long, .long, .string, .string, .int, .long, .long, .long, .long, .long,
        .string,
    ]

    static let select = """
        SELECT feed, kind, value, (range_start >> 64)::UBIGINT, (range_start & 18446744073709551615::UHUGEINT)::UBIGINT,
            (range_end >> 64)::UBIGINT, (range_end & 18446744073709551615::UHUGEINT)::UBIGINT, category, name, confidence,
            first_seen, last_seen, valid_until, created, modified, data
        FROM threat_indicators
        """

    static func indicator(_ row: [KustoValue]) -> StoredIndicator? {
        guard case .string(let feed) = row[0], case .int(let code) = row[1], case .string(let value) = row[2],
            let kind = Indicator.Kind(rawValue: UInt8(clamping: code))
        else { return nil }
        var indicator = Indicator(kind, value)
        indicator.start = bits(row[3], row[4])
        indicator.end = bits(row[5], row[6])
        indicator.category = text(row[7])
        indicator.name = text(row[8])
        if case .int(let confidence) = row[9] { indicator.confidence = UInt8(clamping: confidence) }
        indicator.firstSeen = number(row[10])
        indicator.lastSeen = number(row[11])
        indicator.validUntil = number(row[12])
        indicator.data = text(row[15])
        return StoredIndicator(
            feed: feed, indicator: indicator, created: number(row[13]) ?? 0, modified: number(row[14]) ?? 0)
    }

    static func bits(_ high: KustoValue, _ low: KustoValue) -> UInt128 {
        guard case .long(let high) = high, case .long(let low) = low else { return 0 }
        return UInt128(UInt64(bitPattern: high)) << 64 | UInt128(UInt64(bitPattern: low))
    }

    static func text(_ value: KustoValue) -> String {
        if case .string(let text) = value { return text }
        return ""
    }

    static func number(_ value: KustoValue) -> Int64? {
        switch value {
        case .long(let number): number
        case .int(let number): Int64(number)
        default: nil
        }
    }
}
