import EarshotDetect
import EarshotModel
import EarshotPipeline
import EarshotStore
import Foundation
import Logging

/// A store in memory behind the real parser and enrichment.
struct TestGround {
    let store: Store
    let intake = Intake(maximumBytes: 64_000_000)
    let processor: Processor
    let logger = Logger(label: "test")

    init() throws {
        store = try Store(.init(directory: nil))
        var configuration = Processor.Configuration()
        configuration.publicAddresses = [IPAddress("79.203.44.118")].compactMap { $0 }
        configuration.names = try Self.known.get()
        let prefix = ProcessInfo.processInfo.environment["EARSHOT_PREFIX"] ?? "/opt/earshot"
        let folder = "\(prefix)/share/earshot/geo/"
        let geography = Geography(
            cityPath: folder + "dbip-city-lite.mmdb", networkPath: folder + "dbip-asn-lite.mmdb")
        processor = Processor(
            configuration: configuration, intake: intake, sink: store, knowledge: store, geography: geography,
            vendors: VendorRegistry(), feed: LiveFeed(), logger: logger)
    }

    private static let known = Result { try facts() }

    /// What Earshot itself knows of names and devices.
    private static func facts() throws -> NameFacts {
        let folder = packageFolder.appending(path: "Sources/earshot/Resources")
        func text(_ name: String) throws -> String {
            try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        }
        var services = ServiceTable()
        try services.add(try text("services.tsv"), file: "services.tsv")
        var clues = DeviceClues()
        try clues.add(try text("device-clues.tsv"), file: "device-clues.tsv")
        var nameServers = NameServerTable()
        try nameServers.add(try text("name-servers.tsv"), file: "name-servers.tsv")
        let suffixes = (try? String(contentsOfFile: PublicSuffixList.defaultPath, encoding: .utf8)) ?? ""
        return NameFacts(
            suffixes: PublicSuffixList(text: suffixes), services: services, clues: clues, nameServers: nameServers)
    }

    /// Feeds lines, then runs `body` while the processing still runs, and answers what it says.
    func run<Result: Sendable>(
        _ lines: [String], arrival: Int64, _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        async let running: Void = processor.run()
        for start in stride(from: 0, to: lines.count, by: 4000) {
            var chunk = RawChunk(
                source: SourceAddress(.udp, "192.168.50.1"), arrival: Ticks.from(unixSeconds: arrival) ?? 0)
            for line in lines[start..<min(start + 4000, lines.count)] {
                chunk.bytes.append(contentsOf: line.utf8)
                chunk.ends.append(UInt32(chunk.bytes.count))
            }
            _ = try await intake.commit(chunk)
        }
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        processor.finish()
        try await running
        return try result.get()
    }

    func detections(_ configuration: Detections.Configuration = .init()) -> Detections {
        Detections(
            configuration, engine: store.engine, sink: store, intake: intake, state: store, logger: logger)
    }
}
