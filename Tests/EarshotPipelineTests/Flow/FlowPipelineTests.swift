import EarshotModel
import EarshotParsing
import Foundation
import Logging
import Testing

@testable import EarshotPipeline

@Suite(.timeLimit(.minutes(5)))
struct FlowPipelineTests {
    @Test func aDatagramIsHandedOnAsItIs() async throws {
        let intake = MemoryIntake()
        let listener = UDPListener(
            .init(host: "127.0.0.1", port: 0, transport: .ipfix), intake: intake, now: { 42 }, logger: .silent)
        let running = Task { try await listener.run() }
        let port = try await listener.port()
        let datagram: [UInt8] = [0, 10, 10, 13, 10, 0, 0, 0]
        let socket = TestSocket(.udp, port: port)
        socket.send(datagram)
        socket.send([])
        socket.send(datagram)
        try await eventually { intake.lineCount == 2 }
        #expect(listener.state == ListenerState(transport: .ipfix, port: port, phase: .listening))
        running.cancel()
        try await running.value
        #expect(intake.chunks.flatMap(\.bytes) == datagram + datagram)
        #expect(intake.sources == [SourceAddress(.ipfix, "127.0.0.1")])
        #expect(listener.counters.lines == 2)
    }

    @Test func flowRecordsAreRows() async throws {
        let (intake, sink) = (Intake(), MemorySink())
        let processor = Processor(
            intake: intake, sink: sink, knowledge: sink, geography: Geography(cityPath: nil, networkPath: nil),
            vendors: VendorRegistry(path: "/nonexistent"), feed: LiveFeed(), logger: .silent)
        async let running: Void = processor.run()
        // Before their template: they wait, and are rows when it comes.
        _ = try await intake.commit(FlowMaterial.chunk((1...40).map(FlowMaterial.data)))
        #expect(processor.current.waitingFlowSets == 40 && sink.count("network_session") == 0)
        let receipt = try await intake.commit(FlowMaterial.chunk([FlowMaterial.template, FlowMaterial.data(41)]))
        #expect(receipt.tables == ["NetworkSession": 41] && receipt.families == ["netflow9": 41])
        var repeated = FlowMaterial.chunk([FlowMaterial.data(42)])
        repeated.isRepeated = true
        _ = try await intake.commit(repeated)
        processor.finish()
        try await running
        #expect(sink.count("network_session") == 41)
        let report = processor.current
        #expect(report.flows.count(of: .netflow9) == 42 && report.flows.late == 40 && report.waitingFlowSets == 0)
        let source = try #require(report.sources[SourceAddress(.netflow, "192.0.2.7")])
        #expect(source.events == 41 && source.family == "netflow9" && source.lastLine.isEmpty)
    }

    @Test func anInterfaceThatIsMissingProvesNothing() throws {
        var home = HomeNetwork()
        var record = SessionRecord()
        record.sourceAddress = try #require(IPAddress("8.8.8.8"))
        record.destinationAddress = try #require(IPAddress("139.48.125.218"))
        record.present = [.sourceAddress, .destinationAddress, .flow]
        record.inboundInterface = 1
        for _ in 0..<5 { #expect(home.direction(of: record) == .external) }
        #expect(home.ownAddresses.isEmpty)
    }
}

@Suite(.timeLimit(.minutes(5)))
struct FlowImportTests {
    private let files: ImportFiles
    private let intake = MemoryIntake()

    init() throws { files = try ImportFiles() }

    private var fresh: [RawChunk] { intake.chunks.filter { !$0.isRepeated } }

    @Test(arguments: ["cat", "gzip -c", "zstd -q -c"]) func aCaptureIsImportedOnce(command: String) async throws {
        try files.write("a.pcap", FlowMaterial.capture([FlowMaterial.template] + (1...20).map(FlowMaterial.data)))
        try files.shell("\(command) a.pcap > z")
        try await intake.take(.file(files.path("z")))
        let summary = try await intake.take(.file(files.path("z")))
        #expect(fresh.flatMap(\.bytes) == FlowMaterial.template + (1...20).flatMap(FlowMaterial.data))
        #expect(intake.sources.contains(SourceAddress(.netflow, "192.0.2.7")))
        #expect(fresh.first?.arrival == Ticks.unixEpoch + 1_790_000_000 * Ticks.perSecond)
        #expect(summary.lines == 0)
    }

    @Test func aCaptureThatGrewIsReadFromItsBeginningAndAddsWhatIsNew() async throws {
        let first = [FlowMaterial.template] + (1...20).map(FlowMaterial.data)
        let input = try files.write("a.pcap", FlowMaterial.capture(first))
        try await intake.take(input)
        try files.write("a.pcap", FlowMaterial.capture(first + (21...25).map(FlowMaterial.data)))
        let summary = try await intake.take(input)
        #expect(summary.lines == 5)
        #expect(fresh.flatMap(\.bytes) == FlowMaterial.template + (1...25).flatMap(FlowMaterial.data))
        #expect(intake.chunks.filter(\.isRepeated).flatMap(\.bytes).count == first.joined().count)
    }

    @Test func aCaptureOfSomethingElseIsAnError() async throws {
        try files.write("dns.pcap", FlowMaterial.capture([Array("question".utf8)]))
        let summary = try await intake.take(.file(files.path("dns.pcap")))
        let error = try #require(summary.failures.first)
        #expect(error.description.contains("it is a packet capture without NetFlow, IPFIX, sFlow, mDNS or SSDP in it"))
        #expect(error.description.contains("tcpdump -nr"))
        #expect(intake.chunks.isEmpty)
    }
}
