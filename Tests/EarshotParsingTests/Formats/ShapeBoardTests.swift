import EarshotModel
import Testing

@testable import EarshotParsing

/// Grouping lines, and proposing formats that read them.
struct ShapeBoardTests {
    private static func report(_ lines: [String]) -> ShapeReport {
        var board = ShapeBoard()
        for line in lines {
            let parsed = ParsedLine(line)
            board.add(Array(line.utf8), batch: parsed.batch, labels: parsed.labels, source: "192.168.1.1")
        }
        return board.report(limit: 1000)
    }

    @Test func variablePartsAreMasked() {
        let text =
            #"Sep 19 13:15:55 up 02:00:00:aa:bb:cc 192.0.2.1:80 2001:db8::1 x=17 1.5 0xff "a b" https://a.example/b tv.example /var/x 2026-09-19T13:15:55Z 07:08:09 eth0 TCP drop 123e4567-e89b-12d3-a456-426614174000"#
        let pieces = ShapeLexer.pieces(Array(text.utf8).span, 0, text.utf8.count)
        #expect(
            pieces.map(\.mask).joined()
                == "<time> up <mac> <ip>:<number> <ip> x=<number> <decimal> <hex> <quoted> <url> <host> <path> <time> <time> <name> <protocol> <action> <uuid>"
        )
    }

    @Test func linesOfOneShapeAreOneGroup() {
        let report = Self.report(
            (1...50).map { "<30>Sep 22 14:13:19 gw acmed[\($0)]: lease \($0) for host\($0) is over" })
        #expect(report.lines == 50 && report.groups.count == 1)
        #expect(report.groups[0].count == 50 && report.groups[0].samples.count == ShapeBoard.maximumSamples)
        #expect(report.groups[0].shape == "lease <number> for <name> is over" && report.groups[0].program == "acmed")
    }

    @Test func wordsThatDifferBecomeNames() {
        let users = ["ada", "bob", "eve", "joe"]
        let report = Self.report(users.map { "<30>Sep 22 14:13:19 gw acmed: user \($0) opened the front door" })
        #expect(report.groups.map(\.shape) == ["user <name> opened the front door"])
    }

    @Test func otherSentencesStayApart() {
        let report = Self.report([
            "<30>Sep 22 14:13:19 gw acmed: fan one is off now",
            "<30>Sep 22 14:13:19 gw acmed: door left open all night",
        ])
        #expect(report.groups.count == 2)
    }

    @Test func memoryIsBounded() {
        var board = ShapeBoard()
        for index in 0..<3000 {
            let word = String(repeating: "x", count: index % 60 + 1) + String(repeating: "=y ", count: index / 60 + 1)
            board.add(Array(word.utf8), messageStart: 0, program: "p\(index)", source: "s\(index)")
        }
        #expect(board.groups.count == ShapeBoard.maximumGroups)
        #expect(board.ungrouped == 3000 - ShapeBoard.maximumGroups && board.lines == 3000)
    }

    /// What is proposed compiles, and reads every sample of its group.
    @Test(arguments: [
        [
            "<134>Sep 22 14:13:19 gw acmefw: BLOCK TCP 192.0.2.7:4711 -> 10.0.0.2:22 len=60 in=eth1",
            "<134>Sep 22 14:13:20 gw acmefw: PASS UDP 10.0.0.9:53 -> 192.0.2.8:5353 len=1200 in=eth0",
        ],
        [
            "<30>Sep 22 14:13:19 gw acmed: [7] user ada (10.0.0.5) opened \"front door\" after 1.5 s",
            "<30>Sep 22 14:13:19 gw acmed: [9] user bob (10.0.0.6) opened \"back\" after 12.25 s",
        ],
        ["<30>Sep 22 14:13:19 gw acmed: a*b?c {x} 100% (q|r) ^ $ \\ 5+1"],
        ["<30>Sep 22 14:13:19 gw k: src=10.0.0.1 dst=192.0.2.1 spt=1 dpt=2 proto=tcp act=drop ttl=9"],
        ["<30>Sep 22 14:13:19 gw acmed: two  blanks 1", "<30>Sep 22 14:13:19 gw acmed: two blanks 2"],
        ["<30>Sep 22 14:13:19 gw acmed: from 02:00:00:aa:bb:cc via wlan0, signal -61, 2026-09-19T13:15:55Z"],
    ]) func proposalsReadTheirLines(_ lines: [String]) throws {
        let report = Self.report(lines)
        #expect(report.groups.count == 1)
        let group = try #require(report.groups.first)
        let format = try OwnFormat(group.proposedName, group.proposal, origin: "test")
        for line in lines {
            let read = OwnLine(line, format)
            #expect(read.family == group.proposedName, "\(group.proposal) \(read.text)")
        }
    }

    @Test func addressesAndPortsAreNamed() throws {
        let report = Self.report([
            "<134>Sep 22 14:13:19 gw acmefw: BLOCK TCP 192.0.2.7:4711 -> 10.0.0.2:22 len=60 in=eth1"
        ])
        #expect(
            report.groups[0].proposal["pattern"]?.text
                == "^%{WORD:DvcAction} %{WORD:NetworkProtocol} %{IP:SrcIpAddr}:%{INT:SrcPortNumber} -> %{IP:DstIpAddr}:%{INT:DstPortNumber} len=%{INT:SrcBytes} in=%{NOTSPACE:DvcInboundInterface}$"
        )
        #expect(report.groups[0].proposal["table"]?.text == "NetworkSession")
        #expect(report.groups[0].proposal["program"]?.text == "acmefw")
    }

    @Test func directionWordsDecide() throws {
        let report = Self.report([
            "<134>Sep 22 14:13:19 gw acmefw: denied packet to 10.0.0.2 port 22 from 192.0.2.7 port 4711"
        ])
        let pattern = try #require(report.groups[0].proposal["pattern"]?.text)
        #expect(
            pattern.contains(
                "to %{IP:DstIpAddr} port %{INT:DstPortNumber} from %{IP:SrcIpAddr} port %{INT:SrcPortNumber}"))
    }
}
