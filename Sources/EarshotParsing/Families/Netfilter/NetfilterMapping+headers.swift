internal import EarshotModel

/// The fields of the IP header and of what it carries. A value that does not fit its field is left to the caller, who
/// keeps it as text.
extension NetfilterMapping {
    var isUDP: Bool { record.networkProtocol == 17 || record.networkProtocol == 136 }
    var isICMP: Bool { record.networkProtocol == 1 || record.networkProtocol == 58 }
    var isTCP: Bool { record.networkProtocol == 6 }
    var hasProtocol: Bool { record.present.contains(.networkProtocol) }

    @inline(__always)
    mutating func networkProtocol(_ line: Span<UInt8>, _ grammar: inout NetfilterGrammar) -> Bool {
        guard !hasProtocol,
            let number = NetfilterValues.networkProtocol(line, &grammar.position, grammar.end)
        else { return false }
        record.present.insert(.networkProtocol)
        record.networkProtocol = number
        return true
    }

    @inline(__always)
    mutating func network(
        _ key: NetfilterKey, _ line: Span<UInt8>, _ grammar: inout NetfilterGrammar, _ extra: inout [UInt8]
    ) -> Bool {
        switch key {
        case .len: return length(line, &grammar)
        case .id: return identification(line, &grammar, &extra)
        case .ttl, .hoplimit:
            guard take(.ttl, line, &grammar, upTo: 255) else { return false }
            record.ttl = UInt8(truncatingIfNeeded: taken)
        case .tos:
            guard take(.tos, line, &grammar, upTo: 255, hexadecimal: true) else { return false }
            record.tos = UInt8(truncatingIfNeeded: taken)
        case .tc:
            guard take(.tos, line, &grammar, upTo: 255) else { return false }
            record.tos = UInt8(truncatingIfNeeded: taken)
        case .mark:
            guard take(.mark, line, &grammar, upTo: UInt64(UInt32.max), hexadecimal: true) else { return false }
            record.mark = UInt32(truncatingIfNeeded: taken)
        default: return zeroOrText("PREC", line, &grammar, &extra)
        }
        return true
    }

    /// Reads a number into `taken` and notes `flag`, unless the field is filled or the number does not fit.
    @inline(__always)
    private mutating func take(
        _ flag: SessionRecord.Present, _ line: Span<UInt8>, _ grammar: inout NetfilterGrammar, upTo maximum: UInt64,
        hexadecimal: Bool = false
    ) -> Bool {
        guard !record.present.contains(flag) else { return false }
        var next = grammar.position
        let value =
            hexadecimal
            ? NetfilterValues.hexadecimal(line, &next, grammar.end) : NetfilterValues.decimal(line, &next, grammar.end)
        guard let value, value <= maximum else { return false }
        grammar.position = next
        taken = value
        record.present.insert(flag)
        return true
    }

    /// The first is the IP length, unless the protocol is known already: then it is that of the UDP header.
    @inline(__always)
    private mutating func length(_ line: Span<UInt8>, _ grammar: inout NetfilterGrammar) -> Bool {
        if hasProtocol {
            guard isUDP, udpLength == nil else { return false }
            udpLength = NetfilterValues.decimal(line, &grammar.position, grammar.end)
            return udpLength != nil
        }
        guard take(.length, line, &grammar, upTo: UInt64(UInt32.max)) else { return false }
        record.length = Int64(taken)
        return true
    }

    @inline(__always)
    private mutating func identification(
        _ line: Span<UInt8>, _ grammar: inout NetfilterGrammar, _ extra: inout [UInt8]
    ) -> Bool {
        // `ID:0000abcd` is the identification of an IPv6 fragment.
        if line[grammar.position &- 1] == Byte.colon { return token("FRAGID", line, &grammar, &extra) }
        if hasProtocol { return isICMP && token("ICMPID", line, &grammar, &extra) }
        guard take(.ipIdentification, line, &grammar, upTo: UInt64(UInt32.max)) else { return false }
        record.ipIdentification = UInt32(truncatingIfNeeded: taken)
        return true
    }

    @inline(__always)
    mutating func transport(
        _ key: NetfilterKey, _ line: Span<UInt8>, _ grammar: inout NetfilterGrammar, _ extra: inout [UInt8]
    ) -> Bool {
        switch key {
        case .seq:
            if isICMP { return token("ICMPSEQ", line, &grammar, &extra) }
            guard isTCP, take(.tcpSequence, line, &grammar, upTo: UInt64(UInt32.max)) else { return false }
            record.tcpSequence = UInt32(truncatingIfNeeded: taken)
        case .ack:
            guard isTCP, take(.tcpAcknowledgment, line, &grammar, upTo: UInt64(UInt32.max)) else { return false }
            record.tcpAcknowledgment = UInt32(truncatingIfNeeded: taken)
        case .window:
            guard take(.tcpWindow, line, &grammar, upTo: 65_535) else { return false }
            record.tcpWindow = UInt16(truncatingIfNeeded: taken)
        case .type:
            guard take(.icmpType, line, &grammar, upTo: 255) else { return false }
            record.icmpType = UInt8(truncatingIfNeeded: taken)
        case .code:
            guard take(.icmpCode, line, &grammar, upTo: 255) else { return false }
            record.icmpCode = UInt8(truncatingIfNeeded: taken)
        default:
            // `RES=` and `URGP=` are printed for TCP only: from here on it is known that there were no further flags.
            if isTCP { record.present.insert(.tcpFlags) }
            return zeroOrText(key == .res ? "RES" : "URGP", line, &grammar, &extra)
        }
        return true
    }

    /// Nothing for a zero; anything else as it is written.
    @inline(__always)
    private mutating func zeroOrText(
        _ key: StaticString, _ line: Span<UInt8>, _ grammar: inout NetfilterGrammar, _ extra: inout [UInt8]
    ) -> Bool {
        var next = grammar.position
        if let value = NetfilterValues.hexadecimal(line, &next, grammar.end), value == 0 {
            grammar.position = next
            return true
        }
        return token(key, line, &grammar, &extra)
    }
}
