internal import EarshotModel

/// Finds who and where in a device's sentence that has no shape of its own, by the words in front of them.
///
///     var reader = NoticeReader()
///     reader.read(line, start, end, into: &row)  // "Logging to host 192.0.2.1 port 514 failed": DstIpAddr, DstPortNumber
///
/// `from`, `src`, `client` and their like announce the source, `to`, `dst`, `server` the destination; `user` a user,
/// `interface` an interface, `port` a port. What the row has already stays. Texts in quotes that hold blanks are skipped:
/// they are often chosen by others. Of several sources behind a user's name the last counts, for the same reason.
struct NoticeReader: Sendable {
    private enum Role { case source, destination }
    /// More words than any notice has in which something is worth finding.
    private static let maximumWords = 120
    /// How many words may stand between `from` and its address: `from the peer at address 192.0.2.1`.
    private static let reach = 3

    /// What stands behind a slash is a port, not the length of a network's prefix: so do Cisco's firewalls.
    private let slashIsPort: Bool
    private var role: Role?
    private var age = 0
    private var isFrom = false
    private var portOf: Role?
    private var expects = Expected.nothing
    private var hasUser = false
    private var isDue = false
    private var last: Role?

    private enum Expected { case nothing, user, interface, port }

    init(slashIsPort: Bool = false) { self.slashIsPort = slashIsPort }

    mutating func read(_ line: Span<UInt8>, _ start: Int, _ end: Int, into row: inout EventRow) {
        self = NoticeReader(slashIsPort: slashIsPort)
        var position = line.skipBlanks(start, end)
        var words = 0
        while position < end, words < Self.maximumWords {
            let next = NoticeWord.end(line, position, end)
            word(NoticeWord(line, position, next), line, &row)
            position = line.skipBlanks(next, end)
            words += 1
        }
    }

    private mutating func word(_ word: NoticeWord, _ line: Span<UInt8>, _ row: inout EventRow) {
        guard !word.range.isEmpty else { return }
        let expected = expects
        expects = .nothing
        if take(expected, word, line, &row) { return }
        if end(word, line, &row) { return }
        if word.isQuoted { return }
        announce(word, line)
        setProtocol(word, line, &row)
        // `user=name` is two words in one.
        if let value = word.value { self.word(value, line, &row) }
    }

    private func setProtocol(_ word: NoticeWord, _ line: Span<UInt8>, _ row: inout EventRow) {
        let range = word.range
        guard range.count <= 4, !row.has(.networkProtocol), word.isProtocol(line) else { return }
        row.set(.networkProtocol, line, range)
    }

    /// What the word before has announced.
    private mutating func take(
        _ expected: Expected, _ word: NoticeWord, _ line: Span<UInt8>, _ row: inout EventRow
    ) -> Bool {
        let range = word.range
        switch expected {
        case .nothing: return false
        case .user:
            // `user = anna`
            if range.count == 1, line[range.lowerBound] == Byte.equal {
                expects = .user
                return true
            }
            guard word.isQuoted || !NoticeWord.isCommon(line, range), !word.isAddress(line) else { return false }
            hasUser = true
            row.setPerson(line, range)
            return true
        case .interface:
            guard range.contains(where: { line[$0].isDigit }), !word.isAddress(line) else { return false }
            if !row.has(.dvcInboundInterface) { row.set(.way, line, range.lowerBound, range.upperBound) }
            return true
        case .port:
            guard let number = EventRow.number(line, range.lowerBound, range.upperBound), number <= 65_535,
                let role = portOf
            else { return false }
            let field: EventField = role == .source ? .srcPortNumber : .dstPortNumber
            if !row.has(field) { row.set(field, number: number) }
            return true
        }
    }

    /// An address with or without port and interface, or a hardware address.
    private mutating func end(_ word: NoticeWord, _ line: Span<UInt8>, _ row: inout EventRow) -> Bool {
        let range = word.range
        guard word.mayBeEnd(line) else { return false }
        let isNear = role != nil && age <= Self.reach
        if EventRow.mac(line, range.lowerBound, range.upperBound) != nil {
            let field: EventField = isNear && role == .destination ? .dstMacAddr : .srcMacAddr
            if !row.has(field) { row.set(field, line, range) }
            return true
        }
        guard let role, isNear else { return false }
        let field: EventField = role == .source ? .srcIpAddr : .dstIpAddr
        let port: EventField = role == .source ? .srcPortNumber : .dstPortNumber
        let isLater = row.has(field) && role == .source && isFrom && hasUser
        guard !row.has(field) || isLater else { return false }
        guard let ends = word.ends(line, slashIsPort: slashIsPort) else { return false }
        row.set(field, line, ends.address)
        if !ends.port.isEmpty { row.set(port, line, ends.port) }
        let way: EventField = role == .source ? .dvcInboundInterface : .dvcOutboundInterface
        if !ends.interface.isEmpty, !row.has(way) { row.set(way, line, ends.interface) }
        last = role
        self.role = nil
        return true
    }

    private mutating func announce(_ word: NoticeWord, _ line: Span<UInt8>) {
        let announced = word.announced(line)
        age += 1
        defer { isDue = announced.contains(.due) }
        if announced.contains(.source) {
            (role, age) = (.source, 0)
            isFrom = announced.contains(.from)
        } else if isDue {
            // `due to` announces nothing.
        } else if announced.contains(.destination) {
            (role, age, isFrom) = (.destination, 0, false)
        } else if role == nil, announced.contains(.place) {
            (role, age, isFrom) = (.source, 0, false)
        }
        if announced.contains(.person) { expects = .user }
        if announced.contains(.interface) { expects = .interface }
        if announced.contains(.port) {
            expects = .port
            portOf = role != nil && age <= Self.reach ? role : last
        }
    }
}

extension EventRow {
    /// Who acts, or who signs in: the name, and the domain apart.
    mutating func setPerson(_ span: Span<UInt8>, _ range: Range<Int>) {
        if table == .authentication {
            guard !has(.targetUsername) else { return }
            set(.targetUsername, span, range)
            splitDomain()
        } else if table == .commonSecurityLog {
            if !has(.srcUsername) { setUser(span, range) }
        } else if !has(.actorUsername) {
            let (name, domain) = PersonName.split(span, range)
            set(.actorUsername, span, name)
            if !domain.isEmpty { add("ActorDomain", span, domain.lowerBound, domain.upperBound) }
        }
    }
}
