/// A 48-bit hardware address (IEEE 802).
public struct MACAddress: Sendable, Hashable {
    public let bits: UInt64

    public init(bits: UInt64) { self.bits = bits & 0xffff_ffff_ffff }

    /// The organizationally unique identifier, the first three octets.
    public var oui: UInt32 { UInt32(bits >> 24) }

    /// Set by the owner, not by the maker (the "locally administered" bit): a randomized address of a phone, or a virtual
    /// interface. Vendor registries say nothing about it.
    public var isRandomized: Bool { bits >> 41 & 1 == 1 && bits >> 40 & 1 == 0 }

    /// Broadcast and multicast.
    public var isGroup: Bool { bits >> 40 & 1 == 1 }
}

extension MACAddress: CustomStringConvertible {
    /// `04:42:1a:cd:5a:00`.
    public var description: String {
        (0..<6).map { index in
            let octet = UInt8(truncatingIfNeeded: bits >> UInt64(40 - index * 8))
            return (octet < 16 ? "0" : "") + String(octet, radix: 16)
        }.joined(separator: ":")
    }
}

extension MACAddress {
    /// Reads `04:42:1a:cd:5a:00`, also with hyphens.
    public init?(_ text: String) {
        let octets = text.split { $0 == ":" || $0 == "-" }
        guard octets.count == 6 else { return nil }
        var bits: UInt64 = 0
        for octet in octets {
            guard octet.count <= 2, let value = UInt8(octet, radix: 16) else { return nil }
            bits = bits << 8 | UInt64(value)
        }
        self.init(bits: bits)
    }
}
