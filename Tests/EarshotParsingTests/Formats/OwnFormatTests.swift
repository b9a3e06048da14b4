import EarshotModel
import Testing

@testable import EarshotParsing

/// Lines of own formats become rows like those of built-in families.
struct OwnFormatTests {
    private static let acme = #"""
        {"pattern": "^%{WORD:DvcAction} %{WORD:NetworkProtocol} %{IP:SrcIpAddr}:%{INT:SrcPortNumber} -> %{IP:DstIpAddr}:%{INT:DstPortNumber} len=%{INT:SrcBytes}",
         "table": "NetworkSession", "actions": {"BLK": "Deny"}, "vendor": "Acme"}
        """#

    @Test func aConnection() throws {
        let line = try OwnLine(
            "<134>Sep 22 14:13:19 acme acmefw: BLK TCP 192.0.2.7:4711 -> 10.0.0.2:22 len=60 ttl=7", Self.acme)
        #expect(line.table == "NetworkSession" && line.family == "own_test")
        #expect(line.field("SrcIpAddr") == "192.0.2.7" && line.field("DstPortNumber") == "22")
        #expect(line.field("DvcAction") == "Deny" && line.field("DvcOriginalAction") == "BLK")
        #expect(line.field("NetworkProtocol") == "TCP" && line.field("SrcBytes") == "60")
        #expect(line.field("TimeGenerated") == "2026-09-22T14:13:19Z" && line.field("DvcHostname") == "acme")
        #expect(line.extra("Rest") == "ttl=7")
    }

    @Test func aValueThatCannotBeKeepsTheLineWhole() throws {
        let line = try OwnLine(
            "<134>Sep 22 14:13:19 acme acmefw: BLK TCP 192.0.2.7:4711 -> 10.0.0.2:99999 len=60", Self.acme)
        #expect(line.table == "Syslog" && line.field("UnparsedReason") == "impossible_value")
        #expect(line.family == "own_test")
    }

    @Test func anotherLineIsNotTaken() throws {
        let line = try OwnLine("<134>Sep 22 14:13:19 acme acmefw: link up on port 3", Self.acme)
        #expect(line.table == "Syslog" && line.field("UnparsedReason") == "no_family")
    }

    @Test func programAndTextAreAskedFirst() throws {
        let only =
            #"{"pattern": "%{GREEDYDATA:EventMessage}", "table": "AuditEvent", "program": "acmed", "contains": "link"}"#
        #expect(try OwnLine("<30>Sep 22 14:13:19 acme acmed[7]: link up", only).table == "AuditEvent")
        #expect(try OwnLine("<30>Sep 22 14:13:19 acme acmed[7]: fan on", only).table == "Syslog")
        #expect(try OwnLine("<30>Sep 22 14:13:19 acme otherd: link up", only).table == "Syslog")
    }

    @Test func keyValue() throws {
        let format = #"""
            {"keyValue": true, "table": "NetworkSession", "requires": ["from", "to"], "fields": {
             "from": "SrcIpAddr", "to": "DstIpAddr", "secs": {"column": "NetworkDuration", "times": 1000},
             "what": {"column": "DvcAction", "words": {"ok": "Allow"}}, "note": "AdditionalFields.Remark", "x": "ignore"}}
            """#
        let line = try OwnLine(
            #"<134>Sep 22 14:13:19 gw fw: from=10.0.0.5 to=192.0.2.9 secs=1.5 what=OK note="a \"b\"" x=1 y=2 sni=-"#,
            format)
        #expect(line.table == "NetworkSession" && line.field("NetworkDuration") == "1500")
        #expect(line.field("DvcAction") == "Allow" && line.extra("Remark") == #"a "b""#)
        #expect(line.extra("y") == "2" && line.extra["x"] == nil)
        #expect(try OwnLine("<134>Sep 22 14:13:19 gw fw: from=10.0.0.5 secs=1", format).table == "Syslog")
    }

    @Test func columns() throws {
        let format = #"""
            {"csv": {"columns": ["ts", "src", "-", "name"], "separator": ";"}, "table": "Dns", "time": {"field": "ts", "format": "dd.MM.yyyy HH:mm:ss"},
             "fields": {"src": "SrcIpAddr", "name": "DnsQuery"}, "constants": {"DnsQueryTypeName": "A"}}
            """#
        let line = try OwnLine(#"<30>Sep 22 14:13:19 gw dns: 21.09.2026 07:08:09;10.0.0.5;x;"TV.Example.""#, format)
        #expect(line.table == "Dns" && line.field("DnsQuery") == "tv.example" && line.field("SrcIpAddr") == "10.0.0.5")
        #expect(line.field("TimeGenerated") == "2026-09-21T07:08:09Z" && line.field("EventType") == "Query")
        #expect(line.field("DnsQueryTypeName") == "A")
        #expect(try OwnLine("<30>Sep 22 14:13:19 gw dns: a;b;c", format).table == "Syslog")
    }

    @Test func json() throws {
        let format = #"""
            {"json": true, "table": "Authentication", "requires": ["event.user"], "fields": {
             "event.user": "TargetUsername", "event.ip": "SrcIpAddr", "ok": {"column": "EventResult", "words": {"true": "Success", "false": "Failure"}}}}
            """#
        let line = try OwnLine(#"{"event":{"user":"a\"da","ip":"10.0.0.5","n":3},"ok":false,"tags":["a",1]}"#, format)
        #expect(line.table == "Authentication" && line.field("TargetUsername") == #"a"da"#)
        #expect(line.field("SrcIpAddr") == "10.0.0.5" && line.field("EventResult") == "Failure")
        #expect(line.field("EventType") == "Logon" && line.extra("event.n") == "3" && line.extra["tags"] != nil)
        #expect(try OwnLine(#"{"event":{"ip":"10.0.0.5"}}"#, format).table != "Authentication")
    }

    @Test func aLineInsideOfAnotherIsShown() throws {
        let format = #"{"pattern": "^door %{WORD:Object} open$", "table": "AuditEvent", "order": "after"}"#
        let line = try OwnLine(
            #"{"log":"door front open\n","stream":"stdout","time":"2026-09-21T07:08:09Z","attrs":{"tag":"x"}}"#, format)
        #expect(line.table == "AuditEvent" && line.field("Object") == "front")
        #expect(line.extra["Carrier"] != nil)
    }

    @Test func theFirstPatternThatFitsCounts() throws {
        let format =
            #"{"pattern": ["^login %{WORD:TargetUsername}$", "^(?<TargetUsername>\\w+) from %{IP:SrcIpAddr}"], "table": "Authentication"}"#
        #expect(try OwnLine("<30>Sep 22 14:13:19 gw d: login ada", format).field("TargetUsername") == "ada")
        #expect(try OwnLine("<30>Sep 22 14:13:19 gw d: bob from 10.0.0.1", format).field("SrcIpAddr") == "10.0.0.1")
    }

    @Test func builtInFamiliesComeFirstUnlessToldOtherwise() throws {
        let line = "<86>Sep 22 14:13:19 nas sshd[7]: Accepted password for ada from 10.0.0.5 port 4711 ssh2"
        let after = #"{"pattern": "Accepted", "table": "AuditEvent"}"#
        let before = #"{"pattern": "Accepted", "table": "AuditEvent", "order": "before"}"#
        #expect(try OwnLine(line, after).family == "sshd")
        #expect(try OwnLine(line, before).family == "own_test")
    }

    @Test func aSourceThatIsPinnedHasNoOtherFamily() throws {
        let format = try OwnFormat(
            "own_pinned", try OwnLine.node(#"{"pattern": "Accepted", "table": "AuditEvent"}"#), origin: "")
        var configuration = ParserConfiguration()
        configuration.formats = OwnFormats([format])
        var parser = EventParser(configuration: configuration)
        var (labels, batch) = (LabelTable(), ParsedBatch())
        var context = LineContext(source: 1, arrival: Ticks.unixEpoch)
        context.pinnedFamily = EventParser.family(named: "own_pinned")
        for text in [
            "<86>Sep 22 14:13:19 nas sshd[7]: Accepted password for ada from 10.0.0.5 port 4711 ssh2", "other",
        ] {
            parser.parse(Array(text.utf8).span, context, labels: &labels, into: &batch)
        }
        #expect(batch.events.count == 1 && batch.syslog.count == 1)
        #expect(format.counts.matched == 1)
        #expect(ParseCounters.name(ofFamily: Int(batch.events[0].family)) == "own_pinned")
    }

    @Test(arguments: [
        ("yyyy-MM-dd'T'HH:mm:ss.SSSZ", "2026-09-21T07:08:09.250+02:00", "2026-09-21T05:08:09.25Z"),
        ("MMM d HH:mm:ss", "Sep  1 07:08:09", "2026-09-01T07:08:09Z"),
        ("M/d/yy h:mm a", "9/21/26 12:05 AM", "2026-09-21T00:05:00Z"),
        ("EEE, d MMMM yyyy HH:mm:ss z", "Mon, 21 September 2026 07:08:09 CEST", "2026-09-21T05:08:09Z"),
        ("UNIX_MS", "1790000000123", "2026-09-21T14:13:20.123Z"),
        ("auto", "2026-09-21 07:08:09", "2026-09-21T07:08:09Z"),
        // Not written so: the time is that of the header.
        ("dd.MM.yyyy HH:mm:ss", "21.13.2026 07:08:09", "2026-09-22T14:13:19Z"),
    ]) func times(_ format: String, _ text: String, _ expected: String) throws {
        let description =
            #"{"pattern": "at (?<t>.*) end$", "table": "AuditEvent", "time": {"field": "t", "format": "\#(format)"}}"#
        #expect(try OwnLine("<30>Sep 22 14:13:19 gw d: at \(text) end", description).field("TimeGenerated") == expected)
    }
}
