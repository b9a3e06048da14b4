import EarshotModel
import EarshotParsing
import Testing

@testable import EarshotPipeline

/// A batch that is enriched piece by piece is the batch that is enriched as a whole.
struct StorageOrderTests {
    private static func line(_ number: Int) -> String {
        let head = "Sep 19 13:1\(number / 600 % 6):\(number / 10 % 60 + 10) router kernel: "
        let rest = "LEN=60 TOS=0x\(number % 3)0 PREC=0x00 TTL=\(number % 60 + 1) ID=\(number) "
        let transport =
            switch number % 5 {
            case 0: "PROTO=UDP SPT=\(number % 60000) DPT=53 LEN=40"
            case 1: "PROTO=ICMP TYPE=8 CODE=0 ID=\(number) SEQ=1"
            default:
                "PROTO=TCP SPT=\(number % 60000) DPT=443 SEQ=\(number) ACK=0 WINDOW=1024 RES=0x00 SYN URGP=0 "
                    + "OPT (0204\(number % 7))"
            }
        if number % 3 == 0 {
            return head + "DROP IN=eth0 OUT= MAC=04:42:1a:cd:5a:00:40:b4:f0:e0:5e:af:08:00 "
                + "SRC=9.9.\(number % 200).9 DST=139.48.125.218 " + rest + transport
        }
        return head + "OUT_CONN IN=br0 OUT=eth0 MAC=04:42:1a:cd:5a:00:ae:39:1a:67:9e:8\(number % 8):08:00 "
            + "SRC=192.168.50.\(number % 8 + 2) DST=17.148.\(number % 90).49 " + rest + transport
    }

    /// The rows of `network_session`, as texts in the order in which they are stored.
    private static func rows(of tables: [TableRows]) -> [[String]] {
        var rows: [[String]] = []
        for table in tables where table.table == "network_session" {
            var texts: [[String]] = Array(repeating: [], count: table.count)
            for column in table.columns {
                for (row, text) in column.texts.enumerated() { texts[row].append(text) }
            }
            rows += texts
        }
        return rows
    }

    private static func stored(_ count: Int, pieces: Int) -> [[String]] {
        var enricher = Enricher(
            geography: Geography(cityPath: nil, networkPath: nil), vendors: VendorRegistry(path: "/nonexistent"),
            knowledge: Knowledge())
        var parser = EventParser()
        var batch = ParsedBatch()
        var result: [[String]] = []
        for number in 0..<count {
            let text = Array(line(number).utf8)
            let context = LineContext(source: 1, arrival: Ticks.from(unixSeconds: 1_790_000_000) ?? 0)
            parser.parse(text.span, context, labels: &enricher.labels, into: &batch)
            // Two batches, so that memory that was used before is used again.
            if number + 1 == count / 2 {
                result += rows(of: enricher.rows(of: batch).tables)
                batch.removeAll()
            } else if pieces > 1, number % (count / pieces) == 0 {
                enricher.absorb(batch)
                batch.removeAll()
            }
        }
        return result + rows(of: enricher.rows(of: batch).tables)
    }

    @Test(arguments: [700, 24_000]) func piecesMakeTheSameRows(_ count: Int) {
        let whole = Self.stored(count, pieces: 1)
        let inPieces = Self.stored(count, pieces: 13)
        #expect(whole.count == count)
        // Of each kind of packet the rows are in order of arrival, and so are the kinds.
        #expect(inPieces == whole)
    }
}

extension ColumnVector {
    /// Each value as text, `-` where it is missing.
    var texts: [String] {
        switch self {
        case .bool(let column): Self.texts(column)
        case .uint8(let column): Self.texts(column)
        case .uint16(let column): Self.texts(column)
        case .uint32(let column): Self.texts(column)
        case .int32(let column): Self.texts(column)
        case .int64(let column): Self.texts(column)
        case .double(let column): Self.texts(column)
        case .uint128(let column): Self.texts(column)
        case .text(let column): Self.texts(column)
        }
    }

    private static func texts<Element>(_ column: FixedColumn<Element>) -> [String] {
        let missing = Set(column.missing)
        return column.values.indices.map { missing.contains(UInt32($0)) ? "-" : "\(column.values[$0])" }
    }

    private static func texts(_ column: TextColumn) -> [String] {
        let missing = Set(column.missing)
        return column.ends.indices.map { row in
            let start = row == 0 ? 0 : column.ends[row - 1]
            return missing.contains(UInt32(row))
                ? "-" : String(decoding: column.bytes[start..<column.ends[row]], as: UTF8.self)
        }
    }
}
