/// The proleptic Gregorian calendar on Kusto's ticks of 100 ns since 0001-01-01.
struct CivilTime: Sendable, Hashable {
    static let ticksPerSecond: Int64 = 10_000_000
    static let ticksPerDay: Int64 = 864_000_000_000
    /// The last tick of the year 9999.
    static let maximum: Int64 = 3_155_378_975_999_999_999

    var year: Int
    var month: Int
    var day: Int
    var hour = 0
    var minute = 0
    var second = 0
    /// 0…9,999,999.
    var fraction = 0
    /// 0 is Sunday.
    var weekday: Int { Int((Self.days(year, month, day) + 1) % 7) }

    init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, fraction: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.fraction = fraction
    }

    /// Ticks outside the years 1…9999 are cut to them.
    init(ticks: Int64) {
        let bounded = min(max(ticks, 0), Self.maximum)
        let (days, rest) = bounded.quotientAndRemainder(dividingBy: Self.ticksPerDay)
        (year, month, day) = Self.date(days: days)
        fraction = Int(rest % Self.ticksPerSecond)
        let seconds = Int(rest / Self.ticksPerSecond)
        hour = seconds / 3600
        minute = seconds / 60 % 60
        second = seconds % 60
    }

    /// nil when there is no such moment.
    var ticks: Int64? {
        guard 1...9999 ~= year, 1...12 ~= month, 1...Self.length(month, of: year) ~= day, 0...23 ~= hour,
            0...59 ~= minute,
            0...59 ~= second, 0...9_999_999 ~= fraction
        else { return nil }
        let seconds = Int64(hour * 3600 + minute * 60 + second)
        return Self.days(year, month, day) * Self.ticksPerDay + seconds * Self.ticksPerSecond + Int64(fraction)
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func length(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 0001-01-01. The year is shifted to begin in March, which puts the leap day at its end.
    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
        let y = Int64(month > 2 ? year : year - 1)
        let m = Int64(month > 2 ? month - 3 : month + 9)
        return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + Int64(day) - 1 - 306
    }

    private static func date(days: Int64) -> (Int, Int, Int) {
        let shifted = days + 306
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let m = (5 * dayOfYear + 2) / 153
        let month = m < 10 ? m + 3 : m - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(dayOfYear - (153 * m + 2) / 5 + 1))
    }
}
