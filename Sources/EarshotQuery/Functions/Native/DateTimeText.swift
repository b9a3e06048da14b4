/// Reads moments in the many spellings that `todatetime()` takes: ISO 8601, `MM/dd/yyyy`, RFC 822 and RFC 850.
struct DateTimeText {
    private var tokens: [Token] = []
    private var at = 0

    private enum Token: Equatable {
        case number(String)
        case word(String)
        case mark(Character)
    }

    /// Ticks, or nil when the text is no moment.
    static func parse(_ text: String) -> Int64? {
        let trimmed = TextTools.trimmed(text)
        guard !trimmed.isEmpty, trimmed.utf8.count <= 64 else { return nil }
        var reader = DateTimeText(trimmed)
        return reader.moment()
    }

    private init(_ text: String) {
        var current = ""
        func kind(_ c: Character) -> Int { c.isASCII && c.isNumber ? 1 : c.isLetter ? 2 : 0 }
        for character in text {
            if let last = current.last, kind(last) != kind(character) || kind(character) == 0 {
                append(current)
                current = ""
            }
            current.append(character)
        }
        append(current)
    }

    private mutating func append(_ text: String) {
        guard let first = text.first else { return }
        if first.isASCII, first.isNumber {
            tokens.append(.number(text))
        } else if first.isLetter {
            tokens.append(.word(text.lowercased()))
        } else {
            tokens.append(.mark(first))
        }
    }

    private mutating func moment() -> Int64? {
        guard var civil = date() else { return nil }
        _ = take(.word("t")) || take(.mark(" "))
        skipSpaces()
        if case .number = peek, !time(&civil) { return nil }
        guard let offset = zone(), at == tokens.count, let ticks = civil.ticks else { return nil }
        let result = ticks - offset
        return result >= 0 && result <= CivilTime.maximum ? result : nil
    }

    private var peek: Token? { at < tokens.count ? tokens[at] : nil }

    private mutating func take(_ token: Token) -> Bool {
        guard peek == token else { return false }
        at += 1
        return true
    }

    private mutating func skipSpaces() {
        while take(.mark(" ")) || take(.mark(",")) {}
    }

    private mutating func number(_ widths: ClosedRange<Int>) -> Int? {
        guard case .number(let digits)? = peek, widths ~= digits.count, let value = Int(digits) else { return nil }
        at += 1
        return value
    }

    // MARK: date

    private mutating func date() -> CivilTime? {
        if case .word(let day)? = peek, Self.weekdays.contains(String(day.prefix(3))) {
            at += 1
            skipSpaces()
        }
        switch peek {
        case .word: return monthFirst()
        case .number(let digits):
            if digits.count == 4 { return yearFirst() }
            if digits.count == 8 { return compact(digits) }
            if digits.count == 14 { return compactTime(digits) }
            return dayOrMonthFirst()
        default: return nil
        }
    }

    private mutating func separator() -> Bool { take(.mark("-")) || take(.mark("/")) || take(.mark(".")) }

    /// `2020-01-31`, `2020/1/31`, `2020-01`, `2020`.
    private mutating func yearFirst() -> CivilTime? {
        guard let year = number(4...4) else { return nil }
        guard separator() else { return at == tokens.count ? CivilTime(year: year, month: 1, day: 1) : nil }
        guard let month = number(1...2) else { return nil }
        guard separator() else { return CivilTime(year: year, month: month, day: 1) }
        guard let day = number(1...2) else { return nil }
        return CivilTime(year: year, month: month, day: day)
    }

    private mutating func compact(_ digits: String) -> CivilTime? {
        at += 1
        let parts = digits.map { $0.wholeNumberValue ?? 0 }
        let value = { (range: Range<Int>) in parts[range].reduce(0) { $0 * 10 + $1 } }
        return CivilTime(year: value(0..<4), month: value(4..<6), day: value(6..<8))
    }

