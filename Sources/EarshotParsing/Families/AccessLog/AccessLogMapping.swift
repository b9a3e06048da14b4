internal import EarshotModel

/// `[VHOST] CLIENT IDENT USER [TIME] "REQUEST" STATUS BYTES ["REFERRER" "AGENT"] [MORE]`.
enum AccessLogMapping {
    /// False: it is no such line; `open` is the bracket of the time, `text` what follows it.
    static func read(
        _ line: Span<UInt8>, _ start: Int, _ open: Int, _ text: Int, _ end: Int, _ row: inout EventRow
    ) -> Bool {
        guard text < end, line[text] == Byte.quote, let request = endOfQuoted(line, text, end) else { return false }
        var position = line.skipBlanks(request + 1, end)
        let status = position..<line.endOfToken(position, end)
        guard isStatus(line, status) else { return false }
        row.begin(.webSession)
        row.set(.eventType, "WebServerSession")
        guard front(line, start, open, &row) else { return false }
        row.setRequest(line, text + 1, request)
        if line.first(of: status) != Byte.dash { row.setStatus(line, status.lowerBound, status.upperBound) }
        position = line.skipBlanks(status.upperBound, end)
        let bytes = position..<line.endOfToken(position, end)
        if line.first(of: bytes).isDigit { row.set(.dstBytes, line, bytes) }
        position = line.skipBlanks(bytes.upperBound, end)
        position = quoted(.httpReferrer, line, position, end, &row)
        position = quoted(.httpUserAgent, line, position, end, &row)
        AccessLogRest.read(line, position, end, &row)
        if !row.has(.eventResult) { row.set(.eventResult, "NA") }
        return true
    }

    /// Three digits, or `-` where the client was gone.
    private static func isStatus(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        if field.count == 1 { return line.first(of: field) == Byte.dash }
        return field.count == 3 && line.fixedDecimal(field.lowerBound, 3, field.upperBound) != nil
    }

    /// The closing quotation mark of the text that opens at `start`; `\` escapes.
    static func endOfQuoted(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var index = start + 1
        while index < end, line[index] != Byte.quote { index += line[index] == Byte.backslash ? 2 : 1 }
        return index < end ? index : nil
    }

    private static func quoted(
        _ field: EventField, _ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow
    ) -> Int {
        guard start < end, line[start] == Byte.quote, let close = endOfQuoted(line, start, end) else { return start }
        if close - start > 2 || (close - start == 2 && line[start + 1] != Byte.dash) {
            row.set(field, line, start + 1, close)
        }
        return line.skipBlanks(close + 1, end)
    }

    /// Client and user. A user may hold blanks, so it ends where the time begins.
    private static func front(_ line: Span<UInt8>, _ start: Int, _ open: Int, _ row: inout EventRow) -> Bool {
        let first = start..<line.endOfToken(start, open)
        let secondStart = line.skipBlanks(first.upperBound, open)
        let second = secondStart..<line.endOfToken(secondStart, open)
        var next: Int
        if let listed = AccessLogClients(line, start, open) {
            listed.fill(line, &row)
            if listed.hasHost { host(line, first, &row) }
            next = listed.end
        } else if row.setEnd(.srcIpAddr, .srcPortNumber, line, first.lowerBound, first.upperBound) {
            next = second.lowerBound
        } else if EventRow.address(line, second.lowerBound, second.upperBound) != nil {
            row.set(.srcIpAddr, line, second)
            host(line, first, &row)
            next = line.skipBlanks(second.upperBound, open)
        } else {
            guard !first.isEmpty, !second.isEmpty else { return false }
            row.set(.srcHostname, line, first)
            next = second.lowerBound
        }
        let ident = next..<line.endOfToken(next, open)
        let user = line.skipBlanks(ident.upperBound, open)
        if ident.count > 1 { row.add("Ident", line, ident.lowerBound, ident.upperBound) }
        let userEnd = line.trimEnd(user, open)
        if userEnd - user > 1 || (userEnd - user == 1 && line[user] != Byte.dash) {
            row.set(.srcUsername, line, user, userEnd)
        }
        return true
    }

    /// `www.example.com:443`, the virtual host.
    private static func host(_ line: Span<UInt8>, _ field: Range<Int>, _ row: inout EventRow) {
        let colon = line.position(of: Byte.colon, field.lowerBound, field.upperBound) ?? field.upperBound
        row.set(.httpHost, line, field.lowerBound, colon)
        row.set(.dstPortNumber, line, min(colon + 1, field.upperBound), field.upperBound)
    }
}

/// What stands behind the agent: Traefik's router and server, or anything a format adds.
enum AccessLogRest {
    /// Traefik: `COUNT "ROUTER" "http://ADDRESS:PORT" DURATIONms`.
    static func read(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        guard start < end else { return }
        var position = start
        guard line.has("ms", at: end - 2, end), line.decimal(&position, end) != nil,
            let router = field(line, &position, end), let server = field(line, &position, end)
        else { return row.add("Details", line, start, end) }
        row.add("Count", line, start, line.endOfToken(start, end))
        if router.count > 1 { row.set(.networkRuleName, line, router) }
        backend(line, server, &row)
        let duration = line.skipBlanks(position, end)
        row.set(.networkDuration, line, duration, end - 2)
    }

    private static func field(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Range<Int>? {
        let open = line.skipBlanks(position, end)
        guard open < end, line[open] == Byte.quote, let close = AccessLogMapping.endOfQuoted(line, open, end) else {
            return nil
        }
        position = close + 1
        return (open + 1)..<close
    }

    private static func backend(_ line: Span<UInt8>, _ field: Range<Int>, _ row: inout EventRow) {
        guard let scheme = line.find("://", field.lowerBound, field.upperBound) else { return }
        row.add("Backend", line, field.lowerBound, field.upperBound)
        let slash = line.position(of: Byte.slash, scheme + 3, field.upperBound) ?? field.upperBound
        row.setEnd(.dstIpAddr, .dstPortNumber, line, scheme + 3, slash)
    }
}
