import EarshotModel
import EarshotQuery
import EarshotStore
import Testing

@testable import EarshotDetect

/// What becomes known later, over lines of a router that came before.
struct HindsightTests {
    private static let arrival: Int64 = 1_790_000_000
    private static let television = "192.168.1.20"

    /// Says that some addresses and names are bad.
    private struct Denouncer: ThreatJudge {
        let addresses: Set<String>
        let names: Set<String>

        private static let bad: ThreatVerdict = {
            var verdict = ThreatVerdict()
            verdict.score = 80
            verdict.original = 80
            verdict.category = "C2"
            verdict.sources = ["bad list"]
            verdict.reasons = ["bad list has it."]
            return verdict
        }()

        func verdict(on address: IPAddress, asn: UInt32) -> ThreatVerdict? {
            addresses.contains(address.description) ? Self.bad : nil
        }
        func verdict(onDomain name: String) -> ThreatVerdict? {
            names.contains { name == $0 || name.hasSuffix("." + $0) } ? Self.bad : nil
        }
    }

    private static func packet(_ prefix: String, _ source: String, _ target: String, port: Int = 443) -> String {
        let ways = prefix == "OUT_CONN" ? "IN=br0 OUT=eth0" : "IN=eth0 OUT=br0"
        return
            "<14>Sep 21 14:13:20 router kernel: \(prefix) \(ways) SRC=\(source) DST=\(target) LEN=60 TOS=0x00 PREC=0x00 "
            + "TTL=63 ID=0 DF PROTO=TCP SPT=50000 DPT=\(port) WINDOW=64240 RES=0x00 SYN URGP=0"
    }

    private static func question(_ name: String) -> String {
        "<30>Sep 21 14:13:21 router dnsmasq[1]: query[A] \(name) from \(television)"
    }

    private static let lines = [
        packet("OUT_CONN", television, "93.184.216.34"), packet("OUT_CONN", television, "93.184.216.34"),
        packet("OUT_CONN", television, "93.184.216.99"), packet("DROP", "93.184.216.40", "79.203.44.118", port: 23),
        packet("ACCEPT", "93.184.216.41", "192.168.1.30", port: 22), question("login.evil-name.net"),
        question("www.good-name.net"), question("printer.lan"),
    ]

    private let judge = Denouncer(
        addresses: ["93.184.216.34", "93.184.216.40", "93.184.216.41"], names: ["evil-name.net"])

    @Test func findingsComeOnceAndKeepTheirState() async throws {
        let ground = try TestGround()
        let keeper = FindingKeeper(engine: ground.store.engine, sink: ground.store, intake: ground.intake)
        let judge = judge
        try await ground.run(Self.lines, arrival: Self.arrival) { () async throws in
            _ = try await ground.store.apply(judge)
            let targets = try await ground.store.unhunted(minimum: 50)
            let matches = try await ground.store.hunt(targets)
            let told = try await keeper.record(Hindsight.hits(matches))
            // The dropped attempt is background; the other address is not listed.
            #expect(
                told.map(\.ruleName).sorted() == [
                    "A device asked for a name known to be bad", "A device talks to something known to be bad",
                    "Something known to be bad was let in",
                ])
            #expect(told.allSatisfy { $0.severity == .high && $0.state == .new })
            for finding in told {
                let rows = try await ground.store.engine.run(finding.query, options: QueryOptions()).rows
                #expect(!rows.isEmpty, "\(finding.query)")
            }
            let id = try #require(told.first).id
            _ = try await keeper.change(id, FindingChange(state: .ignored, reason: "a test"))
            // Hunted once more, as after an end between the findings and the mark.
            #expect(try await keeper.record(Hindsight.hits(ground.store.hunt(targets))).isEmpty)
            try await ground.store.setHunted(targets)
            #expect(try await ground.store.unhunted(minimum: 50).isEmpty)
            let kept = try await ground.store.engine.run(
                "Finding | summarize count() by State", options: QueryOptions())
            #expect(Set(kept.rows.map { "\($0[0].text) \($0[1].text)" }) == ["ignored 1", "new 2"])
        }
    }

    /// A match in the past and the rule that looks at the present speak of the same thing.
    @Test func theRuleForOutboundTrafficFindsTheSame() throws {
        let rule = try #require(RuleLibrary(folder: nil).all().rules.first { $0.name == "risky-outbound" })
        var match = RetroMatch()
        match.device = 7
        match.deviceName = "TV"
        match.local = Self.television
        match.remote = "93.184.216.34"
        let columns = ["DeviceName", "RemoteIpAddr"].map { QueryResult.Column(name: $0, type: .string) }
        let result = QueryResult(columns: columns, rows: [[.string("TV"), .string("93.184.216.34")]])
        let found = Hit(rule, result, rows: result.rows[...], window: RunWindow(rule, endingAt: Self.arrival))
        #expect(Hindsight.hit(match).key == found.key)
    }

    /// A list of thousands makes no thousands of findings.
    @Test func manyAreToldTogether() {
        let matches = (0..<1000).map { number in
            var match = RetroMatch()
            match.remote = "93.184.\(number / 250).\(number % 250)"
            match.score = number == 700 ? 90 : 60
            match.events = 2
            match.last = Self.arrival + Int64(number)
            return match
        }
        let hits = Hindsight.hits(matches)
        #expect(hits.count == Hindsight.maximumHits + 1)
        #expect(hits.first?.title.contains("93.184.2.200") == true)
        #expect(hits.last?.details["Connections"] == "1400")
        #expect(Set(hits.map(\.key)).count == hits.count)
        #expect(Hindsight.hits(matches.shuffled()).map(\.key) == hits.map(\.key))
    }

    @Test func servicesAreAskedAboutWhatIsNotDecided() async throws {
        let ground = try TestGround()
        let judge = judge
        let found = try await ground.run(Self.lines, arrival: Self.arrival) {
            _ = try await ground.store.apply(judge)
            func candidates(_ kinds: CandidateKinds) async throws -> [String] {
                try await ground.store.candidates(
                    for: "x", kinds: kinds, since: Self.arrival - 86_400, askedSince: 0, limit: 100
                ).map(\.text)
            }
            var lookup = StoredLookup(service: "x", kind: .domain, value: "good-name.net", asked: Self.arrival)
            let before = try await (candidates(.addresses), candidates(.domains), candidates([.addresses, .domains]))
            lookup.summary = "never heard of"
            try await ground.store.save(lookup)
            return (before, try await candidates(.domains))
        }
        #expect(found.0.0 == ["93.184.216.99"])
        // The name of the home and what is known already are nobody's business.
        #expect(found.0.1 == ["good-name.net"])
        #expect(Set(found.0.2) == ["93.184.216.99", "good-name.net"])
        #expect(found.1.isEmpty)
    }
}
