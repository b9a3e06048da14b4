internal import EarshotModel

/// A word of a sentence without what encloses it.
struct NoticeWord: Sendable {
    var range: Range<Int>
    var isQuoted = false
    /// `peer=192.0.2.1`: the key, and what follows.
    private var equal: Int?
    private var limit: Int

    /// What a word announces.
    struct Announced: OptionSet, Sendable {
        let rawValue: UInt8
        static let source = Announced(rawValue: 1)
        static let from = Announced(rawValue: 2)
        static let destination = Announced(rawValue: 4)
        /// A source where nothing else is announced.
        static let place = Announced(rawValue: 8)
        static let person = Announced(rawValue: 16)
        static let interface = Announced(rawValue: 32)
        static let port = Announced(rawValue: 64)
        static let due = Announced(rawValue: 128)
    }

    /// What the word announces, by its key.
    func announced(_ line: Span<UInt8>) -> Announced { Self.announcing.meaning(line, key) ?? [] }

    /// Whether it is the name of a protocol.
    func isProtocol(_ line: Span<UInt8>) -> Bool { Self.protocols.meaning(line, range) != nil }

    private static let announcing: WordTable<Announced> = {
        var rows = words(.source, sources)
        rows += words([.source, .from], ["from"])
        rows += words(.destination, destinations)
        rows += words(.place, ["host", "address", "ip", "hosts"])
        rows += words(.person, ["user", "username", "uname", "administrator", "admin", "login"])
        rows += words(.interface, ["interface"])
        rows += words(.port, ["port"])
        rows += words(.due, ["due"])
        return WordTable(rows)
    }()
    private static let sources: [StaticString] = [
        "src", "source", "by", "client", "peer", "srcip", "initiator", "src-ip", "user-ip", "caller", "remote",
        "useraddress", "ipaddress", "userip", "clientip", "remoteip", "srcaddr", "sourceip", "addr", "nbr", "neighbor",
    ]
    private static let destinations: [StaticString] = [
        "to", "dst", "destination", "server", "dest", "dstip", "responder", "at", "gateway", "destaddr", "dstaddr",
    ]
    private static let protocols = WordTable<Void>(words: ["tcp", "udp", "icmp", "esp", "gre", "igmp", "sctp"])

    private static func words(_ meaning: Announced, _ words: [StaticString]) -> [(StaticString, Announced)] {
        words.map { ($0, meaning) }
    }

    /// Words behind `user` that are no names.
    private static let common = WordTable<Void>(words: commonWords)
    private static let commonWords: [StaticString] = [
        "is", "was", "has", "had", "and", "or", "not", "from", "to", "of", "in", "on", "at", "by", "for", "with", "the",
        "a", "an", "name", "named", "logged", "log", "login", "logout", "authentication", "authorization", "session",
        "sessions", "group", "groups", "account", "accounts", "database", "connection", "ip", "id", "interface", "list",
        "identity", "data", "profile", "certificate", "credentials", "limit", "has", "attempts", "failed", "succeeded",
        "success", "failure", "does", "requested", "exec", "mode", "mapping", "info", "agent", "password", "quota",
    ]

    /// Where the word at `start` ends: at a blank, behind the closing quote of a text in quotes.
    static func end(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        let first = line[start]
        if first == Byte.quote || first == 39, let close = line.position(of: first, start + 1, min(end, start + 256)) {
            return close + 1
        }
        return line.endOfToken(start, end)
    }

    init(_ line: Span<UInt8>, _ start: Int, _ end: Int) {
        var (from, to) = (start, end)
        while from < to, Self.opens(line[from]) {
            isQuoted = isQuoted || line[from] != Byte.leftParenthesis
            from += 1
        }
        // `[2001:db8::1]:443` keeps its brackets.
        if from > start, line[from - 1] == Byte.leftBracket, line.position(of: Byte.colon, from, to) != nil,
            let close = line.position(of: Byte.rightBracket, from, to), close + 1 < to, line[close + 1] == Byte.colon
        {
            from -= 1
        }
        while to > from, Self.closes(line[to - 1]) { to -= 1 }
        range = from..<to
        limit = to
        let hasBlank = range.contains { line[$0].isBlank }
        if isQuoted, hasBlank { range = from..<from }
        if !isQuoted, let at = line.position(of: Byte.equal, from, to), at > from { equal = at }
    }

    /// The word as an announcement: before an equal sign.
    var key: Range<Int> { range.lowerBound..<(equal ?? range.upperBound) }

    /// What follows the equal sign.
    var value: NoticeWord? {
        guard let equal, equal + 1 < limit else { return nil }
        var word = self
        word.range = (equal + 1)..<limit
        word.equal = nil
        return word
    }

    func isAddress(_ line: Span<UInt8>) -> Bool { EventRow.address(line, range.lowerBound, range.upperBound) != nil }

    /// A cheap test before the dear ones: the dots or colons of an address.
    func mayBeEnd(_ line: Span<UInt8>) -> Bool {
        guard range.count >= 3, equal == nil else { return false }
        return range.contains { line[$0] == Byte.colon || line[$0] == Byte.dot }
    }

    /// Interface, address and port of `192.0.2.1`, `192.0.2.1:80`, `[2001:db8::1]:80`, `192.0.2.1#53`, and of
    /// `inside:192.0.2.1/80`, where what stands behind a slash is a port; nil: it is no address.
    func ends(_ line: Span<UInt8>, slashIsPort: Bool) -> (interface: Range<Int>, address: Range<Int>, port: Range<Int>)?
    {
        var start = range.lowerBound
        let end = range.upperBound
        var addressEnd = line.endOfAddress(start, end)
        if addressEnd == nil, let colon = line.position(of: Byte.colon, start, end) {
            start = colon + 1
            addressEnd = line.endOfAddress(start, end)
        }
        guard let addressEnd else { return nil }
        let interface = range.lowerBound..<max(range.lowerBound, start - 1)
        guard addressEnd < end else { return (interface, start..<addressEnd, end..<end) }
        let separator = line[addressEnd]
        let isPort =
            separator == Byte.colon || separator == 35
            || (separator == Byte.slash && (slashIsPort || !interface.isEmpty))
        guard isPort, let number = EventRow.number(line, addressEnd + 1, end), number <= 65_535 else {
            // A mask, or something else that is no part of the address.
            return separator == Byte.slash || separator == Byte.leftParenthesis
                ? (interface, start..<addressEnd, end..<end) : nil
        }
        return (interface, start..<addressEnd, addressEnd + 1..<end)
    }

    static func isCommon(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
        common.meaning(line, range) != nil
    }

    private static func opens(_ byte: UInt8) -> Bool {
        byte == Byte.quote || byte == 39 || byte == Byte.leftParenthesis || byte == Byte.leftBracket
            || byte == Byte.less
    }

    private static func closes(_ byte: UInt8) -> Bool {
        byte == Byte.comma || byte == Byte.dot || byte == Byte.colon || byte == 59 || byte == Byte.quote || byte == 39
            || byte == Byte.rightParenthesis || byte == Byte.rightBracket || byte == Byte.greater
    }
}
