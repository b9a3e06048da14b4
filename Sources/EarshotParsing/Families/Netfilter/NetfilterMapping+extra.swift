internal import EarshotModel

/// What has no field of its own.
extension NetfilterMapping {
    /// Writes the value at the grammar's position under `key`; false: it is empty, or the key is there already.
    mutating func token(
        _ key: StaticString, _ line: Span<UInt8>, _ grammar: inout NetfilterGrammar, _ extra: inout [UInt8]
    ) -> Bool {
        let end = line.endOfToken(grammar.position, grammar.end)
        guard end > grammar.position, !writer.isFull, !writer.has(key, extra) else { return false }
        writer.key(key, &extra)
        JSONBytes.value(line, grammar.position, end, &extra)
        grammar.position = end
        return true
    }

    mutating func text(_ key: StaticString, _ line: Span<UInt8>, _ range: Range<Int>, _ extra: inout [UInt8]) {
        guard !range.isEmpty else { return }
        guard !writer.has(key, extra) else { return leave(line, range) }
        writer.key(key, &extra)
        JSONBytes.string(line, range.lowerBound, range.upperBound, &extra)
    }

    mutating func number(_ key: StaticString, _ value: UInt64, _ extra: inout [UInt8]) {
        guard !writer.has(key, extra) else { return }
        writer.key(key, &extra)
        JSONBytes.number(value, &extra)
    }

    /// A pair without a field: under its own key, or to `REST` when it cannot be a key.
    mutating func unknown(
        _ line: Span<UInt8>, _ token: NetfilterGrammar.Token, _ grammar: inout NetfilterGrammar,
        _ extra: inout [UInt8]
    ) {
        let keyEnd = token.next - 1
        let value = grammar.restOfToken(line)
        if isCut, record.present.isEmpty {
            // The first token of a packet whose beginning is lost: half a key.
            isCut = false
            return leave(line, token.start..<value.upperBound)
        }
        // A value that is none for its key, at the very end: half of it may be lost.
        if value.upperBound == grammar.end, NetfilterKey(rawValue: token.key)?.hasOwnForm ?? false {
            return value.isEmpty ? () : leave(line, token.start..<value.upperBound)
        }
        // Zero is what FLOWLBL nearly always is.
        if line.has("FLOWLBL=0", at: token.start, value.upperBound), value.count == 1 { return }
        guard !value.isEmpty, !writer.isFull, !writer.has(line, token.start, keyEnd, extra) else {
            if !value.isEmpty || value.upperBound < grammar.end { leave(line, token.start..<value.upperBound) }
            return
        }
        writer.key(line, token.start, keyEnd, &extra)
        JSONBytes.value(line, value.lowerBound, value.upperBound, &extra)
    }

    mutating func word(
        _ line: Span<UInt8>, _ token: NetfilterGrammar.Token, _ grammar: inout NetfilterGrammar,
        _ extra: inout [UInt8]
    ) {
        if token.key == NetfilterKey.incompleteTail, let count = grammar.byteCount(line) {
            return number("INCOMPLETE", count, &extra)
        }
        guard let key = NetfilterKey(rawValue: token.key), token.next - token.start <= 8,
            !isHalf(key, token, grammar)
        else { return leave(line, token.start..<token.next) }
        if let flag = key.tcpFlag {
            record.tcpFlags.insert(flag)
            record.present.insert(.tcpFlags)
        } else if let flag = key.ipFlag {
            record.ipFlags.insert(flag)
        } else if key == .opt {
            options(line, token, &grammar, &extra)
        } else if key == .arp, !writer.isFull, !writer.has("ARP", extra) {
            writer.key("ARP", &extra)
            for byte in "true".utf8 { extra.append(byte) }
        } else {
            leave(line, token.start..<token.next)
        }
    }

    /// `URG` at the end of a line is the beginning of `URGP=0`, `ACK` before `WINDOW=` that of `ACK=…`: nothing else of a
    /// packet can end there.
    private func isHalf(_ key: NetfilterKey, _ token: NetfilterGrammar.Token, _ grammar: NetfilterGrammar) -> Bool {
        guard token.next == grammar.end else { return false }
        return key == .urg || (key == .ack && !record.present.contains(.tcpWindow))
    }

    /// `OPT (020405B4)`: of TCP behind `PROTO=`, of IP before it, where IPv6 prints a group for each extension header.
    private mutating func options(
        _ line: Span<UInt8>, _ token: NetfilterGrammar.Token, _ grammar: inout NetfilterGrammar,
        _ extra: inout [UInt8]
    ) {
        let key: StaticString = hasProtocol ? "OPT" : "IPOPT"
        guard !writer.isFull, !writer.has(key, extra), let first = grammar.parenthesized(line) else {
            return leave(line, token.start..<token.next)
        }
        writer.key(key, &extra)
        guard repeats(line, grammar) else {
            return JSONBytes.string(line, first.lowerBound, first.upperBound, &extra)
        }
        extra.append(Byte.leftBracket)
        JSONBytes.string(line, first.lowerBound, first.upperBound, &extra)
        while repeats(line, grammar) {
            grammar.position = line.skipBlanks(grammar.position, grammar.end) + 3
            guard let group = grammar.parenthesized(line) else { break }
            extra.append(Byte.comma)
            JSONBytes.string(line, group.lowerBound, group.upperBound, &extra)
        }
        extra.append(Byte.rightBracket)
    }

    private func repeats(_ line: Span<UInt8>, _ grammar: NetfilterGrammar) -> Bool {
        var copy = grammar
        copy.position = line.skipBlanks(copy.position, copy.end)
        guard line.has("OPT", at: copy.position, copy.end) else { return false }
        copy.position += 3
        return copy.parenthesized(line) != nil
    }

    /// A token with other letters than a key has: `vlan_id=7`, or no pair at all.
    mutating func other(_ line: Span<UInt8>, _ grammar: inout NetfilterGrammar, _ extra: inout [UInt8]) {
        let range = grammar.restOfToken(line)
        // The end of `message repeated 3 times: [ … ]`.
        if range.count == 1, line[range.lowerBound] == Byte.rightBracket { return }
        guard let equal = line.position(of: Byte.equal, range.lowerBound, range.upperBound),
            isName(line, range.lowerBound, equal), equal + 1 < range.upperBound, !writer.isFull,
            !writer.has(line, range.lowerBound, equal, extra)
        else { return leave(line, range) }
        writer.key(line, range.lowerBound, equal, &extra)
        JSONBytes.value(line, equal + 1, range.upperBound, &extra)
    }

    private func isName(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard end > start, end - start <= 32, line[start].isLetter else { return false }
        for index in start..<end where !line[index].isAlphanumeric && line[index] != Byte.underscore { return false }
        return true
    }

    /// Keeps text that is no field for `REST`.
    mutating func leave(_ line: Span<UInt8>, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        if !rest.isEmpty { rest.append(Byte.space) }
        for index in range { rest.append(line[index]) }
    }
}
