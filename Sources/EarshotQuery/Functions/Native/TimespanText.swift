/// Time spans as text and back: `[-][d.]hh:mm:ss[.fffffff]`, and `1.5h` when reading.
enum TimespanText {
    static func of(_ ticks: Int64) -> String {
        let magnitude = ticks.magnitude
        let days = magnitude / 864_000_000_000
        let seconds = Int(magnitude / 10_000_000 % 86_400)
        let fraction = magnitude % 10_000_000
        var text = ticks < 0 ? "-" : ""
        if days > 0 { text += "\(days)." }
        text += TextTools.padded(seconds / 3600, 2) + ":" + TextTools.padded(seconds / 60 % 60, 2)
        text += ":" + TextTools.padded(seconds % 60, 2)
        if fraction > 0 { text += "." + TextTools.padded(fraction, 7) }
        return text
    }

    /// Ticks, or nil when the text is no time span.
    static func parse(_ text: String) -> Int64? {
        var rest = Substring(TextTools.trimmed(text))
        let negative = rest.hasPrefix("-")
        if negative || rest.hasPrefix("+") { rest = rest.dropFirst() }
        guard let ticks = rest.contains(":") ? clock(rest) : withUnit(rest) else { return nil }
        return negative ? -ticks : ticks
    }

    /// `1.02:03:04.5`, `02:03`, `1:02:03:04`.
    private static func clock(_ text: Substring) -> Int64? {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var days = 0
        let head = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        if head.count == 2 {
            guard let count = TextTools.smallNumber(head[0]) else { return nil }
            days = count
            parts[0] = head[1]
        } else if parts.count == 4 {
            guard let count = TextTools.smallNumber(parts[0]) else { return nil }
            days = count
            parts.removeFirst()
        }
        guard 2...3 ~= parts.count, let hours = TextTools.smallNumber(parts[0]), hours < 24,
            let minutes = TextTools.smallNumber(parts[1]), minutes < 60
        else { return nil }
        guard let seconds = parts.count == 3 ? secondTicks(parts[2]) : 0, days < 10_675_199 else { return nil }
        return Int64(days) * 864_000_000_000 + Int64(hours * 3600 + minutes * 60) * 10_000_000 + seconds
    }

    private static func secondTicks(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = TextTools.smallNumber(parts[0]), whole < 60 else { return nil }
        guard parts.count == 2 else { return Int64(whole) * 10_000_000 }
        let digits = parts[1].prefix(7)
        guard let fraction = TextTools.smallNumber(digits), parts[1].utf8.allSatisfy(TextTools.isDigit) else {
            return nil
        }
        let scale = [10_000_000, 1_000_000, 100_000, 10_000, 1000, 100, 10, 1][digits.count]
        return Int64(whole) * 10_000_000 + Int64(fraction * scale)
    }

    /// `1.5h`, `10ms`; a bare number counts days.
    private static func withUnit(_ text: Substring) -> Int64? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let amount = Double(digits), let unit = units[String(text.dropFirst(digits.count)).lowercased()] else {
            return nil
        }
        let ticks = (amount * unit).rounded()
        return ticks < 9.2e18 ? Int64(ticks) : nil
    }

    static let units: [String: Double] = [
        "": 864e9, "d": 864e9, "day": 864e9, "days": 864e9, "h": 36e9, "hr": 36e9, "hrs": 36e9, "hour": 36e9,
        "hours": 36e9,
        "m": 6e8, "min": 6e8, "minute": 6e8, "minutes": 6e8, "s": 1e7, "sec": 1e7, "second": 1e7, "seconds": 1e7,
        "ms": 1e4, "milli": 1e4, "millis": 1e4, "millisec": 1e4, "millisecond": 1e4, "milliseconds": 1e4,
        "micro": 10, "micros": 10, "microsec": 10, "microsecond": 10, "microseconds": 10, "tick": 1, "ticks": 1,
    ]
}
