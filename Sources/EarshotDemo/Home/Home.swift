import EarshotModel

/// The household's addresses.
enum Home {
    static let router = IPAddress(v4: 0xc0a8_3201)
    /// The public address of the router. Invented: it lies in the ordinary range of a large German provider, because an
    /// address from a documentation range would not count as public.
    static let publicAddress = IPAddress(v4: 0x4fcb_2c76)
    /// The provider's gateway, the sender of whatever comes from the internet.
    static let gatewayMAC = MACAddress(bits: 0x40b4_f0e0_5eaf)
    /// The delegated IPv6 network, invented in the same way.
    static let networkV6: UInt64 = 0x2003_00e5_7f0a_3c00
    /// Where Anna's phone is when it calls home from outside, the provider's mobile network.
    static let roaming = v4(80, 187, 96, 10, count: 6, step: 19)
    static let tunnelPort: UInt16 = 51_820
}
