/// Where the packet begins in a line.
///
/// In front of it stands free text: header, host, and a prefix that the owner of the firewall wrote, which may hold
/// look-alikes (`IN= foo IN=bar`) and is often glued to the packet (`DROPIN=eth0`). A key is the beginning only when the
/// kernel's next key follows its value.
struct NetfilterAnchor {
    /// The first key.
    var position: Int
    /// The beginning of the packet is lost: what is there begins in the middle of a key.
    var isCut = false

    /// Finds the packet in `line[from..<end]`; nil: there is none.
    static func find(_ line: Span<UInt8>, _ from: Int, _ end: Int) -> NetfilterAnchor? {
        // JSON around a packet is another family's business.
        guard from < end, line[from] != 123 else { return nil }
        var lastProto: Int?
        var index = from &+ 2
        while index < end {
            if line[index] == Byte.equal {
                if let start = keyStart(line, from, index), isFollowed(line, index &+ 1, end) {
                    return NetfilterAnchor(position: start)
                }
                if lastProto == nil, line.has("PROTO", at: index &- 5, end) { lastProto = index &- 5 }
            }
            index &+= 1
        }
        guard let lastProto, isPacket(line, from, end, proto: lastProto) else { return nil }
        return NetfilterAnchor(position: firstToken(line, from, lastProto, end), isCut: true)
    }

    /// The start of the key before the `=` at `equal`, if a packet can begin with it.
    @inline(__always)
    private static func keyStart(_ line: Span<UInt8>, _ from: Int, _ equal: Int) -> Int? {
        switch line[equal &- 1] {
        case 78:  // IN=, glued to a prefix or not, but not PHYSIN=
            let start = equal &- 2
            guard start >= from, line[start] == 73, !(start &- 4 >= from && line.has("PHYS", at: start &- 4, equal))
            else { return nil }
            return start
        case 84: return word("OUT", line, from, equal)
        case 67: return word("SRC", line, from, equal) ?? word("MAC", line, from, equal)
        default: return nil
        }
    }

    private static func word(_ key: StaticString, _ line: Span<UInt8>, _ from: Int, _ equal: Int) -> Int? {
        let start = equal - key.utf8CodeUnitCount
        guard start >= from, line.has(key, at: start, equal) else { return nil }
        // `[SRC=` is the packet inside an ICMP error, `IPSRC=` is ARP.
        if start > from, line[start - 1].isLetter || line[start - 1] == Byte.leftBracket { return nil }
        return start
    }

    /// Whether the value at `valueStart` is followed by a key that the kernel prints after it.
    private static func isFollowed(_ line: Span<UInt8>, _ valueStart: Int, _ end: Int) -> Bool {
        let next = line.skipBlanks(line.endOfToken(valueStart, end), end)
        guard next < end else { return false }
        switch line[next] {
        case 77: return line.has("MAC=", at: next, end) || line.has("MACSRC=", at: next, end)
        case 79: return line.has("OUT=", at: next, end)
        case 80: return line.has("PHYSIN=", at: next, end) || line.has("PHYSOUT=", at: next, end)
        case 83: return line.has("SRC=", at: next, end)
        case 68: return line.has("DST=", at: next, end)
        case 65: return line.has("ARP ", at: next, end)
        default: return false
        }
    }
}

/// Packets whose beginning the sender lost.
extension NetfilterAnchor {
    /// Whether enough of the kernel's keys stand around `PROTO=`.
    private static func isPacket(_ line: Span<UInt8>, _ from: Int, _ end: Int, proto: Int) -> Bool {
        guard proto == from || line[proto - 1].isBlank, proto + 6 < end, line[proto + 6].isAlphanumeric else {
            return false
        }
        var known = 0
        var index = from
        while index < end, known < 3 {
            if isKnownToken(line, index, end) { known += 1 }
            index = line.skipBlanks(line.endOfToken(index, end), end)
        }
        return known >= 3
    }

    private static func isKnownToken(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var key: UInt64 = 0
        var index = start
        while index < end, line[index].isUpper {
            key = key << 8 | UInt64(line[index])
            index += 1
        }
        return index > start && index - start <= 8 && index < end && line[index] == Byte.equal
            && NetfilterKey(rawValue: key) != nil
    }

    /// Behind `kernel:`, or else the first token that is a key of a packet.
    private static func firstToken(_ line: Span<UInt8>, _ from: Int, _ proto: Int, _ end: Int) -> Int {
        if let program = NetfilterNames.program(line, from, proto) { return line.skipBlanks(program.end, end) }
        var index = from
        while index < proto, !isKnownToken(line, index, end) {
            index = line.skipBlanks(line.endOfToken(index, end), end)
        }
        return index
    }
}
