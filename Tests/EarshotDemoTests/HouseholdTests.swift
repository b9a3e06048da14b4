import EarshotDemo
import Testing

@Suite struct HouseholdTests {
    @Test func sameSeedSameBytes() {
        let first = Demo.lines(seed: 3, days: 1).map(\.bytes)
        #expect(first == Demo.lines(seed: 3, days: 1).map(\.bytes))
        #expect(first != Demo.lines(seed: 4, days: 1).map(\.bytes))
    }

    @Test func moreDaysDoNotChangeTheFirstOnes() {
        let short = Demo.lines(seed: 3, days: 1).map(\.bytes)
        let long = Demo.lines(seed: 3, days: 2).prefix(short.count).map(\.bytes)
        #expect(short == Array(long))
    }

    @Test func linesAreInOrderAndInRange() {
        var last = Demo.start
        for line in Demo.lines {
            #expect(line.seconds >= last)
            last = line.seconds
        }
        #expect(last < Demo.start + 30 * 86_400)
    }

    @Test func countIsThatOfABusyHome() {
        #expect((270_000...450_000).contains(Demo.lines.count))
        var perDay = [Int](repeating: 0, count: 30)
        for line in Demo.lines { perDay[Demo.day(line)] += 1 }
        for count in perDay { #expect((6500...16_000).contains(count)) }
    }

    @Test func stampsAreLocalTime() throws {
        let first = try #require(Demo.lines.first)
        #expect(first.text.hasPrefix("<12>Sep  1 00:00:") || first.text.hasPrefix("<14>Sep  1 00:00:"))
        #expect(Demo.lines.last?.text.dropFirst(4).hasPrefix("Sep 30 23:5") == true)
    }

    @Test func everyFirewallLineIsWhole() {
        for line in Demo.firewall.prefix(30_000) {
            let text = line.text
            for name in ["IN", "OUT", "MAC", "SRC", "DST", "LEN", "PROTO"] {
                #expect(line.field(name) != nil, "\(text)")
            }
            #expect(line.field("MAC")?.utf8.count == 41, "\(text)")
            #expect(line.proto == "ICMP" || (line.field("SPT") != nil && !line.port.isEmpty), "\(text)")
            #expect(line.isDropped == text.hasSuffix(" MARK=0x8000000"), "\(text)")
        }
        #expect(Demo.lines.allSatisfy { $0.bytes.first == 60 && $0.bytes.count > 40 && $0.bytes.count < 400 })
        #expect(!Demo.lines.contains { $0.contains("\n") })
    }

    @Test func startInTheMiddleOfADayAndNoDays() {
        var late = DemoHousehold(seed: 1, start: Demo.start + 40_000, days: 1, zoneOffset: Demo.zone)
        var bytes: [UInt8] = []
        var times: [Int64] = []
        while let seconds = late.next(into: &bytes) { times.append(seconds) }
        #expect(times.first.map { $0 >= Demo.start + 40_000 && $0 < Demo.start + 40_600 } == true)
        #expect(times.last.map { $0 < Demo.start + 126_400 && $0 > Demo.start + 125_800 } == true)
        var none = DemoHousehold(seed: 1, start: Demo.start, days: 0, zoneOffset: Demo.zone)
        #expect(none.next(into: &bytes) == nil)
    }
}
