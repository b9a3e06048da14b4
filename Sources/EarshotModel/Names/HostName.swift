/// What a host name may look like, as bytes.
enum HostName {
    /// Where the name in `name` ends, a final dot not counted; nil: these bytes are no host name.
    ///
    /// Lengths are those of RFC 1035 §2.3.4: labels of 1 to 63 bytes, 253 in all. Letters, digits, hyphens, underscores
    /// (service names) and bytes above 127 (names that are not yet Punycode) may occur, hyphens anywhere: real names do
    /// not keep to RFC 952. An IPv4 address is no name: no top-level domain consists of digits (RFC 3696 §2).
    @inline(__always)
    static func end(_ name: Span<UInt8>) -> Int? {
        var end = name.count
        if end > 0, name[end - 1] == dot { end -= 1 }
        guard end > 0, end <= 253 else { return nil }
        var length = 0
        var isNumber = true
        for index in 0..<end {
            let byte = name[index]
            if byte == dot {
                guard length > 0 else { return nil }
                length = 0
                isNumber = true
                continue
            }
            length += 1
            guard length <= 63, isAllowed(byte) else { return nil }
            if byte &- 48 > 9 { isNumber = false }
        }
        return length > 0 && !isNumber ? end : nil
    }

    static let dot: UInt8 = 46

    @inline(__always)
    private static func isAllowed(_ byte: UInt8) -> Bool {
        (byte | 32) &- 97 < 26 || byte &- 48 < 10 || byte == 45 || byte == 95 || byte >= 128
    }

    /// ASCII capitals as small letters.
    @inline(__always)
    static func fold(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }

    /// The bytes of a name as DNS spells it, for as long as `body` runs.
    @inline(__always)
    static func withASCII<Result>(_ name: some StringProtocol, _ body: (Span<UInt8>) -> Result) -> Result {
        let result: Result?? = name.utf8.withContiguousStorageIfAvailable { buffer in
            buffer.allSatisfy { $0 < 128 } ? body(buffer.span) : nil
        }
        if case .some(.some(let result)) = result { return result }
        return Punycode.host(name.lowercased()).withSpan(body)
    }

    /// The domain that a row of a table names, as DNS spells it in small letters; nil: it is no domain of two labels or
    /// more.
    static func domain(_ text: Substring) -> String? {
        var domain = Punycode.host(text.lowercased())
        let isName = domain.withUTF8 { end($0.span) == $0.count }
        return isName && domain.contains(".") ? domain : nil
    }
}

extension String {
    /// The bytes, for as long as `body` runs.
    @inline(__always)
    func withSpan<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        var copy = self
        return copy.withUTF8 { body($0.span) }
    }
}
