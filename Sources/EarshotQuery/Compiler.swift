public import EarshotModel

/// KQL to SQL, in pure steps:
///
///     text ─ Lexer ─► tokens ─ Parser ─► Script ─ Binder ─► Relation (plan, columns, order) ─ Emitter ─► SQL ─ dialect ─► text
///
///     let compiler = Compiler(tables: Tables.all)
///     let query = try compiler.compile("Syslog | summarize count() by HostName", options: QueryOptions())
///     query.sql, query.columns
public struct Compiler: Sendable {
    private let tables: [String: TableSchema]
    private let references: [String: ReferenceTable]
    private let catalog: FunctionCatalog
    private let watchlists: (any Watchlists)?
    private let external: (any ExternalData)?

    /// `references`: tables that can be named although nothing is stored of them.
    public init(
        tables: [TableSchema], references: [String: ReferenceTable] = Tables.referenceByName,
        catalog: FunctionCatalog = .standard, watchlists: (any Watchlists)? = nil, external: (any ExternalData)? = nil
    ) {
        self.watchlists = watchlists
        self.external = external
        self.references = references
        self.tables = Dictionary(tables.map { ($0.name, $0) }) { first, _ in first }
        self.catalog = catalog
    }

    /// For queries whose columns do not depend on the data; `prepare` takes the others too.
    ///
    /// Throws `QueryError` with a span in UTF-8 offsets, a code, a message and often a hint.
    ///
    /// `coverage`: what is counted ahead and may be used; the answer is the same without.
    public func compile(_ text: String, options: QueryOptions, coverage: RollupCoverage = .none) throws -> CompiledQuery
    {
        switch try prepare(text, options: options, coverage: coverage) {
        case .ready(let query): return query
        case .asks(_, let reason): throw reason
        }
    }

    /// The query, or a question to the data that must be answered first (`evaluate bag_unpack(d)` has a column for each
    /// property that occurs). Run the question, add its answer to `answers` and prepare again.
    public func prepare(
        _ text: String, options: QueryOptions, answers: [QueryResult] = [], coverage: RollupCoverage = .none
    ) throws -> Preparation {
        let script = try Parser.parse(text)
        let settings = try QuerySettings(script)
        var options = options
        options.now = settings.now ?? options.now
        let references = try Self.references(in: text)
        return try QueryClock.$now.withValue(options.now) {
            var columns = AssumedColumns()
            while true {
                let context = Context(
                    catalog: catalog, tables: tables, references: self.references, watchlists: watchlists,
                    external: external, options: options, settings: settings, coverage: coverage)
                context.answers = answers
                context.text = Array(text.utf8)
                context.assumed = columns
                do throws(QueryError) {
                    return try prepared(script, text, references, context)
                } catch {
                    guard let mended = context.assuming(error) else { throw error }
                    columns = mended
                }
            }
        }
    }

    private func prepared(
        _ script: Script, _ text: String, _ references: [String: Int], _ context: Context
    ) throws(QueryError) -> Preparation {
        let binder = Binder(context: context, references: references)
        do throws(QueryError) {
            var outputs = try binder.outputs(script)[...]
            guard let first = outputs.popFirst() else { throw .syntax("The query is empty.", 0..<0) }
            let uses = context.shared
            var result = try query(first, text, context)
            for output in outputs {
                context.shared = uses
                result.further.append(try query(output, text, context))
            }
            return .ready(result)
        } catch {
            guard let question = context.question, context.answers.count < Self.maximumQuestions else { throw error }
            let output = Output(name: nil, relation: question, visualization: nil)
            return .asks(try query(output, text, context), error)
        }
    }

    private static let maximumQuestions = 32

    private func query(_ output: Output, _ text: String, _ context: Context) throws(QueryError) -> CompiledQuery {
        var relation = output.relation
        if let limit = context.settings.takeLimit, context.question == nil {
            relation.plan = .limit(relation.plan, order: relation.order, count: SQL(raw: String(limit)))
        }
        let sql = Emitter(context: context).query(relation)
        guard !context.hasForeignColumn else {
            throw .notSupported(
                "A subquery that uses columns of the row around it", 0..<text.utf8.count, hint: "Use a join.")
        }
        let rendered = DuckDBDialect().render(sql)
        return CompiledQuery(
            sql: rendered, columns: relation.columns.map { .init(name: $0.name, type: $0.type) },
            visualization: output.visualization, nativeFunctions: catalog.nativeFunctions(calledIn: rendered),
            couldUseRollups: context.couldUseRollups, name: output.name, rowLimit: context.settings.rowLimit,
            timeoutSeconds: context.settings.timeoutSeconds, remarks: context.remarks, refusal: context.refusal,
            externals: context.externals.enumerated().map { ExternalTable($0.element, number: $0.offset) },
            isRepeatable: !context.readsWatchlists)
    }

    /// How often each name stands in the text: a view that is used twice may be worth sharing.
    private static func references(in text: String) throws(QueryError) -> [String: Int] {
        var result: [String: Int] = [:]
        for token in try Lexer.tokens(of: text) where token.kind == .name { result[token.text, default: 0] += 1 }
        return result
    }

    /// Run once when a database opens, before any query.
    public static let setupStatements: [String] = DuckDBMacros.all
}

/// What becomes of a query's text.
public enum Preparation: Sendable {
    case ready(CompiledQuery)
    /// Run this first; the error says so to a caller who cannot.
    case asks(CompiledQuery, QueryError)

    /// What to run next.
    public var compiled: CompiledQuery {
        switch self {
        case .ready(let query), .asks(let query, _): query
        }
    }
}

/// What the engine runs.
public struct CompiledQuery: Sendable {
    /// Complete; literals are part of it, safely spelled.
    public internal(set) var sql: String
    /// In the order in which the SQL gives them.
    public let columns: [QueryResult.Column]
    public let visualization: Visualization?
    public let nativeFunctions: [NativeFunction]
    /// Whether compiling it again with what the store has counted ahead may give a faster query.
    public let couldUseRollups: Bool
    /// From `fork name = (…)` and its like.
    public let name: String?
    /// The query's own bounds, from its `set` statements; they only tighten what the caller allows.
    public let rowLimit: Int?
    public let timeoutSeconds: Double?
    /// What the person who asked should know, for example that a table of the query has no rows here.
    public var remarks: [String] = []
    /// Why it may not be run although it means something: a host that `externaldata` may not read from.
    public var refusal: QueryError?
    /// Documents that must be in temporary tables when it runs; those of the further tables are among them.
    public var externals: [ExternalTable] = []
    /// Whether the same text means the same later, apart from the clock: no watchlist was read for it.
    var isRepeatable = true
    /// More tables of the same answer: branches of `fork` and `facet`, further queries of the request.
    public var further: [CompiledQuery] = []
}
