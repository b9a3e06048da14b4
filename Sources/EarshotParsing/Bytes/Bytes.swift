/// Characters the parsers look for.
enum Byte {
    static let tab: UInt8 = 9
    static let lineFeed: UInt8 = 10
    static let carriageReturn: UInt8 = 13
    static let space: UInt8 = 32
    static let quote: UInt8 = 34
    static let leftParenthesis: UInt8 = 40
    static let rightParenthesis: UInt8 = 41
    static let comma: UInt8 = 44
    static let dash: UInt8 = 45
    static let dot: UInt8 = 46
    static let slash: UInt8 = 47
    static let zero: UInt8 = 48
    static let colon: UInt8 = 58
    static let less: UInt8 = 60
    static let equal: UInt8 = 61
    static let greater: UInt8 = 62
    static let leftBracket: UInt8 = 91
    static let backslash: UInt8 = 92
    static let rightBracket: UInt8 = 93
    static let underscore: UInt8 = 95
}

extension UInt8 {
    @inline(__always) var isDigit: Bool { self &- 48 < 10 }
    @inline(__always) var isUpper: Bool { self &- 65 < 26 }
    @inline(__always) var isLetter: Bool { (self | 32) &- 97 < 26 }
    @inline(__always) var isAlphanumeric: Bool { isDigit || isLetter }
    /// What separates tokens: every control character, too, because logs are dirty at their edges.
    @inline(__always) var isBlank: Bool { self <= Byte.space }

    /// 0…15, or 255 when it is not a hexadecimal digit.
    @inline(__always) var hexValue: UInt8 {
        let digit = self &- 48
        if digit < 10 { return digit }
        let letter = (self | 32) &- 97
        return letter < 6 ? letter &+ 10 : 255
    }
}

/// Reading over bytes by position. All positions are offsets into the span; nothing is copied.
///
/// Every access goes through the span's own bounds check: measured, it costs less than one part in twenty, and a line
/// comes from the network.
extension Span where Element == UInt8 {
    /// The first position in `from..<to` that is a blank, or `to`.
    @inline(__always)
    func endOfToken(_ from: Int, _ to: Int) -> Int {
        var index = from
        while Swift.min(to, count) &- index >= 8 {
            // The top bit of each byte that is a blank, exact up to the lowest one.
            let word = word(at: index)
            let found = (word &- 0x2121_2121_2121_2121) & ~word & 0x8080_8080_8080_8080
            if found != 0 { return index &+ found.trailingZeroBitCount >> 3 }
            index &+= 8
        }
        while index < to, !self[index].isBlank { index &+= 1 }
        return index
    }

    @inline(__always)
    func skipBlanks(_ from: Int, _ to: Int) -> Int {
        var index = from
        while index < to, self[index].isBlank { index &+= 1 }
        return index
    }

    /// `to` without the blanks before it.
    @inline(__always)
    func trimEnd(_ from: Int, _ to: Int) -> Int {
        var index = to
        while index > from, self[index &- 1].isBlank { index &-= 1 }
        return index
    }

    /// Whether the bytes at `from` are `text`, inside `..<to`.
    @inline(__always)
    func has(_ text: StaticString, at from: Int, _ to: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard from >= 0, to &- from >= length else { return false }
        // The pointer covers exactly `length` bytes of the literal, and the index stays below `length`.
        let pointer = text.utf8Start
        for offset in 0..<length where self[from &+ offset] != pointer[offset] { return false }
        return true
    }

    /// Whether the two ranges hold the same bytes.
    func same(_ start: Int, _ end: Int, as otherStart: Int, _ otherEnd: Int) -> Bool {
        guard end - start == otherEnd - otherStart else { return false }
        for offset in 0..<(end - start) where self[start + offset] != self[otherStart + offset] { return false }
        return true
    }

    /// The first position of `byte` in `from..<to`, or nil.
    func position(of byte: UInt8, _ from: Int, _ to: Int) -> Int? {
        let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
        var index = from
        while Swift.min(to, count) &- index >= 8 {
            let found = Self.zeros(word(at: index) ^ pattern)
            if found != 0 { return index &+ found.trailingZeroBitCount >> 3 }
            index &+= 8
        }
        while index < to {
            if self[index] == byte { return index }
            index &+= 1
        }
        return nil
    }

    /// The first position in `from..<to` of one of two bytes, or `to`.
    @inline(__always)
    func position(of byte: UInt8, or other: UInt8, _ from: Int, _ to: Int) -> Int {
        let patterns = (UInt64(byte) &* 0x0101_0101_0101_0101, UInt64(other) &* 0x0101_0101_0101_0101)
        var index = from
        while Swift.min(to, count) &- index >= 8 {
            let word = word(at: index)
            let found = Self.zeros(word ^ patterns.0) | Self.zeros(word ^ patterns.1)
            if found != 0 { return index &+ found.trailingZeroBitCount >> 3 }
            index &+= 8
        }
        while index < to, self[index] != byte, self[index] != other { index &+= 1 }
        return index
    }

    /// Reads decimal digits from `position` on and leaves it behind them; nil (position unmoved) when there is none or
    /// the number has more than 18 digits.
    @inline(__always)
    func decimal(_ position: inout Int, _ to: Int) -> UInt64? {
        var value: UInt64 = 0
        var index = position
        while index < to {
            let digit = self[index] &- 48
            guard digit < 10 else { break }
            value = value &* 10 &+ UInt64(digit)
            index &+= 1
        }
        let digits = index &- position
        guard digits > 0, digits <= 18 else { return nil }
        position = index
        return value
    }

    /// Reads exactly `digits` decimal digits at `from`; nil when they are not there.
    @inline(__always)
    func fixedDecimal(_ from: Int, _ digits: Int, _ to: Int) -> Int? {
        guard to &- from >= digits else { return nil }
        var value = 0
        for index in from..<(from &+ digits) {
            let digit = self[index] &- 48
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }

    /// Reads hexadecimal digits with or without `0x`; nil (position unmoved) when there is none or more than 16.
    @inline(__always)
    func hexadecimal(_ position: inout Int, _ to: Int) -> UInt64? {
        var index = position
        if to &- index > 2, self[index] == Byte.zero, self[index &+ 1] | 32 == 120 { index &+= 2 }
        let start = index
        var value: UInt64 = 0
        while index < to {
            let digit = self[index].hexValue
            guard digit < 16 else { break }
            value = value &<< 4 | UInt64(digit)
            index &+= 1
        }
        guard index > start, index &- start <= 16 else { return nil }
        position = index
        return value
    }
}
