import EarshotModel

/// Numbers and addresses as the kernel prints them. No `String` is made: the benchmark writes a million lines a second.
extension [UInt8] {
    @inline(__always)
    mutating func append(decimal value: UInt32) {
        // Digits arrive last first; shifting them in from below leaves the first one lowest.
        var digits: UInt128 = 0
        var rest = value
        repeat {
            let quotient = rest / 10
            digits = digits << 8 | UInt128(48 + (rest - quotient * 10))
            rest = quotient
        } while rest > 0
        while digits > 0 {
            append(UInt8(truncatingIfNeeded: digits))
            digits >>= 8
        }
    }

    @inline(__always)
    mutating func append(hex value: UInt64, digits: Int) {
        for position in stride(from: digits - 1, through: 0, by: -1) {
            let nibble = UInt8(truncatingIfNeeded: value >> UInt64(position * 4) & 15)
            append(nibble < 10 ? 48 + nibble : 87 + nibble)
        }
    }

    /// `04:42:1a:cd:5a:00`.
    mutating func append(mac: UInt64) {
        for octet in 0..<6 {
            if octet > 0 { append(58) }
            append(hex: mac >> UInt64(40 - octet * 8), digits: 2)
        }
    }

    /// IPv4 dotted; IPv6 with all its zeros, as the kernel's firewall log has it.
    @inline(__always)
    mutating func append(address: IPAddress) {
        guard address.isV4 else { return append(v6: address.bits) }
        let v4 = UInt32(truncatingIfNeeded: address.bits)
        append(decimal: v4 >> 24)
        append(46)
        append(decimal: v4 >> 16 & 255)
        append(46)
        append(decimal: v4 >> 8 & 255)
        append(46)
        append(decimal: v4 & 255)
    }

    private mutating func append(v6 bits: UInt128) {
        for group in 0..<8 {
            if group > 0 { append(58) }
            append(hex: UInt64(truncatingIfNeeded: bits >> UInt128(112 - group * 16)), digits: 4)
        }
    }
}
