/// Suffixes of host names, each with a number: finds all suffixes of a name in one walk from its right end.
///
/// Open addressing over FNV-1a of the bytes from right to left, so that the hash of `co.uk` goes on to that of
/// `example.co.uk`; a hit is compared byte by byte. Capitals of the name do not matter.
struct SuffixIndex: Sendable {
    /// Entry plus one, 0: free. As many as a power of two, at most half of them taken.
    private var slots: [UInt32] = Array(repeating: 0, count: 64)
    private var hashes: [UInt64] = []
    private var values: [Int32] = []
    /// All suffixes one after another; entry `n` is `bytes[ends[n]..<ends[n + 1]]`.
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]

    /// The labels of the longest suffix.
    private(set) var deepest = 0

    var count: Int { values.count }

    /// The number of a suffix that was set; nil: there is none.
    func value(of suffix: String) -> Int32? {
        suffix.withSpan { span in entry(span, 0, span.count, Self.hash(span)).map { values[$0] } }
    }

    mutating func set(_ value: Int32, for suffix: String) {
        let utf8 = Array(suffix.utf8)
        let hash = Self.hash(utf8.span)
        if let entry = entry(utf8.span, 0, utf8.count, hash) {
            values[entry] = value
            return
        }
        bytes.append(contentsOf: utf8)
        ends.append(bytes.count)
        hashes.append(hash)
        values.append(value)
        deepest = max(deepest, utf8.count { $0 == HostName.dot } + 1)
        if values.count * 2 > slots.count { grow() } else { place(values.count - 1) }
    }

    /// Calls `visit` for the last label of `name[..<end]`, for the last two and so on, with the place where they begin and
    /// their number (nil: not set), until it answers false.
    @inline(__always)
    func walk(_ name: Span<UInt8>, to end: Int, _ visit: (_ start: Int, _ value: Int32?) -> Bool) {
        var hash = Self.basis
        var start = end
        while start > 0 {
            let byte = HostName.fold(name[start - 1])
            if byte == HostName.dot {
                guard visit(start, entry(name, start, end, hash).map { values[$0] }) else { return }
            }
            hash = Self.step(hash, byte)
            start -= 1
        }
        _ = visit(0, entry(name, 0, end, hash).map { values[$0] })
    }

    @inline(__always)
    private func entry(_ name: Span<UInt8>, _ start: Int, _ end: Int, _ hash: UInt64) -> Int? {
        var slot = Self.slot(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let entry = Int(slots[slot]) - 1
            if hashes[entry] == hash, isEntry(entry, name, start, end) { return entry }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isEntry(_ entry: Int, _ name: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        let first = ends[entry]
        guard ends[entry + 1] - first == end - start else { return false }
        for offset in 0..<(end - start) where bytes[first + offset] != HostName.fold(name[start + offset]) {
            return false
        }
        return true
    }

    private mutating func place(_ entry: Int) {
        var slot = Self.slot(hashes[entry]) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(truncatingIfNeeded: entry + 1)
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for entry in values.indices { place(entry) }
    }

    private static let basis: UInt64 = 0xcbf2_9ce4_8422_2325

    @inline(__always)
    private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

    /// The high bits depend on all bytes.
    @inline(__always)
    private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: (hash ^ hash >> 29) >> 1) }

    private static func hash(_ span: Span<UInt8>) -> UInt64 {
        var hash = basis
        for index in 1...max(span.count, 1) where index <= span.count {
            hash = step(hash, HostName.fold(span[span.count - index]))
        }
        return hash
    }
}
