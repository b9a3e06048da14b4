/// One pair of a line, as positions.
struct Pair: Sendable {
    var keyStart: Int32
    var keyEnd: Int32
    var valueStart: Int32
    var valueEnd: Int32
    /// FNV-1a of the key in lower case, folded.
    var hash: UInt32
    var marks: Marks

    struct Marks: OptionSet, Sendable {
        let rawValue: UInt8
        /// The value holds `\` before a quote or another `\`.
        static let escaped = Marks(rawValue: 1)
        /// The quote is not closed: the line was cut inside the value.
        static let cut = Marks(rawValue: 2)
        /// The key is there already.
        static let repeated = Marks(rawValue: 4)
        static let quoted = Marks(rawValue: 8)
    }

    var key: Range<Int> { Int(keyStart)..<Int(keyEnd) }
    var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
    /// Text that belongs to no pair: it is `value`, and `key` is empty.
    var isStray: Bool { keyStart == keyEnd }
}

/// The pairs of a line. Reused from line to line; nothing is copied.
///
///     var pairs = KeyValues()
///     pairs.read(line, start, end, .spaced)         // srcip=192.0.2.1 user="a b" msg="x \"y\" z" cut="no en
///     pairs.value("user", line)                     // the range of `a b`
///
/// A quote ends a value only where the next pair (or the end) follows, so that quotes inside of texts do no harm. Of
/// repeated keys the first one counts: what comes later is often chosen by somebody else.
struct KeyValues: Sendable {
    private(set) var pairs: [Pair] = []
    private var seen: (UInt64, UInt64) = (0, 0)
    /// More pairs than any format has; what follows is left out.
    static let maximum = 200

    var count: Int { pairs.count }
    var isEmpty: Bool { pairs.isEmpty }

    /// Reads the pairs of `line[start..<end]`.
    mutating func read(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ syntax: PairSyntax) {
        pairs.removeAll(keepingCapacity: true)
        seen = (0, 0)
        var position = start
        while pairs.count < Self.maximum {
            while position < end, syntax.isSeparator(line[position]) || line[position].isBlank { position &+= 1 }
            guard position < end else { return }
            readPair(line, &position, end, syntax)
        }
    }

    /// The value of a key (lower case); empty when there is none.
    func value(_ key: StaticString, _ line: Span<UInt8>) -> Range<Int> { pair(key, line)?.value ?? 0..<0 }

    func pair(_ key: StaticString, _ line: Span<UInt8>) -> Pair? {
        let length = Int32(truncatingIfNeeded: key.utf8CodeUnitCount)
        guard length > 0 else { return nil }
        // The pointer covers the literal, which has a first byte.
        let first = key.utf8Start[0]
        for pair in pairs where pair.keyEnd &- pair.keyStart == length {
            guard line[Int(pair.keyStart)].lowered == first else { continue }
            if line.is(key, Int(pair.keyStart), Int(pair.keyEnd)) { return pair }
        }
        return nil
    }

    func has(_ key: StaticString, _ line: Span<UInt8>) -> Bool { pair(key, line) != nil }

    /// Whether a key has this value (lower case), in any case.
    func `is`(_ key: StaticString, _ wanted: StaticString, _ line: Span<UInt8>) -> Bool {
        guard let pair = pair(key, line) else { return false }
        return line.is(wanted, Int(pair.valueStart), Int(pair.valueEnd))
    }
}

extension KeyValues {
    private mutating func readPair(_ line: Span<UInt8>, _ position: inout Int, _ end: Int, _ syntax: PairSyntax) {
        let keyStart = position
        var hash = KeyHash()
        while position < end, line[position].isKeyByte, line[position] != syntax.equal {
            hash.add(line[position])
            position &+= 1
        }
        guard position > keyStart, position < end, line[position] == syntax.equal else {
            return readStray(line, keyStart, &position, end, syntax)
        }
        let keyEnd = position
        position = Self.behindEqual(line, position, end, syntax)
        var pair = Pair(
            keyStart: Int32(clamping: keyStart), keyEnd: Int32(clamping: keyEnd), valueStart: 0, valueEnd: 0,
            hash: hash.folded, marks: [])
        if position < end, syntax.isQuote(line[position]) {
            readQuoted(line, &position, end, syntax, &pair)
        } else {
            let valueEnd = Self.endOfBare(line, position, end, syntax)
            (pair.valueStart, pair.valueEnd) = (Int32(clamping: position), Int32(clamping: valueEnd))
            position = valueEnd
        }
        if isRepeated(line, pair) { pair.marks.insert(.repeated) }
        pairs.append(pair)
    }

    private static func behindEqual(_ line: Span<UInt8>, _ at: Int, _ end: Int, _ syntax: PairSyntax) -> Int {
        var position = at &+ 1
        guard syntax.equal == Byte.colon else { return position }
        while position < end, line[position] == Byte.colon || line[position] == Byte.space { position &+= 1 }
        return position
    }

