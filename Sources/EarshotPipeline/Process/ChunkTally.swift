import EarshotModel
import EarshotParsing

/// What became of the lines of a chunk.
struct ChunkTally {
    private var tables = [Int](repeating: 0, count: EventTable.allCases.count)
    private var families = [Int](repeating: 0, count: ParseCounters.maximumFamilies)
    private(set) var reasons = [Int](repeating: 0, count: UnparsedReason.allCases.count)
    private(set) var recognized = 0
    private(set) var kept = 0
    /// The host name in the last line.
    var host = ""

    @inline(__always)
    mutating func count(_ table: EventTable, family: UInt8) {
        recognized += 1
        tables[Int(table.rawValue)] += 1
        families[Int(family)] += 1
    }

    mutating func count(_ record: SyslogRecord) {
        kept += 1
        reasons[Int(record.reason.rawValue)] += 1
        guard record.reason == .message, Int(record.family) < families.count else { return }
        families[Int(record.family)] += 1
    }

    /// The family of most of the lines.
    var mainFamily: String? {
        guard let most = families.max(), most > 0, let index = families.firstIndex(of: most) else { return nil }
        return ParseCounters.name(ofFamily: index)
    }

    func receipt(lines: Int) -> IngestReceipt {
        var receipt = IngestReceipt()
        receipt.lines = lines
        for table in EventTable.allCases where tables[Int(table.rawValue)] > 0 {
            receipt.tables[table.name] = tables[Int(table.rawValue)]
        }
        if kept > 0 { receipt.tables["Syslog"] = kept }
        for (index, count) in families.enumerated() where count > 0 {
            receipt.families[ParseCounters.name(ofFamily: index) ?? ""] = count
        }
        return receipt
    }
}

extension ProcessorReport {
    mutating func add(_ tally: ChunkTally, of chunk: RawChunk) {
        lines += Int64(chunk.lineCount)
        sessions += Int64(tally.recognized)
        unrecognized += Int64(tally.kept)
        for reason in UnparsedReason.allCases where tally.reasons[Int(reason.rawValue)] > 0 {
            reasons[reason.name, default: 0] += Int64(tally.reasons[Int(reason.rawValue)])
        }
    }
}
