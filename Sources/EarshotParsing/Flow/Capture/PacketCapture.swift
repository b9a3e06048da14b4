internal import EarshotModel

/// Walks through a capture file: pcap and pcapng, in either byte order.
///
/// Sources: draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng. Packets are ranges of the file's bytes. One that the
/// file ends in the middle of is not given: somebody may still be writing it.
struct PacketCapture: ~Escapable {
    struct Packet {
        /// Of the file.
        var range: Range<Int>
        var linkType: UInt32
        /// When it was captured, ticks since 1970; 0: the file does not say.
        var time: Int64
    }

    private let bytes: Span<UInt8>
    private var position = 0
    private var isBig = false
    private let isNextGeneration: Bool
    /// Ticks of 100 ns per unit are `numerator / denominator`, and the link type, by interface.
    private var interfaces: [Interface] = []

    private struct Interface {
        var linkType: UInt32
        var unitsPerSecond: UInt64
    }

    /// A section may describe more interfaces than any machine has.
    private static let maximumInterfaces = 4_096

    /// Whether a file with that beginning is a capture.
    static func begins(_ head: Span<UInt8>) -> Bool { kind(head) != nil }

    private enum Kind {
        case classic(isBig: Bool, isNano: Bool)
        case nextGeneration
    }

    private static func kind(_ head: Span<UInt8>) -> Kind? {
        guard head.count >= 24 else { return nil }
        switch head.u32(0) {
        case 0xa1b2_c3d4: return .classic(isBig: true, isNano: false)
        case 0xa1b2_3c4d: return .classic(isBig: true, isNano: true)
        case 0xd4c3_b2a1: return .classic(isBig: false, isNano: false)
        case 0x4d3c_b2a1: return .classic(isBig: false, isNano: true)
        case 0x0a0d_0d0a: return .nextGeneration
        default: return nil
        }
    }

    /// nil: it is no capture.
    @_lifetime(copy bytes)
    init?(_ bytes: Span<UInt8>) {
        guard let kind = Self.kind(bytes) else { return nil }
        self.bytes = bytes
        switch kind {
        case .classic(let isBig, let isNano):
            self.isBig = isBig
            isNextGeneration = false
            position = 24
            interfaces = [Interface(linkType: 0, unitsPerSecond: isNano ? 1_000_000_000 : 1_000_000)]
            // The upper bits say whether frames end with a checksum.
            interfaces[0].linkType = u32(20) & 0xffff
        case .nextGeneration: isNextGeneration = true
        }
    }

    mutating func next() -> Packet? { isNextGeneration ? nextBlock() : nextClassic() }

    private func u16(_ at: Int) -> UInt16 { isBig ? bytes.u16(at) : bytes.u16(at).byteSwapped }
    private func u32(_ at: Int) -> UInt32 { isBig ? bytes.u32(at) : bytes.u32(at).byteSwapped }

    private mutating func nextClassic() -> Packet? {
        guard bytes.count - position >= 16 else { return nil }
        let fraction = UInt64(u32(position + 4)) * 10_000_000 / interfaces[0].unitsPerSecond
        let time = Int64(u32(position)) * Ticks.perSecond + Int64(fraction)
        let start = position + 16
        let end = start + Int(u32(position + 8))
        guard end <= bytes.count else { return nil }
        position = end
        return Packet(range: start..<end, linkType: interfaces[0].linkType, time: time)
    }

    /// Blocks: type, length, content, length again.
    private mutating func nextBlock() -> Packet? {
        while bytes.count - position >= 12 {
            // A section says in its second word in which order its bytes stand.
            if bytes.u32(position) == 0x0a0d_0d0a {
                isBig = bytes.u32(position + 8) == 0x1a2b_3c4d
                interfaces.removeAll()
            }
            let start = position
            let length = Int(u32(start + 4))
            guard length >= 12, length <= bytes.count - start else { return nil }
            position = start + length
            switch u32(start) {
            case 1: addInterface(start + 8, start + length - 4)
            case 3: if let packet = simple(start + 8, start + length - 4) { return packet }
            case 6: if let packet = enhanced(start + 8, start + length - 4) { return packet }
            default: break
            }
        }
        return nil
    }

    private mutating func addInterface(_ start: Int, _ end: Int) {
        guard end - start >= 8, interfaces.count < Self.maximumInterfaces else { return }
        var interface = Interface(linkType: UInt32(u16(start)), unitsPerSecond: 1_000_000)
        var option = start + 8
        while end - option >= 4, u16(option) != 0 {
            let length = Int(u16(option + 2))
            if u16(option) == 9, length == 1, end - option >= 5 {
                interface.unitsPerSecond = Self.resolution(bytes[option + 4])
            }
            option += 4 + (length + 3) / 4 * 4
        }
        interfaces.append(interface)
    }

    /// `if_tsresol`: a negative power of ten, or of two when the upper bit is set.
    private static func resolution(_ value: UInt8) -> UInt64 {
        if value & 0x80 != 0 { return 1 << UInt64(min(value & 0x7f, 62)) }
        return (0..<min(value, 18)).reduce(1) { product, _ in product * 10 }
    }

    private func enhanced(_ start: Int, _ end: Int) -> Packet? {
        guard end - start >= 20, Int(u32(start)) < interfaces.count else { return nil }
        let interface = interfaces[Int(u32(start))]
        let units = UInt64(u32(start + 4)) << 32 | UInt64(u32(start + 8))
        let (seconds, rest) = units.quotientAndRemainder(dividingBy: interface.unitsPerSecond)
        let fraction = rest.multipliedFullWidth(by: 10_000_000)
        let ticks = interface.unitsPerSecond.dividingFullWidth((fraction.high, fraction.low)).quotient
        let length = min(Int(u32(start + 12)), end - start - 20)
        return Packet(
            range: (start + 20)..<(start + 20 + length), linkType: interface.linkType,
            time: Int64(min(seconds, 0xffff_ffff)) * Ticks.perSecond + Int64(ticks))
    }

    private func simple(_ start: Int, _ end: Int) -> Packet? {
        guard end - start >= 4, let interface = interfaces.first else { return nil }
        let length = min(Int(u32(start)), end - start - 4)
        return Packet(range: (start + 4)..<(start + 4 + length), linkType: interface.linkType, time: 0)
    }
}
