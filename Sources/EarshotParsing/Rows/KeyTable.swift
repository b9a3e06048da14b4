internal import EarshotModel

/// What a key of a dialect means.
enum KeyMeaning: Sendable {
    /// The value is that field, read as the field demands.
    case to(EventField)
    /// A number, also with a fraction, in another unit: seconds become milliseconds by `.times(.networkDuration, 1000)`.
    case times(EventField, Int64)
    /// The family reads it itself.
    case own
}

/// A dialect's keys and what they mean, declared once and compiled into a hash.
///
///     static let table = KeyTable(["srcip": .to(.srcIpAddr), "duration": .times(.networkDuration, 1000)])
///     Self.table.apply(pairs, line, &row)
///
/// What it does not know goes to `AdditionalFields` under its own name. Keys are compared without regard to case.
struct KeyTable: Sendable {
    private struct Entry: Sendable {
        var key: StaticString
        var hash: UInt32
        var meaning: KeyMeaning
    }

    private var slots: [Int16]
    private var entries: [Entry] = []
    private let mask: Int
    /// Values that say that there is no value, in lower case.
    private let nothing: [StaticString]

    /// Keys in lower case.
    init(_ rows: KeyValuePairs<StaticString, KeyMeaning>, nothing: [StaticString] = ["n/a", "-", "none"]) {
        var size = 16
        while size < rows.count * 4 { size *= 2 }
        mask = size - 1
        slots = Array(repeating: -1, count: size)
        self.nothing = nothing
        for (key, meaning) in rows {
            let hash = KeyHash.of(key)
            var slot = Int(hash) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int16(clamping: entries.count)
            entries.append(Entry(key: key, hash: hash, meaning: meaning))
        }
    }

    /// Sets the fields of all pairs. What the family has set before stays.
    func apply(_ pairs: KeyValues, _ line: Span<UInt8>, _ row: inout EventRow) {
        for pair in pairs.pairs where pair.valueEnd > pair.valueStart {
            if pair.isStray {
                row.add("Text", line, Int(pair.valueStart), Int(pair.valueEnd))
                continue
            }
            guard let meaning = meaning(pair, line), !pair.marks.contains(.repeated) else {
                Self.keep(pair, line, &row)
                continue
            }
            apply(meaning, pair, line, &row)
        }
    }

    private func apply(_ meaning: KeyMeaning, _ pair: Pair, _ line: Span<UInt8>, _ row: inout EventRow) {
        switch meaning {
        case .own: return
        case .to(let field):
            if saysNothing(line, pair.value) { return }
            // A number or an address that was cut may be another one.
            let isCut = pair.marks.contains(.cut) && field.kind != .text && field.kind != .label
            guard !row.has(field), !isCut else { return Self.keep(pair, line, &row) }
            row.set(field, line, pair)
        case .times(let field, let factor):
            if saysNothing(line, pair.value) { return }
            guard !row.has(field), !pair.marks.contains(.cut),
                let number = line.scaled(pair.value.lowerBound, pair.value.upperBound, by: factor)
            else { return Self.keep(pair, line, &row) }
            row.set(field, number: number)
        }
    }

    /// nil: unknown.
    func meaning(_ pair: Pair, _ line: Span<UInt8>) -> KeyMeaning? {
        var slot = Int(pair.hash) & mask
        while slots[slot] >= 0 {
            let entry = entries[Int(slots[slot])]
            if entry.hash == pair.hash, line.is(entry.key, Int(pair.keyStart), Int(pair.keyEnd)) {
                return entry.meaning
            }
            slot = (slot + 1) & mask
        }
        return nil
    }

    func saysNothing(_ line: Span<UInt8>, _ value: Range<Int>) -> Bool {
        guard value.count <= 4 || nothing.count > 3 else { return value.isEmpty }
        if value.isEmpty { return true }
        for word in nothing where line.is(word, value.lowerBound, value.upperBound) { return true }
        return false
    }

    private static func keep(_ pair: Pair, _ line: Span<UInt8>, _ row: inout EventRow) {
        let (key, value) = (pair.key, pair.value)
        if pair.marks.contains(.escaped) {
            let text = line.unescaped(value)
            row.add(line, key.lowerBound, key.upperBound, text.span, 0, text.count)
        } else {
            row.add(line, key.lowerBound, key.upperBound, line, value.lowerBound, value.upperBound)
        }
    }
}

extension EventRow {
    /// The value of a pair, without the backslashes of its quotes.
    @discardableResult
    mutating func set(_ field: EventField, _ line: Span<UInt8>, _ pair: Pair) -> Bool {
        guard pair.marks.contains(.escaped) else { return set(field, line, pair.value) }
        let text = line.unescaped(pair.value)
        return set(field, text.span, 0, text.count)
    }
}

extension Span where Element == UInt8 {
    /// Without the backslashes before quotes and backslashes.
    func unescaped(_ range: Range<Int>) -> [UInt8] {
        var text: [UInt8] = []
        var index = range.lowerBound
        let end = Swift.min(range.upperBound, count)
        while index < end {
            if self[index] == Byte.backslash, index + 1 < end,
                self[index + 1] == Byte.backslash || self[index + 1] == Byte.quote || self[index + 1] == 39
            {
                index += 1
            }
            text.append(self[index])
            index += 1
        }
        return text
    }

    /// `12`, `12.5` or `-1` times `factor`, cut to a whole number; nil when it is no number or does not fit.
    func scaled(_ start: Int, _ end: Int, by factor: Int64) -> Int64? {
        var position = start
        let isNegative = position < end && self[position] == Byte.dash
        if isNegative { position += 1 }
        guard let whole = decimal(&position, end) else { return nil }
        var (result, isTooLarge) = Int64(whole).multipliedReportingOverflow(by: factor)
        if position < end {
            guard self[position] == Byte.dot else { return nil }
            var scale = factor
            position += 1
            while position < end, self[position].isDigit {
                scale /= 10
                let (sum, overflow) = result.addingReportingOverflow(scale &* Int64(self[position] &- Byte.zero))
                result = sum
                isTooLarge = isTooLarge || overflow
                position += 1
            }
        }
        guard position == end, !isTooLarge else { return nil }
        return isNegative ? -result : result
    }
}
