import EarshotModel

/// Timespans as text: `1.5h`, `1.02:03:04.5`.
enum TimespanLiteral {
    /// Ticks in one unit, or nil when it is no unit.
    static func unit(_ name: String) -> Int64? {
        switch name {
        case "d", "day", "days": Ticks.perDay
        case "h", "hr", "hrs", "hour", "hours": 36_000_000_000
        case "m", "min", "minute", "minutes": 600_000_000
        case "s", "sec", "second", "seconds": Ticks.perSecond
        case "ms", "milli", "millis", "millisec", "millisecond", "milliseconds": 10_000
        case "micro", "micros", "microsec", "microsecond", "microseconds": 10
        case "tick", "ticks": 1
        case "nano", "nanos", "nanosec", "nanosecond", "nanoseconds": 0
        default: nil
        }
    }

    /// `90m`, `1.5h`; nil when malformed or too large.
    static func ticks(number text: some StringProtocol) -> Int64? {
        guard let split = text.firstIndex(where: { $0.isLetter }), let unit = unit(String(text[split...])) else {
            return nil
        }
        let number = text[..<split]
        // A tick is 100 ns.
        if unit == 0 { return Double(number).flatMap { Int64(exactly: ($0 / 100).rounded(.towardZero)) } }
        if let whole = Int64(number) {
            let (result, overflow) = whole.multipliedReportingOverflow(by: unit)
            return overflow ? nil : result
        }
        guard let value = Double(number) else { return nil }
        return Int64(exactly: (value * Double(unit)).rounded())
    }

    /// `[-][d.]hh:mm[:ss[.fffffff]]` or a whole number of days.
    static func ticks(clock text: some StringProtocol) -> Int64? {
        var rest = Substring(text)
        let negative = rest.first == "-"
        if negative || rest.first == "+" { rest.removeFirst() }
        guard let ticks = magnitude(rest) else { return nil }
        return negative ? -ticks : ticks
    }

    private static func magnitude(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 1 { return Int64(text).flatMap { multiply($0, Ticks.perDay) } }
        guard parts.count <= 3, let first = parts.first else { return nil }
        let dayAndHour = first.split(separator: ".", omittingEmptySubsequences: false)
        guard dayAndHour.count <= 2, let hour = dayAndHour.last.flatMap({ Int64($0) }) else { return nil }
        var days: Int64 = 0
        if dayAndHour.count == 2 {
            guard let parsed = Int64(dayAndHour[0]), parsed >= 0 else { return nil }
            days = parsed
        }
        guard let minute = Int64(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
        var seconds: Int64 = 0
        if parts.count == 3 {
            guard let parsed = secondTicks(parts[2]) else { return nil }
            seconds = parsed
        }
        guard let dayTicks = multiply(days, Ticks.perDay) else { return nil }
        let (sum, overflow) = dayTicks.addingReportingOverflow(hour * 36_000_000_000 + minute * 600_000_000 + seconds)
        return overflow ? nil : sum
    }

    private static func secondTicks(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = Int64(parts[0]), (0..<60).contains(whole) else { return nil }
        guard parts.count == 2 else { return whole * Ticks.perSecond }
        let digits = parts[1].prefix(7)
        guard parts[1].allSatisfy({ $0.isASCII && $0.isNumber }), !digits.isEmpty,
            let fraction = Int64(String(digits) + String(repeating: "0", count: 7 - digits.count))
        else { return nil }
        return whole * Ticks.perSecond + fraction
    }

    private static func multiply(_ left: Int64, _ right: Int64) -> Int64? {
        let (result, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? nil : result
    }
}
