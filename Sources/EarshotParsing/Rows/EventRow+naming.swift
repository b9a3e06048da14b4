internal import EarshotModel

/// What all logs of name servers share.
extension EventRow {
    /// A question was asked, or passed on.
    mutating func beginRequest() {
        begin(.dns)
        set(.eventType, "Query")
        set(.eventSubType, "request")
        set(.eventResult, "NA")
        set(.eventResultDetails, "NA")
    }

    /// A question was answered. The caller says how with `setResponse`.
    mutating func beginResponse() {
        begin(.dns)
        set(.eventType, "Query")
        set(.eventSubType, "response")
    }

    /// The name of a response code (RFC 6895 §2.3), or of what programs write in its place.
    mutating func setResponse(_ span: Span<UInt8>, _ start: Int, _ end: Int) {
        for (name, code) in DnsNames.responses where span.is(name, start, end) {
            set(.eventResultDetails, text: DnsNames.responseName(code))
            set(.dnsResponseCode, number: code)
            set(.eventResult, code == 0 ? "Success" : "Failure")
            return
        }
        set(.eventOriginalResultDetails, span, start, end)
        set(.eventResultDetails, "NA")
        set(.eventResult, "Failure")
    }

    /// There was an answer, or an empty one.
    mutating func setNoError() {
        set(.eventResultDetails, "NOERROR")
        set(.dnsResponseCode, number: 0)
        set(.eventResult, "Success")
    }

    /// `A`, `TYPE65`, `type=65`: the name as it stands, and the number when it is known.
    mutating func setQueryType(_ span: Span<UInt8>, _ start: Int, _ end: Int) {
        guard start < end else { return }
        var digits = start
        if span.has("type=", at: start, end) { digits += 5 } else if span.has("TYPE", at: start, end) { digits += 4 }
        if digits > start || span[start].isDigit, let number = Self.number(span, digits, end) {
            set(.dnsQueryType, number: number)
            if let name = DnsNames.typeName(number), !span.has("TYPE", at: start, end) {
                set(.dnsQueryTypeName, text: name)
                return
            }
        } else if let number = DnsNames.typeNumber(span, start, end) {
            set(.dnsQueryType, number: number)
        }
        set(.dnsQueryTypeName, span, start, end)
    }

    /// `192.0.2.1#53`, `192.0.2.1:53`, `[2001:db8::1]:53`: an address with or without port.
    @discardableResult
    mutating func setEnd(
        _ address: EventField, _ port: EventField, _ span: Span<UInt8>, _ start: Int, _ end: Int
    ) -> Bool {
        guard let addressEnd = span.endOfAddress(start, end), addressEnd <= end else { return false }
        set(address, span, start, addressEnd)
        guard addressEnd + 1 < end, span[addressEnd] == 35 || span[addressEnd] == Byte.colon else { return true }
        set(port, span, addressEnd + 1, end)
        return true
    }
}

/// Names and numbers of DNS. Source: IANA, Domain Name System (DNS) Parameters.
enum DnsNames {
    static let responses: [(name: StaticString, code: Int64)] = [
        ("noerror", 0), ("nxdomain", 3), ("servfail", 2), ("refused", 5), ("formerr", 1), ("notimp", 4),
        ("notimpl", 4), ("yxdomain", 6), ("yxrrset", 7), ("nxrrset", 8), ("notauth", 9), ("notzone", 10),
        ("badvers", 16), ("badcookie", 23),
    ]

    static func responseName(_ code: Int64) -> String {
        for (name, number) in responses where number == code { return name.description.uppercased() }
        return String(code)
    }

    static let types: [(name: StaticString, number: Int64)] = [
        ("a", 1), ("aaaa", 28), ("https", 65), ("ptr", 12), ("cname", 5), ("txt", 16), ("srv", 33), ("soa", 6),
        ("ns", 2),
        ("mx", 15), ("ds", 43), ("dnskey", 48), ("svcb", 64), ("any", 255), ("rrsig", 46), ("nsec", 47), ("nsec3", 50),
        ("null", 10), ("hinfo", 13), ("naptr", 35), ("caa", 257), ("tlsa", 52), ("axfr", 252), ("ixfr", 251),
        ("dname", 39), ("spf", 99), ("sshfp", 44), ("loc", 29), ("uri", 256), ("cdnskey", 60), ("cds", 59),
    ]

    static func typeNumber(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
        for (name, number) in types where span.is(name, start, end) { return number }
        return nil
    }

    static func typeName(_ number: Int64) -> String? {
        for (name, value) in types where value == number { return name.description.uppercased() }
        return nil
    }
}
