/// Short texts that come again and again (interface, rule, host and program names), numbered from 1.
///
/// Looking up a known label touches no heap. The numbering is stored with the events, so a table is loaded at start and
/// only grows. It is bounded: beyond `capacity` labels everything new is label 0 and `overflow` counts it; a caller that
/// must keep the text then puts it into the row's own text.
public struct LabelTable: Sendable {
    private var bytes: [UInt8] = []
    /// End offset of label n at `ends[n]`; label 0 is empty.
    private var ends: [UInt32] = [0]
    /// Open addressing: label numbers, 0 is a free slot.
    private var slots: [Int32]
    public let capacity: Int
    public private(set) var overflow = 0

    public init(capacity: Int = 200_000) {
        self.capacity = capacity
        slots = Array(repeating: 0, count: 1024)
    }

    /// How many labels there are; they are numbered `1...count`.
    public var count: Int { ends.count - 1 }

    /// The number of the label that is `span[start..<end]`; 0 for empty text and when the table is full.
    public mutating func intern(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> Int32 {
        guard start < end, start >= 0, end <= span.count else { return 0 }
        var slot = Self.hash(span, start, end) & (slots.count - 1)
        while slots[slot] != 0 {
            if matches(slots[slot], span, start, end) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        guard count < capacity, bytes.count + (end - start) < Int(UInt32.max) else {
            overflow += 1
            return 0
        }
        for index in start..<end { bytes.append(span[index]) }
        ends.append(UInt32(bytes.count))
        slots[slot] = Int32(count)
        if count * 2 > slots.count { grow() }
        return Int32(count)
    }

    public mutating func intern(_ text: some StringProtocol) -> Int32 {
        let array = Array(text.utf8)
        return intern(array.span, 0, array.count)
    }

    /// The text of a label; empty for 0 and unknown numbers.
    public subscript(label: Int32) -> String {
        guard label > 0, Int(label) < ends.count else { return "" }
        return String(decoding: bytes[range(label)], as: UTF8.self)
    }

    private func range(_ label: Int32) -> Range<Int> { Int(ends[Int(label) - 1])..<Int(ends[Int(label)]) }

    private func matches(_ label: Int32, _ span: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        let range = range(label)
        guard range.count == end - start else { return false }
        let known = bytes.span.bytes
        let asked = span.bytes
        var offset = 0
        while range.count &- offset >= 8 {
            // Both loads are checked against the bounds.
            let word = known.unsafeLoadUnaligned(fromByteOffset: range.lowerBound &+ offset, as: UInt64.self)
            guard word == asked.unsafeLoadUnaligned(fromByteOffset: start &+ offset, as: UInt64.self) else {
                return false
            }
            offset &+= 8
        }
        while offset < range.count {
            guard bytes[range.lowerBound &+ offset] == span[start &+ offset] else { return false }
            offset &+= 1
        }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for label in 1...Int32(count) {
            let range = range(label)
            var slot = Self.hash(bytes.span, range.lowerBound, range.upperBound) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = label
        }
    }

    /// FNV-1a over eight bytes at a time, mixed: short keys, no secret needed because the table is bounded.
    private static func hash(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        let raw = span.bytes
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var index = start
        while end &- index >= 8 {
            // The load is checked against the span's bounds.
            hash = mixed(hash ^ raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            index &+= 8
        }
        var rest = UInt64(truncatingIfNeeded: end &- start)
        while index < end {
            rest = rest &<< 8 | UInt64(span[index])
            index &+= 1
        }
        return Int(truncatingIfNeeded: mixed(hash ^ rest) & 0x7fff_ffff)
    }

    @inline(__always)
    private static func mixed(_ value: UInt64) -> UInt64 {
        let product = value &* 0x9e37_79b9_7f4a_7c15
        return product ^ product &>> 32
    }
}
