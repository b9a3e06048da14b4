/// How a format writes times, in the letters that Logstash's date filter uses: `yyyy-MM-dd HH:mm:ss`.
struct StampPattern: Sendable {
    private enum Part: Sendable {
        case year, shortYear, month, monthName, day, hour, minute, second, fraction, half, offset, zone, weekday
        case literal(UInt8)
    }
    private var parts: [Part] = []
    private let isAutomatic: Bool

    struct Failure: Error {
        var problem: String
        var remedy: String
    }

    /// Every form that the parsers know, and numbers since 1970.
    static let automatic = StampPattern(isAutomatic: true)

    private init(isAutomatic: Bool) { self.isAutomatic = isAutomatic }

    init(_ text: String) throws(Failure) {
        isAutomatic = ["", "auto", "ISO8601", "UNIX", "UNIX_MS"].contains(text)
        guard !isAutomatic else { return }
        var letters = Substring(text)
        while let first = letters.first {
            if first == "'" {
                try readQuoted(&letters)
                continue
            }
            let run = letters.prefix { $0 == first }
            letters = letters.dropFirst(run.count)
            try add(first, run.count)
        }
        guard parts.contains(where: { if case .day = $0 { true } else { false } }) else {
            throw Failure(
                problem: "The time `\(text)` has no day.",
                remedy: "Times need month and day at least: `MMM d HH:mm:ss`. Leave `time` out to take the header's.")
        }
    }

    /// `'T'` is the letter itself, `''` a quote.
    private mutating func readQuoted(_ letters: inout Substring) throws(Failure) {
        letters = letters.dropFirst()
        guard let end = letters.firstIndex(of: "'") else {
            throw Failure(problem: "A quote in the time is not closed.", remedy: "Write letters as 'T'.")
        }
        let text = end == letters.startIndex ? "'" : letters[..<end]
        for byte in text.utf8 { parts.append(.literal(byte)) }
        letters = letters[letters.index(after: end)...]
    }

    private mutating func add(_ letter: Character, _ count: Int) throws(Failure) {
        switch letter {
        case "y", "Y": parts.append(count == 2 ? .shortYear : .year)
        case "M": parts.append(count > 2 ? .monthName : .month)
        case "d": parts.append(.day)
        case "H", "h", "k", "K": parts.append(.hour)
        case "m": parts.append(.minute)
        case "s": parts.append(.second)
        case "S": parts.append(.fraction)
        case "a": parts.append(.half)
        case "Z", "X", "x": parts.append(.offset)
        case "z": parts.append(.zone)
        case "E": parts.append(.weekday)
        case _ where letter.isLetter:
            throw Failure(
                problem: "The time has the letter `\(letter)`, which stands for nothing.",
                remedy: "Use y M d H m s S a Z z E, and quotes around letters that stand for themselves: 'T'.")
        default:
            let bytes = Array(String(letter).utf8)
            for _ in 0..<count { for byte in bytes { parts.append(.literal(byte)) } }
        }
    }

    /// The time that is `line[start..<end]`; nil: it is written otherwise.
    func read(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Stamp? {
        if isAutomatic { return StampReader.value(line, start, end) }
        var reading = StampReading()
        var position = start
        for part in parts {
            guard read(part, line, &position, end, &reading) else { return nil }
        }
        return position == end ? reading.finished : nil
    }

    private func read(
        _ part: Part, _ line: Span<UInt8>, _ position: inout Int, _ end: Int, _ reading: inout StampReading
    ) -> Bool {
        switch part {
        case .literal(let byte):
            guard position < end, line[position] == byte else { return false }
            position += 1
            return true
        case .monthName: return reading.readMonth(line, &position, end)
        case .weekday: return reading.readLetters(line, &position, end, isZone: false)
        case .zone: return reading.readLetters(line, &position, end, isZone: true)
        case .half: return reading.readHalf(line, &position, end)
        case .offset:
            let before = position
            reading.stamp.readOffset(line, &position, end)
            return position > before
        case .fraction: return reading.readFraction(line, &position, end)
        case .year: return reading.number(line, &position, end, 4, upTo: 9999) { $0.year = Int32($1) }
        case .shortYear: return reading.number(line, &position, end, 2, upTo: 99) { $0.year = Int32(2000 + $1) }
        case .month: return reading.number(line, &position, end, 2, upTo: 12) { $0.month = UInt8(clamping: $1) }
        case .day: return reading.number(line, &position, end, 2, upTo: 31) { $0.day = UInt8(clamping: $1) }
        case .hour: return reading.number(line, &position, end, 2, upTo: 24) { $0.secondOfDay += Int32($1) * 3600 }
        case .minute: return reading.number(line, &position, end, 2, upTo: 59) { $0.secondOfDay += Int32($1) * 60 }
        case .second: return reading.number(line, &position, end, 2, upTo: 60) { $0.secondOfDay += Int32($1) }
        }
    }
}
