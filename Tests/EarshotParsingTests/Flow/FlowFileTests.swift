import EarshotModel
import Testing

@testable import EarshotParsing

struct FlowFileTests {
    private static let payload = NetFlow5Tests.message()

    /// A UDP packet over IPv4 from 192.0.2.7.
    static func packet(_ payload: [UInt8] = payload, fragment: Int = 0) -> [UInt8] {
        FlowBytes(
            .u8(0x45), .u8(0), .u16(payload.count + 28), .u16(1), .u16(fragment), .u8(64), .u8(17), .u16(0),
            .address("192.0.2.7"), .address("192.0.2.8"), .u16(40_000), .u16(2_055), .u16(payload.count + 8), .u16(0),
            .raw(payload)
        ).bytes
    }

    static func packetV6() -> [UInt8] {
        FlowBytes(
            .u32(0x6000_0000), .u16(payload.count + 8), .u8(17), .u8(64), .address("2001:db8::7"),
            .address("2001:db8::8"),
            .u16(40_000), .u16(2_055), .u16(payload.count + 8), .u16(0), .raw(payload)
        ).bytes
    }

    private static func ethernet(_ packet: [UInt8], tagged: Bool = false) -> [UInt8] {
        let type = packet[0] >> 4 == 6 ? 0x86dd : 0x0800
        let tag: [UInt8] = tagged ? [0x81, 0, 0, 5] : []
        return FlowBytes(.mac(1), .mac(2), .raw(tag), .u16(type), .raw(packet), .raw([0, 0, 0])).bytes
    }

    static func capture(_ link: Int, _ frames: [[UInt8]]) -> [UInt8] {
        var bytes = FlowBytes(.u32(0xa1b2_c3d4), .u16(2), .u16(4), .u32(0), .u32(0), .u32(65_535), .u32(link))
        for frame in frames {
            bytes.add([.u32(1_790_086_300), .u32(250_000), .u32(frame.count), .u32(frame.count), .raw(frame)])
        }
        return bytes.bytes
    }

    private func datagrams(_ file: [UInt8]) -> [CapturedDatagram] {
        var found: [CapturedDatagram] = []
        FlowFile.forEachDatagram(file.span) { found.append($0) }
        return found
    }

    @Test func captures() {
        let frames: [(link: Int, frame: [UInt8])] = [
            (1, Self.ethernet(Self.packet())), (1, Self.ethernet(Self.packet(), tagged: true)), (101, Self.packet()),
            (113, FlowBytes(.u64(0), .u32(0), .u16(0), .u16(0x0800), .raw(Self.packet())).bytes),
            (276, FlowBytes(.u16(0x0800), .u16(0), .u64(0), .u64(0), .raw(Self.packet())).bytes),
            (0, FlowBytes(.u32(2), .raw(Self.packet())).bytes), (1, Self.ethernet(Self.packetV6())),
        ]
        for (link, frame) in frames {
            let file = Self.capture(link, [frame])
            let isFlow = FlowFile.begins(file.span) && FlowFile.isCapture(file.span)
            #expect(isFlow)
            let found = datagrams(file)
            #expect(found.map { Array(file[$0.range]) } == [Self.payload], "link type \(link)")
            #expect(
                found.first?.sender == IPAddress(frame.count > Self.packet().count + 30 ? "2001:db8::7" : "192.0.2.7"))
            #expect(found.first?.time == 1_790_086_300 * Ticks.perSecond + 2_500_000)
        }
    }

    @Test func pcapngInLittleEndianOrder() {
        func little(_ number: Int) -> [UInt8] { FlowBytes(.u32(number)).bytes.reversed() }
        func block(_ type: Int, _ content: [UInt8]) -> [UInt8] {
            let length = little(content.count + 12)
            return little(type) + length + content + length
        }
        let frame = Self.ethernet(Self.packet())
        let padding = [UInt8](repeating: 0, count: (4 - frame.count % 4) % 4)
        // Nanoseconds, told by an option of the interface.
        let units = UInt64(1_790_086_300_250_000_000)
        let interface = [1, 0, 0, 0] + little(0) + [9, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0]
        let packet =
            little(0) + little(Int(units >> 32)) + little(Int(units & 0xffff_ffff)) + little(frame.count)
            + little(frame.count) + frame + padding
        let file =
            block(0x0a0d_0d0a, little(0x1a2b_3c4d) + [1, 0, 0, 0] + [UInt8](repeating: 255, count: 8))
            + block(1, interface) + block(6, packet)
        let found = datagrams(file)
        #expect(found.map { Array(file[$0.range]) } == [Self.payload])
        #expect(found.first?.time == 1_790_086_300 * Ticks.perSecond + 2_500_000)
    }

    @Test func payloadsOneAfterAnother() {
        let nine = FlowMessages.netflow9(TemplateTests.definition(), FlowMessages.set(256, TemplateTests.record + [0]))
        let ten = FlowMessages.ipfix(FlowMessages.set(2, FlowMessages.template(256, TemplateTests.fields)))
        let file = Self.payload + nine + nine + ten + ten + Self.payload
        #expect(datagrams(file).map(\.range.count) == [72, nine.count, nine.count, ten.count, ten.count, 72])
    }

    @Test func otherPacketsAndFragmentsAreLeftOut() {
        let file = Self.capture(
            101, [Self.packet(Array("a DNS question".utf8)), Self.packet(fragment: 100), Self.packet()])
        #expect(datagrams(file).count == 1)
        let others = FlowFile.forEachDatagram(file.span) { _ in }
        #expect(others == 2)
    }

    @Test func aCaptureThatIsCutGivesItsWholePackets() {
        let file = Self.capture(101, [Self.packet(), Self.packet()])
        let one = Self.capture(101, [Self.packet()]).count
        for length in 24..<file.count { #expect(datagrams(Array(file[..<length])).count == length / one) }
    }

    @Test func textIsNoFlowFile() {
        for text in [
            "Sep 19 13:15:55 gw kernel: DROP", "", "\n\n\n\n", "{\"a\":1}", "<4>1 2026-09-22T14:13:20Z gw - - - x",
        ] {
            let bytes = Array(text.utf8)
            let isFlow = FlowFile.begins(bytes.span)
            #expect(!isFlow)
        }
    }
}
