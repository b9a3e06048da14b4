import EarshotModel
import Testing

@testable import EarshotIntel

struct ObservableTests {
    @Test(arguments: [
        ("8.8.8.8", Indicator.Kind.ipv4, "8.8.8.8", "8.8.8.8"),
        ("8.8.8.8/24", .ipv4, "8.8.8.0", "8.8.8.255"),
        ("9.0.0.1-9.0.1.0", .ipv4, "9.0.0.1", "9.0.1.0"),
        ("8.8.8.8:443", .ipv4, "8.8.8.8", "8.8.8.8"),
        ("2600::/32", .ipv6, "2600::", "2600:0:ffff:ffff:ffff:ffff:ffff:ffff"),
    ])
    func addressesAndNetworks(_ text: String, _ kind: Indicator.Kind, _ start: String, _ end: String) throws {
        let found = try Observable.indicator(text[...])
        #expect(found.kind == kind)
        #expect(IPAddress(bits: found.start).description == start)
        #expect(IPAddress(bits: found.end).description == end)
    }

    @Test(arguments: [
        "192.168.1.1", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.1", "224.0.0.1", "100.63.255.0-100.128.0.5", "fe80::1",
        "172.16.5.5", "2001:db8::1",
    ])
    func privateNeverMatches(_ text: String) {
        #expect(throws: Observable.Refusal.notPublic) { try Observable.indicator(text[...]) }
    }

    @Test func aQuarterOfTheInternetIsNoNetwork() {
        #expect(throws: Observable.Refusal.tooWide) { try Observable.indicator("64.0.0.0/4") }
    }

    @Test func namesURLsAndHashes() throws {
        #expect(try Observable.indicator("*.Evil.Example.").value == "evil.example")
        #expect(try Observable.indicator("http://a.example:80/x?y").kind == .url)
        #expect(Observable.host(of: "http://u:p@a.example:80/x") == "a.example")
        #expect(Observable.host(of: "http://[2600::1]:80/x") == "2600::1")
        #expect(try Observable.indicator(String(repeating: "AB", count: 32)[...]).kind == .sha256)
        #expect(throws: Observable.Refusal.malformed) { try Observable.indicator("no domain here") }
        #expect(throws: Observable.Refusal.malformed) { try Observable.indicator("localhost") }
    }

    @Test func timesOfLists() {
        #expect(FeedTime.seconds("2026-11-27 10:00:00") == 1_795_773_600)
        #expect(FeedTime.seconds("2026-11-27T10:00:00.123Z") == 1_795_773_600)
        #expect(FeedTime.seconds("1795773600") == 1_795_773_600)
        #expect(FeedTime.seconds("None") == nil)
    }

    @Test func stixPatternsThatSayMoreAreLeftOut() {
        #expect(STIXReader.values(of: "[ipv4-addr:value = '9.9.9.9' OR url:value = 'http://x.example/']")?.count == 2)
        #expect(STIXReader.values(of: "[ipv4-addr:value = '9.9.9.9'] AND [url:value = 'http://x.example/']") == nil)
        #expect(STIXReader.values(of: "[ipv4-addr:value IN ('9.9.9.9')]") == nil)
    }

    @Test func quotedFields() {
        #expect(LineReader.fields("\"a,b\",c,\"d \"\"e\"\"\"", ",").map(String.init) == ["a,b", "c", "d \"e\""])
    }
}
