import EarshotModel
import Testing

@testable import EarshotIntel

/// The rules of risk, one by one.
struct JudgeTests {
    private static let now: Int64 = 1_795_773_600

    private func feed(_ id: String, family: String? = nil, confidence: UInt8 = 90, role: Feed.Role = .threat) -> Feed {
        var feed = Feed(id: id, location: "/x")
        feed.title = id
        feed.family = family ?? id
        feed.confidence = confidence
        feed.role = role
        return feed
    }

    private func judge(_ lists: [(Feed, [String])], daysAgo: Int64 = 0, now: Int64 = now) throws -> Judge {
        var knowledge = KnowledgeBase()
        for (feed, values) in lists {
            let number = knowledge.number(of: feed)
            var parts = IndexParts(feed: try #require(number))
            for value in values {
                var indicator = try Observable.indicator(value[...])
                indicator.confidence = feed.confidence
                parts.add(
                    StoredIndicator(
                        feed: feed.id, indicator: indicator, created: Self.now - daysAgo * 86_400,
                        modified: Self.now - daysAgo * 86_400))
            }
            knowledge.replace(parts)
        }
        return knowledge.judge(now: now)
    }

    private func score(_ judge: Judge, _ address: String, asn: UInt32 = 0) throws -> ThreatVerdict? {
        judge.verdict(on: try #require(IPAddress(address)), asn: asn)
    }

    @Test func oneSureSourceIsItsConfidence() throws {
        let verdict = try #require(try score(judge([(feed("a"), ["9.9.9.9"])]), "9.9.9.9"))
        #expect(verdict.score == 90)
        #expect(verdict.level == .high)
        #expect(verdict.reasons == ["a lists the address for Malicious."])
    }

    @Test func nothingIsKnownOfOthers() throws {
        let judge = try judge([(feed("a"), ["9.9.9.9", "9.9.8.0/24", "AS64500"])])
        #expect(try score(judge, "9.9.9.8") == nil)
        #expect(try score(judge, "192.168.1.1") == nil)
        #expect(try score(judge, "9.9.8.200")?.reasons == ["a lists its network /24 for Malicious."])
        #expect(try score(judge, "9.1.1.1", asn: 64_500)?.reasons == ["a lists its network AS64500 for Malicious."])
    }

    @Test func oneFamilyHasOneVote() throws {
        let one = try judge([(feed("a", family: "f", confidence: 50), ["9.9.9.9"])])
        let copies = try judge(
            (0..<30).map { (feed("a\($0)", family: "f", confidence: 50), ["9.9.9.9"]) })
        let independent = try judge((0..<3).map { (feed("a\($0)", confidence: 50), ["9.9.9.9"]) })
        #expect(try score(copies, "9.9.9.9")?.score == (try score(one, "9.9.9.9")?.score))
        #expect(try #require(try score(independent, "9.9.9.9")).score > 75)
        #expect(try #require(try score(copies, "9.9.9.9")).reasons[1].contains("not counted again"))
    }

    @Test func ageHalves() throws {
        let fresh = try #require(try score(judge([(feed("a"), ["9.9.9.9"])]), "9.9.9.9"))
        let week = try #require(try score(judge([(feed("a"), ["9.9.9.9"])], daysAgo: 8), "9.9.9.9"))
        let old = try #require(try score(judge([(feed("a"), ["9.9.9.9"])], daysAgo: 90), "9.9.9.9"))
        #expect(fresh.score == 90)
        #expect((20..<40).contains(week.score))
        #expect(old.level == .none)
        #expect(old.reasons == ["a lists the address for Malicious, last seen 89 days ago."])
    }

    @Test func sharedAddressesAreAtMostLow() throws {
        let lists: [(Feed, [String])] = [
            (feed("bad"), ["9.9.9.9", "evil.example"]), (feed("cdn", role: .cdn), ["9.9.9.0/24"]),
            (feed("scan", role: .scanner), ["9.9.9.0/28"]),
        ]
        let judge = try judge(lists)
        let verdict = try #require(try score(judge, "9.9.9.9"))
        #expect(verdict.level == .low)
        #expect(verdict.originalLevel == .high)
        #expect(Set(verdict.labels) == ["cdn", "research scanner"])
        #expect(verdict.suppressions.count == 2)
        // The name is not shared.
        #expect(judge.verdict(onDomain: "www.EVIL.example")?.level == .high)
    }

    @Test func popularNamesSayNothingOfNamesBelowThem() throws {
        let judge = try judge([
            (feed("bad"), ["pages.example", "x.pages.example"]), (feed("top", role: .popular), ["pages.example"]),
        ])
        #expect(judge.verdict(onDomain: "pages.example")?.level == .low)
        #expect(judge.verdict(onDomain: "x.pages.example")?.level == .high)
    }

    @Test func aFeedsNewContentTakesThePlaceOfTheOld() throws {
        var knowledge = KnowledgeBase()
        let a = feed("a")
        let b = feed("b")
        for (feed, value) in [(a, "9.9.9.9"), (b, "9.9.9.9"), (a, "9.9.9.8")] {
            let number = knowledge.number(of: feed)
            var parts = IndexParts(feed: try #require(number))
            parts.add(
                StoredIndicator(
                    feed: feed.id, indicator: try Observable.indicator(value[...]), created: Self.now,
                    modified: Self.now))
            knowledge.replace(parts)
        }
        let judge = knowledge.judge(now: Self.now)
        #expect(try score(judge, "9.9.9.9")?.sources == ["b"])
        #expect(try score(judge, "9.9.9.8")?.sources == ["a"])
        #expect(knowledge.index.count == 2)
    }

    /// Every range, network and address against a plain comparison.
    @Test func theIndexFindsWhatAScanFinds() throws {
        var generator = SplitMix(state: 7)
        var entries: [String] = []
        for _ in 0..<400 {
            let base = UInt32(0x0900_0000) | UInt32(generator.next() & 0xffff)
            let width = UInt32(generator.next() % 300)
            entries.append("\(IPAddress(v4: base))-\(IPAddress(v4: base + width))")
            entries.append("\(IPAddress(v4: base))/\(20 + generator.next() % 13)")
        }
        let judge = try judge([(feed("a"), entries)])
        let ranges = try entries.map { try Observable.indicator($0[...]) }
        for probe in stride(from: UInt32(0x08ff_ff00), to: 0x0901_0200, by: 37) {
            let address = IPAddress(v4: probe)
            let expected = ranges.contains { $0.start <= address.bits && address.bits <= $0.end }
            #expect((judge.verdict(on: address, asn: 0) != nil) == expected, "\(address)")
        }
    }
}

/// Numbers that are the same in every run (Steele, Lea and Flood, 2014).
struct SplitMix {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
        return z ^ z >> 31
    }
}
