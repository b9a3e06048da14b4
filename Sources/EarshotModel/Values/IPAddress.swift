/// An IPv4 or IPv6 address in 128 bits; IPv4 is held as IPv4-mapped IPv6 (`::ffff:a.b.c.d`, RFC 4291 §2.5.5.2), so that
/// one column and one hash table serve both.
@frozen
public struct IPAddress: Sendable, Hashable, Comparable {
    public let bits: UInt128

    @inlinable public init(bits: UInt128) { self.bits = bits }

    @inlinable public init(v4 address: UInt32) { bits = Self.mappedPrefix | UInt128(address) }

    @inlinable public static var mappedPrefix: UInt128 { 0xffff_0000_0000 }

    @inlinable public var isV4: Bool { bits >> 32 == 0xffff }

    /// The 32 bits of an IPv4 address, or nil.
    @inlinable public var v4: UInt32? { isV4 ? UInt32(truncatingIfNeeded: bits) : nil }

    public static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }
}

extension IPAddress: LosslessStringConvertible {
    /// `192.0.2.1`, or RFC 5952 text for IPv6.
    public var description: String {
        guard let v4 else { return textV6 }
        return "\(v4 >> 24).\(v4 >> 16 & 255).\(v4 >> 8 & 255).\(v4 & 255)"
    }

    public init?(_ description: String) {
        var utf8 = description
        let parsed = utf8.withUTF8 { IPAddress(utf8: $0.span, from: 0, to: $0.count) }
        guard let parsed else { return nil }
        self = parsed
    }

    private var groups: [UInt16] { (0..<8).map { UInt16(truncatingIfNeeded: bits >> UInt128(112 - $0 * 16)) } }

    /// Lower case, no leading zeros, the longest run of two or more zero groups as `::` (RFC 5952 §4).
    private var textV6: String {
        let groups = groups
        var best = 0..<0
        var index = 0
        while index < 8 {
            var end = index
            while end < 8, groups[end] == 0 { end += 1 }
            if end - index > max(best.count, 1) { best = index..<end }
            index = max(end, index + 1)
        }
        func text(_ range: Range<Int>) -> String {
            range.map { String(groups[$0], radix: 16) }.joined(separator: ":")
        }
        return best.isEmpty ? text(0..<8) : text(0..<best.lowerBound) + "::" + text(best.upperBound..<8)
    }
}

extension IPAddress {
    /// Reads an address from the bytes `from..<to` of `utf8`; nil unless they are exactly one address.
    ///
    /// Accepts dotted IPv4 (no leading-zero octal) and every RFC 4291 §2.2 form of IPv6, also fully expanded as the
    /// kernel prints it. A zone (`%eth0`) is not an address.
    @inlinable
    public init?(utf8: Span<UInt8>, from start: Int, to end: Int) {
        guard start >= 0, end <= utf8.count, end - start >= 2, end - start <= 45 else { return nil }
        if let v4 = Self.dotted(utf8, start, end) {
            self.init(v4: v4)
            return
        }
        guard let bits = Self.hexadecimal(utf8, start, end) else { return nil }
        self.init(bits: bits)
    }

    @inlinable
    static func dotted(_ utf8: Span<UInt8>, _ start: Int, _ end: Int) -> UInt32? {
        guard end - start <= 15 else { return nil }
        var result: UInt32 = 0
        var octet: UInt32 = 0
        var digits = 0
        var dots = 0
        for index in start..<end {
            let byte = utf8[index]
            if byte &- 48 < 10 {
                octet = octet * 10 + UInt32(byte - 48)
                digits += 1
                if digits > 3 || octet > 255 { return nil }
            } else if byte == 46, digits > 0, dots < 3 {
                result = result << 8 | octet
                octet = 0
                digits = 0
                dots += 1
            } else {
                return nil
            }
        }
        return dots == 3 && digits > 0 ? result << 8 | octet : nil
    }

    @inlinable
    static func hexadecimal(_ utf8: Span<UInt8>, _ start: Int, _ end: Int) -> UInt128? {
        var head: UInt128 = 0
        var tail: UInt128 = 0
        var headGroups = 0
        var tailGroups = 0
        var compressed = false
        var index = start
        if utf8[index] == 58 {
            guard end - start >= 2, utf8[index + 1] == 58 else { return nil }
            compressed = true
            index += 2
        }
        while index < end {
            var group: UInt128 = 0
            let groupStart = index
            while index < end, index - groupStart < 5, let digit = hexDigit(utf8[index]) {
                group = group << 4 | UInt128(digit)
                index += 1
            }
            if index < end, utf8[index] == 46 {
                guard let v4 = dotted(utf8, groupStart, end) else { return nil }
                if compressed { tail = tail << 32 | UInt128(v4) } else { head = head << 32 | UInt128(v4) }
                if compressed { tailGroups += 2 } else { headGroups += 2 }
                index = end
                break
            }
            guard index > groupStart, index - groupStart <= 4 else { return nil }
            if compressed { tail = tail << 16 | group } else { head = head << 16 | group }
            if compressed { tailGroups += 1 } else { headGroups += 1 }
            guard headGroups + tailGroups <= 8 else { return nil }
            guard index < end else { break }
            guard utf8[index] == 58, index + 1 < end else { return nil }
            index += 1
            if utf8[index] == 58 {
                guard !compressed else { return nil }
                compressed = true
                index += 1
            }
        }
        let groups = headGroups + tailGroups
        guard compressed ? groups <= 7 : groups == 8 else { return nil }
        guard compressed else { return head }
        return headGroups == 0 ? tail : head << UInt128(128 - headGroups * 16) | tail
    }

    @inlinable
    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 97...102: byte - 87
        case 65...70: byte - 55
        default: nil
        }
    }
}
