/// The text that a JSON string stands for.
enum JSONText {
    /// Appends `span[range]` to `target` with its escapes decoded (RFC 8259 §7). What is no escape stays as it stands.
    static func unescape(_ span: Span<UInt8>, _ range: Range<Int>, into target: inout [UInt8]) {
        var index = range.lowerBound
        let end = range.upperBound
        while index < end {
            let run = span.position(of: Byte.backslash, index, end) ?? end
            target.append(span, index, run)
            guard run < end else { return }
            index = run + 1
            guard index < end else { return target.append(Byte.backslash) }
            let code = span[index]
            index += 1
            if code == 117, let scalar = scalar(span, &index, end) {
                target.append(contentsOf: String(scalar).utf8)
            } else {
                single(code, &target)
            }
        }
    }

    private static func single(_ code: UInt8, _ target: inout [UInt8]) {
        switch code {
        case 110: target.append(Byte.lineFeed)
        case 114: target.append(Byte.carriageReturn)
        case 116: target.append(Byte.tab)
        case 98: target.append(8)
        case 102: target.append(12)
        case Byte.quote, Byte.backslash, Byte.slash: target.append(code)
        default:
            target.append(Byte.backslash)
            target.append(code)
        }
    }

    /// The four digits at `index`, and the second half of a pair; half a pair is U+FFFD.
    private static func scalar(_ span: Span<UInt8>, _ index: inout Int, _ end: Int) -> Unicode.Scalar? {
        guard let first = unit(span, index, end) else { return nil }
        index += 4
        guard first & 0xfc00 == 0xd800 else { return Unicode.Scalar(first) ?? "\u{fffd}" }
        guard span.has("\\u", at: index, end), let second = unit(span, index + 2, end), second & 0xfc00 == 0xdc00 else {
            return "\u{fffd}"
        }
        index += 6
        return Unicode.Scalar(0x10000 + (first & 0x3ff) << 10 + (second & 0x3ff))
    }

    private static func unit(_ span: Span<UInt8>, _ index: Int, _ end: Int) -> UInt32? {
        guard end - index >= 4 else { return nil }
        var value: UInt32 = 0
        for position in index..<(index + 4) {
            guard span[position].hexValue < 16 else { return nil }
            value = value << 4 | UInt32(span[position].hexValue)
        }
        return value
    }
}
