import Dispatch
public import EarshotModel
public import EarshotQuery
import Synchronization

/// Runs KQL on DuckDB: compiles, executes on a reader connection, decodes.
public final class DuckDBEngine: QueryEngine {
    private let database: Database
    private let compiler: Compiler
    private let plans = PlanCache()
    private let external: (any ExternalData)?
    private let queue = DispatchQueue(label: "earshot.queries", attributes: .concurrent)
    /// A page asks a dozen questions at once. Each can use all processors and all the memory there is; two at a time are
    /// as fast as twelve and do not push each other out of memory.
    private static let slotCount = 2
    private let slots = DispatchSemaphore(value: slotCount)
    private let answered = Atomic<Int>(0)
    private let running = Mutex<[String: Connection]>([:])
    private let idle = Mutex<[Connection]>([])

    private let hasRollups: Bool
    public let tables: [TableSchema]

    /// An answer is cut when it is larger than this, whatever the row limit: rows can be of any width, and the
    /// database's memory limit knows nothing of rows that it has handed out.
    private static let maximumResultBytes = 128_000_000

    /// `catalog`: with what it knows of the world outside the database, such as where addresses are.
    init(
        _ database: Database, tables: [TableSchema] = Tables.all, catalog: FunctionCatalog = .standard,
        watchlists: (any Watchlists)? = nil, external: (any ExternalData)? = nil
    ) throws {
        self.database = database
        self.external = external
        self.tables = tables
        compiler = Compiler(tables: tables, catalog: catalog, watchlists: watchlists, external: external)
        let connection = try Connection(database)
        for function in catalog.nativeFunctions { try connection.register(function) }
        try Self.prepare(connection)
        // A store that an older Earshot wrote has none until it is opened for writing.
        hasRollups =
            try connection.number(
                "SELECT count(*)::BIGINT FROM duckdb_tables() WHERE table_name = 'rollup_marks'") != 0
        idle.withLock { $0.append(connection) }
    }

    /// An engine over empty tables, for `datatable`, `print` and `range` queries.
    /// `places`, `watchlists` and `external`: as in `Store.Configuration`.
    public static func inMemory(
        places: (any AddressPlaces)? = nil, watchlists: (any Watchlists)? = nil, external: (any ExternalData)? = nil
    ) throws -> DuckDBEngine {
        let database = try Database(Database.Configuration())
        try Migrations.run(on: try Connection(database))
        let catalog = places.map(FunctionCatalog.standard.with(places:)) ?? .standard
        return try DuckDBEngine(database, catalog: catalog, watchlists: watchlists, external: external)
    }

    public func compile(_ text: String, options: QueryOptions) throws -> CompiledQuery {
        try compiler.compile(text, options: options)
    }

    public func run(_ text: String, options: QueryOptions) async throws -> QueryResult {
        var options = options
        // A moment that is a number lets the planner see which time a query is about.
        options.now = options.now ?? Store.currentTicks
        let asked = options
        return try await withTaskCancellationHandler {
            try await prepareAndRun(text, asked)
        } onCancel: { [weak self, identifier = options.identifier] in
            if let identifier { self?.cancel(identifier) }
        }
    }

    /// Answers the questions that a query has to the data before its columns are known, then runs it. All share the time.
    private func prepareAndRun(_ text: String, _ options: QueryOptions) async throws -> QueryResult {
        let clock = ContinuousClock()
        let start = clock.now
        var answers: [QueryResult] = []
        var fetches = ExternalFetches(external)
        while true {
            let preparation =
                answers.isEmpty
                ? try compiler.prepare(text, options: options, cache: plans)
                : try compiler.prepare(text, options: options, answers: answers)
            // What understanding the query took counts too.
            let rest = { max(0.001, options.timeoutSeconds - (clock.now - start) / .seconds(1)) }
            let compiled = preparation.compiled
            if let refusal = compiled.refusal { throw refusal }
            try await fetches.fetch(compiled.externals, seconds: rest(), allowed: options.timeoutSeconds)
            var asked = Question(
                text: text, options: options, compiled: compiled, external: fetches.documents,
                allowed: options.timeoutSeconds)
            asked.options.timeoutSeconds = rest()
            asked.answers = answers
            guard case .ready = preparation else {
                answers.append(try await execute(asked))
                continue
            }
            asked.isWhole = true
            return try await execute(asked)
        }
    }

    /// How often a query was compiled, and how often it was not.
    public var planFigures: PlanCache.Figures { plans.figures }

    public func cancel(_ identifier: String) {
        running.withLock { $0[identifier]?.interrupt() }
    }

    /// Whether somebody waits for an answer.
    var isBusy: Bool { running.withLock { !$0.isEmpty } }

    /// Queries answered since the start.
    var finished: Int { answered.load(ordering: .relaxed) }

    /// Runs `body` while no query runs; answers false when one does. Those that come meanwhile wait.
    func whenNobodyAsks(_ body: () throws -> Bool) rethrows -> Bool {
        for taken in 0..<Self.slotCount where slots.wait(timeout: .now()) == .timedOut {
            for _ in 0..<taken { slots.signal() }
            return false
        }
        defer { for _ in 0..<Self.slotCount { slots.signal() } }
        return try body()
    }

    /// A query that is known to be right, before it is known what is counted ahead.
    private struct Question {
        let text: String
        var options: QueryOptions
        let compiled: CompiledQuery
        let external: [ExternalDocument: [UInt8]]
        var answers: [QueryResult] = []
        /// The query itself, not a question of it.
        var isWhole = false
        /// Seconds that the query and its questions may take together.
        let allowed: Double
    }

