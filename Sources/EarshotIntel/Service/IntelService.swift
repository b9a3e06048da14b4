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

    private let configuration: Configuration
    let store: any IndicatorStore
    let desk: LookupDesk?
    private let report: @Sendable ([RetroMatch]) async throws -> Void
    private let logger: Logger
    private let fetcher: FeedFetcher
    private var knowledge = KnowledgeBase()
    private var states: [String: FeedState] = [:]
    private var judge: Judge?
    private var judgedAt: Int64 = 0
    private var loading: Task<Void, any Error>?
    private var needsJudging = true
    private var isApplying = false
    public private(set) var findings = 0
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

    private func refreshDue(now: Int64, force: Bool = false) async throws {
        await refresh(configuration.feeds.filter { $0.isEnabled && (force || isDue($0, now)) }, now)
    }

    private func askServices(now: Int64) async throws {
        guard let desk, !configuration.isOffline else { return }
        let judge = judge
        try await learn(from: desk.turn(now: now) { judge?.isSettled($0) ?? false })
    }

    /// Judges what is to be judged anew, and searches the past.
    private func apply(now: Int64) async throws {
        try await judge(now: now)
        try await alone { try await self.hunt() }
    }

    private func judge(now: Int64) async throws {
        try await alone {
            if await self.isJudgingDue(now) { try await self.judgeAll(now) }
        }
    }

    private func isJudgingDue(_ now: Int64) -> Bool { needsJudging || now - judgedAt >= 3600 }

    /// One at a time, so that nothing is found twice.
    private func alone(_ body: @Sendable () async throws -> Void) async throws {
        while isApplying { try await Task.sleep(for: .milliseconds(50)) }
        isApplying = true
        defer { isApplying = false }
        try await body()
    }

    // MARK: Feeds

    /// Reads what earlier runs fetched, once.
    private func load() async throws {
        let task = loading ?? Task { try await self.readKnown() }
        loading = task
        do { try await task.value } catch {
            if loading == task { loading = nil }
            throw error
        }
    }

    private func readKnown() async throws {
        let known = try await store.threatState("feeds").flatMap {
            try? JSONDecoder().decode([FeedState].self, from: Data($0.utf8))
        }
        for state in known ?? [] { states[state.id] = state }
        let sources = await lookupSources()
        try await store.keepOnly(feeds: configuration.feeds.filter(\.isEnabled).map(\.id) + sources)
        for feed in configuration.feeds {
            var state = states[feed.id] ?? FeedState()
            describe(&state, feed)
            states[feed.id] = state
            if feed.isEnabled, state.entries > 0 { try await index(feed) }
        }
        states = states.filter { id, _ in configuration.feeds.contains { $0.id == id } }
        for id in sources { try await index(LookupDesk.feed(id)) }
    }

    /// Sources whose indicators do not come from feeds.
    private func lookupSources() async -> [String] { await desk?.ids ?? [] }

    /// Services have answered: what they said counts.
    func learn(from services: Set<String>) async throws {
        for id in services { try await index(LookupDesk.feed(id)) }
        if !services.isEmpty { needsJudging = true }
    }

    /// Judges at once when something is new: for people who wait.
    func judgeNow() async throws { if needsJudging { try await judge(now: Self.now) } }

    private func describe(_ state: inout FeedState, _ feed: Feed) {
        state.id = feed.id
        state.title = feed.title
        state.role = feed.role.rawValue
        state.category = feed.category
        state.licence = feed.licence
        state.home = feed.home
        state.enabled = feed.isEnabled
        if !feed.isEnabled { state.entries = 0 }
        let description = "\(feed.location) \(feed.format.rawValue) \(feed.confidence) \(feed.category) \(feed.minimum)"
        if state.description != description {
            state.description = description
            state.etag = ""
            state.modified = ""
            state.nextFetch = 0
        }
    }

    private func isDue(_ feed: Feed, _ now: Int64) -> Bool {
        guard feed.isFile || !configuration.isOffline else { return false }
        return now >= states[feed.id]?.nextFetch ?? 0
    }

    /// A few at a time, so that a server that hangs does not hold up the others.
    private func refresh(_ feeds: [Feed], _ now: Int64) async {
        await withTaskGroup(of: Void.self) { group in
            for (place, feed) in feeds.enumerated() {
                if place >= 4 { await group.next() }
                guard !Task.isCancelled else { return }
                group.addTask { await self.refresh(feed, now) }
            }
        }
    }

    private func refresh(_ feed: Feed, _ now: Int64) async {
        guard feed.isFile || !configuration.isOffline else { return }
        var state = states[feed.id] ?? FeedState()
        do {
            try await take(feed, &state, now)
            state.failures = 0
            state.lastFetched = now
            state.nextFetch = now + Self.jittered(max(feed.interval, feed.isFile ? 300 : 3600))
        } catch {
            if error is CancellationError || Task.isCancelled { return }
            state.failures += 1
            state.state = "failed"
            state.message = "\(error)"
            let wait = (error as? FetchError)?.retryAfter ?? min(86_400, 3600 << min(state.failures - 1, 5))
            state.nextFetch = now + Self.jittered(max(wait, (error as? FetchError)?.isOffline == true ? 900 : 3600))
            logger.warning("The feed \(feed.id) was not refreshed: \(error)")
        }
        states[feed.id] = state
        await saveStates()
    }

    /// Up to a tenth more, so that not all homes ask at the same minute.
    private static func jittered(_ seconds: Int) -> Int64 {
        Int64(seconds) + Int64.random(in: 0...Int64(seconds / 10 + 1))
    }

    private func take(_ feed: Feed, _ state: inout FeedState, _ now: Int64) async throws {
        let outcome = try await fetcher.fetch(feed, etag: state.etag, modified: state.modified)
        guard case .file(let path, let isTemporary, let etag, let modified, let isCut) = outcome else {
            if state.state == "failed" { state.state = "ok" }
            state.message = ""
            // The age of its entries counts from today.
            if now / 86_400 > state.lastFetched / 86_400 {
                try await store.touch(feed: feed.id, now: now)
                try await index(feed)
                needsJudging = true
            }
            return
        }
        defer { if isTemporary { try? FileManager.default.removeItem(atPath: path) } }
        var isFirst = true
        let store = store
        let tally = try await FeedReader.read(feed, path: path) { batch in
            try await store.stage(
                batch, feed: feed.id, category: feed.category, confidence: feed.confidence, fresh: isFirst)
            isFirst = false
        }
        if isFirst {
            try await store.stage([], feed: feed.id, category: feed.category, confidence: feed.confidence, fresh: true)
        }
        let swap = try await store.swapIn(feed: feed.id, now: now)
        try await index(feed)
        needsJudging = true
        state.etag = etag
        state.modified = modified
        state.entries = swap.total
        state.added = swap.added
        state.removed = swap.removed
        state.skipped = tally.skipped
        state.lastChanged = now
        state.state = isCut || tally.isCut ? "cut" : "ok"
        state.message =
            isCut || tally.isCut
            ? "The list is larger than is taken (\(fetcher.maximumBytes >> 20) MB, \(FeedReader.maximumIndicators) entries); the rest of it is not used."
            : ""
        logger.info("The feed \(feed.id): \(swap.total) entries, \(swap.added) new, \(swap.removed) gone")
    }

    private func index(_ feed: Feed) async throws {
        guard let number = knowledge.number(of: feed) else { return }
        let parts = PartsBox(IndexParts(feed: number))
        try await store.indicators(of: feed.id) { batch in parts.add(batch) }
        knowledge.replace(parts.taken)
    }

    private func saveStates() async {
        guard let data = try? JSONEncoder().encode(states.values.sorted { $0.id < $1.id }) else { return }
        do { try await store.setThreatState("feeds", String(decoding: data, as: UTF8.self)) } catch {
            logger.warning("How the feeds fare could not be kept: \(error)")
        }
    }

    // MARK: Verdicts

    private func judgeAll(_ now: Int64) async throws {
        let judge = knowledge.judge(now: now)
        // What becomes known meanwhile is for the next time.
        needsJudging = false
        let judged: Int
        do { judged = try await store.apply(judge) } catch {
            needsJudging = true
            throw error
        }
        self.judge = judge
        judgedAt = now
        logger.debug("\(judged) addresses and names have a verdict")
    }

    private func hunt() async throws {
        let targets = try await store.unhunted(minimum: configuration.huntFrom)
        guard !targets.isEmpty else { return }
        let matches = try await store.hunt(targets)
        // First the findings, then the mark: an end between the two repeats a finding and loses none.
        if !matches.isEmpty { try await report(matches) }
        try await store.setHunted(targets)
        findings += matches.count
        if !matches.isEmpty { logger.notice("\(matches.count) matches in the history of risky addresses and names") }
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
