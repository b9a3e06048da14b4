public import EarshotModel

/// Runs compiled queries. The store implements it; the server and the command line know only this.
public protocol QueryEngine: Sendable {
    /// Compiles and runs a query. Throws `QueryError`.
    func run(_ text: String, options: QueryOptions) async throws -> QueryResult
    /// As `run`, but the rows are handed over as they are computed.
    func stream(_ text: String, options: QueryOptions) async throws -> QueryStream
    /// Stops a running query; unknown identifiers are ignored.
    func cancel(_ identifier: String)
    /// The tables as they can be queried, for completion and reference pages.
    var tables: [TableSchema] { get }
}

/// Bounds of one query.
public struct QueryOptions: Sendable {
    /// For `cancel`.
    public var identifier: String?
    /// The query is interrupted after this many seconds. 1…3600.
    public var timeoutSeconds: Double = 30
    /// Rows beyond this are cut and `QueryResult.truncated` says so.
    public var rowLimit: Int = 100_000
    /// What `now()` answers, in ticks; nil: the clock's time when the query starts.
    public var now: Int64?
    /// Values for `declare query_parameters`.
    public var parameters: [String: KustoValue] = [:]
    /// Whether whole numbers wrap around as Kusto's do, at a price; the engine sets it when a query meets an overflow.
    public var wrapsAround = false

    public init() {}
}

/// A table of results.
public struct QueryResult: Sendable {
    public struct Column: Sendable, Hashable {
        public let name: String
        public let type: KustoType
        public init(name: String, type: KustoType) {
            self.name = name
            self.type = type
        }
    }

    public var columns: [Column]
    public var rows: [[KustoValue]]
    public var truncated = false
    public var elapsedSeconds: Double = 0
    /// From `render`: the kind of chart and its properties.
    public var visualization: Visualization?
    /// From `fork name = (…)` and its like.
    public var name: String?
    /// More tables of the same answer: branches of `fork` and `facet`, further queries of the request.
    public var further: [QueryResult] = []
    /// What the person who asked should know, for example that a table of the query has no rows here.
    public var remarks: [String] = []

    public init(columns: [Column], rows: [[KustoValue]]) {
        self.columns = columns
        self.rows = rows
    }
}

/// What `render` asked for.
public struct Visualization: Sendable, Hashable {
    public var kind: String
    public var properties: [String: String]
    public init(kind: String, properties: [String: String] = [:]) {
        self.kind = kind
        self.properties = properties
    }
}

/// Why a query has no answer.
public struct QueryError: Error, Sendable, Hashable {
    /// Stable and machine-readable: `syntax`, `unknown-column`, `unknown-function`, `type-mismatch`, `not-supported`,
    /// `timeout`, `cancelled`, `out-of-memory`, …
    public let code: String
    public let message: String
    /// UTF-8 offsets into the query text.
    public let span: Range<Int>?
    public let hint: String?

    public init(code: String, message: String, span: Range<Int>? = nil, hint: String? = nil) {
        self.code = code
        self.message = message
        self.span = span
        self.hint = hint
    }
}
