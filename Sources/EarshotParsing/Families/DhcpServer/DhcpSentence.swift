internal import EarshotModel

/// `DHCPACK on ADDRESS to MAC (NAME) via INTERFACE relay ADDRESS lease-duration N (RENEW) uid ID: REASON`.
///
/// Source: ISC dhcpd's server/dhcp.c; Infoblox adds `TransID`, `relay` and durations, EfficientIP `[SECONDS]`.
enum DhcpSentence {
    /// False: the text is no such sentence.
    static func read(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) -> Bool {
        var start = start
        if line.has("DHCP4o6 ", at: start, end) { start += 8 }
        let word = line.endOfToken(start, end)
        guard isUpper(line, start, word), LeaseWords.kind(line, start, word) != nil else { return false }
        var sentence = DhcpSentenceReader(position: line.skipBlanks(word, end), end: end)
        row.beginLease(line, start, word)
        while sentence.step(line, &row) {}
        return true
    }

    private static func isUpper(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard end > start else { return false }
        for index in start..<end where !line[index].isUpper { return false }
        return true
    }
}

/// Reads the sentence part by part.
struct DhcpSentenceReader {
    var position: Int
    let end: Int
    private var hasClient = false

    init(position: Int, end: Int) {
        self.position = position
        self.end = end
    }

    /// False: all is read.
    mutating func step(_ line: Span<UInt8>, _ row: inout EventRow) -> Bool {
        position = line.skipBlanks(position, end)
        guard position < end else { return false }
        switch line[position] {
        case Byte.leftParenthesis: parenthesis(line, &row)
        case Byte.leftBracket: bracket(line, &row)
        case Byte.colon:
            row.set(.eventOriginalResultDetails, line, line.skipBlanks(position + 1, end), end)
            row.set(.eventResult, "Failure")
            position = end
        default: return word(line, &row)
        }
        return true
    }

    private mutating func word(_ line: Span<UInt8>, _ row: inout EventRow) -> Bool {
        let wordEnd = line.endOfToken(position, end)
        let start = position
        let next = line.skipBlanks(wordEnd, end)
        let valueEnd = endOfValue(line, next)
        position = valueEnd
        if line.is("on", start, wordEnd) || line.is("for", start, wordEnd) || line.is("of", start, wordEnd) {
            address(line, next, valueEnd, &row)
        } else if line.is("to", start, wordEnd) || line.is("from", start, wordEnd) {
            client(line, next, valueEnd, &row)
        } else if line.is("via", start, wordEnd) {
            row.set(.way, line, next, max(next, valueEnd))
        } else if line.is("relay", start, wordEnd) {
            row.add("Relay", line, next, valueEnd)
        } else if line.is("transid", start, wordEnd) {
            row.set(.dhcpSessionId, line, next, valueEnd)
        } else if line.is("uid", start, wordEnd) {
            row.set(.dhcpSrcDHCId, line, next, valueEnd)
        } else if line.is("lease-duration", start, wordEnd) {
            row.set(.dhcpLeaseDuration, line, next, valueEnd)
        } else if line.is("offered-duration", start, wordEnd) {
            row.add("OfferedDuration", line, next, valueEnd)
        } else if line.is("port", start, wordEnd) {
            row.set(.dstPortNumber, line, next, valueEnd)
        } else {
            row.set(.eventOriginalResultDetails, line, start, end)
            position = end
            return false
        }
        return true
    }

    /// A value ends at a blank, or at a colon with a blank behind.
    private func endOfValue(_ line: Span<UInt8>, _ start: Int) -> Int {
        let token = line.endOfToken(start, end)
        guard token > start, line[token - 1] == Byte.colon else { return token }
        return token - 1
    }

    private func address(_ line: Span<UInt8>, _ start: Int, _ valueEnd: Int, _ row: inout EventRow) {
        if EventRow.address(line, start, valueEnd) != nil {
            row.set(.srcIpAddr, line, start, valueEnd)
        } else {
            // dhclient names its interface here.
            row.add("On", line, start, valueEnd)
            row.set(.dvcInterface, line, start, valueEnd)
        }
    }

    private mutating func client(_ line: Span<UInt8>, _ start: Int, _ valueEnd: Int, _ row: inout EventRow) {
        hasClient = true
        if row.hasMAC(line, start, valueEnd) { return }
        if EventRow.address(line, start, valueEnd) != nil {
            row.set(row.has(.srcIpAddr) || row.has(.dvcInterface) ? .dstIpAddr : .srcIpAddr, line, start, valueEnd)
        } else if valueEnd - start > 3, line.position(of: Byte.colon, start, valueEnd) != nil {
            row.set(.dhcpSrcDHCId, line, start, valueEnd)
        } else {
            row.setClientName(line, start, valueEnd)
        }
    }

    /// The server's address before the client, the client's name behind it, or a remark. A name is the client's choice, so
    /// its end is looked for from the right.
    private mutating func parenthesis(_ line: Span<UInt8>, _ row: inout EventRow) {
        let start = position + 1
        let close = line.position(of: Byte.rightParenthesis, start, end) ?? end
        if let remark = remark(line, start, close) {
            row.set(.eventOriginalResultDetails, remark)
            if remark.utf8CodeUnitCount == 5, line.has("RENEW", at: start, close) { row.set(.eventType, "Renew") }
            position = min(close + 1, end)
            return
        }
        guard hasClient else {
            row.set(.dstIpAddr, line, start, close)
            position = min(close + 1, end)
            return
        }
        let last = line.findLast(") via ", start, end) ?? close
        if !row.hasMAC(line, start, last) { row.setClientName(line, start, last) }
        position = min(last + 1, end)
    }

    private func remark(_ line: Span<UInt8>, _ start: Int, _ close: Int) -> StaticString? {
        let remarks: [StaticString] = ["RENEW", "NEW", "found", "not found"]
        return remarks.first { $0.utf8CodeUnitCount == close - start && line.has($0, at: start, close) }
    }

    /// `[14400]`: seconds the lease is for.
    private mutating func bracket(_ line: Span<UInt8>, _ row: inout EventRow) {
        let close = line.position(of: Byte.rightBracket, position, end) ?? end
        row.set(.dhcpLeaseDuration, line, position + 1, close)
        position = min(close + 1, end)
    }
}