    private mutating func compactTime(_ digits: String) -> CivilTime? {
        let parts = digits.map { $0.wholeNumberValue ?? 0 }
        let value = { (range: Range<Int>) in parts[range].reduce(0) { $0 * 10 + $1 } }
        var civil = compact(digits)
        civil?.hour = value(8..<10)
        civil?.minute = value(10..<12)
        civil?.second = value(12..<14)
        return civil
    }

    /// `01/31/2020` (month first, as Kusto reads it) or `31 Jan 2020`, `31-Jan-20`.
    private mutating func dayOrMonthFirst() -> CivilTime? {
        guard let first = number(1...2) else { return nil }
        _ = separator()
        skipSpaces()
        if let month = monthName() {
            _ = separator()
            skipSpaces()
            guard let year = number(2...4) else { return nil }
            return CivilTime(year: full(year), month: month, day: first)
        }
        guard let second = number(1...2), separator(), let year = number(2...4) else { return nil }
        return CivilTime(year: full(year), month: first, day: second)
    }

    /// `Jan 31, 2020`.
    private mutating func monthFirst() -> CivilTime? {
        guard let month = monthName() else { return nil }
        skipSpaces()
        guard let day = number(1...2) else { return nil }
        skipSpaces()
        guard let year = number(4...4) else { return nil }
        return CivilTime(year: year, month: month, day: day)
    }

    private func full(_ year: Int) -> Int { year >= 100 ? year : year < 50 ? 2000 + year : 1900 + year }

    private mutating func monthName() -> Int? {
        guard case .word(let word)? = peek, word.count >= 3,
            let index = Self.months.firstIndex(where: { word.hasPrefix($0) })
        else { return nil }
        at += 1
        return index + 1
    }

    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    // MARK: time and zone

    private mutating func time(_ civil: inout CivilTime) -> Bool {
        guard let hour = number(1...2) else { return false }
        civil.hour = hour
        if take(.mark(":")) {
            guard let minute = number(1...2) else { return false }
            civil.minute = minute
            if take(.mark(":")) {
                guard let second = number(1...2) else { return false }
                civil.second = second
                if take(.mark(".")) || take(.mark(",")), !fraction(&civil) { return false }
            }
        }
        return meridiem(&civil)
    }

    /// Digits beyond the seventh are dropped.
    private mutating func fraction(_ civil: inout CivilTime) -> Bool {
        guard case .number(let digits)? = peek else { return false }
        at += 1
        let seven = digits.prefix(7)
        civil.fraction = Int(seven + String(repeating: "0", count: 7 - seven.count)) ?? 0
        return true
    }

    private mutating func meridiem(_ civil: inout CivilTime) -> Bool {
        let mark = at
        skipSpaces()
        let afternoon = peek == .word("pm")
        guard afternoon || peek == .word("am") else {
            at = mark
            return true
        }
        at += 1
        guard 1...12 ~= civil.hour else { return false }
        civil.hour = civil.hour % 12 + (afternoon ? 12 : 0)
        return true
    }

    /// The offset from UTC in ticks; nil when what follows is no zone.
    private mutating func zone() -> Int64? {
        skipSpaces()
        if at == tokens.count || take(.word("z")) || take(.word("utc")) || take(.word("gmt")) {
            skipSpaces()
        }
        if at == tokens.count { return 0 }
        let negative = peek == .mark("-")
        guard take(.mark("+")) || take(.mark("-")), case .number(let digits)? = peek else { return nil }
        at += 1
        guard let value = TextTools.smallNumber(digits) else { return nil }
        var minutes = digits.count == 4 ? value / 100 * 60 + value % 100 : value * 60
        if digits.count <= 2, take(.mark(":")) {
            guard let rest = number(2...2) else { return nil }
            minutes += rest
        }
        guard minutes <= 14 * 60 else { return nil }
        return Int64(negative ? -minutes : minutes) * 600_000_000
    }
}
