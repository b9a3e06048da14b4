internal import EarshotModel

/// What all logs of address servers share.
extension EventRow {
    /// Begins a lease event; `word` is the message type in any spelling: `DHCPACK`, `Solicit`, `RTR-ADVERT`.
    mutating func beginLease(_ span: Span<UInt8>, _ start: Int, _ end: Int) {
        let kind = LeaseWords.kind(span, start, end)
        begin(.dhcpEvent)
        set(.eventType, kind?.type ?? "Other")
        set(.eventResult, kind?.result ?? "NA")
        set(.eventOriginalType, span, start, end)
        // DHCP is UDP by definition (RFC 2131 §4.1, RFC 8415 §7).
        set(.networkProtocol, protocol: 17)
    }

    /// The kind of a lease event by the type of its message.
    mutating func setLeaseType(_ span: Span<UInt8>, _ start: Int, _ end: Int) {
        set(.eventOriginalSubType, span, start, end)
        guard let kind = LeaseWords.kind(span, start, end) else { return }
        set(.eventType, kind.type)
        set(.eventResult, kind.result)
    }

    /// A name a client gave itself; a star or nothing means none.
    mutating func setClientName(_ span: Span<UInt8>, _ start: Int, _ end: Int) {
        if end - start == 1, span[start] == 42 || span[start] == Byte.dash { return }
        set(.srcHostname, span, start, end)
    }
}

/// Message types of DHCP in ASIM's words, and beyond them where ASIM has none.
enum LeaseWords {
    struct Kind {
        var word: StaticString
        var type: StaticString
        var result: StaticString
    }

    /// Source: RFC 2132 §9.6, RFC 8415 §7.3, RFC 6926 and what programs write beside them.
    private static let kinds: [Kind] = [
        .init(word: "ack", type: "Assign", result: "Success"),
        .init(word: "request", type: "Request", result: "NA"),
        .init(word: "discover", type: "Discover", result: "NA"),
        .init(word: "offer", type: "Offer", result: "NA"),
        .init(word: "nak", type: "Reject", result: "Failure"),
        .init(word: "release", type: "Release", result: "Success"),
        .init(word: "decline", type: "Decline", result: "Failure"),
        .init(word: "inform", type: "Inform", result: "NA"),
        .init(word: "expire", type: "Expire", result: "Success"),
        .init(word: "solicit", type: "Discover", result: "NA"),
        .init(word: "advertise", type: "Offer", result: "NA"),
        .init(word: "reply", type: "Assign", result: "Success"),
        .init(word: "renew", type: "Renew", result: "Success"),
        .init(word: "rebind", type: "Renew", result: "Success"),
        .init(word: "confirm", type: "Request", result: "NA"),
        .init(word: "information-request", type: "Inform", result: "NA"),
        .init(word: "leasequery", type: "Query", result: "NA"),
        .init(word: "relay-forward", type: "Relay", result: "NA"),
        .init(word: "relay-reply", type: "Relay", result: "NA"),
        .init(word: "slaac-confirm", type: "Assign", result: "Success"),
        .init(word: "rtr-advert", type: "Advertise", result: "NA"),
        .init(word: "rtr-solicit", type: "Discover", result: "NA"),
        .init(word: "bootp", type: "Assign", result: "Success"),
        .init(word: "bootreply", type: "Assign", result: "Success"),
        .init(word: "bootrequest", type: "Request", result: "NA"),
    ]

    static func kind(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> Kind? {
        var from = start
        if end - start > 5, span.is("dhcp", start, start + 4) { from += 4 }
        if from < end, span[from] == 54 || span[from] == Byte.underscore { from += 1 }  // `DHCP6…`, `DHCP_…`
        for kind in kinds where span.is(kind.word, from, end) { return kind }
        return nil
    }
}
