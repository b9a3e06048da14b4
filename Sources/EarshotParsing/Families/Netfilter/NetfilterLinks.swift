internal import EarshotModel

/// What stands between the prefix and the addresses: `IN=br0 OUT=eth0 MAC=… SRC=`. A home has a few for each device, which
/// come again and again, and comparing such a text takes a tenth of the time that reading it takes.
struct NetfilterLinks {
    struct Link {
        var inbound: Int32 = 0
        var outbound: Int32 = 0
        var header = NetfilterValues.LinkHeader()
        /// Where the value of `MAC=` is, and where `SRC=` begins, behind the beginning of the text.
        var macStart = 0
        var macEnd = 0
        var next = 0
    }

    private static let slots = 128
    /// Words of eight bytes; a longer text is read anew each time.
    private static let width = 16
    private var words = Array(repeating: UInt64(0), count: slots * width)
    /// Words in use; 0: free.
    private var counts = Array(repeating: 0, count: slots)
    /// Of the last word.
    private var masks = Array(repeating: UInt64(0), count: slots)
    private var links = Array(repeating: Link(), count: slots)

    /// What the text at `start` says, if it was seen before.
    @inline(__always)
    func find(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Link? {
        guard start &+ 56 <= end else { return nil }
        let slot = Self.slot(line, start)
        let count = counts[slot]
        guard count > 0, start &+ count &* 8 <= end else { return nil }
        let bytes = line.bytes
        let base = slot &* Self.width
        for index in 0..<(count &- 1) where bytes.word(start &+ index &* 8) != words[base &+ index] { return nil }
        let last = count &- 1
        guard (bytes.word(start &+ last &* 8) ^ words[base &+ last]) & masks[slot] == 0 else { return nil }
        return links[slot]
    }

    /// The addresses of sender and receiver are among these bytes, whatever the interfaces are called.
    @inline(__always)
    private static func slot(_ line: Span<UInt8>, _ start: Int) -> Int {
        let bytes = line.bytes
        let mixed =
            bytes.word(start &+ 32) &+ bytes.word(start &+ 40) &* 0xff51_afd7_ed55_8ccd ^ bytes.word(start &+ 48)
        return Int(truncatingIfNeeded: (mixed &* 0x9e37_79b9_7f4a_7c15) &>> 57)
    }

    /// Keeps the text at `start`, which `mapping` has just read, when it has the usual form and all of it is known.
    mutating func keep(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ mapping: borrowing NetfilterMapping) {
        guard let outbound = Self.value(line, "IN=", start, end), let mac = Self.value(line, "OUT=", outbound, end),
            let next = Self.value(line, "MAC=", mac, end), line.has("SRC=", at: next, end),
            mapping.linkText == (mac + 4)..<(next - 1),
            (mapping.record.inboundInterface != 0) == (outbound > start + 4),
            (mapping.record.outboundInterface != 0) == (mac > outbound + 5)
        else { return }
        let length = next + 4 - start
        let count = (length + 7) / 8
        guard start + 56 <= end, count <= Self.width, start + count * 8 <= end else { return }
        let slot = Self.slot(line, start)
        for index in 0..<count { words[slot * Self.width + index] = line.bytes.word(start + index * 8) }
        counts[slot] = count
        masks[slot] = length % 8 == 0 ? .max : (1 << UInt64(length % 8 * 8)) - 1
        links[slot] = Link(
            inbound: mapping.record.inboundInterface, outbound: mapping.record.outboundInterface, header: mapping.link,
            macStart: mac + 4 - start, macEnd: next - 1 - start, next: next - start)
    }

    /// Where the token behind `key` and its value begins, when one blank is between.
    private static func value(_ line: Span<UInt8>, _ key: StaticString, _ start: Int, _ end: Int) -> Int? {
        guard line.has(key, at: start, end) else { return nil }
        let valueEnd = line.endOfToken(start + key.utf8CodeUnitCount, end)
        return valueEnd < end ? valueEnd + 1 : nil
    }
}
