/// Runs of bytes, eight at a time.
extension Span where Element == UInt8 {
    /// Behind the bytes from `from` on that stand for themselves in a JSON string: no quote, no backslash, no control
    /// character. May stop up to seven bytes early; the caller goes on byte by byte.
    @inline(__always)
    func skipPlainText(_ from: Int, _ to: Int) -> Int {
        let raw = self.bytes
        var index = from
        while to &- index >= 8 {
            // The load is checked against the span's bounds.
            let word = raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            let quotes = Self.zeros(word ^ 0x2222_2222_2222_2222)
            let slashes = Self.zeros(word ^ 0x5c5c_5c5c_5c5c_5c5c)
            let controls = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
            guard quotes | slashes | controls == 0 else { return index }
            index &+= 8
        }
        return index
    }

    /// The same for what must also be ASCII and no DEL.
    @inline(__always)
    func skipPlainASCII(_ from: Int, _ to: Int) -> Int {
        let raw = self.bytes
        var index = from
        while to &- index >= 8 {
            let word = raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            let quotes = Self.zeros(word ^ 0x2222_2222_2222_2222)
            let slashes = Self.zeros(word ^ 0x5c5c_5c5c_5c5c_5c5c)
            let deletes = Self.zeros(word ^ 0x7f7f_7f7f_7f7f_7f7f)
            let others = (word &- 0x2020_2020_2020_2020 | word) & 0x8080_8080_8080_8080
            guard quotes | slashes | deletes | others == 0 else { return index }
            index &+= 8
        }
        return index
    }

    /// Whether all bytes are ASCII.
    @inline(__always)
    func isASCII(_ from: Int, _ to: Int) -> Bool {
        let raw = self.bytes
        var index = from
        var all: UInt64 = 0
        while to &- index >= 8 {
            all |= raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            index &+= 8
        }
        while index < to {
            all |= UInt64(self[index])
            index &+= 1
        }
        return all & 0x8080_8080_8080_8080 == 0
    }

    /// The eight bytes from `index` on, the first one lowest. The load is checked against the span's bounds.
    @inline(__always)
    func word(at index: Int) -> UInt64 {
        UInt64(littleEndian: self.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// The top bit of each byte that is zero (exact up to the lowest one).
    @inline(__always)
    static func zeros(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }
}

extension Array where Element == UInt8 {
    /// Appends `span[from..<to]` in one piece.
    @inline(__always)
    mutating func append(_ span: Span<UInt8>, _ from: Int, _ to: Int) {
        guard from >= 0, from < to, to <= span.count else { return }
        span.extracting(from..<to).withUnsafeBufferPointer { append(contentsOf: $0) }
    }
}
