/// Writes one JSON object piece by piece onto a byte array.
///
/// Keys are written once: `has` tells whether one is there. The number of fields is bounded, because what a line holds is
/// chosen by whoever sent it.
struct JSONWriter {
    /// Where the object begins in the array.
    let start: Int
    private var fields = 0
    /// More fields than any real line has.
    static let maximumFields = 256

    /// Begins an object at the end of `target`; nothing is written until the first field.
    init(_ target: borrowing [UInt8]) { start = target.count }

    var isEmpty: Bool { fields == 0 }
    var isFull: Bool { fields >= Self.maximumFields }

    mutating func key(_ key: StaticString, _ target: inout [UInt8]) {
        separate(&target)
        target.append(Byte.quote)
        key.withUTF8Buffer { target.append(contentsOf: $0) }
        endKey(&target)
    }

    mutating func key(_ span: Span<UInt8>, _ from: Int, _ to: Int, _ target: inout [UInt8]) {
        separate(&target)
        target.append(Byte.quote)
        for index in from..<to { target.append(span[index]) }
        endKey(&target)
    }

    /// A key of any bytes.
    mutating func escapedKey(_ span: Span<UInt8>, _ from: Int, _ to: Int, _ target: inout [UInt8]) {
        separate(&target)
        JSONBytes.string(span, from, to, &target)
        target.append(Byte.colon)
    }

    /// A key of two parts that need no escaping.
    mutating func key(_ prefix: Span<UInt8>, _ span: Span<UInt8>, _ from: Int, _ to: Int, _ target: inout [UInt8]) {
        separate(&target)
        target.append(Byte.quote)
        target.append(prefix, 0, prefix.count)
        UTF8Repair.append(span, from, to, to: &target)
        endKey(&target)
    }

    mutating func end(_ target: inout [UInt8]) {
        if fields > 0 { target.append(125) }
    }

    /// Whether the object so far has the key that is `span[from..<to]` (letters, digits, `-` and `_` only).
    func has(_ span: Span<UInt8>, _ from: Int, _ to: Int, _ target: borrowing [UInt8]) -> Bool {
        let length = to - from
        var index = start
        while index + length + 2 < target.count {
            if target[index] == Byte.quote, target[index + length + 1] == Byte.quote,
                target[index + length + 2] == Byte.colon
            {
                var offset = 0
                while offset < length, target[index + 1 + offset] == span[from + offset] { offset += 1 }
                if offset == length { return true }
            }
            index += 1
        }
        return false
    }

    func has(_ key: StaticString, _ target: borrowing [UInt8]) -> Bool {
        fields > 0 && key.withUTF8Buffer { has($0.span, 0, $0.count, target) }
    }

    private mutating func separate(_ target: inout [UInt8]) {
        target.append(fields == 0 ? 123 : Byte.comma)
        fields += 1
    }

    private func endKey(_ target: inout [UInt8]) {
        target.append(Byte.quote)
        target.append(Byte.colon)
    }
}

/// JSON values (RFC 8259).
enum JSONBytes {
    static func number(_ value: UInt64, _ target: inout [UInt8]) {
        if value >= 10 { number(value / 10, &target) }
        target.append(UInt8(truncatingIfNeeded: value % 10) + Byte.zero)
    }

    /// A string with everything escaped that must be, and invalid UTF-8 repaired.
    static func string(_ span: Span<UInt8>, _ from: Int, _ to: Int, _ target: inout [UInt8]) {
        target.append(Byte.quote)
        characters(span, from, to, &target)
        target.append(Byte.quote)
    }

    static func characters(_ span: Span<UInt8>, _ from: Int, _ to: Int, _ target: inout [UInt8]) {
        var index = from
        while index < to {
            let run = plainEnd(span, index, to)
            if run > index {
                target.append(span, index, run)
                index = run
                continue
            }
            let byte = span[index]
            if byte >= 0x80 {
                let length = max(UTF8Repair.sequenceLength(span, index, to), 1)
                UTF8Repair.append(span, index, index + length, to: &target)
                index += length
                continue
            }
            character(byte, &target)
            index += 1
        }
    }

    /// Behind the bytes from `from` on that need no escape and no repair.
    private static func plainEnd(_ span: Span<UInt8>, _ from: Int, _ to: Int) -> Int {
        var index = span.skipPlainASCII(from, to)
        while index < to {
            let byte = span[index]
            guard byte >= 32, byte < 127, byte != Byte.quote, byte != Byte.backslash else { break }
            index &+= 1
        }
        return index
    }

    /// A decimal number without leading zeros as a number, anything else as a string.
    static func value(_ span: Span<UInt8>, _ from: Int, _ to: Int, _ target: inout [UInt8]) {
        var position = from
        let plain = to - from == 1 || (to > from && span[from] != Byte.zero)
        if plain, let value = span.decimal(&position, to), position == to {
            number(value, &target)
        } else {
            string(span, from, to, &target)
        }
    }

    private static func character(_ byte: UInt8, _ target: inout [UInt8]) {
        switch byte {
        case Byte.quote, Byte.backslash:
            target.append(Byte.backslash)
            target.append(byte)
        case 0..<32, 127:
            let hex: StaticString = "0123456789abcdef"
            // A nibble is below 16, the length of the literal.
            target.append(contentsOf: [Byte.backslash, 117, Byte.zero, Byte.zero])
            target.append(hex.utf8Start[Int(byte >> 4)])
            target.append(hex.utf8Start[Int(byte & 15)])
        default: target.append(byte)
        }
    }
}
