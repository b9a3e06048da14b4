internal import EarshotModel

/// What has no column: members of `AdditionalFields` under the names of IANA's registry.
extension FlowDraft {
    /// More than that no value of an unknown field is told, bytes.
    private static let maximumOctets = 256
    /// JSON of one record, bytes: more than any real one has.
    private static let maximumExtra = 65_536

    /// A value of zeros is left out: exporters fill with it what they have nothing to say about.
    @inline(never)
    mutating func addField(
        _ field: FlowTemplate.Field, _ keys: borrowing [[UInt8]], _ bytes: Span<UInt8>, _ at: Int, _ length: Int
    ) {
        guard length > 0, !bytes.isZero(at, length), extra.count < Self.maximumExtra else { return }
        key(keys[Int(field.index)])
        switch field.kind {
        case .unsigned, .seconds, .milliseconds, .ntp:
            if length <= 8 { JSONBytes.number(bytes.unsigned(at, length), &extra) } else { octets(bytes, at, length) }
        case .signed: signed(bytes, at, length)
        case .float: append(text: String(describing: Self.float(bytes, at, length)))
        case .boolean: append(text: bytes[at + length - 1] == 1 ? "true" : "false")
        case .text: string(bytes, at, length)
        case .ipv4:
            if length == 4 { append(v4: bytes.u32(at)) } else { octets(bytes, at, length) }
        case .ipv6:
            if length == 16 { quoted(bytes.ipv6(at).description) } else { octets(bytes, at, length) }
        case .mac:
            if length == 6 { quoted(MACAddress(bits: bytes.mac(at)).description) } else { octets(bytes, at, length) }
        case .octets: octets(bytes, at, length)
        }
    }

    private mutating func append(text: String) { extra.append(contentsOf: text.utf8) }

    /// `"192.0.2.1"`. Next hops come with each record, and making a `String` of one takes longer than the rest.
    private mutating func append(v4 address: UInt32) {
        extra.append(Byte.quote)
        var shift: UInt32 = 24
        while true {
            JSONBytes.number(UInt64(address >> shift & 255), &extra)
            extra.append(shift == 0 ? Byte.quote : Byte.dot)
            if shift == 0 { return }
            shift -= 8
        }
    }

    /// The member of an IPv4 address; one of zeros is none.
    mutating func add(_ name: StaticString, v4 address: UInt32) {
        guard address != 0 else { return }
        if !extra.isEmpty { extra.append(Byte.comma) }
        extra.append(Byte.quote)
        name.withUTF8Buffer { extra.append(contentsOf: $0) }
        extra.append(Byte.quote)
        extra.append(Byte.colon)
        append(v4: address)
    }

    private mutating func quoted(_ text: String) { append(text: "\"\(text)\"") }

    private mutating func signed(_ bytes: Span<UInt8>, _ at: Int, _ length: Int) {
        guard length <= 8 else { return octets(bytes, at, length) }
        let shift = UInt64(64 - length * 8)
        append(text: String(Int64(bitPattern: bytes.unsigned(at, length) << shift) >> Int64(shift)))
    }

    private mutating func string(_ bytes: Span<UInt8>, _ at: Int, _ length: Int) {
        var end = at + length
        while end > at, bytes[end - 1] == 0 { end -= 1 }
        JSONBytes.string(bytes, at, min(end, at + 4_096), &extra)
    }

    /// A short value is a number, a printable one a text, the rest hexadecimal.
    private mutating func octets(_ bytes: Span<UInt8>, _ at: Int, _ length: Int) {
        if length <= 4 { return JSONBytes.number(bytes.unsigned(at, length), &extra) }
        if isPrintable(bytes, at, length) { return string(bytes, at, length) }
        if length <= 8 { return JSONBytes.number(bytes.unsigned(at, length), &extra) }
        extra.append(Byte.quote)
        let digits: StaticString = "0123456789abcdef"
        for index in at..<(at + min(length, Self.maximumOctets)) {
            // A nibble is below 16, the length of the literal.
            extra.append(digits.utf8Start[Int(bytes[index] >> 4)])
            extra.append(digits.utf8Start[Int(bytes[index] & 15)])
        }
        extra.append(Byte.quote)
    }

    private func isPrintable(_ bytes: Span<UInt8>, _ at: Int, _ length: Int) -> Bool {
        var end = at + length
        while end > at, bytes[end - 1] == 0 { end -= 1 }
        guard end - at >= 3 else { return false }
        for index in at..<end where bytes[index] < 32 || bytes[index] > 126 { return false }
        return true
    }

    // MARK: Numbers and times

    /// RFC 7011 §6.1.6. Not a number and the like, which JSON has not, are 0.
    static func float(_ bytes: Span<UInt8>, _ at: Int, _ length: Int) -> Double {
        let value: Double
        switch length {
        case 4: value = Double(Float(bitPattern: bytes.u32(at)))
        case 8: value = Double(bitPattern: bytes.u64(at))
        default: value = 0
        }
        return value.isFinite ? value : 0
    }

    /// Ticks since 1970 (RFC 7011 §6.1.7 to §6.1.10); 0 when it is none, or before 2000 or after 2100.
    static func moment(_ kind: FlowKind, _ bytes: Span<UInt8>, _ at: Int, _ length: Int) -> Int64 {
        let number = bytes.unsigned(at, length)
        let ticks: Int64
        switch kind {
        case .seconds: ticks = Int64(number & 0xffff_ffff) * Ticks.perSecond
        case .milliseconds: ticks = Int64(number & 0xffff_ffff_ffff) * 10_000
        default:
            // Seconds since 1900, and a fraction in units of 2^-32 s (RFC 5905 §6).
            ticks =
                (Int64(number >> 32) - 2_208_988_800) * Ticks.perSecond
                + Int64(((number & 0xffff_ffff) * 10_000_000) >> 32)
        }
        let isPlausible = ticks >= FlowHeader.earliest * Ticks.perSecond && ticks < 4_102_444_800 * Ticks.perSecond
        return isPlausible ? ticks : 0
    }
}
