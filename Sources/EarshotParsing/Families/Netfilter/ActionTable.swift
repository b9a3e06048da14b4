internal import EarshotModel

/// The built-in rules, in order; the first that matches decides. Blocking words stand before allowing ones, so that
/// `ACCEPT denied` is not let through on paper.
///
/// Two kinds of row. A letter is the action at the end of a rule's name in brackets, the way EdgeOS, VyOS and UniFi write
/// it: `[WAN_LOCAL-default-D]`, `[LAN_IN-A-2147483647]`. Words are whole words in the prefix, in any case of letters,
/// separated by anything that is not a letter, several in a row: `UFW LIMIT BLOCK`, `drop` in `banIP/inbound/drop`.
enum ActionTable {
    private enum Pattern {
        case letter(UInt8)
        case words([StaticString])
    }

    private static let rows: [(pattern: Pattern, action: SessionAction)] = [
        // EdgeOS, VyOS, UniFi: the rule accepts.
        (.letter(65), .allow),
        // The rule drops.
        (.letter(68), .drop),
        // The rule rejects: ASIM has no word of its own for it, Deny is "blocked, and the sender was told or not".
        (.letter(82), .deny),
        // Allowing words that a word before them turns around.
        (.words(["NOT ALLOWED", "NOT ACCEPTED", "NOT PERMITTED"]), .deny),
        // `REJECT --reject-with tcp-reset`, named as such by its owner.
        (.words(["TCP RESET", "RESET"]), .reset),
        // iptables' target REJECT; firewalld's FINAL_REJECT and filter_IN_public_REJECT, Shorewall, Proxmox, fw4.
        (.words(["REJECT", "REJECTED", "REJECTING", "LOGREJECT"]), .deny),
        // iptables' target DROP and what people call it: Asuswrt, DD-WRT, Tomato, Shorewall, Proxmox, banIP, fw4.
        (.words(["DROP", "DROPS", "DROPPED", "DROPPING", "LOGDROP", "DISCARD", "DISCARDED", "BLACKHOLE"]), .drop),
        // ufw's BLOCK (also LIMIT BLOCK), UniFi's "Block …" descriptions, DENY prefixes: how it was blocked is not told.
        (
            .words(["BLOCK", "BLOCKED", "BLOCKING", "DENY", "DENIED", "DENYING", "BANNED", "FORBIDDEN", "PROHIBITED"]),
            .deny
        ),
        // iptables' target ACCEPT, ufw's ALLOW, UniFi's "Allow …" descriptions.
        (
            .words([
                "ACCEPT", "ACCEPTED", "ACCEPTING", "LOGACCEPT", "ALLOW", "ALLOWED", "PASS", "PASSED", "PERMIT",
                "PERMITTED",
            ]), .allow
        ),
        // Asuswrt scripts log outgoing connections under this name; nothing blocks them.
        (.words(["OUT CONN"]), .allow),
    ]
    // Deliberately unknown: UFW AUDIT (logged before the decision), NAT rules (not a decision), INVALID and LIMIT alone.

    static func action(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> SessionAction {
        for (pattern, action) in rows {
            switch pattern {
            case .letter(let letter): if hasLetter(letter, line, start, end) { return action }
            case .words(let choices):
                for words in choices where contains(words, line, start, end) { return action }
            }
        }
        return .unknown
    }

    @inline(__always)
    static func upper(_ byte: UInt8) -> UInt8 { byte &- 97 < 26 ? byte & 0xdf : byte }

    /// `-D]`, or `-D-` and a rule number before the bracket.
    private static func hasLetter(_ letter: UInt8, _ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard start < end, line[start] == Byte.leftBracket,
            var index = line.position(of: Byte.rightBracket, start, end)
        else { return false }
        if let own = ruleLetter(line, start, index) { return own == letter }
        while index > start, line[index - 1].isDigit { index -= 1 }
        guard index - 1 > start, line[index - 1] == Byte.dash else { return false }
        return ruleLetter(line, start, index - 1) == letter
    }

    /// The single letter between a dash and `end`.
    private static func ruleLetter(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> UInt8? {
        guard end - 2 > start, line[end - 2] == Byte.dash, line[end - 1].isUpper else { return nil }
        return line[end - 1]
    }

    /// Whether the words of `words` stand one after another in the text.
    private static func contains(_ words: StaticString, _ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var index = start
        while index < end {
            if index == start || !line[index - 1].isLetter, matches(words, line, index, end) { return true }
            index += 1
        }
        return false
    }

    private static func matches(_ words: StaticString, _ line: Span<UInt8>, _ from: Int, _ end: Int) -> Bool {
        var index = from
        // The pointer is read below the literal's length only.
        for offset in 0..<words.utf8CodeUnitCount {
            let wanted = words.utf8Start[offset]
            if wanted == Byte.space {
                guard index < end, !line[index].isLetter else { return false }
                while index < end, !line[index].isLetter { index += 1 }
            } else {
                guard index < end, upper(line[index]) == wanted else { return false }
                index += 1
            }
        }
        return index == end || !line[index].isLetter
    }
}
