/// Base64 (RFC 4648 §4).
enum Base64Bytes {
    /// Appends the bytes that `span[range]` stands for; false: it is no Base64.
    static func decode(_ span: Span<UInt8>, _ range: Range<Int>, into target: inout [UInt8]) -> Bool {
        var bits: UInt32 = 0
        var count = 0
        for index in range {
            let byte = span[index]
            if byte == Byte.equal { break }
            guard let value = value(byte) else { return false }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                target.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return !range.isEmpty
    }

    private static func value(_ byte: UInt8) -> UInt8? {
        if byte.isUpper { return byte - 65 }
        if byte.isLetter { return byte - 71 }
        if byte.isDigit { return byte + 4 }
        return byte == 43 ? 62 : byte == Byte.slash ? 63 : nil
    }
}
