import Dispatch
public import EarshotModel
public import EarshotParsing
public import Logging
public import ServiceLifecycle
import Synchronization

/// Parses, enriches and batches what the intake holds, and writes it: the heart of the pipeline.
///
/// One thread parses and enriches; the sink's thread writes the batch before. A batch closes after `maximumRows`, or
/// after `maximumDelay`, or as soon as somebody waits for a receipt and nothing more is queued.
public final class Processor: Service {
    public struct Configuration: Sendable {
        /// Rows of a batch. Large ones are cheaper to store; this many take about 70 MB.
        public var maximumRows = 122_880
        /// The longest a row waits to be stored, milliseconds.
        public var maximumDelay = 500
        /// Public addresses of the router, when the user knows better than we can learn.
        public var publicAddresses: [IPAddress] = []
        /// Name servers outside that the home's devices are told to ask.
        public var nameServers: [IPAddress] = []
        /// Registered domains and services of host names.
        public var names = NameFacts()
        /// Rules for the firewall's action, before the built-in ones.
        public var parser = ParserConfiguration()
        /// What the user says of senders.
        public var sources: [SourceRule] = []
        public init() {}
    }

    private let configuration: Configuration
    private let intake: Intake
    private let sink: any EventSink
    private let knowledge: any KnowledgeSource
    private let geography: Geography
    private let vendors: VendorRegistry
    private let feed: LiveFeed
    private let logger: Logger
    private let report = Mutex(ProcessorReport())
    private let output = Mutex<BatchOutput?>(nil)

    public init(
        configuration: Configuration = .init(), intake: Intake, sink: any EventSink, knowledge: any KnowledgeSource,
        geography: Geography, vendors: VendorRegistry, feed: LiveFeed, logger: Logger
    ) {
        self.configuration = configuration
        self.intake = intake
        self.sink = sink
        self.knowledge = knowledge
        self.geography = geography
        self.vendors = vendors
        self.feed = feed
        self.logger = logger
    }

    /// What has been processed so far.
    public var current: ProcessorReport {
        var report = report.withLock { $0 }
        // Asked for itself: the worker reports nothing while it waits for a store that takes no rows.
        guard let output = output.withLock({ $0 }) else { return report }
        report.storedRows = Int64(output.storedRows)
        (report.writeFailures, report.lastFailure) = output.failures
        return report
    }

    /// Works until the task is cancelled or shut down gracefully, then finishes what is queued. Throws `RowsLost` when
    /// that was not possible.
    public func run() async throws {
        let start = Parcel(try await makeStart())
        try await withGracefulShutdownHandler {
            try await withTaskCancellationHandler {
                try await work(start)
            } onCancel: { [intake] in
                intake.close()
            }
        } onGracefulShutdown: { [intake] in
            intake.close()
        }
    }

    private func makeStart() async throws -> Start {
        let known = try await knowledge.knowledge()
        let enricher = Enricher(
            geography: geography, vendors: vendors, facts: configuration.names, knowledge: known,
            publicAddresses: configuration.publicAddresses, nameServers: configuration.nameServers,
            sourceNames: configuration.sources)
        return Start(enricher: enricher, states: known.states)
    }

    /// Processes what is queued and what comes until the intake is closed.
    private func work(_ start: Parcel<Start>) async throws {
        let output = BatchOutput(
            sink: sink, knowledge: knowledge, logger: logger, isStopping: { [intake] in intake.isClosed })
        self.output.withLock { $0 = output }
        let thread = DispatchQueue(label: "earshot.processor", qos: .userInitiated)
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            thread.async { [self] in
                // Taken, not copied: all addresses of months would otherwise be held twice for as long as it works.
                if var worker = start.take().map({
                    ProcessorWorker(
                        configuration, $0.enricher, intake: intake, feed: feed, output: output, states: $0.states)
                }) {
                    worker.run { progress in report.withLock { $0 = progress } }
                }
                done.resume()
            }
        }
        if let lost = output.lost { throw lost }
    }

    /// Closes the entrance; `run` returns when everything queued is stored.
    public func finish() { intake.close() }
}

/// What a processor begins with.
private struct Start: Sendable {
    var enricher: Enricher
    /// What earlier runs kept, by name.
    var states: [String: String]
}

/// Something that changes hands: whoever takes it has the only copy.
private final class Parcel<Content: Sendable>: Sendable {
    private let content: Mutex<Content?>
    init(_ content: Content) { self.content = Mutex(content) }
    func take() -> Content? {
        content.withLock { content in
            defer { content = nil }
            return content
        }
    }
}

/// What a processor has done since it started.
public struct ProcessorReport: Sendable {
    public struct Source: Sendable {
        public var address: SourceAddress
        public var host = ""
        public var family = ""
        /// Arrival, seconds since 1970.
        public var firstSeen: Int64 = 0
        public var lastSeen: Int64 = 0
        public var events: Int64 = 0
        public var recognized: Int64 = 0
        public var lastLine = ""
        /// How its clock is, by its latest lines; nil: they do not tell, or were imported.
        public var clock: ClockOffset?
    }

    public var lines: Int64 = 0
    public var sessions: Int64 = 0
    public var unrecognized: Int64 = 0
    public var storedRows: Int64 = 0
    /// Lines kept in Syslog, by reason.
    public var reasons: [String: Int64] = [:]
    public var writeFailures: Int64 = 0
    public var lastFailure: String?
    public var sources: [SourceAddress: Source] = [:]
    public var publicAddresses: [IPAddress] = []
    /// What devices announced of themselves.
    public var discovery = DiscoveryCounters()
    /// What came as flow datagrams.
    public var flows = FlowCounters()
    /// Data sets of flows that wait for their template.
    public var waitingFlowSets = 0
}
