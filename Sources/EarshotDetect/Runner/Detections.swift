public import EarshotModel
public import EarshotQuery
import Foundation
public import Logging
public import ServiceLifecycle

/// The detections at work: runs each rule when it is due, over its own window and never over all history, and keeps
/// what it finds.
///
/// A rule that does not compile, or takes too long, is shown as failed and tried again at its next turn; the others go
/// on. When the last run of a rule is remembered and lies back (a restart, a day without power), the time between is
/// made up for in steps of what the rule judges at a time.
public actor Detections: Service {
    public struct Configuration: Sendable {
        /// The user's own rules; nil: none.
        public var ruleFolder: String?
        /// The user's own patterns; nil: none.
        public var patternFolder: String?
        /// Seconds a rule's query may take.
        public var deadline = 30.0
        /// Seconds that events may arrive late: a window ends that long before now.
        public var delay: Int64 = 60
        /// Seconds after the start before the first rule runs: a page that is opened at once comes first.
        public var patience = 10.0
        public init() {}
    }

    public nonisolated let patterns: PatternLibrary
    public nonisolated let keeper: FindingKeeper
    private let configuration: Configuration
    private let engine: any QueryEngine
    private let state: any StateStore
    private let runner: RuleRunner
    private let logger: Logger
    private var rules: [Rule] = []
    private var problems: [RuleError] = []
    private var statuses: [String: RuleStatus] = [:]
    private var lastRuns: [String: Int64] = [:]
    private var isLoaded = false

    /// Steps with which a rule makes up for missed time, at most; the oldest are left out.
    private static let maximumSteps: Int64 = 100
    private static let stateKey = "detections"

    public init(
        _ configuration: Configuration, engine: any QueryEngine, sink: any EventSink, intake: any RecordIntake,
        state: any StateStore, logger: Logger
    ) {
        self.configuration = configuration
        self.engine = engine
        self.state = state
        self.logger = logger
        patterns = PatternLibrary(folder: configuration.patternFolder)
        keeper = FindingKeeper(engine: engine, sink: sink, intake: intake)
        runner = RuleRunner(engine: engine, deadline: configuration.deadline)
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            try? await Task.sleep(for: .seconds(self.configuration.patience))
            while !Task.isCancelled {
                await self.turn(now: Int64(Date().timeIntervalSince1970))
                try? await Task.sleep(for: .seconds(30))
            }
        }
    }

    /// Runs what is due.
    public func turn(now: Int64) async {
        await load()
        let end = now - configuration.delay
        for rule in rules where rule.isEnabled {
            guard !Task.isCancelled else { return }
            guard let last = lastRuns[rule.id] else {
                await step(rule, at: end)
                continue
            }
            guard end - last >= rule.frequency else { continue }
            for moment in Self.moments(rule, after: last, until: end) where !Task.isCancelled {
                await step(rule, at: moment)
            }
        }
        await save()
    }

    /// Runs all rules over a stretch of the past, as if they had been running then. Answers how many findings were told.
    public func replay(from start: Int64, to end: Int64, progress: (@Sendable (Double) async -> Void)? = nil) async
        -> Int
    {
        await load()
        let empty = await emptyTables()
        var told = 0
        for (index, rule) in rules.enumerated() where rule.isEnabled && !rule.isIdle(without: empty) {
            let stride = Self.stride(rule)
            var moment = start + stride
            while moment < end + stride, !Task.isCancelled {
                told += await step(rule, at: min(moment, end))
                moment += stride
            }
            await progress?(Double(index + 1) / Double(rules.count))
        }
        await save()
        return told
    }

    /// Seconds between two runs over the past. What a rule counts within its whole window must not fall between two windows,
    /// half here and half there: those overlap by half.
    static func stride(_ rule: Rule) -> Int64 {
        rule.looksBack < rule.period ? rule.looksBack : max(rule.frequency, rule.period / 2)
    }

    /// The ends of the windows that cover the time since the last run without a gap.
    static func moments(_ rule: Rule, after last: Int64, until end: Int64) -> [Int64] {
        var moments: [Int64] = []
        var moment = max(last, end - rule.looksBack * maximumSteps) + rule.looksBack
        while moment < end {
            moments.append(moment)
            moment += rule.looksBack
        }
        return moments + [end]
    }

    @discardableResult
    private func step(_ rule: Rule, at end: Int64) async -> Int {
        var status = statuses[rule.id] ?? RuleStatus(rule)
        defer { statuses[rule.id] = status }
        status.lastRun = end
        status.runs += 1
        do {
            let outcome = try await runner.run(rule, at: end)
            status.secondsTaken += outcome.elapsedSeconds
            status.health = .ok
            status.reason =
                outcome.isCut
                ? "It found more than \(RuleRunner.maximumRows) rows at once; the rest was left out." : nil
            let told = try await keeper.record(outcome.hits)
            lastRuns[rule.id] = end
            status.findings += told.count
            if !outcome.hits.isEmpty { status.lastFound = end }
            return told.count
        } catch let error as QueryError {
            // Missed time is made up for when the rule is mended, but a rule that cannot run is not tried every turn.
            lastRuns[rule.id] = end
            fail(&status, error.hint.map { "\(error.message) \($0)" } ?? error.message)
        } catch {
            fail(&status, "\(error)")
        }
        return 0
    }

    private func fail(_ status: inout RuleStatus, _ reason: String) {
        if status.health != .failed { logger.warning("The rule \(status.name) failed: \(reason)") }
        status.health = .failed
        status.reason = reason
        status.failures += 1
    }

    // MARK: What is kept

    private func load() async {
        guard !isLoaded else { return }
        isLoaded = true
        reload()
        let text = (try? await state.value(of: Self.stateKey)) ?? nil
        if let text, let known = try? JSONDecoder().decode([String: Int64].self, from: Data(text.utf8)) {
            lastRuns = known
        }
    }

    /// Reads the rules again.
    public func reload() {
        (rules, problems) = RuleLibrary(folder: configuration.ruleFolder).all()
        for rule in rules where statuses[rule.id]?.query != rule.query { statuses[rule.id] = RuleStatus(rule) }
        for problem in problems { logger.warning("\(problem)") }
    }

    private func save() async {
        guard let data = try? JSONEncoder().encode(lastRuns) else { return }
        do { try await state.remember(String(decoding: data, as: UTF8.self), for: Self.stateKey) } catch {
            logger.warning("When the rules last ran could not be stored: \(error)")
        }
    }

    /// All rules as they are, and files that could not be read.
    public func status() async -> (rules: [RuleStatus], problems: [RuleError]) {
        await load()
        let empty = await emptyTables()
        let list = rules.map { rule in
            var status = statuses[rule.id] ?? RuleStatus(rule)
            if status.health == .ok, rule.isIdle(without: empty) {
                status.health = .waiting
                status.reason = "There is nothing in \(rule.needs.joined(separator: ", ")) yet."
            }
            return status
        }
        return (list, problems)
    }

    /// Tables that rules need and that have no rows.
    private func emptyTables() async -> Set<String> {
        var empty: Set<String> = []
        for table in Set(rules.flatMap(\.needs)) where engine.tables.contains(where: { $0.name == table }) {
            let result = try? await engine.run("\(table) | take 1 | project Type", options: QueryOptions())
            if result?.rows.isEmpty == true { empty.insert(table) }
        }
        return empty
    }
}
