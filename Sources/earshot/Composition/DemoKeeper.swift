import EarshotDemo
import EarshotDetect
import EarshotIntel
import EarshotModel
import EarshotPipeline
import EarshotQuery
import EarshotStore
import Foundation
import Logging

/// The demo household: built from generated router log lines through the real pipeline, in a directory of its own.
actor DemoKeeper: EarshotModel.DemoHousehold {
    private let directory: String
    private let settings: Settings
    private let logger: Logger
    private var progress: Double?
    private var ground: Ground?
    private var detecting: Task<Void, Never>?

    init(dataDirectory: String, settings: Settings, logger: Logger) {
        directory = dataDirectory + "/demo"
        self.settings = settings
        self.logger = logger
    }

    /// Written last: a directory without it is half-built and is built again.
    private var marker: String { directory + "/complete" }

    func state() -> ServerStatus.Demo {
        var state = ServerStatus.Demo()
        if let progress {
            state.state = "building"
            state.progress = progress
        } else if FileManager.default.fileExists(atPath: marker) {
            state.state = "ready"
            state.progress = 1
        }
        return state
    }

    func start() async throws {
        guard progress == nil, !FileManager.default.fileExists(atPath: marker) else { return }
        progress = 0
        Task { await self.build() }
    }

    func remove() async throws {
        guard progress == nil else { return }
        detecting?.cancel()
        await detecting?.value
        detecting = nil
        ground = nil
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// The engine over the demo data, opened when first asked for.
    func answers() -> (engine: any QueryEngine, data: DataSet)? {
        guard progress == nil, FileManager.default.fileExists(atPath: marker) else { return nil }
        if ground == nil, let opened = try? Ground(directory: directory, settings: settings, logger: logger) {
            ground = opened
            detect(on: opened)
        }
        return ground.map { ($0.store.engine, DataSet(intake: nil, live: $0.feed)) }
    }

    /// The detections run while the data can be looked at already: nobody should wait for them.
    private func detect(on ground: Ground) {
        guard !FileManager.default.fileExists(atPath: DemoBuilder.detected(directory)) else { return }
        detecting = Task { [directory, logger] in
            do { try await DemoBuilder.detect(on: ground, directory: directory, logger: logger) } catch {
                logger.error("The detections could not look at the demo household: \(error)")
            }
        }
    }

    private func build() async {
        do {
            try? FileManager.default.removeItem(atPath: directory)
            try await DemoBuilder(directory: directory, settings: settings, logger: logger).feed { share in
                await self.note(share)
            }
            try PrivateFile.write("DEMO DATA\n", marker)
        } catch {
            logger.error("The demo household could not be built: \(error)")
        }
        progress = nil
    }

    private func note(_ share: Double) { progress = share }
}

/// Fills a directory with 30 days of a household that does not exist.
struct DemoBuilder: Sendable {
    static let days = 30
    let directory: String
    let settings: Settings
    let logger: Logger

    /// Everything, one after the other.
    func build(_ report: @escaping @Sendable (Double) async -> Void) async throws {
        try await feed(report)
        // A ground of its own: what was fed must be stored first.
        let ground = try Ground(directory: directory, settings: settings, logger: logger)
        try await Self.detect(on: ground, directory: directory, logger: logger)
    }

    func feed(_ report: @escaping @Sendable (Double) async -> Void) async throws {
        let ground = try Ground(directory: directory, settings: settings, for: .importing, logger: logger)
        let now = Int64(Date().timeIntervalSince1970)
        let start = now - Int64(Self.days) * 86_400
        try await ground.process { try await feed(ground.intake, from: start, to: now, report) }
    }

    /// Written when the detections are through.
    static func detected(_ directory: String) -> String { directory + "/detected" }

    /// The detections over the days that were fed, as if they had been running all the time.
    static func detect(on ground: Ground, directory: String, logger: Logger) async throws {
        let newest = try await ground.store.figures().newest
        let end = newest ?? Int64(Date().timeIntervalSince1970)
        let detections = ground.detections(directory: directory, logger: logger)
        try await ground.process {
            try await judge(on: ground, findings: detections.keeper, directory: directory, logger: logger)
            _ = await detections.replay(from: end - Int64(days) * 86_400, to: end)
        }
        if !Task.isCancelled { try PrivateFile.write("DEMO DATA\n", detected(directory)) }
    }

    /// An invented list, through the real threat intelligence: no other list has a say in the demo.
    private static func judge(
        on ground: Ground, findings: FindingKeeper, directory: String, logger: Logger
    ) async throws {
        var list = "value,category,name,confidence\n"
        for entry in EarshotDemo.DemoHousehold.indicators {
            list += "\(entry.value),\(entry.category),\(entry.name),\(entry.confidence)\n"
        }
        // Only a whole path is a file of this machine.
        let file = URL(filePath: directory + "/indicators.csv").absoluteURL.path(percentEncoded: false)
        var feed = Feed(id: "demo-data", location: file)
        feed.title = "DEMO DATA"
        feed.format = .csv
        feed.columns = ["value": "value", "category": "category", "name": "name", "confidence": "confidence"]
        try PrivateFile.write(list, feed.location)
        var configuration = IntelService.Configuration(directory: directory + "/temporary")
        configuration.feeds = [feed]
        configuration.isOffline = true
        let intel = IntelService(
            configuration, store: ground.store, report: { try await findings.record(Hindsight.hits($0)) },
            logger: logger)
        await intel.turn(now: Int64(Date().timeIntervalSince1970))
    }

    private func feed(
        _ intake: Intake, from start: Int64, to end: Int64, _ report: @Sendable (Double) async -> Void
    ) async throws {
        let offset = Int32(TimeZone.current.secondsFromGMT(for: Date(timeIntervalSince1970: Double(end))))
        var household = EarshotDemo.DemoHousehold(seed: 1, start: start, days: Self.days, zoneOffset: offset)
        let source = SourceAddress(.demo, "DEMO DATA")
        var chunk = RawChunk(source: source, arrival: 0)
        while let seconds = household.next(into: &chunk.bytes), seconds < end {
            if chunk.bytes.last == 10 { chunk.bytes.removeLast() }
            chunk.ends.append(UInt32(chunk.bytes.count))
            chunk.arrival = Ticks.from(unixSeconds: seconds) ?? 0
            guard chunk.ends.count >= 8192 else { continue }
            try await intake.submit(chunk)
            chunk = RawChunk(source: source, arrival: 0)
            await report(Double(seconds - start) / Double(end - start))
        }
        if !chunk.ends.isEmpty { try await intake.submit(chunk) }
    }
}
