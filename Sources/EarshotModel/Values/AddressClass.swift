/// What kind of place an address is, from the IANA special-purpose registries (RFC 6890 and updates).
@frozen
public enum AddressClass: UInt8, Sendable, CaseIterable {
    case global = 0
    /// RFC 1918, RFC 6598 (carrier-grade NAT), RFC 4193 unique local.
    case `private` = 1
    case loopback = 2
    /// 169.254/16, fe80::/10.
    case linkLocal = 3
    case multicast = 4
    case broadcast = 5
    /// 0.0.0.0 and ::.
    case unspecified = 6
    /// Documentation, benchmarking, 240/4 and whatever else is never a host on the internet.
    case reserved = 7

    /// A host on the public internet.
    @inlinable public var isPublic: Bool { self == .global }
    /// Inside the home, or not leaving the link.
    @inlinable public var isInside: Bool { !isPublic && self != .reserved }
}

extension IPAddress {
    public var addressClass: AddressClass { v4.map(Self.classOfV4) ?? classOfV6 }

    private static func classOfV4(_ address: UInt32) -> AddressClass {
        switch address >> 24 {
        case 10: .private
        case 127: .loopback
        case 0: address == 0 ? .unspecified : .reserved
        case 100: address >> 22 == 0x191 ? .private : .global
        case 169: address >> 16 == 0xa9fe ? .linkLocal : .global
        case 172: address >> 20 == 0xac1 ? .private : .global
        case 192: classOf192(address)
        case 198: address >> 17 == 0x6309 || address >> 8 == 0xc63364 ? .reserved : .global
        case 203: address >> 8 == 0xcb0071 ? .reserved : .global
        case 224...239: .multicast
        case 240...255: address == .max ? .broadcast : .reserved
        default: .global
        }
    }

    private static func classOf192(_ address: UInt32) -> AddressClass {
        switch address >> 8 {
        case 0xc0a800...0xc0a8ff: .private
        case 0xc00000, 0xc00002: .reserved
        default: .global
        }
    }

    private var classOfV6: AddressClass {
        let high = UInt64(truncatingIfNeeded: bits >> 64)
        if bits == 0 { return .unspecified }
        if bits == 1 { return .loopback }
        if high >> 57 == 0x7e { return .private }
        if high >> 54 == 0x3fa { return .linkLocal }
        if high >> 56 == 0xff { return .multicast }
        if high >> 32 == 0x2001_0db8 { return .reserved }
        return high >> 61 == 1 || high >> 32 == 0x0064_ff9b ? .global : .reserved
    }
}
