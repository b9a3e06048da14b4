import EarshotModel
import Testing

@testable import EarshotParsing

struct EventParserTests {
    @Test func everyLineIsKeptWhole() {
        for line in [
            "", " ", "<", "<13>", "\0\0", "{\"a\":1}", "<13>Sep 19 13:15:55", "\u{feff}", "=", "IN=", "SRC= DST=",
        ] {
            let parsed = ParsedLine(line)
            #expect(parsed.batch.count == 1)
            var kept = line
            while let last = kept.unicodeScalars.last, last == "\0" { kept.unicodeScalars.removeLast() }
            #expect(parsed.text == kept)
        }
    }

    @Test func lineEndsAndNULTrailersGo() {
        let parsed = ParsedLine("<13>Sep 19 13:15:55 h app: text \r\n\0")
        #expect(parsed.text == "<13>Sep 19 13:15:55 h app: text ")
    }

    @Test func invalidBytesAreReplaced() {
        let parsed = ParsedLine([60, 49, 62, 97, 0xff, 98, 0xc3, 0xa9, 0xe2, 0x82])
        #expect(parsed.text == "<1>a\u{fffd}b\u{e9}\u{fffd}\u{fffd}")
        #expect(parsed.syslog?.reason == .noFamily && parsed.counters.repairedLines == 1)
        #expect(ParsedLine(Array(repeating: 0x9d, count: 40)).syslog?.reason == .notText)
    }

    @Test func messageOffsetsCountRepairedBytes() {
        let line = Array("<13>Sep 19 13:15:55 h".utf8) + [0xff] + Array(" app: text".utf8)
        let parsed = ParsedLine(line)
        #expect(parsed.message == "text")
        #expect(parsed.host == "h\u{fffd}")
    }

    @Test func aMegabyteIsCut() {
        let parsed = ParsedLine("<13>Sep 19 13:15:55 h app: " + String(repeating: "\u{e9}", count: 500_000))
        #expect(parsed.syslog?.reason == .tooLong)
        #expect(parsed.text.utf8.count <= 65_536 && parsed.text.utf8.count > 65_530)
        #expect(parsed.text.unicodeScalars.allSatisfy { $0 != "\u{fffd}" })
        #expect(parsed.host == "h" && parsed.program == "app")
    }

    @Test func countersAddUp() {
        var parser = EventParser()
        var labels = LabelTable()
        var batch = ParsedBatch()
        let lines = [
            NetfilterTests.tcp, "text", NetfilterTests.tcp.replacing("9704", with: "97040"), "kernel: DROP IN=a OUT=",
            "Feb 30 00:00:00 h a: x",
        ]
        for line in lines {
            parser.parse(
                Array(line.utf8).span, LineContext(source: 0, arrival: Ticks.unixEpoch), labels: &labels, into: &batch)
        }
        let counters = parser.counters
        #expect(counters.lines == 5 && counters.families.reduce(0, +) == 1 && counters.unparsed.reduce(0, +) == 4)
        #expect(counters.count(of: .impossibleValue) == 1 && counters.count(of: .truncated) == 1)
        #expect(counters.badTimestamps == 1 && counters.missingTimestamps == 2)
        var sum = counters
        sum += counters
        #expect(sum.lines == 10 && sum.families.reduce(0, +) == 2)
        #expect(batch.count == 5)
    }

    @Test func aFullLabelTableLosesNothing() {
        var parser = EventParser()
        var labels = LabelTable(capacity: 0)
        var batch = ParsedBatch()
        let line = Array(NetfilterTests.udp.utf8)
        parser.parse(line.span, LineContext(source: 0, arrival: 0), labels: &labels, into: &batch)
        #expect(
            String(decoding: batch.extra, as: UTF8.self)
                == #"{"IN":"br0","OUT":"eth0","RULE":"OUT_CONN","HOST":"gw"}"#)
    }
}
