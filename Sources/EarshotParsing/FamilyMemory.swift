/// Which family took lines that began like this one: it is asked before all others.
///
/// A stream of one family is served by `StreamFamilies`. Where programs alternate (a router's, a server's, a collector's
/// stream) the family of the line before is the wrong one most of the time, and every family in vain costs. What a line
/// begins with tells: its program and the first bytes of its message, digits aside. A family asked first still decides by
/// itself whether the line is its own.
struct FamilyMemory {
    private struct Slot {
        var signature: UInt64 = 0
        var family: Int32 = -1
    }

    /// A power of two. Two beginnings of the same slot take turns, which only costs time.
    private static let size = 1024
    private var slots = [Slot](repeating: Slot(), count: size)

    /// nil: no line began like this, as far as is remembered.
    subscript(signature: UInt64) -> Int? {
        let slot = slots[Int(truncatingIfNeeded: signature) & (Self.size - 1)]
        return slot.signature == signature && slot.family >= 0 ? Int(slot.family) : nil
    }

    mutating func note(_ signature: UInt64, _ family: Int) {
        slots[Int(truncatingIfNeeded: signature) & (Self.size - 1)] = Slot(
            signature: signature, family: Int32(clamping: family))
    }

    /// FNV-1a of the program and of the message's beginning, in which a number counts as one digit: times, addresses and
    /// counters differ from line to line.
    static func signature(_ line: Span<UInt8>, _ header: SyslogHeader) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let programEnd = min(header.programEnd, header.programStart + maximumProgram)
        var index = header.programStart
        while index < programEnd {
            hash = (hash ^ UInt64(line[index])) &* prime
            index += 1
        }
        hash = (hash ^ 0) &* prime
        // Behind a program a few bytes tell; without one the line's beginning must.
        var left = programEnd > header.programStart ? 12 : 24
        index = header.messageStart
        var isNumber = false
        while index < header.bodyEnd, left > 0 {
            let byte = line[index]
            index += 1
            if byte.isDigit {
                if isNumber { continue }
                isNumber = true
                hash = (hash ^ 48) &* prime
            } else {
                isNumber = false
                hash = (hash ^ UInt64(byte)) &* prime
            }
            left -= 1
        }
        return hash ^ hash >> 32
    }

    private static let prime: UInt64 = 0x100_0000_01b3
    private static let maximumProgram = 32
}
