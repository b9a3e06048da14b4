/// The packet inside an ICMP error: `[SRC=… DST=… LEN=… PROTO=UDP SPT=… DPT=… LEN=… ]`.
extension NetfilterMapping {
    /// Writes it as an object under `EMBEDDED`, keys as in the log. One level: the kernel prints no more.
    mutating func embedded(_ line: Span<UInt8>, _ grammar: inout NetfilterGrammar, _ extra: inout [UInt8]) {
        guard !writer.isFull, !writer.has("EMBEDDED", extra) else { return leave(line, grammar.restOfToken(line)) }
        grammar.position += 1
        writer.key("EMBEDDED", &extra)
        var object = JSONWriter(extra)
        while true {
            grammar.position = line.skipBlanks(grammar.position, grammar.end)
            guard grammar.position < grammar.end else { break }
            if line[grammar.position] == Byte.rightBracket {
                grammar.position += 1
                break
            }
            if embeddedToken(line, &grammar, &object, &extra) { break }
        }
        object.end(&extra)
    }

    /// One token of it; true: a bracket at the token's end closes the packet.
    private mutating func embeddedToken(
        _ line: Span<UInt8>, _ grammar: inout NetfilterGrammar, _ object: inout JSONWriter, _ extra: inout [UInt8]
    ) -> Bool {
        var range = grammar.restOfToken(line)
        var closes = false
        if line[range.upperBound - 1] == Byte.rightBracket, range.count > 1 {
            closes = true
            range = range.lowerBound..<(range.upperBound - 1)
        }
        var keyEnd = range.lowerBound
        while keyEnd < range.upperBound, line[keyEnd].isUpper { keyEnd += 1 }
        let hasValue = keyEnd < range.upperBound && (line[keyEnd] == Byte.equal || line[keyEnd] == Byte.colon)
        guard keyEnd > range.lowerBound, !object.isFull, hasValue || keyEnd == range.upperBound else {
            leave(line, range)
            return closes
        }
        if hasValue {
            let value = (keyEnd + 1)..<range.upperBound
            embeddedPair(line, range.lowerBound..<keyEnd, value, &object, &extra)
        } else {
            embeddedWord(line, range, &grammar, &object, &extra)
        }
        return closes
    }

    private mutating func embeddedPair(
        _ line: Span<UInt8>, _ key: Range<Int>, _ value: Range<Int>, _ object: inout JSONWriter,
        _ extra: inout [UInt8]
    ) {
        if !object.has(line, key.lowerBound, key.upperBound, extra) {
            object.key(line, key.lowerBound, key.upperBound, &extra)
        } else if key.count == 3, line.has("LEN", at: key.lowerBound, key.upperBound), !object.has("UDPLEN", extra) {
            object.key("UDPLEN", &extra)
        } else if key.count == 2, line.has("ID", at: key.lowerBound, key.upperBound), !object.has("ICMPID", extra) {
            object.key("ICMPID", &extra)
        } else {
            return leave(line, key.lowerBound..<value.upperBound)
        }
        JSONBytes.value(line, value.lowerBound, value.upperBound, &extra)
    }

    private mutating func embeddedWord(
        _ line: Span<UInt8>, _ word: Range<Int>, _ grammar: inout NetfilterGrammar, _ object: inout JSONWriter,
        _ extra: inout [UInt8]
    ) {
        guard !object.has(line, word.lowerBound, word.upperBound, extra) else { return leave(line, word) }
        if line.has("INCOMPLETE", at: word.lowerBound, word.upperBound), let count = grammar.byteCount(line) {
            object.key("INCOMPLETE", &extra)
            return JSONBytes.number(count, &extra)
        }
        if line.has("OPT", at: word.lowerBound, word.upperBound), let group = grammar.parenthesized(line) {
            object.key("OPT", &extra)
            return JSONBytes.string(line, group.lowerBound, group.upperBound, &extra)
        }
        object.key(line, word.lowerBound, word.upperBound, &extra)
        for byte in "true".utf8 { extra.append(byte) }
    }
}
