/// Spans of time as rules and patterns write them.
enum SpanText {
    /// Seconds of `90s`, `5m`, `1h`, `14d` (Kusto) or `PT5H`, `P14D`, `PT1H30M` (ISO 8601); nil when it is neither, or
    /// longer than ten years.
    static func seconds(_ text: String) -> Int64? {
        let text = text.trimmingSpaces
        let result = text.hasPrefix("P") ? iso(text.dropFirst()) : kusto(text)
        guard let result, result <= 315_360_000 else { return nil }
        return result
    }

    private static func kusto(_ text: String) -> Int64? {
        guard let unit = text.last, let count = Int64(text.dropLast()), count >= 0, count < 1_000_000_000 else {
            return nil
        }
        return factor(unit).map { count * $0 }
    }

    private static func factor(_ unit: Character) -> Int64? {
        switch unit {
        case "s": 1
        case "m": 60
        case "h": 3600
        case "d": 86_400
        default: nil
        }
    }

    private static func iso(_ text: Substring) -> Int64? {
        var total: Int64 = 0
        var digits = ""
        var inTime = false
        for character in text {
            if character == "T" {
                inTime = true
            } else if character.isNumber {
                digits.append(character)
            } else {
                guard let count = Int64(digits), count < 1_000_000_000,
                    let factor = isoFactor(character, inTime: inTime)
                else { return nil }
                total += count * factor
                digits = ""
            }
        }
        return digits.isEmpty ? total : nil
    }

    private static func isoFactor(_ unit: Character, inTime: Bool) -> Int64? {
        switch (unit, inTime) {
        case ("S", true): 1
        case ("M", true): 60
        case ("H", true): 3600
        case ("D", false): 86_400
        case ("W", false): 604_800
        default: nil
        }
    }
}

extension StringProtocol {
    var trimmingSpaces: String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
        return String(self[start..<end])
    }
}
