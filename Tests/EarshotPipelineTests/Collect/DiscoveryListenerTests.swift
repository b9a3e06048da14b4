import EarshotModel
import EarshotParsing
import Glibc
import Logging
import Testing

@testable import EarshotPipeline

/// Announcements over real sockets: a multicast group on the loopback, to the rows of the inventory.
@Suite(.timeLimit(.minutes(5)))
struct DiscoveryListenerTests {
    private static let loopback = IPAddress(v4: 0x7f00_0001)

    /// Sends a datagram to a group by the loopback.
    private static func send(_ bytes: [UInt8], to group: UInt32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(descriptor) }
        var interface = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
        setsockopt(
            descriptor, Int32(IPPROTO_IP), IP_MULTICAST_IF, &interface, socklen_t(MemoryLayout<in_addr>.size))
        let name = SocketName(IPAddress(v4: group), port: UInt16(port))
        _ = name.withPointer { sendto(descriptor, bytes, bytes.count, 0, $0, $1) }
    }

    private static let notification =
        "NOTIFY * HTTP/1.1\r\nNTS: ssdp:alive\r\nNT: urn:schemas-upnp-org:device:ZonePlayer:1\r\n"
        + "SERVER: Linux UPnP/1.0 Sonos/57.3\r\n\r\n"

    private func listener(_ group: UInt32, _ transport: SourceAddress.Transport, _ intake: any RecordIntake)
        -> UDPListener
    {
        var configuration = UDPListener.Configuration(
            host: IPAddress(v4: group).description, port: 0, receiveBufferBytes: 1 << 20, transport: transport)
        configuration.interfaces = [Self.loopback]
        return UDPListener(configuration, intake: intake, logger: .silent)
    }

    @Test func whatIsAnnouncedToAGroupIsHeard() async throws {
        let intake = MemoryIntake()
        let listener = listener(0xefff_fffa, .ssdp, intake)
        let running = Task { try await listener.run() }
        let port = try await listener.port()
        // To the group, and to the port alone, which is not for us.
        TestSocket(.udp, port: port).send("not for the group")
        try await eventually {
            Self.send(Array(Self.notification.utf8), to: 0xefff_fffa, port: port)
            return intake.lineCount >= 1
        }
        running.cancel()
        try await running.value
        let chunk = try #require(intake.chunks.first)
        #expect(chunk.source == SourceAddress(.ssdp, "127.0.0.1"))
        #expect(String(decoding: chunk.bytes.prefix(Self.notification.utf8.count), as: UTF8.self) == Self.notification)
    }

    @Test func twoProgramsMayListen() async throws {
        let intakes = [MemoryIntake(), MemoryIntake()]
        let first = listener(0xe000_00fb, .mdns, intakes[0])
        let running = Task { try await first.run() }
        let port = try await first.port()
        var configuration = UDPListener.Configuration(host: "224.0.0.251", port: port, transport: .mdns)
        configuration.interfaces = [Self.loopback]
        let second = UDPListener(configuration, intake: intakes[1], logger: .silent)
        let alsoRunning = Task { try await second.run() }
        _ = try await second.port()
        try await eventually {
            Self.send([0, 0], to: 0xe000_00fb, port: port)
            return intakes.allSatisfy { $0.lineCount >= 1 }
        }
        running.cancel()
        alsoRunning.cancel()
        try await running.value
        try await alsoRunning.value
    }

    @Test func anInterfaceThatIsNotThereIsAnError() async throws {
        var configuration = UDPListener.Configuration(host: "224.0.0.251", port: 0, transport: .mdns)
        configuration.interfaces = [IPAddress(v4: 0xc000_0207)]
        let listener = UDPListener(configuration, intake: MemoryIntake(), logger: .silent)
        await #expect(throws: CollectError.self) { try await listener.run() }
        #expect(listener.state.phase == .failed)
    }

    @Test func anAnnouncementBecomesADevice() async throws {
        let (intake, sink) = (Intake(), MemorySink())
        let processor = Processor(
            intake: intake, sink: sink, knowledge: sink, geography: Geography(cityPath: nil, networkPath: nil),
            vendors: VendorRegistry(path: "/nonexistent"), feed: LiveFeed(), logger: .silent)
        async let running: Void = processor.run()
        var chunk = RawChunk(
            source: SourceAddress(.ssdp, "192.168.1.77"), arrival: Ticks.from(unixSeconds: 1_790_000_000) ?? 0)
        chunk.bytes = Array(Self.notification.utf8)
        chunk.ends = [UInt32(chunk.bytes.count)]
        let receipt = try await intake.commit(chunk)
        processor.finish()
        try await running
        #expect(receipt.tables.isEmpty && sink.count("syslog") == 0 && sink.count("devices") == 1)
        let report = processor.current
        #expect(report.discovery.announcements == 1 && report.lines == 0 && report.sources.isEmpty)
        #expect(intake.counts.received == 0)
    }
}
