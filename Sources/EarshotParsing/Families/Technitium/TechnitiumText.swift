internal import EarshotModel

/// `[2025-07-28 05:34:01 UTC] [169.254.44.3:50051] [UDP] QNAME: example.net; QTYPE: A; QCLASS: IN; RCODE: NoError; ANSWER:
/// [192.0.2.7]`, and `[…] [169.254.44.3:50051] DnsServerCore.DnsWebServiceException: Invalid username or password for user:
/// admin`.
enum TechnitiumText {
    static func read(_ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow) -> FamilyVerdict {
        let end = header.bodyEnd
        var position = header.bodyStart
        guard let date = bracket(line, &position, end),
            let stamp = StampReader.value(line, date.lowerBound, date.upperBound),
            let client = bracket(line, &position, end), isClient(line, client)
        else { return .notMine }
        let rest = position
        if let transport = bracket(line, &position, end), line.has("QNAME: ", at: position, end) {
            row.begin(.dns)
            row.set(.eventType, "Query")
            self.client(client, line, &row)
            self.transport(transport, line, &row)
            pairs(line, position, end, &row)
        } else {
            guard login(line, rest, end, &row) else { return .notMine }
            self.client(client, line, &row)
        }
        header.stamp = stamp
        return .taken
    }

    /// The inside of the brackets at `position`.
    private static func bracket(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Range<Int>? {
        guard position < end, line[position] == Byte.leftBracket else { return nil }
        var close = position + 1
        var depth = 1
        while close < end {
            if line[close] == Byte.leftBracket { depth += 1 }
            if line[close] == Byte.rightBracket {
                depth -= 1
                if depth == 0 { break }
            }
            close += 1
        }
        guard close < end else { return nil }
        let range = (position + 1)..<close
        position = line.skipBlanks(close + 1, end)
        return range
    }

    private static func isClient(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard let colon = range.last(where: { line[$0] == Byte.colon }) else { return false }
        return EventRow.address(line, range.lowerBound, colon) != nil
    }

    /// An address with or without port.
    static func client(_ range: Range<Int>, _ line: Span<UInt8>, _ row: inout EventRow) {
        if let alone = EventRow.address(line, range.lowerBound, range.upperBound) {
            return row.set(.srcIpAddr, address: alone)
        }
        guard let colon = range.last(where: { line[$0] == Byte.colon }) else { return }
        row.set(.srcIpAddr, line, range.lowerBound, colon)
        row.set(.srcPortNumber, line, colon + 1, range.upperBound)
    }

    /// `Udp`, `Tcp`, `Tls`, `Https`, `Quic`.
    static func transport(_ range: Range<Int>, _ line: Span<UInt8>, _ row: inout EventRow) {
        let isPlain =
            line.is("udp", range.lowerBound, range.upperBound) || line.is("tcp", range.lowerBound, range.upperBound)
        if isPlain {
            row.set(.networkApplicationProtocol, "dns")
        } else {
            row.set(.networkApplicationProtocol, line, range)
        }
        let isUDP =
            line.is("udp", range.lowerBound, range.upperBound) || line.is("quic", range.lowerBound, range.upperBound)
        row.set(.networkProtocol, protocol: isUDP ? 17 : 6)
    }

    /// `NoError`, `NxDomain`: the names of the protocol in another spelling.
    static func code(_ range: Range<Int>, _ line: Span<UInt8>, _ row: inout EventRow) {
        let name = line.string(range.lowerBound, range.upperBound).uppercased()
        let fixed = name == "SERVERFAILURE" ? "SERVFAIL" : name == "FORMATERROR" ? "FORMERR" : name
        row.set(.eventResultDetails, text: fixed)
        row.set(.eventResult, fixed == "NOERROR" ? "Success" : "Failure")
    }

    private static func pairs(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        var position = start
        while position < end {
            var stop = position
            while stop < end, !line.has("; ", at: stop, end) { stop += 1 }
            if let colon = line.position(of: Byte.colon, position, stop) {
                put(line, position..<colon, line.skipBlanks(colon + 1, stop)..<stop, &row)
            }
            position = stop + 2
        }
    }

    private static func put(_ line: Span<UInt8>, _ key: Range<Int>, _ value: Range<Int>, _ row: inout EventRow) {
        switch line.string(key.lowerBound, key.upperBound) {
        case "QNAME": row.set(.dnsQuery, line, value)
        case "QTYPE": row.set(.dnsQueryTypeName, line, value)
        case "QCLASS": row.set(.dnsQueryClassName, line, value)
        case "RCODE": code(value, line, &row)
        case "ANSWER":
            let text = line.string(value.lowerBound, value.upperBound)
            row.set(.dnsResponseName, text: text.filter { $0 != "[" && $0 != "]" && $0 != "," })
        default: row.add(line, key.lowerBound, key.upperBound, line, value.lowerBound, value.upperBound)
        }
    }

    /// A sign-in to the server's page; `[admin] …` is what a user did there.
    private static func login(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) -> Bool {
        var position = start
        let isFailure = line.has("DnsServerCore.", at: start, end)
        let user = isFailure ? nil : bracket(line, &position, end)
        guard isFailure || user != nil else { return false }
        var index = position
        while index < end, !line.has("for user: ", at: index, end) { index += 1 }
        if isFailure, index < end {
            row.begin(.authentication)
            row.set(.eventType, "Logon")
            row.set(.eventResult, "Failure")
            row.set(.eventResultDetails, "No such user or password")
            row.set(.targetUsername, line, index + 10, end)
        } else {
            row.begin(.auditEvent)
            row.set(.eventType, isFailure ? "Other" : "Set")
            row.set(.eventResult, isFailure ? "Failure" : "Success")
            row.set(.operation, line, position, end)
            row.set(.object, "Technitium DNS Server")
            if let user { row.set(.actorUsername, line, user) }
        }
        row.set(.targetAppName, "Technitium DNS Server")
        row.set(.eventMessage, line, start, end)
        return true
    }
}
