import EarshotModel

/// Verdicts as rows of `address_verdicts` and `domain_verdicts`.
enum VerdictRows {
    static func rows(_ table: String, _ verdicts: [(id: Int32, verdict: ThreatVerdict, hunted: Bool)]) -> TableRows {
        let all = verdicts.map(\.verdict)
        return TableRows(
            table, .dimension,
            [
                .int32(FixedColumn(verdicts.map(\.id))), .uint8(FixedColumn(all.map { UInt8(clamping: $0.score) })),
                .uint8(FixedColumn(all.map { UInt8(clamping: $0.original) })),
                .uint8(FixedColumn(all.map { UInt8(clamping: $0.confidence) })),
                texts(all.map(\.category)), texts(all.map(\.name)), .bool(FixedColumn(all.map(\.isActive))),
                ticks(all.map(\.firstReported)), ticks(all.map(\.lastReported)),
                texts(all.map { $0.sources.joined(separator: ", ") }),
                texts(all.map { $0.labels.joined(separator: ", ") }), texts(all.map { json($0.reasons) }),
                texts(all.map { json($0.suppressions) }), .bool(FixedColumn(verdicts.map(\.hunted))),
            ])
    }

    private static func texts(_ values: [String]) -> ColumnVector {
        .text(TextColumn(values.map { $0.isEmpty ? nil : $0 }))
    }

    /// A time that comes from a dimension is held as the query language counts it.
    private static func ticks(_ seconds: [Int64]) -> ColumnVector {
        var column = FixedColumn<Int64>()
        for value in seconds { column.append(value * 10_000_000 + 621_355_968_000_000_000, if: value != 0) }
        return .int64(column)
    }

    private static func json(_ texts: [String]) -> String {
        texts.isEmpty ? "" : "[" + texts.map { KustoValue.string($0).json }.joined(separator: ",") + "]"
    }
}

/// Judges addresses and names as they become known. For the writer's thread.
struct NewcomerJudge {
    var judge: (any ThreatJudge)?

    /// Rows for the new addresses and names of a batch that something is known of.
    func rows(for batch: EventBatch) -> [TableRows] {
        guard let judge else { return [] }
        var result: [TableRows] = []
        for rows in batch.tables where rows.mode == .dimension {
            if rows.table == "addresses", case .int32(let ids)? = rows.columns.first,
                case .uint128(let bits)? = rows.columns.dropFirst().first, rows.columns.count > 4,
                case .uint32(let networks) = rows.columns[4]
            {
                var found: [(Int32, ThreatVerdict, Bool)] = []
                for place in ids.values.indices {
                    let address = IPAddress(bits: bits.values[place])
                    guard let verdict = judge.verdict(on: address, asn: networks.values[place]) else { continue }
                    found.append((ids.values[place], verdict, false))
                }
                result.append(VerdictRows.rows("address_verdicts", found))
            } else if rows.table == "domains", case .int32(let ids)? = rows.columns.first,
                case .text(let names)? = rows.columns.dropFirst().first
            {
                var found: [(Int32, ThreatVerdict, Bool)] = []
                for place in ids.values.indices {
                    let start = place == 0 ? 0 : names.ends[place - 1]
                    let name = String(decoding: names.bytes[start..<names.ends[place]], as: UTF8.self)
                    if let verdict = judge.verdict(onDomain: name) { found.append((ids.values[place], verdict, false)) }
                }
                result.append(VerdictRows.rows("domain_verdicts", found))
            }
        }
        return result.filter { $0.count > 0 }
    }
}
