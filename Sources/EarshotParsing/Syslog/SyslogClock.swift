internal import EarshotModel

/// Turns the time a line tells into UTC.
///
/// A line without year gets the year that puts its day closest to arrival, but hardly ever into the future; 29 February
/// only ever a leap year. A line
/// without zone is in the zone of its context. The last conversion is kept: thousands of lines share a day.
struct SyslogClock {
    struct Moment {
        /// Seconds since 1970 UTC.
        var seconds: Int64
        /// Ticks of 100 ns within the second.
        var fraction: Int32
    }

    private struct DateKey: Equatable {
        var year: Int32 = 0
        var month: UInt8 = 0
        var day: UInt8 = 0
        /// Without year, the answer depends on the day of arrival.
        var arrivalDay: Int64 = 0
    }

    private var dateKey = DateKey()
    private var dateDays: Int64?

    /// Zones change at quarters of an hour at the finest.
    private struct ZoneKey: Equatable {
        var source: Int32
        var quarter: Int64
    }
    private var zoneKey: ZoneKey?
    private var zoneValue: Int32 = 0

    init() {}

    /// The moment of `stamp`, or nil: there is no such day or hour.
    mutating func moment(_ stamp: Stamp, _ context: LineContext, arrivalSeconds: Int64) -> Moment? {
        guard stamp.isTimeOfDay, let days = days(stamp, context, arrivalSeconds) else { return nil }
        let local = days &* 86_400 &+ Int64(stamp.secondOfDay)
        let zone = stamp.zone == Stamp.noZone ? zoneOffset(context, local) : stamp.zone
        return Moment(seconds: local &- Int64(zone), fraction: stamp.fraction)
    }

    private mutating func days(_ stamp: Stamp, _ context: LineContext, _ arrivalSeconds: Int64) -> Int64? {
        let arrivalDay = stamp.year == 0 ? Self.day(arrivalSeconds &+ Int64(context.zoneOffset)) : 0
        let key = DateKey(year: stamp.year, month: stamp.month, day: stamp.day, arrivalDay: arrivalDay)
        if key != dateKey {
            dateDays = stamp.year == 0 ? Self.closest(stamp, to: arrivalDay) : Self.days(stamp, Int(stamp.year))
            dateKey = key
        }
        return dateDays
    }

    private static func day(_ seconds: Int64) -> Int64 { seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400 }

    private static func days(_ stamp: Stamp, _ year: Int) -> Int64? {
        let date = CivilDate(year: year, month: Int(stamp.month), day: Int(stamp.day))
        return date.exists ? date.daysSince1970 : nil
    }

    /// A clock may run ahead, but a log does not tell the future: further ahead than this is last year. Without the bound
    /// the first half of a log that spans more than half a year would land in the year to come.
    private static let daysAhead: Int64 = 31

    /// The latest year whose day is not more than `daysAhead` after arrival.
    private static func closest(_ stamp: Stamp, to arrivalDay: Int64) -> Int64? {
        let year = CivilDate(daysSince1970: arrivalDay).year
        let candidates = stride(from: year + 1, through: year - 1, by: -1).lazy.compactMap { days(stamp, $0) }
        return candidates.first { $0 - arrivalDay <= daysAhead }
    }

    private mutating func zoneOffset(_ context: LineContext, _ local: Int64) -> Int32 {
        guard let zone = context.zone else { return context.zoneOffset }
        let key = ZoneKey(source: context.source, quarter: local / 900)
        if key != zoneKey {
            zoneValue = zone(local)
            zoneKey = key
        }
        return zoneValue
    }
}
