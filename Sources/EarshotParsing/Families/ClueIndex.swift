internal import EarshotModel

/// Which families a line is worth showing to, by their clues.
struct ClueIndex: Sendable {
    /// Families by a hash of the program's name. A collision shows a line to a family in vain, no more.
    private var programs: [UInt64: [Int]] = [:]
    /// Families by the first byte of body or message.
    private var starts: [[(text: StaticString, family: Int)]] = Array(repeating: [], count: 256)
    private var json: [Int] = []
    private var any: [Int] = []

    init(_ families: [any EventFamily.Type]) {
        for (index, family) in families.enumerated() {
            for clue in family.clues { add(clue, index) }
        }
    }

    private mutating func add(_ clue: Clue, _ family: Int) {
        switch clue {
        case .program(let name):
            programs[name.withUTF8Buffer { Self.hash($0.span, 0, $0.count) }, default: []].append(family)
        case .start(let text):
            let first = text.withUTF8Buffer { $0.first ?? 0 }
            starts[Int(first)].append((text, family))
        case .json: json.append(family)
        case .any: any.append(family)
        }
    }

    /// The families to ask, each once, the likeliest first.
    func candidates(_ line: Span<UInt8>, _ header: SyslogHeader, into result: inout [Int]) {
        result.removeAll(keepingCapacity: true)
        var seen = FamilyFlags()
        addPrograms(line, header, &seen, &result)
        addStarts(line, header.messageStart, header.bodyEnd, &seen, &result)
        if header.bodyStart != header.messageStart {
            addStarts(line, header.bodyStart, header.bodyEnd, &seen, &result)
        }
        if header.json(line) != nil { for family in json { seen.add(family, &result) } }
        for family in any { seen.add(family, &result) }
    }

    private func addPrograms(
        _ line: Span<UInt8>, _ header: SyslogHeader, _ seen: inout FamilyFlags, _ result: inout [Int]
    ) {
        guard header.programEnd > header.programStart else { return }
        let (start, end) = (header.programStart, header.programEnd)
        for family in programs[Self.hash(line, start, end)] ?? [] { seen.add(family, &result) }
        let base = header.endOfProgramBase(line)
        guard base < end else { return }
        for family in programs[Self.hash(line, start, base)] ?? [] { seen.add(family, &result) }
    }

    private func addStarts(
        _ line: Span<UInt8>, _ start: Int, _ end: Int, _ seen: inout FamilyFlags, _ result: inout [Int]
    ) {
        guard start < end else { return }
        for (text, family) in starts[Int(line[start])] where line.has(text, at: start, end) {
            seen.add(family, &result)
        }
    }

    /// The families that are in the list already.
    private struct FamilyFlags {
        private var bits: (UInt64, UInt64) = (0, 0)

        mutating func add(_ family: Int, _ result: inout [Int]) {
            let bit: UInt64 = 1 << UInt64(family & 63)
            switch family >> 6 {
            case 0 where bits.0 & bit == 0: bits.0 |= bit
            case 1 where bits.1 & bit == 0: bits.1 |= bit
            case 2... where !result.contains(family): break
            default: return
            }
            result.append(family)
        }
    }

    /// FNV-1a of the name in lower case.
    private static func hash(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in start..<end { hash = (hash ^ UInt64(span[index].lowered)) &* 0x100_0000_01b3 }
        return hash
    }
}
