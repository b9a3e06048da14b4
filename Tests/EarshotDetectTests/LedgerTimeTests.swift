import EarshotModel
import EarshotPipeline
import EarshotQuery
import EarshotStore
import Foundation
import Testing

@testable import EarshotDetect

/// The ledger says the same whether its weeks are counted ahead or not, and after their events are deleted.
struct LedgerTimeTests {
    private static let end: Int64 = 1_790_000_000
    private static let day: Int64 = 86_400

    private static func line(_ source: String, _ port: Int, at seconds: Int64, _ action: String = "DROP") -> String {
        let time = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
        return
            "<12>\(time) router kernel: \(action) IN=eth0 OUT= MAC=04:42:1a:cd:5a:00:40:b4:f0:e0:5e:af:08:00 SRC=\(source) "
            + "DST=79.203.44.118 LEN=60 TOS=0x00 PREC=0x00 TTL=50 ID=0 PROTO=TCP SPT=40000 DPT=\(port) SEQ=1 ACK=0 "
            + "WINDOW=1024 RES=0x00 SYN URGP=0"
    }

    /// Of a router that logs no flags.
    private static func bare(_ source: String, _ port: Int, at seconds: Int64) -> String {
        line(source, port, at: seconds).replacing(" SEQ=1 ACK=0 WINDOW=1024 RES=0x00 SYN URGP=0", with: "")
    }

    /// Eight sources, each a port every two days for ten weeks, some ports twice, one of them let in; and one that counts
    /// through ephemeral ports by packets that could be answers.
    private static func lines() -> [String] {
        (0..<126).map { bare("94.102.9.7", 40_000 + $0, at: end - 60 * day + Int64($0) * 4 * 3600) } + slow()
    }

    private static func slow() -> [String] {
        (0..<35).flatMap { step in
            (0..<8).map { number in
                line(
                    "94.102.\(number).7", 1000 + number * 100 + step % 28,
                    at: end - 70 * day + Int64(step) * 2 * day + Int64(number) * 60,
                    number == 3 && step == 1 ? "ACCEPT" : "DROP")
            }
        }
    }

    private static func ledger(_ store: Store) async throws -> [String] {
        var options = QueryOptions()
        options.now = Ticks.from(unixSeconds: end)
        let query = """
            ProberLedger | project SrcIpAddr, Kind, Targets, Ports, Attempts, Successes, FirstSeen, LastSeen, ActiveHours, Score
            | order by SrcIpAddr asc
            """
        return try await store.engine.run(query, options: options).rows.map { "\($0)" }
    }

    private static func events(_ store: Store) async throws -> KustoValue? {
        try await store.engine.run("NetworkSession | count", options: .init()).rows.first?.first
    }

    @Test func nothingIsForgottenWithTheEvents() async throws {
        let ground = try TestGround()
        try await ground.run(Self.lines(), arrival: Self.end) { [ground] in
            let store = ground.store
            let before = try await Self.ledger(store)
            #expect(before.count == 9)
            #expect(before.last?.contains("long(126)") == true, "\(before)")
            #expect(before.first?.contains("vertical") == true)
            #expect(try await store.rollUp(now: Self.end) >= 9)
            #expect(try await Self.ledger(store) == before)
            // Deleted day by day, as retention does; at first the limit lies within a week.
            for days in [60, 59, 40, 12, 0] {
                var retention = Retention.Configuration()
                retention.days = days
                _ = try await store.enforce(retention, now: Self.end)
                #expect(try await Self.ledger(store) == before, "\(days) days kept")
                try await store.rollUp(now: Self.end)
                #expect(try await Self.ledger(store) == before, "\(days) days kept, counted")
            }
            #expect(try await Self.events(store) == .long(0))
        }
    }

    /// An event that comes late lies in a week that is counted.
    @Test func whatComesLateCountsOnce() async throws {
        let ground = try TestGround()
        let late = Self.line("94.102.1.7", 9, at: Self.end - 50 * Self.day)
        let (counted, plain) = try await ground.run(Self.lines(), arrival: Self.end) { [ground] in
            try await ground.store.rollUp(now: Self.end)
            var chunk = RawChunk(
                source: SourceAddress(.udp, "192.168.50.1"), arrival: Ticks.from(unixSeconds: Self.end) ?? 0)
            chunk.bytes = Array(late.utf8)
            chunk.ends = [UInt32(chunk.bytes.count)]
            _ = try await ground.intake.commit(chunk)
            let plain = try await Self.ledger(ground.store)
            try await ground.store.rollUp(now: Self.end)
            return (try await Self.ledger(ground.store), plain)
        }
        #expect(counted == plain)
        #expect(plain.contains { $0.contains("94.102.1.7") && $0.contains("long(29)") })
    }

    /// Addresses of one network that share the work are one finding of the other view, and no scanner each.
    @Test func aNetworkThatSharesTheWorkIsSeen() async throws {
        let lines = (0..<48).map { step in
            Self.line("141.98.8.\(step % 8 + 10)", 2000 + step, at: Self.end - 5 * Self.day + Int64(step) * 3600)
        }
        let ground = try TestGround()
        let (kinds, network) = try await ground.run(lines, arrival: Self.end) { [ground] in
            var options = QueryOptions()
            options.now = Ticks.from(unixSeconds: Self.end)
            let kinds = try await ground.store.engine.run(
                "ProberLedger | summarize count() by Kind", options: options
            ).rows
            let network = try await ground.store.engine.run(
                "ProberNetworks | where Grouping == 'network' | project Together, Kind, Sources, Targets, Overlap",
                options: options
            ).rows
            return (kinds, network)
        }
        #expect(kinds == [[.string("distributed"), .long(8)]])
        #expect(
            network == [[.string("141.98.8.0/24"), .string("distributed"), .long(8), .long(48), .real(0)]])
    }
}
