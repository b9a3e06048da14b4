import EarshotModel
import EarshotParsing
import Testing

@testable import EarshotPipeline

/// Events that are enriched piece by piece, with sessions that wait for them, make the batch that is enriched as a whole.
struct PieceTests {
    private static let start = 47_700

    private static func line(_ number: Int) -> String {
        let second = start + number / 20
        let clock = "Sep 19 \(second / 3600):\(second / 60 % 60 + 100):\(second % 60 + 100)"
            .replacing(":1", with: ":")
        let (client, host) = (number % 7 + 20, number % 31)
        switch number % 6 {
        case 0: return "\(clock) router dnsmasq[7]: query[A] h\(host).example.net from 192.168.50.\(client)"
        case 1: return "\(clock) router dnsmasq[7]: reply h\(host).example.net is 198.51.100.\(host + 1)"
        case 2:
            return "\(clock) router dnsmasq-dhcp[7]: DHCPACK(br0) 192.168.50.\(client) "
                + "02:00:5e:00:53:\(client) phone-\(client % 3)"
        case 3:
            return "\(clock) box sshd[\(number)]: Accepted publickey for ana from 192.168.50.\(client) port 50022 ssh2"
        case 4: return "\(clock) box somebody: just some words, number \(number)"
        default:
            return
                "\(clock) router kernel: OUT_CONN IN=br0 OUT=eth0 SRC=192.168.50.\(client) DST=198.51.100.\(host + 1) "
                + "LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=\(number) PROTO=TCP SPT=\(number % 60000) DPT=443 SYN"
        }
    }

    private static func parse(_ numbers: Range<Int>, _ enricher: inout Enricher, _ parser: inout EventParser)
        -> ParsedBatch
    {
        var batch = ParsedBatch()
        let context = LineContext(source: 1, arrival: Ticks.from(unixSeconds: 1_790_000_000) ?? 0)
        for number in numbers {
            let text = Array(line(number).utf8)
            parser.parse(text.span, context, labels: &enricher.labels, into: &batch)
        }
        return batch
    }

    /// The rows of the second of two batches; in the first all texts get their numbers.
    private static func stored(pieces: Int) -> [String: [String]] {
        var enricher = Enricher(
            geography: Geography(cityPath: nil, networkPath: nil), vendors: VendorRegistry(path: "/nonexistent"),
            knowledge: Knowledge())
        var parser = EventParser()
        let count = 1200
        _ = enricher.rows(of: parse(0..<count, &enricher, &parser))
        var waiting = ParsedBatch()
        let size = count / pieces
        for piece in 0..<pieces - 1 {
            let batch = parse(count + piece * size..<count + (piece + 1) * size, &enricher, &parser)
            enricher.absorbEvents(batch)
            waiting.append(sessionsOf: batch)
        }
        let last = parse(count + (pieces - 1) * size..<count * 2, &enricher, &parser)
        enricher.absorbEvents(last)
        waiting.append(sessionsOf: last)
        return texts(of: enricher.rows(of: waiting).tables)
    }

    private static func texts(of tables: [TableRows]) -> [String: [String]] {
        var result: [String: [String]] = [:]
        for table in tables where table.mode == .append {
            let columns = zip(table.names ?? [], table.columns.map(\.texts))
            // Sessions that come in pieces are stored by kind: their columns are not all there in each kind.
            for row in 0..<table.count {
                let fields = columns.map { "\($0)=\($1[row])" }.filter { !$0.hasSuffix("=-") }
                result[table.table, default: []].append(fields.sorted().joined(separator: " "))
            }
        }
        return result
    }

    @Test func eventsInPiecesAreTheSame() {
        let whole = Self.stored(pieces: 1)
        let inPieces = Self.stored(pieces: 8)
        #expect(Set(whole.keys) == ["dns", "dhcp_event", "authentication", "network_session", "syslog"])
        #expect(whole["network_session"]?.count == 200 && whole["dns"]?.count == 400)
        #expect(whole["network_session"]?.contains { $0.contains("dst_fqdn=") } == true)
        for table in whole.keys { #expect(inPieces[table] == whole[table]) }
    }

    @Test func onlyAnswersAndLeasesMakeSessionsWait() {
        var enricher = Enricher(
            geography: Geography(cityPath: nil, networkPath: nil), vendors: VendorRegistry(path: "/nonexistent"),
            knowledge: Knowledge())
        var parser = EventParser()
        #expect(Self.parse(0..<1, &enricher, &parser).explainsSessions)
        #expect(Self.parse(2..<3, &enricher, &parser).explainsSessions)
        #expect(!Self.parse(3..<6, &enricher, &parser).explainsSessions)
    }
}
