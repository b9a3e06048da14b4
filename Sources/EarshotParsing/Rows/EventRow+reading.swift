internal import EarshotModel

/// Values from the bytes of a line, read as their field demands.
extension EventRow {
    /// Sets `field` from `span[start..<end]`; an empty range sets nothing. False: it could not be read as the field
    /// demands and is in `AdditionalFields` under the field's name instead.
    @discardableResult
    mutating func set(_ field: EventField, _ span: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard start < end, end <= span.count else { return false }
        let kind = field.kind
        switch kind {
        case .text, .label: putText(field, span, start, end)
        case .domain: putDomain(field, span, start, end)
        default:
            guard let value = Self.read(field, kind, span, start, end) else {
                keep(field, span, start, end)
                return false
            }
            put(value)
        }
        return true
    }

    @discardableResult
    mutating func set(_ field: EventField, _ span: Span<UInt8>, _ range: Range<Int>) -> Bool {
        set(field, span, range.lowerBound, range.upperBound)
    }

    private mutating func keep(_ field: EventField, _ span: Span<UInt8>, _ start: Int, _ end: Int) {
        let name = Array(field.name.utf8)
        add(name.span, 0, name.count, span, start, end)
    }

    private static func read(
        _ field: EventField, _ kind: FieldKind, _ span: Span<UInt8>, _ start: Int, _ end: Int
    ) -> FieldValue? {
        switch kind {
        case .address: address(span, start, end).map { FieldValue(field, address: $0) }
        case .number: number(span, start, end).map { FieldValue(field, number: $0) }
        case .mac: mac(span, start, end).map { FieldValue(field, number: Int64($0)) }
        case .protocol: protocolNumber(span, start, end).map { FieldValue(field, number: Int64($0)) }
        case .flags: number(span, start, end).flatMap { $0 < 512 ? FieldValue(field, number: $0) : nil }
        case .text, .label, .domain: nil
        }
    }

    /// An address, also in brackets (`[2001:db8::1]`) or with a zone (`fe80::1%eth0`), which is left out.
    static func address(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> IPAddress? {
        var (start, end) = (start, end)
        if end - start > 2, span[start] == Byte.leftBracket, span[end - 1] == Byte.rightBracket {
            start += 1
            end -= 1
        }
        if let zone = span.position(of: 37, start, end) { end = zone }
        return IPAddress(utf8: span, from: start, to: end)
    }

    /// A whole number with or without sign.
    static func number(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
        var position = start
        let isNegative = position < end && span[position] == Byte.dash
        if isNegative { position += 1 }
        guard let value = span.decimal(&position, end), position == end else { return nil }
        return isNegative ? -Int64(value) : Int64(value)
    }

    /// `04:42:1a:cd:5a:00`, also with `-` between the digits, `0442.1acd.5a00` (or with `-`), and twelve digits alone.
    static func mac(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64? {
        let group: Int
        switch end - start {
        case 17: group = 2
        case 14: group = 4
        case 12: group = 12
        default: return nil
        }
        var bits: UInt64 = 0
        for index in start..<end {
            let byte = span[index]
            if (index - start) % (group + 1) == group {
                guard byte == Byte.colon || byte == Byte.dash || byte == Byte.dot else { return nil }
            } else {
                guard byte.hexValue < 16 else { return nil }
                bits = bits << 4 | UInt64(byte.hexValue)
            }
        }
        return bits
    }

    /// `tcp`, `6`, `ipv6-icmp`.
    static func protocolNumber(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> UInt8? {
        guard end - start <= 12 else { return nil }
        if span.is("tcp", start, end) { return 6 }
        if span.is("udp", start, end) { return 17 }
        if span.is("icmp", start, end) { return 1 }
        var position = start
        if let number = span.decimal(&position, end), position == end { return UInt8(exactly: number) }
        return NetworkProtocolNames.number(span.string(start, end))
    }
}

extension Span where Element == UInt8 {
    /// Whether `self[start..<end]` is `text` (lower case), in any case.
    func `is`(_ text: StaticString, _ start: Int, _ end: Int) -> Bool {
        guard end - start == text.utf8CodeUnitCount, end <= count else { return false }
        let bytes = text.utf8Start
        // The lengths are equal, so the offset stays within the literal.
        for offset in 0..<(end - start) where self[start + offset].lowered != bytes[offset] { return false }
        return true
    }

    /// The text as a `String`, for the rare places that need one.
    func string(_ start: Int, _ end: Int) -> String {
        guard start < end, end <= count else { return "" }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end - start)
        for index in start..<end { bytes.append(self[index]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    /// ASCII letters in lower case.
    @inline(__always) var lowered: UInt8 { isUpper ? self | 32 : self }
}
