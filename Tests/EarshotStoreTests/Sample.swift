import EarshotModel

@testable import EarshotStore

/// Rows as the pipeline would make them.
enum Sample {
    /// Inbound sessions from 198.51.100.7, one per second, destination port counting up.
    static func batch(rows: Int, from seconds: Int64, withAddress: Bool = true) -> EventBatch {
        let columns = TableSchema.networkSession.stored.map { column(for: $0, rows, seconds) }
        var batch = EventBatch()
        if withAddress { batch.tables.append(TableRows("addresses", .dimension, addressColumns)) }
        batch.tables.append(TableRows("network_session", .append, columns))
        return batch
    }

    private static func column(for stored: StoredColumn, _ rows: Int, _ seconds: Int64) -> ColumnVector {
        switch stored.type {
        case .int64: .int64(FixedColumn((0..<rows).map { seconds + Int64($0) }))
        case .int32: .int32(FixedColumn(Array(repeating: stored.name == "remote_id" ? 1 : 0, count: rows)))
        case .uint8: .uint8(FixedColumn(Array(repeating: stored.name == "direction" ? 1 : 0, count: rows)))
        case .uint16: .uint16(FixedColumn((0..<rows).map { UInt16($0 % 65_536) }))
        case .uint32: .uint32(FixedColumn((0..<rows).map { UInt32($0) &* 2_654_435_761 }))
        case .double: .double(FixedColumn(Array(repeating: 0, count: rows)))
        case .bool: .bool(FixedColumn(Array(repeating: false, count: rows)))
        case .uint128: .uint128(FixedColumn(Array(repeating: 0, count: rows)))
        case .text: .text(TextColumn(Array(repeating: nil, count: rows)))
        }
    }

    private static let addressColumns: [ColumnVector] = [
        .int32(FixedColumn([1])), .uint128(FixedColumn([IPAddress(v4: 0xc633_6407).bits])),
        .text(TextColumn(["198.51.100.7"])), .uint8(FixedColumn([7])), .uint32(FixedColumn([64_500])),
        .text(TextColumn(["Example Net"])), .text(TextColumn(["DE"])), .text(TextColumn([nil])),
        .text(TextColumn(["Berlin"])), .double(FixedColumn([52.5])), .double(FixedColumn([13.4])),
    ]

    static func mark(offset: Int64) -> ImportMark {
        ImportMark(
            key: "k", name: "it's.log", offset: offset, lines: 3, headLength: 10, headHash: "aa", tailHash: "bb")
    }
}

extension Store {
    func pretendNewer() async throws {
        try await writer.run { try $0.execute("INSERT INTO earshot_schema VALUES (9999)") }
    }
}
