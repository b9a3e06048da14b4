import EarshotModel
import Testing

@testable import EarshotParsing

struct NetFlow5Tests {
    /// Four packets of 4,000 bytes from 192.168.1.10 to a web server, from 10 s to 7.5 s before the message was sent.
    static func message(count: Int = 1, records: Int = 1, sampling: Int = 0) -> [UInt8] {
        var bytes = FlowBytes(
            .u16(5), .u16(count), .u32(3_600_000), .u32(FlowMessages.seconds), .u32(500_000_000), .u32(1), .u8(0),
            .u8(0),
            .u16(sampling))
        for _ in 0..<records {
            bytes.add([
                .address("192.168.1.10"), .address("203.0.113.5"), .address("192.0.2.254"), .u16(2), .u16(1), .u32(4),
                .u32(4_000), .u32(3_590_000), .u32(3_592_500), .u16(50_123), .u16(443), .u8(0), .u8(0x1b), .u8(6),
                .u8(16), .u16(0), .u16(64_500), .u8(24), .u8(0), .u16(0),
            ])
        }
        return bytes.bytes
    }

    @Test func aRecordIsASession() throws {
        let reading = FlowReading(Self.message())
        let session = try #require(reading.batch.sessions.first)
        #expect(session.source == 7)
        #expect(session.seconds == Int64(FlowMessages.seconds) - 10 && session.fraction == 5_000_000)
        #expect(
            reading.texts == [
                "{\"line\":1,\"table\":\"NetworkSession\",\"family\":\"netflow5\",\"fields\":{"
                    + "\"TimeGenerated\":\"2026-09-22T14:11:30.5Z\",\"SrcIpAddr\":\"192.168.1.10\","
                    + "\"SrcPortNumber\":50123,\"DstIpAddr\":\"203.0.113.5\",\"DstPortNumber\":443,"
                    + "\"NetworkProtocol\":\"TCP\",\"NetworkProtocolVersion\":\"IPv4\",\"DvcInboundInterface\":\"2\","
                    + "\"DvcOutboundInterface\":\"1\",\"SrcBytes\":4000,\"TcpFlagsFin\":true,\"TcpFlagsSyn\":true,"
                    + "\"TcpFlagsPsh\":true,\"TcpFlagsAck\":true,\"SrcPackets\":4,\"NetworkDuration\":2500,"
                    + "\"AdditionalFields\":{\"TOS\":16,\"ipNextHopIPv4Address\":\"192.0.2.254\","
                    + "\"bgpDestinationAsNumber\":64500,\"sourceIPv4PrefixLength\":24}}}"
            ])
    }

    @Test func whatWasSampledStandsForMore() throws {
        // Mode 1 in the upper bits, one packet in 100.
        let reading = FlowReading(Self.message(sampling: 0x4064))
        #expect(reading.batch.sessions.first?.length == 400_000)
        #expect(reading.fields().contains("\"SrcPackets\":400"))
        #expect(reading.fields().contains("\"SamplingRate\":100"))
    }

    @Test func aDatagramThatIsCutGivesItsWholeRecords() {
        let whole = Self.message(count: 2, records: 2)
        for length in 24..<whole.count {
            let reading = FlowReading(Array(whole[..<length]))
            #expect(reading.batch.sessions.count == (length - 24) / 48)
            #expect(reading.problem(.truncated) == 1)
        }
        #expect(FlowReading(Array(whole[..<23])).problem(.truncated) == 1)
    }

    @Test func gapsInTheSequenceAreCounted() {
        var later = Self.message()
        later.replaceSubrange(16..<20, with: [0, 0, 0, 12])
        #expect(FlowReading(Self.message(), later).counters.lost == 10)
        // An exporter that begins anew has lost nothing.
        #expect(FlowReading(later, Self.message()).counters.lost == 0)
    }

    @Test func anExporterWithoutAClockHasTheTimeOfArrival() throws {
        var message = Self.message()
        message.replaceSubrange(8..<16, with: [0, 0, 0, 100, 0, 0, 0, 0])
        let session = try #require(FlowReading(message).batch.sessions.first)
        #expect(session.seconds == ParsedLine.arrivalSeconds - 10)
    }

    @Test func anUptimeThatWrappedBetweenIsUnderstood() throws {
        var message = Self.message()
        // Up for one second since the counter wrapped; the flow began two seconds before that.
        message.replaceSubrange(4..<8, with: [0, 0, 3, 0xe8])
        message.replaceSubrange(48..<56, with: [0xff, 0xff, 0xf8, 0x30, 0, 0, 0, 0])
        let session = try #require(FlowReading(message).batch.sessions.first)
        #expect(session.seconds == Int64(FlowMessages.seconds) - 3)
    }
}
