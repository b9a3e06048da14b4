import EarshotModel
import Testing

@testable import EarshotParsing

/// What is left of each kind of header: the fixtures in `Fixtures/logs/syslog` show whole lines.
struct SyslogHeaderTests {
    @Test(arguments: [
        ("<30>Sep  9 02:03:04 ap radio: text", "ap", "radio", "text"),
        ("<30>Sep  9 02:03:04 radio[12]: text", "", "radio", "text"),
        ("Sep  9 02:03:04 ap ap crond[3]: text", "ap", "crond", "text"),
        ("<30>1 2026-09-09T02:03:04Z ap radio 12 - - text", "ap", "radio", "text"),
        ("<30>1 2026-09-09T02:03:04Z ap radio 12 - [a b=\"]\"] \u{feff}text", "ap", "radio", "text"),
        ("<30>1 - - - - - -", "", "", ""),
        ("<30>2026-09-09T02:03:04Z ap radio: text", "ap", "radio", "text"),
        ("\u{feff}<30>Sep  9 02:03:04 ap tag:text", "ap", "tag", "text"),
        ("\0<30>Sep  9 02:03:04 ap tag: text\0", "ap", "tag", "text"),
        ("Wed Sep  9 02:03:05 2026 daemon.info tick[1]: text", "", "tick", "text"),
        ("<30>Sep  9 02:03:04ap radio: no blank after the time", "ap", "radio", "no blank after the time"),
        ("<134>Sep  9 02:03:04 serverX -- MARK --", "serverX", "", "-- MARK --"),
        ("<134>Sep  9 02:03:04 gw see http://x/y", "gw", "", "see http://x/y"),
        ("free text: with a colon", "", "", "free text: with a colon"),
    ]) func names(_ line: String, host: String, program: String, message: String) {
        let parsed = ParsedLine(line)
        #expect(parsed.host == host)
        #expect(parsed.program == program)
        #expect(parsed.message == message)
    }

    @Test(arguments: [("<0>x", 0), ("<191>x", 191), ("<192>x", 255), ("<1x", 255), ("<>x", 255), ("kern.warn x", 255)])
    func priorities(_ line: String, priority: UInt8) {
        #expect(ParsedLine(line).syslog?.priority == priority)
    }

    @Test func facilityWordsStandIn() {
        #expect(ParsedLine("Wed Sep  9 02:03:05 2026 local7.debug app: x").syslog?.priority == 191)
        #expect(ParsedLine("<4>Wed Sep  9 02:03:05 2026 local7.debug app: x").syslog?.priority == 4)
    }

    @Test(arguments: [
        ("Sep 19 13:15:55 h a: x", "2026-09-19T13:15:55Z"),
        ("Sep 9 13:15:55 h a: x", "2026-09-09T13:15:55Z"),
        ("SEP 19 13:15:55 h a: x", "2026-09-19T13:15:55Z"),
        ("Sep 19 2024 13:15:55 h a: x", "2024-09-19T13:15:55Z"),
        ("Sep 19 13:15:55 2024 h a: x", "2024-09-19T13:15:55Z"),
        ("Thu Sep 19 13:15:55 2024 h a: x", "2024-09-19T13:15:55Z"),
        ("2024 Sep 19 13:15:55 h a: x", "2024-09-19T13:15:55Z"),
        ("Sep 19 13:15:55.123456789 h a: x", "2026-09-19T13:15:55.1234567Z"),
        ("Sep 19 13:15:55 CEST h a: x", "2026-09-19T11:15:55Z"),
        ("Sep 19 13:15:55 -0430 h a: x", "2026-09-19T17:45:55Z"),
        ("2026-09-19T13:15:55,5+02:00 h a: x", "2026-09-19T11:15:55.5Z"),
        ("2026-09-19 13:15:55 h a: x", "2026-09-19T13:15:55Z"),
        ("2026/09/19 13:15:55 x", "2026-09-19T13:15:55Z"),
        ("19/Sep/2026:13:15:55 +0200 x", "2026-09-19T11:15:55Z"),
        ("<134>1 1726751755.25 h a", "2024-09-19T13:15:55.25Z"),
        ("Sep 19 23:59:60 h a: leap second", "2026-09-20T00:00:00Z"),
        // Arrival is on 22 September 2026: a month ahead is a clock that runs ahead, more is last year.
        ("Mar 22 00:00:00 h a: x", "2026-03-22T00:00:00Z"),
        ("Oct 20 00:00:00 h a: x", "2026-10-20T00:00:00Z"),
        ("Oct 25 00:00:00 h a: x", "2025-10-25T00:00:00Z"),
    ]) func times(_ line: String, time: String) {
        let parsed = ParsedLine(line)
        #expect(parsed.time == time)
        #expect(parsed.counters.badTimestamps == 0)
    }

    @Test(arguments: [
        "Feb 29 10:00:00 h a: x", "Feb 30 10:00:00 h a: x", "Sep 00 10:00:00 h a: x", "Sep 19 24:00:00 h a: x",
        "2026-13-01T00:00:00Z h a: x", "2026-00-01T00:00:00Z h a: x", "2025-02-29T00:00:00Z h a: x",
    ]) func impossibleTimesAreArrivalAndCounted(_ line: String) {
        let parsed = ParsedLine(line)
        #expect(parsed.syslog?.seconds == ParsedLine.arrivalSeconds)
        #expect(parsed.counters.badTimestamps == 1)
        #expect(parsed.message == "x")
    }

    @Test func zoneOfTheSource() {
        #expect(ParsedLine("Sep 19 13:15:55 h a: x", zoneOffset: 7200).time == "2026-09-19T11:15:55Z")
        #expect(ParsedLine("Sep 19 13:15:55 UTC h a: x", zoneOffset: 7200).time == "2026-09-19T13:15:55Z")
    }
}
