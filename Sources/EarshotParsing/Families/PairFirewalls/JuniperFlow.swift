internal import EarshotModel

/// Sessions of the SRX as words: `RT_FLOW_SESSION_CREATE: session created 192.0.2.1/58662->198.51.100.8/53 junos-dns-udp …`.
///
/// Behind the ends stand the service, the ends as translated, two rules, the protocol's number, the policy, the zones, the
/// session's number, and when it has ended packets and bytes of both sides. Source: Juniper, System Log Explorer, RT_FLOW.
enum JuniperFlow {
    static func read(_ line: Span<UInt8>, _ from: Int, _ end: Int, into row: inout EventRow) -> Bool {
        var words: [Range<Int>] = []
        var position = from
        while position < end, words.count < 48 {
            let next = line.endOfToken(position, end)
            words.append(position..<next)
            position = line.skipBlanks(next, end)
        }
        guard let first = words.firstIndex(where: { isEnds(line, $0) }) else { return false }
        row.begin(.networkSession)
        let name = line.find("WEBFILTER", from, words[first].lowerBound) ?? line.find("RT_FLOW_SESSION_", from, end)
        let nameEnd = name.map { line.endOfToken($0, end) } ?? from
        if let name { row.set(.eventOriginalType, line, name, max(name, nameEnd - 1)) }
        action(line, name ?? from, nameEnd, &row)
        ends(line, words[first], (.srcIpAddr, .srcPortNumber, .dstIpAddr, .dstPortNumber), &row)
        rest(line, words, first, &row)
        row.add("Text", line, from, end)
        return true
    }

    private static func action(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        if line.find("DENY", start, end) != nil || line.find("BLOCKED", start, end) != nil {
            row.set(.dvcAction, "Deny")
        } else {
            row.set(.dvcAction, "Allow")
        }
        if line.find("CREATE", start, end) != nil { row.set(.eventSubType, "Start") }
        if line.find("CLOSE", start, end) != nil { row.set(.eventSubType, "End") }
    }

    private static func rest(_ line: Span<UInt8>, _ words: [Range<Int>], _ first: Int, _ row: inout EventRow) {
        if first + 1 < words.count, line[words[first + 1].lowerBound].isLetter,
            line.position(of: Byte.equal, words[first + 1].lowerBound, words[first + 1].upperBound) == nil
        {
            row.set(.networkApplicationProtocol, line, words[first + 1])
        }
        let second = words.indices.dropFirst(first + 1).first { isEnds(line, words[$0]) }
        if let second {
            ends(line, words[second], (.srcNatIpAddr, .srcNatPortNumber, .dstNatIpAddr, .dstNatPortNumber), &row)
        }
        // The first bare number behind the ends (`17`, of a denied session `17(0)`) is the protocol.
        guard let proto = words.indices.dropFirst((second ?? first) + 1).first(where: { isProtocol(line, words[$0]) })
        else { return }
        let word = words[proto]
        let numberEnd = line.position(of: Byte.leftParenthesis, word.lowerBound, word.upperBound) ?? word.upperBound
        row.set(.networkProtocol, line, word.lowerBound, numberEnd)
        let fields: [(Int, EventField)] = [(1, .networkRuleName), (2, .srcZone), (3, .dstZone)]
        for (offset, field) in fields where proto + offset < words.count { row.set(field, line, words[proto + offset]) }
        guard proto + 4 < words.count, second != nil else { return }
        row.set(.networkSessionId, line, words[proto + 4])
        counts(line, words, proto + 5, &row)
    }

    /// `12(3456) 10(2345) 60`: packets and bytes there and back, seconds.
    private static func counts(_ line: Span<UInt8>, _ words: [Range<Int>], _ from: Int, _ row: inout EventRow) {
        guard row.is(.eventSubType, "End"), from + 1 < words.count else { return }
        for (offset, packets, bytes) in [(0, EventField.srcPackets, EventField.srcBytes), (1, .dstPackets, .dstBytes)] {
            let word = words[from + offset]
            guard let open = line.position(of: Byte.leftParenthesis, word.lowerBound, word.upperBound),
                line[word.upperBound - 1] == Byte.rightParenthesis, line[word.lowerBound].isDigit
            else { return }
            row.set(packets, line, word.lowerBound, open)
            row.set(bytes, line, open + 1, word.upperBound - 1)
        }
        guard from + 2 < words.count,
            let seconds = EventRow.number(line, words[from + 2].lowerBound, words[from + 2].upperBound),
            (0..<1_000_000_000).contains(seconds)
        else { return }
        row.set(.networkDuration, number: seconds * 1000)
    }

    private static func isProtocol(_ line: Span<UInt8>, _ word: Range<Int>) -> Bool {
        var position = word.lowerBound
        guard let number = line.decimal(&position, word.upperBound), number < 256 else { return false }
        return position == word.upperBound || line[position] == Byte.leftParenthesis
    }

    /// `192.0.2.1/58662->198.51.100.8/53`, of web filters `192.0.2.1(58662)->198.51.100.8(443)`.
    private static func isEnds(_ line: Span<UInt8>, _ word: Range<Int>) -> Bool {
        guard let arrow = line.find("->", word.lowerBound, word.upperBound) else { return false }
        return line.endOfAddress(word.lowerBound, arrow) != nil && line.endOfAddress(arrow + 2, word.upperBound) != nil
    }

    private static func ends(
        _ line: Span<UInt8>, _ word: Range<Int>,
        _ fields: (EventField, EventField, EventField, EventField), _ row: inout EventRow
    ) {
        guard let arrow = line.find("->", word.lowerBound, word.upperBound) else { return }
        side(line, word.lowerBound, arrow, fields.0, fields.1, &row)
        side(line, arrow + 2, word.upperBound, fields.2, fields.3, &row)
    }

    private static func side(
        _ line: Span<UInt8>, _ start: Int, _ end: Int, _ address: EventField, _ port: EventField,
        _ row: inout EventRow
    ) {
        guard let addressEnd = line.endOfAddress(start, end) else { return }
        row.set(address, line, start, addressEnd)
        var position = addressEnd + 1
        let portStart = position
        guard position < end, line.decimal(&position, end) != nil else { return }
        row.set(port, line, portStart, position)
    }
}