    private func execute(_ asked: Question) async throws -> QueryResult {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in
                slots.wait()
                defer { slots.signal() }
                continuation.resume(with: Swift.Result { try executeBlocking(asked) })
            }
        }
    }

    private func executeBlocking(_ asked: Question) throws -> QueryResult {
        let connection = try borrow()
        var options = asked.options
        options.rowLimit = min(options.rowLimit, asked.compiled.rowLimit ?? .max)
        options.timeoutSeconds = min(options.timeoutSeconds, asked.compiled.timeoutSeconds ?? .infinity)
        let identifier = options.identifier ?? "\(ObjectIdentifier(connection).hashValue)"
        running.withLock { $0[identifier] = connection }
        let deadline = Deadline(after: options.timeoutSeconds, connection)
        let rows = ExternalRows(asked.compiled.externals, asked.external)
        defer {
            deadline.cancel()
            rows.drop(from: connection)
            _ = running.withLock { $0.removeValue(forKey: identifier) }
            idle.withLock { if $0.count < 4, !connection.isSpoiled { $0.append(connection) } }
            answered.wrappingAdd(1, ordering: .relaxed)
        }
        do {
            try rows.load(into: connection) { deadline.hasPassed }
            do { return try answer(asked, options, connection) } catch let error as DatabaseError {
                guard error.kind == .overflow else { throw error }
                options.wrapsAround = true
                return try answer(asked, options, connection)
            }
        } catch let error as DatabaseError {
            let allowed = min(asked.allowed, asked.compiled.timeoutSeconds ?? .infinity)
            throw QueryError(
                error, timedOut: deadline.hasPassed, seconds: allowed, memoryLimit: database.memoryLimit)
        } catch let error as ExternalDataError {
            throw QueryError(error)
        }
    }

    private func answer(_ asked: Question, _ options: QueryOptions, _ connection: Connection) throws -> QueryResult {
        guard asked.isWhole, asked.compiled.couldUseRollups, hasRollups else {
            guard options.wrapsAround else { return try readAll(asked.compiled, connection, options) }
            let prepared = try compiler.prepare(asked.text, options: options, answers: asked.answers)
            return try readAll(prepared.compiled, connection, options)
        }
        // One transaction: the query sees the events as they were when it was found out what is counted of them.
        return try connection.transaction {
            let coverage = try Rollups.coverage(connection)
            let prepared = try compiler.prepare(
                asked.text, options: options, answers: asked.answers, coverage: coverage)
            guard case .ready(let compiled) = prepared else {
                return try readAll(asked.compiled, connection, options)
            }
            return try readAll(compiled, connection, options)
        }
    }

    /// All tables of an answer; they share the bytes it may have.
    private func readAll(
        _ compiled: CompiledQuery, _ connection: Connection, _ options: QueryOptions
    ) throws -> QueryResult {
        var bytes = 0
        var result = try read(compiled, connection, options, &bytes)
        for table in compiled.further { result.further.append(try read(table, connection, options, &bytes)) }
        return result
    }

    private func read(
        _ compiled: CompiledQuery, _ connection: Connection, _ options: QueryOptions, _ bytes: inout Int
    ) throws -> QueryResult {
        let clock = ContinuousClock()
        let start = clock.now
        var result = QueryResult(columns: compiled.columns, rows: [])
        let types = compiled.columns.map(\.type)
        try connection.query(compiled.sql) { chunk in
            let known = result.rows.count
            chunk.appendRows(to: &result.rows, types: types, limit: options.rowLimit + 1)
            for row in result.rows[known...] { bytes += row.reduce(0) { $0 + $1.resultBytes } }
            result.truncated = bytes > Self.maximumResultBytes
            return result.rows.count <= options.rowLimit && !result.truncated
        }
        if result.rows.count > options.rowLimit {
            result.rows.removeLast(result.rows.count - options.rowLimit)
            result.truncated = true
        }
        result.visualization = compiled.visualization
        result.name = compiled.name
        result.remarks = compiled.remarks
        result.elapsedSeconds = (clock.now - start) / .seconds(1)
        return result
    }

    private func borrow() throws -> Connection {
        if let connection = idle.withLock({ $0.popLast() }) { return connection }
        let connection = try Connection(database)
        try Self.prepare(connection)
        return connection
    }

    /// The language's macros are temporary, hence each connection's own: a store opened for reading takes no others.
    private static func prepare(_ connection: Connection) throws {
        for statement in Compiler.setupStatements { try connection.execute(statement) }
    }
}

extension KustoValue {
    /// About what it takes in memory.
    fileprivate var resultBytes: Int {
        switch self {
        case .string(let text), .dynamic(let text), .decimal(let text), .guid(let text): 8 + text.utf8.count
        case .null, .bool, .int, .long, .real, .datetime, .timespan: 8
        }
    }
}

/// Interrupts a connection when its time is up.
///
/// By a queue of its own: tasks wait for a thread when all are busy, and a query that runs away would run on.
private final class Deadline: Sendable {
    private enum State { case running, passed, over }

    private let state = Mutex(State.running)
    private static let queue = DispatchQueue(label: "earshot.deadlines")
    var hasPassed: Bool { state.withLock { $0 == .passed } }

    /// `seconds`: at most an hour.
    init(after seconds: Double, _ connection: Connection) {
        Self.queue.asyncAfter(deadline: .now() + max(0.001, min(seconds, 3600))) { [weak self, weak connection] in
            self?.state.withLock {
                guard $0 == .running else { return }
                $0 = .passed
                connection?.interrupt()
            }
        }
    }

    /// From now on the connection serves others.
    func cancel() { state.withLock { if $0 == .running { $0 = .over } } }
}
