import EarshotModel
import Logging
import Testing

@testable import EarshotIntel

/// Whom the desk asks, how often, and when it leaves a service alone.
struct LookupDeskTests {
    private let noon: Int64 = 1_795_824_000 + 43_200
    private static let harmless = #"{"data":{"attributes":{"last_analysis_stats":{"malicious":0,"harmless":60}}}}"#

    private func values(_ texts: String...) -> [IntelValue] {
        texts.map { text in IPAddress(text).map(IntelValue.address) ?? .domain(text) }
    }

    private func service(
        _ id: String, _ url: String, key: String = "k", timeout: Int = 30
    ) -> ServiceDescription {
        var description = ServiceDescription(id: id)
        description.key = key
        description.url = url
        description.allowPrivate = true
        description.timeoutSeconds = timeout
        return description
    }

    private func desk(_ store: MemoryThreatStore, _ services: ServiceDescription...) throws -> LookupDesk {
        try LookupDesk(services: services, enrichments: [], store: store, logger: Logger(label: "test"))
    }

    private func state(_ desk: LookupDesk, _ id: String, _ now: Int64) async throws -> LookupState {
        try #require(await desk.states(now: now).first { $0.id == id })
    }

    @Test func addressesAndNamesWithinTheMinutesQuota() async throws {
        let server = try await LocalServer.start { _ in .http(200, Self.harmless) }
        let store = MemoryThreatStore(
            candidates: values("93.184.216.1", "odd.net", "192.168.1.1", "even.net", "93.184.216.2", "third.net"))
        let desk = try desk(store, service("virustotal", server.url))
        let settled = try #require(values("even.net").first)
        #expect(try await desk.turn(now: noon) { $0 == settled } == ["virustotal"])
        #expect(
            server.asked == [
                "GET /ip_addresses/93.184.216.1", "GET /domains/odd.net", "GET /ip_addresses/93.184.216.2",
                "GET /domains/third.net",
            ])
        #expect(try await desk.turn(now: noon + 30).isEmpty)
        #expect(server.asked.count == 4)
        try await server.stop()
    }

    @Test func aServiceThatHangsHoldsUpNobody() async throws {
        let hangs = try await LocalServer.start { _ in .silence }
        let works = try await LocalServer.start { _ in .http(200, Self.harmless) }
        let store = MemoryThreatStore(candidates: values("93.184.216.1", "93.184.216.2", "93.184.216.3"))
        let desk = try desk(store, service("otx", hangs.url, timeout: 1), service("virustotal", works.url))
        #expect(try await desk.turn(now: noon) == ["virustotal"])
        #expect(works.asked.count == 3)
        // One failure a round; after five it is left alone for ten minutes.
        #expect(hangs.asked.count == 1)
        for round in 1..<6 { _ = try await desk.turn(now: noon + Int64(round) * 30) }
        #expect(hangs.asked.count == 5)
        let state = try await state(desk, "otx", noon + 150)
        #expect(state.state == "paused")
        #expect(state.pausedUntil >= noon + 120 + 600)
        #expect(state.message.contains("does not answer"))
        try await hangs.stop()
        try await works.stop()
    }

    @Test func oneValueThatFailsDoesNotKeepTheOthersWaiting() async throws {
        let server = try await LocalServer.start { request in
            request.contains("93.184.216.1 ") ? .http(500, "{}") : .http(200, Self.harmless)
        }
        let store = MemoryThreatStore(candidates: values("93.184.216.1", "93.184.216.2"))
        let desk = try desk(store, service("virustotal", server.url))
        for round in 0..<4 { _ = try await desk.turn(now: noon + Int64(round) * 30) }
        #expect(server.asked.count { $0.hasSuffix("93.184.216.1") } == 3)
        #expect(server.asked.count { $0.hasSuffix("93.184.216.2") } == 1)
        #expect(store.saved.first { $0.value == "93.184.216.1" }?.score == nil)
        try await server.stop()
    }

    @Test func waitingOutlivesARestart() async throws {
        let server = try await LocalServer.start { _ in
            .http(429, #"{"errors":[{"detail":"Daily rate limit of 1000 exceeded"}]}"#, ["Retry-After": "5000"])
        }
        let store = MemoryThreatStore(candidates: values("93.184.216.1", "93.184.216.2"))
        let abuse = service("abuseipdb", server.url)
        _ = try await desk(store, abuse).turn(now: noon)
        let restarted = try desk(store, abuse)
        _ = try await restarted.turn(now: noon + 4999)
        #expect(server.asked.count == 1)
        let state = try await state(restarted, "abuseipdb", noon + 4999)
        #expect((state.state, state.pausedUntil) == ("paused", noon + 5000))
        #expect(state.message.contains("Daily rate limit"))
        let answer = try await restarted.report(
            on: try #require(values("93.184.216.9").first), isLive: true, now: noon + 4999)
        #expect(answer.notAsked["abuseipdb"]?.contains("Daily rate limit") == true)
        _ = try await restarted.turn(now: noon + 5000)
        #expect(server.asked.count == 2)
        try await server.stop()
    }

    @Test func whoDoesNotSayHowLongIsAskedEverLess() async throws {
        let server = try await LocalServer.start { _ in .http(429, #"{"message":"limit"}"#) }
        let store = MemoryThreatStore(candidates: values("93.184.216.1"))
        let desk = try desk(store, service("otx", server.url))
        var moments: [Int64] = []
        for second in stride(from: Int64(0), through: 1000, by: 30) {
            let before = server.asked.count
            _ = try await desk.turn(now: noon + second)
            if server.asked.count > before { moments.append(second) }
        }
        #expect(moments == [0, 60, 180, 420, 900])
        try await server.stop()
    }

    @Test func aRefusedKeyIsNotTriedAgainAnotherIs() async throws {
        let server = try await LocalServer.start { request in
            request.lowercased().contains("x-apikey: good")
                ? .http(200, Self.harmless) : .http(401, #"{"error":{"code":"WrongCredentialsError","message":"No"}}"#)
        }
        let store = MemoryThreatStore(candidates: values("93.184.216.1", "93.184.216.2"))
        let wrong = service("virustotal", server.url, key: "bad")
        _ = try await desk(store, wrong).turn(now: noon)
        let restarted = try desk(store, wrong)
        _ = try await restarted.turn(now: noon + 86_400)
        #expect(server.asked.count == 1)
        #expect(try await state(restarted, "virustotal", noon + 86_400).message.contains("does not take the key"))
        let mended = try desk(store, service("virustotal", server.url, key: "good"))
        #expect(try await mended.turn(now: noon + 86_430) == ["virustotal"])
        #expect(try await state(mended, "virustotal", noon + 86_430).state == "ok")
        try await server.stop()
    }

    @Test(arguments: [("0", 1), ("1", 2), ("-7", 3), ("many", 3), ("99999999999999999999", 3), ("1000000", 3)])
    func whatIsLeftMayBeALie(header: String, asked: Int) async throws {
        let server = try await LocalServer.start { _ in
            .http(200, #"{"data":{"abuseConfidenceScore":0}}"#, ["X-RateLimit-Remaining": header])
        }
        let store = MemoryThreatStore(candidates: values("93.184.216.1", "93.184.216.2", "93.184.216.3"))
        let desk = try desk(store, service("abuseipdb", server.url))
        for round in 0..<4 { _ = try await desk.turn(now: noon + Int64(round) * 60) }
        #expect(server.asked.count == asked)
        // The next day begins anew, whatever was said.
        _ = try await desk.turn(now: noon + 86_400)
        #expect(server.asked.count == min(3, asked + 1))
        try await server.stop()
    }
}
