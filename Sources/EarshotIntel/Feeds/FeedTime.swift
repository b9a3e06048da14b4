import EarshotModel

/// The times that lists write.
enum FeedTime {
    /// Seconds since 1970 of `2026-11-27`, `2026-11-27 10:00:00`, `2026-11-27T10:00:00.000Z`, or of a number of seconds;
    /// nil: it is none, or `None`, or empty.
    static func seconds(_ text: Substring) -> Int64? {
        let text = text.trimmed
        if let number = Int64(text), number > 100_000_000 { return number }
        let parts = text.split { !$0.isNumber }.prefix(6).map { Int($0) ?? -1 }
        guard parts.count >= 3, parts.allSatisfy({ $0 >= 0 }), (1970...2200).contains(parts[0]),
            (1...12).contains(parts[1]), (1...31).contains(parts[2])
        else { return nil }
        var seconds = days(parts[0], parts[1], parts[2]) * 86_400
        if parts.count >= 5 { seconds += Int64(parts[3] % 24) * 3600 + Int64(parts[4] % 60) * 60 }
        if parts.count >= 6 { seconds += Int64(parts[5] % 60) }
        return seconds
    }

    /// When the next month begins in UTC; both in seconds since 1970.
    static func nextMonth(after now: Int64) -> Int64 {
        // The Gregorian calendar, backwards. Source: Howard Hinnant, chrono-compatible low-level date algorithms.
        let day = Int(now / 86_400) + 719_468
        let era = day / 146_097
        let dayOfEra = day - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (month == 12 ? days(year + 1, 1, 1) : days(year, month + 1, 1)) * 86_400
    }

    /// Days since 1970-01-01 in the Gregorian calendar.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return Int64(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468)
    }
}
