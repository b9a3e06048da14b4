import EarshotModel
import EarshotQuery
import EarshotStore
import Foundation
import Testing

@testable import EarshotDetect

/// Patient vertical scanners among everything that looks like them: generated, with known truth.
struct LedgerTests {
    private static let end: Int64 = 1_790_000_000
    private static let home = "79.203.44.118"

    private static func packet(
        _ source: String, _ sourcePort: Int, _ port: Int, at seconds: Int64, _ transport: String = "TCP",
        _ flags: String = "SYN"
    ) -> (Int64, String) {
        let time = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
        let tail = transport == "TCP" ? "SEQ=1 ACK=0 WINDOW=1024 RES=0x00 \(flags) URGP=0" : "LEN=40"
        return (
            seconds,
            "<12>\(time) router kernel: DROP IN=eth0 OUT= MAC=04:42:1a:cd:5a:00:40:b4:f0:e0:5e:af:08:00 SRC=\(source) "
                + "DST=\(home) LEN=60 TOS=0x00 PREC=0x00 TTL=50 ID=0 PROTO=\(transport) SPT=\(sourcePort) DPT=\(port) \(tail)"
        )
    }

    /// One port every ten minutes, from 12 to 72 ports, some with retries.
    private static let scanners: [String] = (1...40).map { "94.102.\($0).7" }

    private static func scans() -> [(Int64, String)] {
        scanners.enumerated().flatMap { number, source in
            (0..<(12 + number * 3 / 2)).flatMap { step -> [(Int64, String)] in
                let moment = end - 80_000 + Int64(step) * 600 + Int64(number * 7)
                let port = 1 + (number * 911 + step * 733) % 65_000
                let first = packet(source, 40_000 + step * 13 % 20_000, port, at: moment)
                return step % 5 == 0 ? [first, packet(source, 50_000, port, at: moment + 3)] : [first]
            }
        }
    }

    /// Late answers of what we called, and answers to what others sent in our name.
    private static func answers() -> [(Int64, String)] {
        let kinds: [(port: Int, transport: String, flags: String)] = [
            (443, "TCP", "ACK RST"), (443, "TCP", "ACK FIN"), (443, "TCP", "ACK PSH"), (80, "TCP", "RST"),
            (443, "UDP", ""), (123, "UDP", ""), (53, "UDP", ""), (3478, "UDP", ""), (5223, "TCP", "ACK PSH"),
            (443, "TCP", "ACK SYN"), (22, "TCP", "ACK SYN"), (6667, "TCP", "ACK RST"), (50_004, "UDP", ""),
            (8801, "UDP", ""), (993, "TCP", "ACK RST"),
        ]
        return (0..<150).flatMap { number in
            let kind = kinds[number % kinds.count]
            return (0..<40).map { step in
                packet(
                    "104.\(16 + number / 100).\(number % 100).5", kind.port,
                    32_768 + (number * 977 + step * 397) % 28_000,
                    at: end - 85_000 + Int64(step * 2000 + number), kind.transport, kind.flags)
            }
        }
    }

    /// Who knocks at a few doors only, again and again.
    private static func background() -> [(Int64, String)] {
        (0..<200).flatMap { number in
            (0..<20).map { step in
                packet(
                    "45.148.\(number).9", 40_000 + step, [23, 22, 3389, 445, 8080][(step + number) % 5],
                    at: end - 84_000 + Int64(step * 4000 + number))
            }
        }
    }

    @Test func patientScannersAreFoundAndAnswersAreNot() async throws {
        let lines = (Self.scans() + Self.answers() + Self.background()).sorted { $0.0 < $1.0 }.map(\.1)
        let ground = try TestGround()
        let found = try await ground.run(lines, arrival: Self.end) { [ground] in
            var options = QueryOptions()
            options.now = Ticks.from(unixSeconds: Self.end)
            return try await ground.store.engine.run(
                "ProberLedger | where Kind == 'vertical' | project SrcIpAddr", options: options
            ).rows.compactMap { $0.first?.text }
        }
        let right = Set(found).intersection(Self.scanners)
        #expect(Double(right.count) >= 0.95 * Double(Self.scanners.count), "\(right.count)")
        #expect(Double(right.count) >= 0.98 * Double(found.count), "\(Set(found).subtracting(Self.scanners))")
    }

    /// A router that logs no flags: only the ports tell who begins something and who answers.
    @Test func highPortsWithoutFlags() async throws {
        let moments = (0..<24).map { Self.end - 80_000 + Int64($0) * 600 }
        func doors(_ source: String, _ transport: String, _ ports: (Int) -> (Int, Int)) -> [String] {
            moments.enumerated().map { step, moment in
                let (from, to) = ports(step)
                let line = Self.packet(source, from, 32_768 + to, at: moment, transport).1
                return line.replacing(" SEQ=1 ACK=0 WINDOW=1024 RES=0x00 SYN URGP=0", with: "")
            }
        }
        let scanners =
            doors("94.102.1.7", "TCP") { (40_000 + $0 * 13, $0 * 977 % 30_000) }
            + doors("94.102.2.7", "TCP") { (45_000, 7000 + $0) } + doors("94.102.3.7", "UDP") { (45_000, 9000 + $0) }
        // A server that was called, a friend in a call, somebody who looks for the way.
        let others =
            doors("94.102.4.7", "TCP") { (30_120, $0 * 977 % 30_000) }
            + doors("94.102.5.7", "UDP") { (40_000 + $0 * 13, $0 * 977 % 30_000) }
            + doors("94.102.6.7", "UDP") { (40_000, 667 + $0) }
        let ground = try TestGround()
        let found = try await ground.run(scanners + others, arrival: Self.end) { [ground] in
            var options = QueryOptions()
            options.now = Ticks.from(unixSeconds: Self.end)
            return try await ground.store.engine.run(
                "ProberLedger | where Kind == 'vertical' | project SrcIpAddr | order by SrcIpAddr asc", options: options
            ).rows.compactMap { $0.first?.text }
        }
        #expect(found == ["94.102.1.7", "94.102.2.7", "94.102.3.7"])
    }

    /// A door that opened counts against it, an old one less.
    @Test func theScoreIsARandomWalk() async throws {
        let lines = (0..<6).map { Self.packet("94.102.1.7", 40_000, 1000 + $0, at: Self.end - 3600 + Int64($0)).1 }
        let open = lines[0].replacing("DROP", with: "ACCEPT").replacing("DPT=1000", with: "DPT=2000")
        let ground = try TestGround()
        let row = try await ground.run(lines + [open], arrival: Self.end) { [ground] in
            var options = QueryOptions()
            options.now = Ticks.from(unixSeconds: Self.end)
            return try await ground.store.engine.run(
                "ProberLedger | project Targets, Ports, Successes, Score, IsScanner, Kind", options: options
            ).rows
        }
        #expect(row.count == 1)
        #expect(row.first?[0] == .long(6))
        #expect(row.first?[2] == .long(1))
        // Five more refused than open: 5 ln 4, a little less by age.
        guard case .real(let score)? = row.first?[3] else { return #expect(Bool(false), "\(row)") }
        #expect(abs(score - 6.93) < 0.02)
        #expect(row.first?[4] == .bool(true))
        #expect(row.first?[5] == .string("few"))
    }
}
