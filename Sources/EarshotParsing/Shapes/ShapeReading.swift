internal import EarshotModel

/// How a value is read when its field alone does not tell.
enum ShapeReading: UInt8, Sendable {
    case plain
    /// An address, or a host name.
    case source, destination
    /// An address with or without port, or a host name.
    case sourceEnd, destinationEnd
    /// An interface, or the address of a relay.
    case way
    /// A type of DNS question by name or number; a response code; the flags of BIND's query log.
    case queryType, responseCode, queryFlags
    /// A client's hardware address, or another identifier of its own.
    case client
    /// A station's hardware address, also one with masked digits.
    case station
    /// The name a client gave itself.
    case clientName
    /// A type of DHCP message, which says what kind of event it is.
    case leaseType
    /// A status code of HTTP.
    case status
    /// A request line of HTTP.
    case request
    /// An end as Cisco writes it: interface, address and port.
    case sourceSide, destinationSide
    /// The translated address and port of an end.
    case sourceTranslated, destinationTranslated
    /// The packet that an ICMP error is about, as Cisco writes it.
    case payload
    /// What a device did, in its own word.
    case action
    /// `0:01:07`, hours, minutes and seconds.
    case clockDuration

    /// As shapes write them.
    static let names: [String: ShapeReading] = [
        "Src": .source, "Dst": .destination, "SrcEnd": .sourceEnd, "DstEnd": .destinationEnd, "Via": .way,
        "QType": .queryType, "RCode": .responseCode, "Flags": .queryFlags, "Client": .client, "Station": .station,
        "ClientName": .clientName, "LeaseType": .leaseType, "Status": .status, "Request": .request,
        "SrcSide": .sourceSide, "DstSide": .destinationSide, "SrcNat": .sourceTranslated,
        "DstNat": .destinationTranslated, "Payload": .payload,
        "Action": .action, "Clock": .clockDuration,
    ]
}

extension EventRow {
    /// Sets what `reading` makes of `span[start..<end]`, which is not empty.
    mutating func set(_ reading: ShapeReading, _ span: Span<UInt8>, _ start: Int, _ end: Int) {
        switch reading {
        case .plain: break
        case .source: setHost(.srcIpAddr, .srcHostname, span, start, end)
        case .destination: setHost(.dstIpAddr, .dstHostname, span, start, end)
        case .sourceEnd: setHostAndPort((.srcIpAddr, .srcHostname, .srcPortNumber), span, start, end)
        case .destinationEnd: setHostAndPort((.dstIpAddr, .dstHostname, .dstPortNumber), span, start, end)
        case .way: setWay(span, start, end)
        case .queryType: setQueryType(span, start, end)
        case .responseCode: setResponse(span, start, end)
        case .queryFlags: setQueryFlags(span, start, end)
        case .client: if !hasMAC(span, start, end) { set(.dhcpSrcDHCId, span, start, end) }
        case .station: if !hasMAC(span, start, end) { add("Station", span, start, end) }
        case .clientName: setClientName(span, start, end)
        case .leaseType: setLeaseType(span, start, end)
        case .status: setStatus(span, start, end)
        case .request: setRequest(span, start, end)
        case .sourceSide: setSide(.source, span, start, end)
        case .destinationSide: setSide(.destination, span, start, end)
        case .sourceTranslated: setTranslated(.srcNatIpAddr, .srcNatPortNumber, span, start, end)
        case .destinationTranslated: setTranslated(.dstNatIpAddr, .dstNatPortNumber, span, start, end)
        case .payload: setPayload(span, start, end)
        case .action: setAction(span, start..<end)
        case .clockDuration: setClockDuration(span, start, end)
        }
    }

    private mutating func setHost(
        _ address: EventField, _ name: EventField, _ span: Span<UInt8>, _ start: Int, _ end: Int
    ) {
        if let value = Self.address(span, start, end) {
            set(address, address: value)
        } else if end - start > 1 || span[start] != Byte.dash {
            set(name, span, start, end)
        }
    }

    private mutating func setHostAndPort(
        _ fields: (address: EventField, name: EventField, port: EventField), _ span: Span<UInt8>, _ start: Int,
        _ end: Int
    ) {
        if setEnd(fields.address, fields.port, span, start, end) { return }
        var colon = end - 1
        while colon > start, span[colon].isDigit { colon -= 1 }
        guard colon > start, colon < end - 1, span[colon] == Byte.colon || span[colon] == 35 else {
            return setHost(fields.address, fields.name, span, start, end)
        }
        setHost(fields.address, fields.name, span, start, colon)
        set(fields.port, span, colon + 1, end)
    }

    private mutating func setWay(_ span: Span<UInt8>, _ start: Int, _ end: Int) {
        guard Self.address(span, start, end) == nil else { return add("Relay", span, start, end) }
        set(.dvcInboundInterface, span, start, end)
        set(.dvcInterface, span, start, end)
    }

    /// `+E(0)TK`: recursion wanted or not, then letters. `T` is TCP. Source: BIND 9 ARM, "The Query Log".
    private mutating func setQueryFlags(_ span: Span<UInt8>, _ start: Int, _ end: Int) {
        set(.dnsFlags, span, start, end)
        set(.networkProtocol, protocol: span.position(of: 84, start, end) == nil ? 17 : 6)
    }

    /// `GET /path HTTP/1.1` (RFC 9112 §3); anything else is kept as it stands.
    mutating func setRequest(_ span: Span<UInt8>, _ start: Int, _ end: Int) {
        let method = span.endOfToken(start, end)
        guard method < end, method > start, span[start].isLetter else {
            if end - start > 1 { add("Request", span, start, end) }
            return
        }
        set(.httpRequestMethod, span, start, method)
        let target = span.skipBlanks(method, end)
        guard let version = span.findLast(" HTTP/", target, end) else {
            set(.url, span, target, end)
            return
        }
        set(.url, span, target, version)
        set(.httpVersion, span, version + 6, end)
        // HTTP/3 is QUIC, which is UDP.
        set(.networkProtocol, protocol: version + 6 < end && span[version + 6] == 51 ? 17 : 6)
    }

    /// RFC 9110 §15: below 400 it went well.
    mutating func setStatus(_ span: Span<UInt8>, _ start: Int, _ end: Int) {
        guard set(.httpStatusCode, span, start, end) else { return }
        set(.eventResultDetails, span, start, end)
        // 000: there was no answer at all.
        set(.eventResult, span[start] == Byte.zero ? "NA" : span[start] < 52 ? "Success" : "Failure")
    }
}
