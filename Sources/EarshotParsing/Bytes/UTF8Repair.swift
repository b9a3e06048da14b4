/// Makes bytes from the wire valid UTF-8.
///
/// Each byte that belongs to no well-formed sequence (Unicode 16, table 3-7) becomes U+FFFD; everything else is kept.
enum UTF8Repair {
    /// Appends the bytes `from..<to` of `span` to `target`, repaired; the result is how many bytes were replaced.
    @discardableResult
    static func append(_ span: Span<UInt8>, _ from: Int, _ to: Int, to target: inout [UInt8]) -> Int {
        if span.isASCII(from, to) {
            target.append(span, from, to)
            return 0
        }
        var replaced = 0
        var index = from
        while index < to {
            let length = sequenceLength(span, index, to)
            if length == 0 {
                target.append(0xef)
                target.append(0xbf)
                target.append(0xbd)
                replaced += 1
                index += 1
            } else {
                for offset in 0..<length { target.append(span[index + offset]) }
                index += length
            }
        }
        return replaced
    }

    /// Whether the bytes are all ASCII: the common case, which needs no repair.
    @inline(__always)
    static func isASCII(_ span: Span<UInt8>, _ from: Int, _ to: Int) -> Bool {
        var all: UInt8 = 0
        var index = from
        while index < to {
            all |= span[index]
            index &+= 1
        }
        return all < 0x80
    }

    /// The length of the well-formed sequence at `index`, or 0.
    static func sequenceLength(_ span: Span<UInt8>, _ index: Int, _ to: Int) -> Int {
        let first = span[index]
        if first < 0x80 { return 1 }
        let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
        guard first >= 0xc2, first <= 0xf4, index + length <= to else { return 0 }
        let second = span[index + 1]
        let lowest: UInt8 = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80
        let highest: UInt8 = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf
        guard second >= lowest, second <= highest else { return 0 }
        for offset in 2..<max(length, 2) where span[index + offset] & 0xc0 != 0x80 { return 0 }
        return length
    }

    /// Where to cut a text that is too long so that no character is split: at most three bytes before `limit`.
    static func cut(_ span: Span<UInt8>, at limit: Int) -> Int {
        var index = limit
        while index > 0, limit - index < 3, index < span.count, span[index] & 0xc0 == 0x80 { index -= 1 }
        return index
    }
}
