public import EarshotQuery

/// Runs one rule over one window of time. Keeps nothing.
public struct RuleRunner: Sendable {
    private let engine: any QueryEngine
    /// Seconds a rule's query may take.
    private let deadline: Double

    /// Rows of one run beyond these are not looked at; a rule that finds more is too broad.
    static let maximumRows = 500

    public init(engine: any QueryEngine, deadline: Double = 30) {
        self.engine = engine
        self.deadline = deadline
    }

    public struct Outcome: Sendable {
        public var hits: [Hit]
        public var rows: Int
        public var isCut: Bool
        public var elapsedSeconds: Double
    }

    /// Throws `QueryError` when the rule's query is wrong or takes too long.
    public func run(_ rule: Rule, at end: Int64) async throws -> Outcome {
        let window = RunWindow(rule, endingAt: end)
        var options = QueryOptions()
        options.timeoutSeconds = deadline
        options.rowLimit = Self.maximumRows
        options.identifier = "rule-\(rule.id)"
        let result = try await engine.run(window.prefix + rule.query, options: options)
        return Outcome(
            hits: Self.hits(rule, result, window), rows: result.rows.count, isCut: result.truncated,
            elapsedSeconds: result.elapsedSeconds)
    }

    private static func hits(_ rule: Rule, _ result: QueryResult, _ window: RunWindow) -> [Hit] {
        guard rule.trigger.holds(result.rows.count) else { return [] }
        guard rule.isPerRow else { return [Hit(rule, result, rows: result.rows[...], window: window)] }
        return result.rows.indices.map { Hit(rule, result, rows: result.rows[$0...$0], window: window) }
    }
}
