public import EarshotModel
import Foundation
public import Logging
public import ServiceLifecycle

/// Keeps the feeds fresh, the verdicts current, and searches the past when something becomes known.
public actor IntelService: Service {
    public struct Configuration: Sendable {
        public var feeds: [Feed] = []
        /// Where fetched files wait to be read.
        public var directory: String
        /// Nobody is asked for anything; files of this machine are read all the same.
        public var isOffline = false
        /// Of one list; the rest is cut off.
        public var maximumBytes = 256 << 20
        /// The least score whose history is searched.
        public var huntFrom = RiskLevel.medium.minimum
        public init(directory: String) { self.directory = directory }
    }

    let configuration: Configuration
    let store: any IndicatorStore
    let desk: LookupDesk?
    let report: @Sendable ([RetroMatch]) async throws -> Void
    let logger: Logger
    let fetcher: FeedFetcher
    var knowledge = KnowledgeBase()
    var states: [String: FeedState] = [:]
    var judge: Judge?
    var judgedAt: Int64 = 0
    private var loading: Task<Void, any Error>?
    var needsJudging = true
    private var isApplying = false
    public internal(set) var findings = 0
    /// What does not work at the moment, by the round that has met it.
    private var problems: [Round: String] = [:]
    /// The same in a sentence; empty: everything works.
    public var problem: String { Round.allCases.compactMap { problems[$0] }.joined(separator: " ") }

    private enum Round: CaseIterable { case lists, services, verdicts }

    /// `report`: stores findings; throws when they were not stored.
    public init(
        _ configuration: Configuration, store: any IndicatorStore, desk: LookupDesk? = nil,
        report: @escaping @Sendable ([RetroMatch]) async throws -> Void, logger: Logger
    ) {
        self.configuration = configuration
        self.store = store
        self.desk = desk
        self.report = report
        self.logger = logger
        fetcher = FeedFetcher(maximumBytes: configuration.maximumBytes, directory: configuration.directory)
    }

    /// Three rounds that do not wait for each other: a list that comes slowly, or a service that hangs, holds up neither
    /// the verdicts nor the search of the past.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            // A page that is opened at once after the start comes first.
            try? await Task.sleep(for: .seconds(2))
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.again(.lists, every: 30) { try await self.refreshDue(now: Self.now) } }
                group.addTask { await self.again(.services, every: 30) { try await self.askServices(now: Self.now) } }
                group.addTask { await self.again(.verdicts, every: 5) { try await self.apply(now: Self.now) } }
            }
        }
    }

    private func again(
        _ round: Round, every seconds: Int, _ body: @Sendable () async throws -> Void
    ) async {
        while !Task.isCancelled {
            await attempt(round, body)
            try? await Task.sleep(for: .seconds(seconds))
        }
    }

    /// What fails is told and tried again.
    private func attempt(_ round: Round, _ body: @Sendable () async throws -> Void) async {
        do {
            try await load()
            try await body()
            problems[round] = nil
        } catch {
            guard !(error is CancellationError), !Task.isCancelled else { return }
            let text = "Threat intelligence could not be applied and is tried again: \(error)"
            if problems[round] != text { logger.error("\(text)") }
            problems[round] = text
        }
    }

    static var now: Int64 { Int64(Date().timeIntervalSince1970) }

    /// Everything that is due, one after the other. `force`: lists are fetched whether they are due or not.
    public func turn(now: Int64, force: Bool = false) async {
        await attempt(.lists) { try await self.refreshDue(now: now, force: force) }
        await attempt(.services) { try await self.askServices(now: now) }
        await attempt(.verdicts) { try await self.apply(now: now) }
    }

    private func askServices(now: Int64) async throws {
        guard let desk, !configuration.isOffline else { return }
        let judge = judge
        try await learn(from: desk.turn(now: now) { judge?.isSettled($0) ?? false })
    }

    /// Reads what earlier runs fetched, once.
    private func load() async throws {
        let task = loading ?? Task { try await self.readKnown() }
        loading = task
        do { try await task.value } catch {
            if loading == task { loading = nil }
            throw error
        }
    }

    /// One at a time, so that nothing is found twice.
    func alone(_ body: @Sendable () async throws -> Void) async throws {
        while isApplying { try await Task.sleep(for: .milliseconds(50)) }
        isApplying = true
        defer { isApplying = false }
        try await body()
    }

    // MARK: Answers

    var isOffline: Bool { configuration.isOffline }

    /// How all feeds fare, in the order of the configuration.
    public var feedStates: [FeedState] { configuration.feeds.map { states[$0.id] ?? waiting($0) } }

    /// A feed of which nothing is known yet, in the first seconds.
    private func waiting(_ feed: Feed) -> FeedState {
        var state = FeedState()
        describe(&state, feed)
        return state
    }

    /// Entries held in memory for matching.
    public var indexedEntries: Int { knowledge.index.count }

    public func verdict(on address: IPAddress, asn: UInt32) -> ThreatVerdict? { judge?.verdict(on: address, asn: asn) }
    public func verdict(onDomain name: String) -> ThreatVerdict? { judge?.verdict(onDomain: name) }
    public func verdict(on kind: Indicator.Kind, _ text: String) -> ThreatVerdict? { judge?.verdict(on: kind, text) }
}
