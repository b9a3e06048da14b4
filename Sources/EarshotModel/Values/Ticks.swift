/// Kusto's clock: 100 ns ticks since 0001-01-01 00:00 UTC, in an `Int64`.
public enum Ticks {
    public static let perSecond: Int64 = 10_000_000
    public static let perDay: Int64 = 864_000_000_000
    /// 1970-01-01 00:00 UTC.
    public static let unixEpoch: Int64 = 621_355_968_000_000_000
    /// 9999-12-31 23:59:59.9999999 UTC, the largest datetime.
    public static let max: Int64 = 3_155_378_975_999_999_999

    /// The moment `seconds` (and `fraction` ticks) after 1970, or nil when it is outside the years 1…9999.
    public static func from(unixSeconds seconds: Int64, fraction: Int32 = 0) -> Int64? {
        guard seconds >= -62_135_596_800, seconds < 253_402_300_800 else { return nil }
        return seconds * perSecond + unixEpoch + Int64(fraction)
    }

    /// Seconds since 1970, rounded down, and the ticks within that second.
    public static func unixSeconds(_ ticks: Int64) -> (seconds: Int64, fraction: Int32) {
        let since = ticks &- unixEpoch
        let (quotient, remainder) = since.quotientAndRemainder(dividingBy: perSecond)
        return remainder < 0 ? (quotient - 1, Int32(remainder + perSecond)) : (quotient, Int32(remainder))
    }
}

/// A day in the Gregorian calendar, without time zone.
public struct CivilDate: Sendable, Hashable {
    public var year: Int
    public var month: Int
    public var day: Int

    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day `days` after 1970-01-01.
    ///
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    public init(daysSince1970 days: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = Int(dayOfYear - (153 * marchMonth + 2) / 5 + 1)
        month = Int(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9)
        year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01. The result is meaningful for existing dates only; see `exists`.
    public var daysSince1970: Int64 {
        let shiftedYear = Int64(year) - (month <= 2 ? 1 : 0)
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let marchMonth = Int64(month > 2 ? month - 3 : month + 9)
        let dayOfYear = (153 * marchMonth + 2) / 5 + Int64(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Whether there is such a day between the years 1 and 9999.
    public var exists: Bool {
        (1...9999).contains(year) && (1...12).contains(month) && day >= 1 && day <= Self.days(inMonth: month, of: year)
    }
}
