import EarshotModel

/// Datetimes as text, in the spellings that `datetime(…)` accepts, always UTC.
enum DatetimeLiteral {
    static func ticks(_ text: some StringProtocol) -> Int64? {
        var scanner = Scanner(Array(text.utf8))
        scanner.skipBlanks()
        guard let day = date(&scanner) else { return nil }
        var ticks = (day.daysSince1970) * Ticks.perDay + Ticks.unixEpoch
        if scanner.atEnd { return ticks }
        guard scanner.skip("T") || scanner.skip("t") || scanner.skipBlanks() else {
            return zone(&scanner).map { ticks - $0 }
        }
        if scanner.atEnd { return ticks }
        guard let time = time(&scanner) else { return nil }
        ticks += time
        guard let offset = zone(&scanner) else { return nil }
        let result = ticks - offset
        return (0...Ticks.max).contains(result) ? result : nil
    }

    /// `2024-05-31`, `2024 - 05 - 31`, `2024/5/31`, `2024-05`, `2024`, `5/31/2024`.
    private static func date(_ scanner: inout Scanner) -> CivilDate? {
        let start = scanner.position
        guard let first = scanner.number(maximum: 4) else { return nil }
        let digits = scanner.position - start
        if digits == 4, scanner.skip(",") { return listed(first, &scanner) }
        guard let separator = scanner.separator("-/.") else {
            return digits == 4 ? existing(first, 1, 1) : nil
        }
        guard let second = scanner.number(maximum: 2) else { return nil }
        guard scanner.separator(separator) != nil else { return digits == 4 ? existing(first, second, 1) : nil }
        guard let third = scanner.number(maximum: 4) else { return nil }
        return digits == 4 ? existing(first, second, third) : existing(third, first, second)
    }

    /// `2024, 5, 31`.
    private static func listed(_ year: Int, _ scanner: inout Scanner) -> CivilDate? {
        scanner.skipBlanks()
        guard let month = scanner.number(maximum: 2), scanner.skip(",") else { return nil }
        scanner.skipBlanks()
        return scanner.number(maximum: 2).flatMap { existing(year, month, $0) }
    }

    private static func existing(_ year: Int, _ month: Int, _ day: Int) -> CivilDate? {
        let date = CivilDate(year: year, month: month, day: day)
        return date.exists ? date : nil
    }

    /// `13:45`, `13:45:10.1234567`, `1:45 PM`.
    private static func time(_ scanner: inout Scanner) -> Int64? {
        guard var hour = scanner.number(maximum: 2), scanner.skip(":"), let minute = scanner.number(maximum: 2) else {
            return nil
        }
        var second = 0
        var fraction: Int64 = 0
        if scanner.skip(":") {
            guard let parsed = scanner.number(maximum: 2) else { return nil }
            second = parsed
            if scanner.skip(".") {
                guard let parsed = scanner.fraction() else { return nil }
                fraction = parsed
            }
        }
        scanner.skipBlanks()
        if scanner.skip("PM") || scanner.skip("pm") {
            hour = hour % 12 + 12
        } else if scanner.skip("AM") || scanner.skip("am") {
            hour %= 12
        }
        guard hour < 24, minute < 60, second < 60 else { return nil }
        return Int64(hour * 3600 + minute * 60 + second) * Ticks.perSecond + fraction
    }

    /// `Z`, `+02:00`, `GMT` or nothing, then the end. The answer is the offset in ticks.
    private static func zone(_ scanner: inout Scanner) -> Int64? {
        scanner.skipBlanks()
        if scanner.atEnd || scanner.skip("Z") || scanner.skip("z") || scanner.skip("GMT") || scanner.skip("UTC") {
            scanner.skipBlanks()
            return scanner.atEnd ? 0 : nil
        }
        guard let sign = scanner.skipAny("+-"), let hour = scanner.number(maximum: 2) else { return nil }
        var minute = 0
        if scanner.skip(":") || !scanner.atEnd {
            guard let parsed = scanner.number(maximum: 2) else { return nil }
            minute = parsed
        }
        guard scanner.atEnd, hour <= 14, minute < 60 else { return nil }
        let ticks = Int64(hour * 60 + minute) * 600_000_000
        return sign == "-" ? -ticks : ticks
    }

    /// A cursor over ASCII.
    struct Scanner {
        let bytes: [UInt8]
        var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var atEnd: Bool { position >= bytes.count }

        @discardableResult
        mutating func skipBlanks() -> Bool {
            let start = position
            while position < bytes.count, bytes[position] == 32 { position += 1 }
            return position > start
        }

        mutating func skip(_ text: String) -> Bool {
            let wanted = Array(text.utf8)
            guard bytes.count - position >= wanted.count, Array(bytes[position..<position + wanted.count]) == wanted
            else {
                return false
            }
            position += wanted.count
            return true
        }

        mutating func skipAny(_ characters: String) -> String? {
            guard position < bytes.count, characters.utf8.contains(bytes[position]) else { return nil }
            position += 1
            return String(decoding: [bytes[position - 1]], as: UTF8.self)
        }

        /// One of the characters, alone or between blanks.
        mutating func separator(_ characters: String) -> String? {
            let start = position
            let isSpaced = skipBlanks()
            if let found = skipAny(characters), skipBlanks() == isSpaced { return found }
            position = start
            return nil
        }

        mutating func number(maximum: Int) -> Int? {
            var value = 0
            let start = position
            while position < bytes.count, position - start < maximum, (48...57).contains(bytes[position]) {
                value = value * 10 + Int(bytes[position] - 48)
                position += 1
            }
            return position > start ? value : nil
        }

        /// Up to seven digits count; more are cut, as Kusto does.
        mutating func fraction() -> Int64? {
            var value: Int64 = 0
            var digits = 0
            while position < bytes.count, (48...57).contains(bytes[position]) {
                if digits < 7 { value = value * 10 + Int64(bytes[position] - 48) }
                digits += 1
                position += 1
            }
            guard digits > 0 else { return nil }
            for _ in digits..<max(7, digits) { value *= 10 }
            return value
        }
    }
}
