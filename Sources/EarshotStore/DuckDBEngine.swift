import Dispatch
public import EarshotModel
public import EarshotQuery
import Synchronization

/// Runs KQL on DuckDB: compiles, executes on a reader connection, decodes.
public final class DuckDBEngine: QueryEngine {
    private let database: Database
    let compiler: Compiler
    private let plans = PlanCache()
    private let external: (any ExternalData)?
    private let queue = DispatchQueue(label: "earshot.queries", attributes: .concurrent)
    /// A page asks a dozen questions at once. Each can use all processors and all the memory there is; two at a time are
    /// as fast as twelve and do not push each other out of memory.
    private static let slotCount = 2
    private let slots = DispatchSemaphore(value: slotCount)
    private let answered = Atomic<Int>(0)
    private let running = Mutex<[String: Execution]>([:])
    private let idle = Mutex<[Connection]>([])

    let hasRollups: Bool
    public let tables: [TableSchema]

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
        try await stream(text, options: options).collect()
    }

    /// Answers the questions that a query has to the data before its columns are known, then starts it. All share the time.
    public func stream(_ text: String, options: QueryOptions) async throws -> QueryStream {
        var options = options
        // A moment that is a number lets the planner see which time a query is about.
        options.now = options.now ?? Store.currentTicks
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
            if case .ready = preparation { asked.isWhole = true }
            let stream = try await begin(asked)
            if asked.isWhole { return stream }
            answers.append(try await stream.collect())
        }
    }

    /// The stream of a query whose first rows are there.
    private func begin(_ asked: Question) async throws -> QueryStream {
        let execution = Execution(asked, on: self)
        running.withLock { $0[execution.identifier] = execution }
        let pieces = ExecutedPieces(execution, on: self, first: try await next(of: execution))
        return QueryStream(tables: pieces.tables) { try await pieces.next() }
    }

    func next(of execution: Execution) async throws -> QueryStream.Piece? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                queue.async { [self] in
                    slots.wait()
                    defer { slots.signal() }
                    continuation.resume(with: Swift.Result { try execution.next() })
                }
            }
        } onCancel: {
            execution.cancel()
        }
    }

    /// How often a query was compiled, and how often it was not.
    public var planFigures: PlanCache.Figures { plans.figures }

    public func cancel(_ identifier: String) {
        running.withLock { $0[identifier] }?.cancel()
    }

    /// Whether somebody waits for an answer; those who are reading one do not.
    var isBusy: Bool { running.withLock { Array($0.values) }.contains(where: \.isWorking) }

    /// Queries answered since the start.
    var finished: Int { answered.load(ordering: .relaxed) }

    /// Runs `body` while no query runs and no answer is being read; answers false when one is. Those that come meanwhile
    /// wait.
    func whenNobodyAsks(_ body: () throws -> Bool) rethrows -> Bool {
        for taken in 0..<Self.slotCount where slots.wait(timeout: .now()) == .timedOut {
            for _ in 0..<taken { slots.signal() }
            return false
        }
        defer { for _ in 0..<Self.slotCount { slots.signal() } }
        return try running.withLock({ $0.isEmpty }) && body()
    }

    // MARK: What executions need

    var memoryLimit: Int64 { database.memoryLimit }

    func forget(_ execution: Execution) {
        running.withLock { if $0[execution.identifier] === execution { $0[execution.identifier] = nil } }
        answered.wrappingAdd(1, ordering: .relaxed)
    }

    /// Work that nobody waits for.
    func aside(_ work: @escaping @Sendable () -> Void) { queue.async(execute: work) }

    /// One that may still have a transaction open serves nobody else.
    func giveBack(_ connection: Connection) {
        idle.withLock { if $0.count < 4, !connection.isSpoiled { $0.append(connection) } }
    }

    func borrow() throws -> Connection {
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

/// The pieces of an execution whose first is there already. Stops it when nobody holds them any more.
private final class ExecutedPieces: Sendable {
    let tables: [QueryResult]
    private let engine: DuckDBEngine
    private let execution: Execution
    private let first: Mutex<QueryStream.Piece?>

    init(_ execution: Execution, on engine: DuckDBEngine, first: QueryStream.Piece?) {
        tables = execution.tables
        self.execution = execution
        self.engine = engine
        self.first = Mutex(first)
    }

    deinit { execution.cancel() }

    func next() async throws -> QueryStream.Piece? {
        if let piece = first.withLock({ $0.take() }) { return piece }
        return try await engine.next(of: execution)
    }
}
