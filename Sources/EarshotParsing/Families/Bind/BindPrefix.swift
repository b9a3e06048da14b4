internal import EarshotModel

/// What stands before the text of a BIND message.
struct BindPrefix {
    private(set) var stamp: Stamp?
    private var category = 0..<0
    private var severity = 0..<0
    private var clientID = 0..<0
    private var address = 0..<0
    private var port = 0..<0
    private var question = 0..<0
    private var view = 0..<0
    private var transport = 0..<0
    private(set) var text: Int

    /// Source: BIND 9 ARM, "The category Phrase"; `infoblox-responses` is NIOS's.
    private static let categories: [StaticString] = [
        "client", "cname", "config", "database", "default", "delegation-only", "dispatch", "dnssec", "dnstap",
        "edns-disabled", "general", "infoblox-responses", "lame-servers", "network", "notify", "nsid", "queries",
        "query-errors", "rate-limit", "resolver", "responses", "rpz", "rpz-passthru", "security", "serve-stale",
        "spill",
        "sslkeylog", "trust-anchor-telemetry", "unmatched", "update", "update-security", "xfer-in", "xfer-out",
        "zoneload",
    ]
    private static let severities: [StaticString] = [
        "critical", "error", "warning", "notice", "info", "debug", "dynamic",
    ]

    static let clues: [Clue] =
        [.start("client @0x"), .start("client "), .start("view ")]
        + categories.flatMap { [Clue.program($0)] } + severities.map { Clue.program($0) }

    init(_ line: Span<UInt8>, _ start: Int, _ end: Int) {
        text = start
        var next = start
        // `26914:client …`: a line number of grep.
        if line.decimal(&next, end) != nil, line.has(":client ", at: next, end) { text = next + 1 }
        next = text
        if let stamp = StampReader.read(line, &next, end) {
            self.stamp = stamp
            text = line.skipBlanks(next, end)
        }
        category = word(line, end, of: Self.categories)
        severity = word(line, end, of: Self.severities)
    }

    /// One of `words` with a colon behind (`debug` may have a number), which is skipped.
    private mutating func word(_ line: Span<UInt8>, _ end: Int, of words: [StaticString]) -> Range<Int> {
        var index = text
        while index < end, line[index].isLetter || line[index] == Byte.dash { index += 1 }
        guard index > text, index < end else { return 0..<0 }
        let found = text..<index
        if line[index] == Byte.space, line.is("debug", text, index) {
            index += 1
            guard line.decimal(&index, end) != nil, index < end else { return 0..<0 }
        }
        guard line[index] == Byte.colon, index + 1 < end, line[index + 1] == Byte.space,
            words.contains(where: { line.is($0, found.lowerBound, found.upperBound) })
        else { return 0..<0 }
        text = line.skipBlanks(index + 1, end)
        return found
    }

    /// `client @0x7f65100ee4d8 192.0.2.1#3076 (example.com): view internal: UDP: `; false: there is none.
    mutating func readClient(_ line: Span<UInt8>, _ end: Int) -> Bool {
        guard line.has("client ", at: text, end) else { return false }
        var position = text + 7
        if position < end, line[position] == 64 {
            let token = line.endOfToken(position, end)
            clientID = (position + 1)..<token
            position = line.skipBlanks(token, end)
        }
        guard let addressEnd = line.endOfAddress(position, end), addressEnd < end, line[addressEnd] == 35 else {
            return false
        }
        address = position..<addressEnd
        var next = addressEnd + 1
        guard line.decimal(&next, end) != nil else { return false }
        port = (addressEnd + 1)..<next
        position = readSigner(line, next, end)
        position = line.skipBlanks(position, end)
        if position < end, line[position] == Byte.leftParenthesis {
            guard let close = line.find("): ", position, end) ?? line.position(of: Byte.rightParenthesis, position, end)
            else { return false }
            question = (position + 1)..<close
            position = close + 1
        }
        if position < end, line[position] == Byte.colon { position = line.skipBlanks(position + 1, end) }
        text = position
        readView(line, end)
        return true
    }

    /// `/key NAME`: the request was signed.
    private func readSigner(_ line: Span<UInt8>, _ position: Int, _ end: Int) -> Int {
        guard line.has("/key ", at: position, end) else { return position }
        var index = position + 5
        while index < end, line[index] != Byte.colon, !line[index].isBlank { index += 1 }
        return index
    }

    private mutating func readView(_ line: Span<UInt8>, _ end: Int) {
        if line.has("view ", at: text, end), let colon = line.find(": ", text + 5, end) {
            view = (text + 5)..<colon
            text = line.skipBlanks(colon + 1, end)
        }
        if line.has("UDP: ", at: text, end) || line.has("TCP: ", at: text, end) {
            transport = text..<(text + 3)
            text += 5
        }
    }

    /// Puts into `row`, which the text has filled, what stands before the text.
    func fill(_ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.srcIpAddr, line, address)
        row.set(.srcPortNumber, line, port)
        row.set(.networkProtocol, line, transport)
        if !row.has(.dnsQuery), row.isDns { row.set(.dnsQuery, line, question) }
        row.add("Question", line, row.isDns ? 0 : question.lowerBound, row.isDns ? 0 : question.upperBound)
        row.add("ClientId", line, clientID.lowerBound, clientID.upperBound)
        row.add("View", line, view.lowerBound, view.upperBound)
        row.add("Category", line, category.lowerBound, category.upperBound)
        row.set(.eventOriginalSeverity, line, severity)
        guard row.isDns, !row.has(.networkProtocol) else { return }
        // Whole zones go by TCP (RFC 5936 §4), questions by UDP unless the flags say otherwise.
        let isTransfer = row.is(.dnsQueryTypeName, "AXFR") || row.is(.dnsQueryTypeName, "IXFR")
        row.set(.networkProtocol, protocol: isTransfer ? 6 : 17)
    }
}

extension EventRow {
    var isDns: Bool { table == .dns }
}
