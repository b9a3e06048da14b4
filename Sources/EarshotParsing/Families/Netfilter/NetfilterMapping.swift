internal import EarshotModel

/// What the tokens of a packet mean: fields of a `SessionRecord`, and JSON for the rest.
///
/// The first occurrence of a key wins; the packet inside an ICMP error is an object of its own. Nothing is lost: what has
/// no field goes to `extra` under its own key, what is no key at all to `REST`.
///
/// What is left out because it can be told from the rest:
/// - the UDP length, when it is `LEN` - 20 (IPv4 without options) or `LEN` - 40 (IPv6 without extension headers);
/// - `RES=0x00`, `URGP=0`, `PREC=0x00`, `FLOWLBL=0`;
/// - the EtherType, when it is that of the address family;
/// - the kernel's uptime.
///
/// Renamed, because the kernel uses the key twice: `UDPLEN` (the second `LEN`), `ICMPID` and `ICMPSEQ`, `FRAGID` (IPv6),
/// `IPOPT` (the `OPT` before `PROTO`).
struct NetfilterMapping {
    var record = SessionRecord()
    var writer: JSONWriter
    /// Why the line cannot be a row.
    var problem: UnparsedReason?
    /// Text that is no field, gathered from all over the line.
    var rest: [UInt8]

    var udpLength: UInt64?
    var link = NetfilterValues.LinkHeader()
    var linkText = 0..<0
    /// The number read last.
    var taken: UInt64 = 0
    /// The packet lost its beginning, and its first token was not seen yet: it may be half a key.
    var isCut = false

    init(_ extra: borrowing [UInt8], rest: consuming [UInt8]) {
        writer = JSONWriter(extra)
        self.rest = rest
    }

    /// Takes what stands before the addresses from an earlier line.
    @inline(__always)
    mutating func take(_ link: NetfilterLinks.Link, at start: Int) {
        record.inboundInterface = link.inbound
        record.outboundInterface = link.outbound
        self.link = link.header
        linkText = (start &+ link.macStart)..<(start &+ link.macEnd)
    }

    mutating func read(
        _ line: Span<UInt8>, _ start: Int, _ end: Int, _ labels: inout LabelTable, _ extra: inout [UInt8]
    ) {
        var grammar = NetfilterGrammar(start, end)
        while problem == nil, let token = grammar.next(line) {
            switch token.kind {
            case .pair: pair(line, token, &grammar, &labels, &extra)
            case .word: word(line, token, &grammar, &extra)
            case .embedded: embedded(line, &grammar, &extra)
            case .other: other(line, &grammar, &extra)
            }
        }
    }

    @inline(__always)
    private mutating func pair(
        _ line: Span<UInt8>, _ token: NetfilterGrammar.Token, _ grammar: inout NetfilterGrammar,
        _ labels: inout LabelTable, _ extra: inout [UInt8]
    ) {
        guard let key = NetfilterKey(rawValue: token.key) else { return unknown(line, token, &grammar, &extra) }
        let isTaken =
            switch key {
            case .in, .out: interface(key, line, &grammar, &labels, &extra)
            case .src, .dst, .ipsrc, .ipdst: address(key, line, &grammar)
            case .spt, .dpt: port(key, line, &grammar)
            case .mac, .macsrc, .macdst: hardware(key, line, &grammar)
            case .len, .ttl, .hoplimit, .tos, .tc, .prec, .id, .mark: network(key, line, &grammar, &extra)
            case .proto: networkProtocol(line, &grammar)
            case .seq, .ack, .window, .res, .urgp, .type, .code: transport(key, line, &grammar, &extra)
            case .frag: self.token("FRAG", line, &grammar, &extra)
            default: false
            }
        if !isTaken, problem == nil { unknown(line, token, &grammar, &extra) }
    }
}

/// Addresses, ports, interfaces.
extension NetfilterMapping {
    private mutating func interface(
        _ key: NetfilterKey, _ line: Span<UInt8>, _ grammar: inout NetfilterGrammar, _ labels: inout LabelTable,
        _ extra: inout [UInt8]
    ) -> Bool {
        let value = grammar.restOfToken(line)
        guard !value.isEmpty else { return true }
        let label = labels.internRepaired(line, value.lowerBound, value.upperBound)
        if label == 0 {
            text(key == .in ? "IN" : "OUT", line, value, &extra)
        } else if key == .in {
            record.inboundInterface = label
        } else {
            record.outboundInterface = label
        }
        return true
    }

    @inline(__always)
    private mutating func address(_ key: NetfilterKey, _ line: Span<UInt8>, _ grammar: inout NetfilterGrammar) -> Bool {
        let isSource = key == .src || key == .ipsrc
        let flag: SessionRecord.Present = isSource ? .sourceAddress : .destinationAddress
        guard !record.present.contains(flag) else { return false }
        guard let address = NetfilterValues.address(line, &grammar.position, grammar.end) else {
            return badAddress(line, grammar)
        }
        record.present.insert(flag)
        if isSource { record.sourceAddress = address } else { record.destinationAddress = address }
        return true
    }

    /// At the very end of a line an address may be cut off; elsewhere it cannot be.
    private mutating func badAddress(_ line: Span<UInt8>, _ grammar: NetfilterGrammar) -> Bool {
        let end = line.endOfToken(grammar.position, grammar.end)
        if end < grammar.end {
            problem = end == grammar.position ? .truncated : .impossibleValue
        } else {
            var dots = 0
            for index in grammar.position..<end {
                let byte = line[index]
                if byte == Byte.dot { dots += 1 }
                let isPart = byte == Byte.dot || byte == Byte.colon || byte.hexValue < 16
                if !isPart || dots == 3 && line[end - 1] != Byte.dot { problem = .impossibleValue }
            }
        }
        return false
    }

    @inline(__always)
    private mutating func port(_ key: NetfilterKey, _ line: Span<UInt8>, _ grammar: inout NetfilterGrammar) -> Bool {
        let flag: SessionRecord.Present = key == .spt ? .sourcePort : .destinationPort
        guard !record.present.contains(flag) else { return false }
        let start = grammar.position
        guard let value = NetfilterValues.decimal(line, &grammar.position, grammar.end), value <= 65_535 else {
            if !NetfilterValues.isEnd(line, start, grammar.end) { problem = .impossibleValue }
            return false
        }
        record.present.insert(flag)
        if key == .spt {
            record.sourcePort = UInt16(truncatingIfNeeded: value)
        } else {
            record.destinationPort = UInt16(truncatingIfNeeded: value)
        }
        return true
    }

    @inline(__always)
    private mutating func hardware(
        _ key: NetfilterKey, _ line: Span<UInt8>, _ grammar: inout NetfilterGrammar
    ) -> Bool {
        let start = grammar.position
        guard !NetfilterValues.isEnd(line, start, grammar.end) else { return true }
        guard let header = NetfilterValues.linkHeader(line, &grammar.position, grammar.end) else { return false }
        if key == .mac {
            guard linkText.isEmpty else { return false }
            link = header
            linkText = start..<grammar.position
            return true
        }
        let flag: SessionRecord.Present = key == .macsrc ? .sourceMAC : .destinationMAC
        guard header.octets == 6, !record.present.contains(flag) else { return false }
        record.present.insert(flag)
        if key == .macsrc { record.sourceMAC = header.destination } else { record.destinationMAC = header.destination }
        return true
    }
}
