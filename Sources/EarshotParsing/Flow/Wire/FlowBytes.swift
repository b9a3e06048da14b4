internal import EarshotModel

/// Numbers in network byte order. Whoever asks has made sure that they are there; the span checks again.
extension Span where Element == UInt8 {
    @inline(__always) func u16(_ at: Int) -> UInt16 { UInt16(self[at]) << 8 | UInt16(self[at + 1]) }

    @inline(__always) func u32(_ at: Int) -> UInt32 { UInt32(u16(at)) << 16 | UInt32(u16(at + 2)) }

    @inline(__always) func u64(_ at: Int) -> UInt64 { UInt64(u32(at)) << 32 | UInt64(u32(at + 4)) }

    /// A number of any length; of more than eight bytes the last eight.
    @inline(__always)
    func unsigned(_ at: Int, _ length: Int) -> UInt64 {
        if length == 4 { return UInt64(u32(at)) }
        var value: UInt64 = 0
        for index in at..<(at + length) { value = value << 8 | UInt64(self[index]) }
        return value
    }

    @inline(__always) func ipv4(_ at: Int) -> IPAddress { IPAddress(v4: u32(at)) }

    @inline(__always) func ipv6(_ at: Int) -> IPAddress {
        IPAddress(bits: UInt128(u64(at)) << 64 | UInt128(u64(at + 8)))
    }

    @inline(__always) func mac(_ at: Int) -> UInt64 { UInt64(u16(at)) << 32 | UInt64(u32(at + 2)) }

    func isZero(_ at: Int, _ length: Int) -> Bool {
        for index in at..<(at + length) where self[index] != 0 { return false }
        return true
    }
}
