internal import EarshotModel

/// Takes a message apart into literals and variable parts.
///
///     ShapeLexer.pieces("DROP 192.0.2.1:80 len=60")   // <action> <ip>:<number> len=<number>
enum ShapeLexer {
    /// More parts than a message that one pattern describes.
    static let maximumPieces = 240

    static func pieces(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> [LinePart] {
        var pieces: [LinePart] = []
        var position = start
        while position < end {
            guard pieces.count < maximumPieces else {
                pieces.append(.variable(.rest))
                break
            }
            pieces.append(next(line, &position, end, isFirst: pieces.isEmpty, behind: pieces.last))
        }
        return pieces
    }

    private static func next(
        _ line: Span<UInt8>, _ position: inout Int, _ end: Int, isFirst: Bool, behind last: LinePart?
    ) -> LinePart {
        let byte = line[position]
        if byte.isBlank {
            let from = position
            position = line.skipBlanks(position, end)
            return LinePart(kind: .blank, text: position - from > 1 || byte != Byte.space ? "  " : " ")
        }
        // A variable part begins a token: `eth0.100` is not an address.
        let isStart = last.map { $0.kind == .blank || ($0.kind == .literal && !$0.isWord) } ?? true
        if isStart, let kind = variable(line, &position, end) { return .variable(kind) }
        if byte.isAlphanumeric || byte == Byte.underscore || byte >= 0x80 { return word(line, &position, end) }
        position += 1
        return .literal(String(decoding: [byte], as: UTF8.self))
    }

    /// A word; `DROP` and `tcp` are kinds of their own, words with digits differ, names of keys do not.
    private static func word(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> LinePart {
        let start = position
        var hasDigit = false
        while position < end {
            let byte = line[position]
            let isInner =
                (byte == Byte.dash || byte == Byte.underscore) && position > start
                && position + 1 < end && line[position + 1].isAlphanumeric
            guard byte.isAlphanumeric || byte == Byte.underscore || byte >= 0x80 || isInner else { break }
            hasDigit = hasDigit || byte.isDigit
            position += 1
        }
        let isKey = position < end && (line[position] == Byte.equal || line[position] == Byte.colon)
        let text = line.string(start, position)
        if isKey { return .literal(text) }
        let lowered = text.lowercased()
        if ["tcp", "udp", "icmp", "icmpv6", "igmp", "gre", "esp", "sctp"].contains(lowered) {
            return .variable(.protocol)
        }
        if SessionWords.actions.contains(lowered) { return .variable(.action) }
        return hasDigit ? .variable(.name) : .literal(text)
    }

    // MARK: Variable parts

    private static func variable(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> LinePart.Kind? {
        if let kind = time(line, &position, end) { return kind }
        if let quote = quoted(line, position, end) {
            position = quote
            return .quoted
        }
        let token = endOfToken(line, position, end)
        for (kind, length) in [
            (LinePart.Kind.uuid, uuid(line, position, token)), (.mac, mac(line, position, token)),
            (.ip, address(line, position, token)), (.url, url(line, position, end)),
            (.path, path(line, position, token)), (.host, host(line, position, token)),
            (.name, version(line, position, token)), (.decimal, decimal(line, position, token)),
            (.number, number(line, position, token)),
            (.hex, hex(line, position, token)),
        ] {
            guard let length, length > position else { continue }
            position = length
            return kind
        }
        return nil
    }

    private static func time(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> LinePart.Kind? {
        let first = line[position]
        guard first.isDigit || first.isLetter, end - position >= 8 else { return nil }
        var next = position
        if first.isDigit, line.fixedDecimal(position, 4, end) != nil, line[position + 4] == Byte.dash,
            StampReader.read(line, &next, end) != nil, next - position >= 16
        {
            position = next
            return .isoTime
        }
        if first.isLetter, StampReader.month(line, position, end) > 0, line[position + 3] == Byte.space,
            let stop = syslogTime(line, position, end)
        {
            position = stop
            return .syslogTime
        }
        guard first.isDigit, line[position + 2] == Byte.colon, line[position + 5] == Byte.colon,
            line.fixedDecimal(position, 2, end) != nil, line.fixedDecimal(position + 3, 2, end) != nil,
            line.fixedDecimal(position + 6, 2, end) != nil, !isInside(line, position + 8, end)
        else { return nil }
        position += 8
        return .clock
    }

    /// `Sep 19 13:15:55`, and no more of it.
    private static func syslogTime(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var position = line.skipBlanks(start + 3, end)
        guard line.decimal(&position, end) != nil, position < end, line[position] == Byte.space, position + 9 <= end,
            line[position + 3] == Byte.colon, line[position + 6] == Byte.colon, line[position + 1].isDigit
        else { return nil }
        return position + 9
    }

    /// Letters, digits and colons go on there.
    private static func isInside(_ line: Span<UInt8>, _ position: Int, _ end: Int) -> Bool {
        position < end && (line[position].isAlphanumeric || line[position] == Byte.colon)
    }

    private static func quoted(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        guard line[start] == Byte.quote, let close = line.position(of: Byte.quote, start + 1, end) else { return nil }
        return close + 1
    }

    private static func endOfToken(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end {
            let byte = line[index]
            let isPart =
                byte.isAlphanumeric || byte == Byte.dot || byte == Byte.colon || byte == Byte.dash
                || byte == Byte.slash || byte == Byte.underscore || byte == 43 || byte == 37
            guard isPart else { break }
            index += 1
        }
        return index
    }

    private static func uuid(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        guard end - start >= 36 else { return nil }
        for offset in 0..<36 {
            let isDash = [8, 13, 18, 23].contains(offset)
            guard isDash ? line[start + offset] == Byte.dash : line[start + offset].hexValue < 16 else { return nil }
        }
        return start + 36
    }

    private static func mac(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        guard end - start >= 17, !isInside(line, start + 17, end) else { return nil }
        let sign = line[start + 2]
        guard sign == Byte.colon || sign == Byte.dash else { return nil }
        for offset in 0..<17 {
            guard offset % 3 == 2 ? line[start + offset] == sign : line[start + offset].hexValue < 16 else {
                return nil
            }
        }
        return start + 17
    }

    /// The longest beginning that is an address: a port may follow behind a colon.
    private static func address(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var stop = start
        var dots = 0
        while stop < end, line[stop].isDigit || line[stop] == Byte.dot {
            dots += line[stop] == Byte.dot ? 1 : 0
            stop += 1
        }
        if dots >= 3 {
            while stop > start, line[stop - 1] == Byte.dot { stop -= 1 }
            if !(stop < end && line[stop].isLetter), IPAddress(utf8: line, from: start, to: stop) != nil { return stop }
        }
        stop = start
        while stop < end, line[stop].hexValue < 16 || line[stop] == Byte.colon || line[stop] == Byte.dot { stop += 1 }
        while stop > start + 2, line[stop - 1] == Byte.colon || line[stop - 1] == Byte.dot {
            if IPAddress(utf8: line, from: start, to: stop) != nil { break }
            stop -= 1
        }
        guard stop - start >= 3, line.position(of: Byte.colon, start, stop) != nil,
            IPAddress(utf8: line, from: start, to: stop) != nil
        else { return nil }
        return stop
    }

    private static func url(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        guard line.has("http://", at: start, end) || line.has("https://", at: start, end) else { return nil }
        var stop = line.endOfToken(start, end)
        for index in start..<stop where [Byte.quote, 39, Byte.less, Byte.greater].contains(line[index]) {
            stop = index
            break
        }
        while stop > start, [Byte.comma, Byte.rightParenthesis, 59].contains(line[stop - 1]) { stop -= 1 }
        return stop
    }

    private static func path(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        guard line[start] == Byte.slash, start + 1 < end, line[start + 1].isAlphanumeric else { return nil }
        var stop = end
        while stop > start, line[stop - 1] == Byte.colon || line[stop - 1] == Byte.dot { stop -= 1 }
        return stop
    }

    /// A dotted name whose last part is letters: `tv.home.example`.
    private static func host(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var stop = start
        var lastDot: Int?
        while stop < end, line[stop].isAlphanumeric || line[stop] == Byte.dash || line[stop] == Byte.dot {
            if line[stop] == Byte.dot { lastDot = stop }
            stop += 1
        }
        guard let dot = lastDot, dot > start, stop - dot >= 3, !(stop < end && line[stop] == Byte.equal) else {
            return nil
        }
        for index in (dot + 1)..<stop where !line[index].isLetter { return nil }
        return stop < end && line[stop] == Byte.underscore ? nil : stop
    }

    /// `3.7.6`: more than one dot between digits.
    private static func version(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var position = start
        var dots = 0
        while position < end, line[position].isDigit || line[position] == Byte.dot {
            dots += line[position] == Byte.dot ? 1 : 0
            position += 1
        }
        guard dots >= 2, line[start].isDigit, line[position - 1].isDigit else { return nil }
        return position < end && line[position].isLetter ? nil : position
    }

    private static func decimal(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var position = start
        guard line.decimal(&position, end) != nil, position + 1 < end, line[position] == Byte.dot,
            line[position + 1].isDigit
        else { return nil }
        position += 1
        while position < end, line[position].isDigit { position += 1 }
        return position < end && (line[position].isLetter || line[position] == Byte.dot) ? nil : position
    }

    /// Not the beginning of a word: `3com` is none.
    private static func number(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var position = start
        if line[position] == Byte.dash { position += 1 }
        let first = position
        while position < end, line[position].isDigit { position += 1 }
        guard position > first else { return nil }
        let isWord = position < end && (line[position].isLetter || line[position] == Byte.underscore)
        return isWord ? nil : position
    }

    private static func hex(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        let isMarked = line.has("0x", at: start, end)
        var position = isMarked ? start + 2 : start
        let first = position
        var digits = 0
        while position < end, line[position].hexValue < 16 {
            digits += line[position].isDigit ? 1 : 0
            position += 1
        }
        let isWord = position < end && line[position].isAlphanumeric
        guard !isWord, position > first, isMarked || (position - first >= 8 && digits > 0) else { return nil }
        return position
    }
}

/// Words of firewalls.
enum SessionWords {
    static let actions: Set<String> = [
        "drop", "dropped", "deny", "denied", "block", "blocked", "reject", "rejected", "accept", "accepted", "allow",
        "allowed", "pass", "passed", "permit", "permitted", "discard", "discarded",
    ]
}
