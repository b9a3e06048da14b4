public import EarshotModel

/// What a firewall's prefix says about the fate of the packet: the user's rules first, then the built-in table.
///
///     let rules = ActionRules(custom: [("LOG-ONLY*", .allow), ("honeypot", .drop)])
///     rules.action(of: "LOG-ONLY guests")       // allow
///     rules.action(of: "[UFW BLOCK]")           // deny
///     rules.action(of: "Shorewall:net2fw:DROP") // drop
///
/// A pattern is compared with the whole prefix, without its trailing colon and blanks, in any case of letters; `*` stands
/// for any text. The first pattern that matches decides.
public struct ActionRules: Sendable {
    private let custom: [(pattern: [UInt8], action: SessionAction)]

    public init(custom: [(pattern: String, action: SessionAction)] = []) {
        self.custom = custom.map { (Array($0.pattern.uppercased().utf8), $0.action) }
    }

    /// `unknown` when no rule knows a word of it.
    public func action(of prefix: String) -> SessionAction {
        let bytes = Array(prefix.utf8)
        return action(bytes.span, 0, bytes.count)
    }

    func action(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> SessionAction {
        for (pattern, action) in custom where Self.matches(pattern, line, start, end) { return action }
        return ActionTable.action(line, start, end)
    }

    /// Wildcard comparison without recursion: on a mismatch the last `*` takes one byte more.
    private static func matches(_ pattern: [UInt8], _ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var at = 0
        var position = start
        var star: (at: Int, position: Int)?
        while position < end {
            if at < pattern.count, pattern[at] == 42 {
                star = (at, position)
                at += 1
            } else if at < pattern.count, pattern[at] == ActionTable.upper(line[position]) {
                at += 1
                position += 1
            } else if let last = star {
                star = (last.at, last.position + 1)
                at = last.at + 1
                position = last.position + 1
            } else {
                return false
            }
        }
        while at < pattern.count, pattern[at] == 42 { at += 1 }
        return at == pattern.count
    }
}
