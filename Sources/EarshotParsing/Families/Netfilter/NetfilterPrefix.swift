internal import EarshotModel

/// The prefix taken apart: the rule's name, the fate of the packet, and what some products add.
///
/// Positions are relative to the start of the prefix, so that a reading can be kept for the next line with the same prefix.
struct NetfilterPrefix {
    var ruleStart = 0
    var ruleEnd = 0
    var action = SessionAction.unknown
    /// UniFi: `DESCR="…"`, cut by the sender at about 63 characters, with or without backslashes before the quotes.
    var descriptionStart = 0
    var descriptionEnd = 0

    /// Reads `line[start..<end]`, the prefix of a line or what is left of it.
    static func read(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ rules: ActionRules) -> NetfilterPrefix {
        var prefix = NetfilterPrefix()
        var ruleEnd = end
        if let key = description(line, start, end) {
            ruleEnd = line.trimEnd(start, key)
            let (from, to) = unquoted(line, key + 6, end)
            prefix.descriptionStart = from - start
            prefix.descriptionEnd = to - start
        }
        if ruleEnd > start, line[ruleEnd - 1] == Byte.colon { ruleEnd = line.trimEnd(start, ruleEnd - 1) }
        prefix.action = rules.action(line, start, ruleEnd)
        if prefix.action == .unknown, prefix.descriptionEnd > prefix.descriptionStart {
            prefix.action = rules.action(line, start + prefix.descriptionStart, start + prefix.descriptionEnd)
        }
        let bare = withoutBrackets(line, start, ruleEnd)
        prefix.ruleStart = bare.lowerBound - start
        prefix.ruleEnd = bare.upperBound - start
        return prefix
    }

    private static func description(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var index = start
        while index < end {
            if line[index] == 68, line.has("DESCR=", at: index, end), index == start || line[index - 1].isBlank {
                return index
            }
            index += 1
        }
        return nil
    }

    private static func unquoted(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> (Int, Int) {
        var from = start
        var to = end
        if from < to, line[from] == Byte.backslash { from += 1 }
        if from < to, line[from] == Byte.quote { from += 1 }
        if to > from, line[to - 1] == Byte.quote {
            to -= 1
            if to > from, line[to - 1] == Byte.backslash { to -= 1 }
        }
        return (from, to)
    }

    /// `[UFW BLOCK]` is called `UFW BLOCK`; `[a] b [c]` stays as it is.
    private static func withoutBrackets(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int> {
        guard end - start > 2, line[start] == Byte.leftBracket, line[end - 1] == Byte.rightBracket,
            line.position(of: Byte.rightBracket, start, end) == end - 1
        else { return start..<end }
        return (start + 1)..<(end - 1)
    }
}

/// The readings of the last prefixes. A home has a handful of them, a busy gateway dozens.
struct NetfilterPrefixCache {
    private static let slots = 64
    private static let width = NetfilterNames.maximumPrefix
    private var texts = Array(repeating: UInt8(0), count: slots * width)
    /// -1: free.
    private var lengths = Array(repeating: -1, count: slots)
    private var readings = Array(repeating: NetfilterPrefix(), count: slots)

    mutating func reading(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ rules: ActionRules) -> NetfilterPrefix {
        let length = end - start
        guard length > 0, length <= Self.width else { return NetfilterPrefix() }
        let slot =
            (length &* 7 &+ Int(line[start]) &+ Int(line[start &+ length / 2]) &* 3 &+ Int(line[end &- 1]))
            & (Self.slots - 1)
        let base = slot &* Self.width
        if lengths[slot] == length, holds(line, start, length, base) { return readings[slot] }
        let reading = NetfilterPrefix.read(line, start, end, rules)
        for offset in 0..<length { texts[base + offset] = line[start + offset] }
        lengths[slot] = length
        readings[slot] = reading
        return reading
    }

    @inline(__always)
    private func holds(_ line: Span<UInt8>, _ start: Int, _ length: Int, _ base: Int) -> Bool {
        for offset in 0..<length where texts[base &+ offset] != line[start &+ offset] { return false }
        return true
    }
}
