import EarshotModel
import Testing

@testable import EarshotParsing

struct ActionRulesTests {
    @Test(arguments: [
        ("DROP", SessionAction.drop), ("ACCEPT", .allow), ("REJECT", .deny), ("[UFW BLOCK]", .deny),
        ("[UFW ALLOW]", .allow), ("[UFW AUDIT]", .unknown), ("[UFW AUDIT INVALID]", .unknown),
        ("[UFW LIMIT BLOCK]", .deny), ("OUT_CONN", .allow), ("[WAN_LOCAL-default-D]", .drop),
        ("[WAN_OUT-2000-A]", .allow),
        ("[LAN_IN-R-2147483647]", .deny), ("[WAN_IN-B-4000000003-D]", .drop), ("[bri-NAM-br1-pre-10-C]", .unknown),
        ("[DST-NAT-1]", .unknown), ("FINAL_REJECT", .deny), ("DENY", .deny), ("Shorewall:net2fw:DROP", .drop),
        ("IPTABLES-Dropped", .drop), ("BLOCKED", .deny), ("filter_IN_public_REJECT", .deny), ("reject wan in", .deny),
        ("banIP/inbound/drop/country.v4", .drop), ("Allow-Ping", .allow), ("TCP RESET guests", .reset),
        ("Minecraft server", .unknown), ("raindrops", .unknown), ("BLOCKLIST", .unknown), ("not allowed", .deny),
        ("", .unknown),
    ]) func builtIn(_ prefix: String, action: SessionAction) {
        #expect(ActionRules().action(of: prefix) == action)
    }

    @Test func customRulesComeFirst() {
        let rules = ActionRules(custom: [
            ("log-only*", .allow), ("*honeypot*", .drop), ("DROP", .deny), ("a*b*c", .reset),
        ])
        #expect(rules.action(of: "LOG-ONLY DROP guests") == .allow)
        #expect(rules.action(of: "the Honeypot rule") == .drop)
        #expect(rules.action(of: "drop") == .deny)
        #expect(rules.action(of: "drop all") == .drop)
        #expect(rules.action(of: "a-b-b-c") == .reset)
        #expect(rules.action(of: "a-b-c-d") == .unknown)
    }

    @Test func configured() {
        let configuration = ParserConfiguration(actionRules: ActionRules(custom: [("OUT_CONN", .reset)]))
        #expect(ParsedLine(NetfilterTests.udp, configuration: configuration).session?.action == .reset)
    }

    @Test func theCacheDoesNotConfusePrefixes() {
        var parser = EventParser()
        var labels = LabelTable()
        var batch = ParsedBatch()
        let prefixes = ["DROP", "ACCEPT", "REJECT", "[A-1-D]", "[A-1-A]", "DROP", "ACCEPT"]
        for round in 0..<200 {
            for prefix in prefixes + ["rule \(round)"] {
                let line = Array("kernel: \(prefix) IN=a OUT=b SRC=1.2.3.4 DST=5.6.7.8".utf8)
                parser.parse(line.span, LineContext(source: 0, arrival: 0), labels: &labels, into: &batch)
            }
        }
        let expected: [SessionAction] = [.drop, .allow, .deny, .drop, .allow, .drop, .allow, .unknown]
        for (index, session) in batch.sessions.enumerated() { #expect(session.action == expected[index % 8]) }
    }
}
