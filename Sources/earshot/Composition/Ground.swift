import EarshotModel
import EarshotParsing
import EarshotPipeline
import EarshotStore
import Logging

/// A data directory at work: store, entrance, processing and live view, wired in the order in which events flow.
struct Ground: Sendable {
    let store: Store
    let intake: Intake
    let feed: LiveFeed
    let processor: Processor
    let geography: Geography

    /// What the directory is opened for.
    enum Purpose {
        /// To listen and to answer.
        case serving
        /// To write as fast as possible: little memory for queries that nobody asks, and one database thread, because a
        /// second one would only take turns with the parser.
        case importing
    }

    /// `retention`: what is no longer kept; nil for data that is not collected but made or brought, which stays whole.
    init(
        directory: String, settings: Settings, for purpose: Purpose = .serving,
        retention: Retention.Configuration? = nil, logger: Logger
    ) throws {
        let names = Background { try NameSources.facts(settings) }
        let vendors = Background { VendorRegistry() }
        var configuration = Store.Configuration(directory: directory)
        let memory = Int64(settings.integer("store.memoryLimitMegabytes")) * 1_000_000
        configuration.memoryLimit = purpose == .importing ? min(memory, 128_000_000) : memory
        configuration.threads = purpose == .importing ? 1 : nil
        // The last rows of each table are compressed anew with every checkpoint. Rows that go to several tables pay for that.
        configuration.checkpointBytes = purpose == .importing ? 96_000_000 : nil
        geography = settings.geography
        configuration.places = GeographyPlaces(geography: geography)
        configuration.retention = retention
        configuration.watchlists = WatchlistFolder(dataDirectory: directory)
        configuration.external = settings.externalData
        store = try Store(configuration)
        intake = Intake(maximumBytes: purpose == .importing ? 4_000_000 : 32_000_000)
        feed = LiveFeed()
        for problem in geography.problems { logger.warning("\(problem)") }
        var processing = Processor.Configuration()
        processing.publicAddresses = settings.publicAddresses
        processing.nameServers = settings.nameServers
        processing.parser = settings.parserConfiguration(directory)
        for problem in FormatFolder(directory).read().problems { logger.warning("\(problem)") }
        try SourceRules.check(settings.sources)
        processing.sources = settings.sources
        processing.names = try names.value()
        processor = try Processor(
            configuration: processing, intake: intake, sink: store, knowledge: store, geography: geography,
            vendors: vendors.value(), feed: feed, logger: logger)
    }

    var dataSet: DataSet { DataSet(intake: intake, files: GroundFiles(ground: self), live: feed) }

    /// Runs `body` while the processing runs, then stores what is queued.
    func process<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        async let processing: Void = processor.run()
        do {
            let result = try await body()
            processor.finish()
            try await processing
            return result
        } catch {
            processor.finish()
            try await processing
            throw error
        }
    }
}

extension Settings {
    var retention: Retention.Configuration {
        var retention = Retention.Configuration()
        retention.days = integer("retention.days")
        retention.maximumBytes = Int64(integer("retention.maximumGigabytes")) * 1_000_000_000
        return retention
    }

    /// With the formats of the configuration file and those that were saved in the data directory.
    func parserConfiguration(_ directory: String) -> ParserConfiguration {
        var configuration = ParserConfiguration(
            actionRules: ActionRules(custom: actionRules.map { ($0.prefix, $0.action) }))
        configuration.formats = OwnFormats(formats + FormatFolder(directory).read().formats)
        return configuration
    }

    func logger(_ label: String) -> Logger {
        var logger = Logger(label: label) { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = Logger.Level(rawValue: text("log.level")) ?? .info
        return logger
    }
}