    /// Up to the next separator. Neighbours become one.
    private mutating func readStray(
        _ line: Span<UInt8>, _ start: Int, _ position: inout Int, _ end: Int, _ syntax: PairSyntax
    ) {
        while position < end, !syntax.isSeparator(line[position]) { position &+= 1 }
        let valueEnd = Int32(clamping: line.trimEnd(start, position))
        if let last = pairs.last, last.isStray {
            pairs[pairs.count &- 1].valueEnd = valueEnd
        } else {
            pairs.append(
                Pair(
                    keyStart: 0, keyEnd: 0, valueStart: Int32(clamping: start), valueEnd: valueEnd, hash: 0, marks: []))
        }
    }

    private func readQuoted(
        _ line: Span<UInt8>, _ position: inout Int, _ end: Int, _ syntax: PairSyntax, _ pair: inout Pair
    ) {
        let quote = line[position]
        let start = position &+ 1
        pair.valueStart = Int32(clamping: start)
        pair.marks.insert(.quoted)
        var candidate: Int?
        var index = line.position(of: quote, or: Byte.backslash, start, end)
        while index < end {
            let byte = line[index]
            if byte == Byte.backslash, syntax.escapes, index &+ 1 < end {
                if line[index &+ 1] == quote || line[index &+ 1] == Byte.backslash {
                    pair.marks.insert(.escaped)
                    index &+= 1
                }
            } else if byte == quote {
                if Self.closes(line, index, end, syntax) {
                    pair.valueEnd = Int32(clamping: index)
                    position = index &+ 1
                    return
                }
                if candidate == nil, Self.mayClose(line, index, end, syntax) { candidate = index }
            }
            index = line.position(of: quote, or: Byte.backslash, index &+ 1, end)
        }
        let close = candidate ?? end
        if candidate == nil { pair.marks.insert(.cut) }
        pair.valueEnd = Int32(clamping: close)
        position = candidate.map { $0 &+ 1 } ?? end
    }

    /// Nothing, or the next pair, follows the quote at `index`.
    private static func closes(_ line: Span<UInt8>, _ index: Int, _ end: Int, _ syntax: PairSyntax) -> Bool {
        var next = index &+ 1
        guard next < end else { return true }
        guard mayClose(line, index, end, syntax) else { return false }
        while next < end, !line[next].isKeyByte || line[next] == Byte.rightBracket {
            if line[next] == Byte.quote || line[next] == syntax.equal { return false }
            next &+= 1
        }
        return next == end || isKey(line, next, end, syntax)
    }

    private static func mayClose(_ line: Span<UInt8>, _ index: Int, _ end: Int, _ syntax: PairSyntax) -> Bool {
        let next = index &+ 1
        guard next < end else { return true }
        return syntax.isSeparator(line[next]) || line[next].isBlank || line[next] == Byte.rightBracket
            || line[next] == Byte.comma || line[next] == 59
    }

    /// A key and its equal sign are at `start`.
    private static func isKey(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ syntax: PairSyntax) -> Bool {
        var index = start
        while index < end, line[index].isKeyByte, line[index] != syntax.equal { index &+= 1 }
        return index > start && index < end && line[index] == syntax.equal
    }

    private static func endOfBare(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ syntax: PairSyntax) -> Int {
        if syntax.separator == Byte.space, !syntax.isOpen { return line.endOfToken(start, end) }
        var index = start
        while index < end {
            if syntax.isSeparator(line[index]) {
                guard syntax.isOpen else { return line.trimEnd(start, index) }
                let next = line.skipBlanks(index &+ 1, end)
                if isKey(line, next, end, syntax), isPlausible(line, next, end, syntax) {
                    return line.trimEnd(start, index)
                }
            }
            index &+= 1
        }
        return line.trimEnd(start, end)
    }

    /// Behind `Key:` of a colon dialect stands a blank: `http://…` and `12:30` are no pairs.
    private static func isPlausible(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ syntax: PairSyntax) -> Bool {
        guard syntax.equal == Byte.colon else { return true }
        guard let colon = line.position(of: Byte.colon, start, end) else { return false }
        return colon &+ 1 == end || line[colon &+ 1] == Byte.space
    }

    /// A small filter first: almost all keys are new.
    private mutating func isRepeated(_ line: Span<UInt8>, _ pair: Pair) -> Bool {
        let bit: UInt64 = 1 << UInt64(pair.hash & 63)
        let isLow = pair.hash & 64 == 0
        let known = (isLow ? seen.0 : seen.1) & bit != 0
        if isLow { seen.0 |= bit } else { seen.1 |= bit }
        guard known else { return false }
        for other in pairs where other.hash == pair.hash && !other.isStray {
            if line.same(Int(other.keyStart), Int(other.keyEnd), as: Int(pair.keyStart), Int(pair.keyEnd)) {
                return true
            }
        }
        return false
    }
}

/// FNV-1a over a key in lower case, byte by byte.
struct KeyHash: Sendable {
    private var value: UInt64 = 0xcbf2_9ce4_8422_2325

    @inline(__always)
    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte.lowered)) &* 0x100_0000_01b3 }

    var folded: UInt32 { UInt32(truncatingIfNeeded: value ^ (value >> 32)) }

    static func of(_ key: StaticString) -> UInt32 {
        var hash = KeyHash()
        key.withUTF8Buffer { for byte in $0 { hash.add(byte) } }
        return hash.folded
    }
}
