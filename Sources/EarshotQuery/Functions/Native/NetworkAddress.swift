/// An IPv4 or IPv6 address with a prefix length, as Kusto's functions read them from text.
///
/// IPv4 is held as IPv6's `::ffff:a.b.c.d`, so that one comparison serves both; prefix lengths count 128 bits.
struct NetworkAddress: Sendable, Hashable {
    var bits: UInt128
    var isV4: Bool
    /// 0…128; 128 when the text had none.
    var prefix: Int

    static let mapped = UInt128(0xFFFF) << 32

    var masked: UInt128 { Self.mask(bits, prefix) }

    static func mask(_ bits: UInt128, _ prefix: Int) -> UInt128 {
        prefix <= 0 ? 0 : prefix >= 128 ? bits : bits & ~((UInt128(1) << (128 - prefix)) - 1)
    }

    /// Reads IPv4 only: four decimal numbers and an optional `/n`.
    init?(v4 text: String) {
        let bytes = Array(text.utf8)
        var at = 0
        guard let address = Self.quad(bytes, &at, bytes.count) else { return nil }
        bits = Self.mapped | UInt128(address)
        isV4 = true
        prefix = 128
        if at < bytes.count {
            guard let length = Self.suffix(bytes, at, 32) else { return nil }
            prefix = 96 + length
        }
    }

    /// Reads IPv6, or IPv4 as a part of it.
    init?(_ text: String) {
        if let v4 = NetworkAddress(v4: text) {
            self = v4
            return
        }
        let bytes = Array(text.utf8)
        let slash = bytes.firstIndex(of: UInt8(ascii: "/")) ?? bytes.count
        guard let value = Self.v6(bytes, slash) else { return nil }
        // `::1.2.3.4` is another way to write 1.2.3.4.
        isV4 = value >> 32 == 0 && bytes.contains(UInt8(ascii: "."))
        bits = isV4 ? Self.mapped | value : value
        prefix = 128
        if slash < bytes.count {
            guard let length = Self.suffix(bytes, slash, 128) else { return nil }
            prefix = isV4 && length <= 32 ? 96 + length : length
        }
    }

    private static func suffix(_ bytes: [UInt8], _ slash: Int, _ limit: Int) -> Int? {
        guard bytes[slash] == UInt8(ascii: "/"), slash + 1 < bytes.count, bytes.count - slash <= 4 else { return nil }
        var value = 0
        for byte in bytes[(slash + 1)...] {
            guard TextTools.isDigit(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value <= limit ? value : nil
    }

    /// `a.b.c.d` from `at` on; stops before what follows.
    private static func quad(_ bytes: [UInt8], _ at: inout Int, _ end: Int) -> UInt32? {
        var result: UInt32 = 0
        for octet in 0..<4 {
            if octet > 0 {
                guard at < end, bytes[at] == UInt8(ascii: ".") else { return nil }
                at += 1
            }
            var value = 0
            let start = at
            while at < end, TextTools.isDigit(bytes[at]), at - start < 3 {
                value = value * 10 + Int(bytes[at] - 48)
                at += 1
            }
            guard at > start, value <= 255 else { return nil }
            result = result << 8 | UInt32(value)
        }
        return at == end || bytes[at] == UInt8(ascii: "/") ? result : nil
    }

    private static func v6(_ bytes: [UInt8], _ end: Int) -> UInt128? {
        var groups: [UInt16] = []
        var gap: Int?
        var at = 0
        if end >= 2, bytes[0] == colon, bytes[1] == colon {
            gap = 0
            at = 2
        }
        while at < end {
            guard groups.count < 8 else { return nil }
            let close = bytes[at..<end].firstIndex(of: colon) ?? end
            if bytes[at..<close].contains(UInt8(ascii: ".")) {
                guard close == end, let quad = quad(bytes, &at, end), groups.count <= 6 else { return nil }
                groups += [UInt16(quad >> 16), UInt16(quad & 0xFFFF)]
                break
            }
            guard let group = hexadecimal(bytes[at..<close]) else { return nil }
            groups.append(group)
            guard close < end else { break }
            at = close + 1
            if at < end, bytes[at] == colon {
                guard gap == nil else { return nil }
                gap = groups.count
                at += 1
            } else if at == end {
                return nil
            }
        }
        return assemble(groups, gap)
    }

    private static let colon = UInt8(ascii: ":")

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt16? {
        guard 1...4 ~= digits.count, digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-") else {
            return nil
        }
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private static func assemble(_ groups: [UInt16], _ gap: Int?) -> UInt128? {
        var full = groups
        if let gap {
            guard groups.count < 8 else { return nil }
            full.insert(contentsOf: Array(repeating: 0, count: 8 - groups.count), at: gap)
        }
        guard full.count == 8 else { return nil }
        return full.reduce(UInt128(0)) { $0 << 16 | UInt128($1) }
    }

    // MARK: text

    static func v4Text(_ address: UInt32) -> String {
        [24, 16, 8, 0].map { String(address >> $0 & 255) }.joined(separator: ".")
    }

    /// Eight groups of four digits, nothing shortened, as Kusto writes it.
    static func v6Text(_ bits: UInt128) -> String {
        stride(from: 112, through: 0, by: -16).map { shift in
            let digits = String(UInt16(truncatingIfNeeded: bits >> UInt128(shift)), radix: 16)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }.joined(separator: ":")
    }

    /// -1, 0 or 1 under the shortest of both prefixes and a third.
    static func compare(_ a: NetworkAddress, _ b: NetworkAddress, _ prefix: Int) -> Int64 {
        let length = min(a.prefix, b.prefix, prefix)
        let (x, y) = (mask(a.bits, length), mask(b.bits, length))
        return x < y ? -1 : x > y ? 1 : 0
    }

    /// Whether the range's network has the address in it.
    func contains(_ other: NetworkAddress) -> Bool { Self.mask(other.bits, prefix) == masked && other.isV4 == isV4 }
}
