import EarshotModel

/// Events of every kind in a few weeks, the same for the same seed.
struct RollupSample {
    private var state: UInt64
    /// Monday, 2026-08-03 00:00 UTC.
    static let start: Int64 = 1_785_715_200
    static let week: Int64 = 604_800

    init(seed: UInt64) { state = seed }

    /// A whole number below `limit`.
    private mutating func next(_ limit: UInt64) -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) % limit
    }

    mutating func batch(rows: Int, from: Int64, to: Int64, withAddresses: Bool = false) -> EventBatch {
        let seconds = (0..<rows).map { _ in from + Int64(next(UInt64(to - from))) }
        var batch = EventBatch()
        if withAddresses { batch.tables.append(TableRows("addresses", .dimension, Self.addresses)) }
        let columns = TableSchema.networkSession.stored.map { column($0, seconds) }
        batch.tables.append(TableRows("network_session", .append, columns))
        return batch
    }

    private mutating func column(_ stored: StoredColumn, _ seconds: [Int64]) -> ColumnVector {
        let limits: [String: UInt64] = [
            "fraction": 10_000_000, "direction": 4, "action": 5, "protocol": 4, "remote_id": 30, "local_id": 6,
            "device_id": 5, "dst_port": 25, "length": 1500,
        ]
        let sparse: Set<String> = ["fraction", "dst_port", "length"]
        let limit = limits[stored.name] ?? 1
        switch stored.type {
        case .int64 where stored.name == "seconds": return .int64(FixedColumn(seconds))
        case .int64: return .int64(fixed(seconds.count, limit, sparse.contains(stored.name)))
        case .int32: return .int32(fixed(seconds.count, limit, sparse.contains(stored.name)))
        case .uint8: return .uint8(fixed(seconds.count, limit, false))
        case .uint16: return .uint16(fixed(seconds.count, limit, sparse.contains(stored.name)))
        case .uint32: return .uint32(fixed(seconds.count, limit, false))
        case .double: return .double(FixedColumn(Array(repeating: 0, count: seconds.count)))
        case .bool: return .bool(FixedColumn(Array(repeating: false, count: seconds.count)))
        case .uint128: return .uint128(FixedColumn(Array(repeating: 0, count: seconds.count)))
        case .text: return .text(TextColumn(Array(repeating: nil, count: seconds.count)))
        }
    }

    /// With every fifth value missing where the column is `sparse`.
    private mutating func fixed<Number: FixedWidthInteger & BitwiseCopyable & Sendable>(
        _ count: Int, _ limit: UInt64, _ sparse: Bool
    ) -> FixedColumn<Number> {
        var column = FixedColumn<Number>()
        for _ in 0..<count { column.append(Number(truncatingIfNeeded: next(limit)), if: !sparse || next(5) > 0) }
        return column
    }

    /// 198.51.100.1…29: number 0 is no address. Some share a country, some have none.
    private static var addresses: [ColumnVector] {
        let numbers = Array(1...29 as ClosedRange<UInt32>)
        let countries: [String?] = ["DE", "NL", "US", nil, "BR"]
        let texts = numbers.map { "198.51.100.\($0)" as String? }
        return [
            .int32(FixedColumn(numbers.map { Int32($0) })),
            .uint128(FixedColumn(numbers.map { IPAddress(v4: 0xc633_6400 + $0).bits })), .text(TextColumn(texts)),
            .uint8(FixedColumn(numbers.map { _ in 7 })), .uint32(FixedColumn(numbers.map { 64_500 + $0 % 4 })),
            .text(TextColumn(numbers.map { "Net \($0 % 4)" })),
            .text(TextColumn(numbers.map { countries[Int($0) % 5] })), .text(TextColumn(numbers.map { _ in nil })),
            .text(TextColumn(numbers.map { "City \($0 % 7)" })), .double(FixedColumn(numbers.map { Double($0) })),
            .double(FixedColumn(numbers.map { Double($0) / 2 })),
        ]
    }
}
