import EarshotModel
import Testing

@testable import EarshotParsing

struct SyslogClockTests {
    private func stamp(_ month: UInt8, _ day: UInt8, second: Int32 = 0) -> Stamp {
        var stamp = Stamp()
        (stamp.month, stamp.day, stamp.secondOfDay) = (month, day, second)
        return stamp
    }

    private func seconds(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
        CivilDate(year: year, month: month, day: day).daysSince1970 * 86_400
    }

    private func context(zone: (@Sendable (Int64) -> Int32)? = nil) -> LineContext {
        LineContext(source: 1, arrival: 0, zone: zone)
    }

    @Test func newYear() {
        var clock = SyslogClock()
        let arrival = seconds(2026, 1, 1) + 5
        #expect(clock.moment(stamp(12, 31), context(), arrivalSeconds: arrival)?.seconds == seconds(2025, 12, 31))
        #expect(clock.moment(stamp(1, 1), context(), arrivalSeconds: arrival)?.seconds == seconds(2026, 1, 1))
        let before = seconds(2025, 12, 31)
        #expect(clock.moment(stamp(1, 1), context(), arrivalSeconds: before)?.seconds == seconds(2026, 1, 1))
    }

    @Test func leapDays() {
        var clock = SyslogClock()
        let inLeapYear = clock.moment(stamp(2, 29), context(), arrivalSeconds: seconds(2028, 3, 1))
        #expect(inLeapYear?.seconds == seconds(2028, 2, 29))
        let yearAfter = clock.moment(stamp(2, 29), context(), arrivalSeconds: seconds(2029, 1, 1))
        #expect(yearAfter?.seconds == seconds(2028, 2, 29))
        #expect(clock.moment(stamp(2, 29), context(), arrivalSeconds: seconds(2026, 3, 1)) == nil)
    }

    @Test func aChangeOfTheClocks() {
        // Summer time ends on 25 October 2026 at 03:00 local time.
        let change = seconds(2026, 10, 25) + 3 * 3600
        var clock = SyslogClock()
        let context = context { $0 < change ? 7200 : 3600 }
        let before = clock.moment(stamp(10, 25, second: 3600), context, arrivalSeconds: change)
        #expect(before?.seconds == seconds(2026, 10, 25) - 3600)
        let after = clock.moment(stamp(10, 25, second: 4 * 3600), context, arrivalSeconds: change)
        #expect(after?.seconds == seconds(2026, 10, 25) + 3 * 3600)
    }

    @Test func everyDayOfFourYears() {
        var clock = SyslogClock()
        for day in 0..<1461 {
            let date = CivilDate(daysSince1970: 20_454 + Int64(day))
            let arrival = (20_454 + Int64(day)) * 86_400 + 3600
            let stamp = stamp(UInt8(date.month), UInt8(date.day), second: 3599)
            #expect(clock.moment(stamp, context(), arrivalSeconds: arrival)?.seconds == arrival - 1)
        }
    }
}
