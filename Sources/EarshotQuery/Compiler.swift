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
    private let catalog: FunctionCatalog

    public init(tables: [TableSchema], catalog: FunctionCatalog = .standard) {
        self.tables = Dictionary(tables.map { ($0.name, $0) }) { first, _ in first }
        self.catalog = catalog
    }

    /// Throws `QueryError` with a span in UTF-8 offsets, a code, a message and often a hint.
    ///
    /// `coverage`: what is counted ahead and may be used; the answer is the same without.
    public func compile(_ text: String, options: QueryOptions, coverage: RollupCoverage = .none) throws -> CompiledQuery
    {
        try QueryClock.$now.withValue(options.now) { try compiled(text, options, coverage) }
    }

    private func compiled(
        _ text: String, _ options: QueryOptions, _ coverage: RollupCoverage
    ) throws(QueryError) -> CompiledQuery {
        let script = try Parser.parse(text)
        let context = Context(catalog: catalog, tables: tables, options: options, coverage: coverage)
        let binder = Binder(context: context, references: try Self.references(in: text))
        let relation = try binder.run(script)
        let sql = Emitter(context: context).query(relation)
        guard !context.hasForeignColumn else {
            throw .notSupported(
                "A subquery that uses columns of the row around it", 0..<text.utf8.count, hint: "Use a join.")
        }
        let rendered = DuckDBDialect().render(sql)
        return CompiledQuery(
            sql: rendered, columns: relation.columns.map { .init(name: $0.name, type: $0.type) },
            visualization: binder.visualization,
            nativeFunctions: catalog.nativeFunctions(calledIn: rendered), couldUseRollups: context.couldUseRollups)
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

/// What the engine runs.
public struct CompiledQuery: Sendable {
    /// Complete; literals are part of it, safely spelled.
    public let sql: String
    /// In the order in which the SQL gives them.
    public let columns: [QueryResult.Column]
    public let visualization: Visualization?
    public let nativeFunctions: [NativeFunction]
    /// Whether compiling it again with what the store has counted ahead may give a faster query.
    public let couldUseRollups: Bool
}
