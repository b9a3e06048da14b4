import Testing

@testable import EarshotQuery

struct TimeTextTests {
    /// What is read comes back in Kusto's own spelling.
    private func spelled(_ ticks: Int64) -> String { TimeFormat.datetime(ticks, "yyyy-MM-dd HH:mm:ss.fffffff") }

    @Test(arguments: [
        ("2020-01-02", "2020-01-02 00:00:00.0000000"), ("2020-01-02T03:04:05.1234567Z", "2020-01-02 03:04:05.1234567"),
        ("2020-01-02 03:04", "2020-01-02 03:04:00.0000000"),
        ("2020-01-02T03:04:05+02:00", "2020-01-02 01:04:05.0000000"),
        ("2020/1/2", "2020-01-02 00:00:00.0000000"), ("02/17/2016 08:40:01", "2016-02-17 08:40:01.0000000"),
        ("12/31/2020 11:59:59 PM", "2020-12-31 23:59:59.0000000"),
        ("Sat, 8 Nov 2014 15:05:02 GMT", "2014-11-08 15:05:02.0000000"),
        ("20200102", "2020-01-02 00:00:00.0000000"), ("9999-12-31T23:59:59.9999999Z", "9999-12-31 23:59:59.9999999"),
    ]) func readsMoments(_ text: String, expected: String) throws {
        #expect(spelled(try #require(DateTimeText.parse(text))) == expected)
    }

    @Test(arguments: [
        "", "not a date", "2020-13-01", "2021-02-29", "2020-01-02T25:00", "0001-01-01T00:00:00+01:00", "5", "12:30",
    ])
    func refusesMoments(_ text: String) { #expect(DateTimeText.parse(text) == nil) }

    @Test(arguments: [
        ("1.02:03:04.5", "1.02:03:04.5000000"), ("02:03", "02:03:00"), ("-1d", "-1.00:00:00"), ("1.5h", "01:30:00"),
        ("10ms", "00:00:00.0100000"),
        ("3", "3.00:00:00"), ("1:02:03:04", "1.02:03:04"),
    ]) func readsSpans(_ text: String, expected: String) throws {
        #expect(TimespanText.of(try #require(TimespanText.parse(text))) == expected)
    }

    @Test(arguments: ["", "x", "25:00", "1:60", "1:2:3:4:5", "-"]) func refusesSpans(_ text: String) {
        #expect(TimespanText.parse(text) == nil)
    }

    @Test func calendarRoundTrips() throws {
        for day in stride(from: Int64(0), through: 3_652_058, by: 97) {
            let ticks = day * CivilTime.ticksPerDay
            #expect(CivilTime(ticks: ticks).ticks == ticks)
        }
        #expect(try #require(CivilTime(year: 2020, month: 2, day: 29).ticks) == 637_185_312_000_000_000)
    }

    @Test(arguments: [
        ("yyyy-M-d H:m:s", "2017-1-9 9:0:5"), ("yy/MM/dd hh:mm tt", "17/01/09 09:00 AM"), ("s.fff", "5.123"),
        ("[yyyy]", "[2017]"), ("F", "1"),
    ]) func formats(_ format: String, expected: String) throws {
        let civil = CivilTime(year: 2017, month: 1, day: 9, hour: 9, minute: 0, second: 5, fraction: 1_234_567)
        #expect(TimeFormat.datetime(try #require(civil.ticks), format) == expected)
    }
}
