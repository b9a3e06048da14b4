public import EarshotModel
import Synchronization

/// An answer whose rows come as they are computed: a large one is never in memory as a whole.
///
///     let stream = try await engine.stream("NetworkSession", options: .init())
///     for try await piece in stream { write(piece.rows) }
///
/// One reader at a time. A piece is computed when it is asked for, so a slow reader slows the query, and one who drops the
/// stream stops it. A query that fails before its first rows has no stream: `QueryEngine.stream` throws. One that fails
/// later throws a `QueryError` in place of its next piece.
public struct QueryStream: AsyncSequence, Sendable {
    /// Rows of one table. Tables follow one another, and the last piece of each has an `end`.
    public struct Piece: Sendable {
        /// Which of `tables` it belongs to.
        public var table: Int
        public var rows: [[KustoValue]]
        public var end: End?

        public init(table: Int, rows: [[KustoValue]], end: End? = nil) {
            self.table = table
            self.rows = rows
            self.end = end
        }
    }

    /// What is known of a table when all its rows have come.
    public struct End: Sendable, Hashable {
        public var rowCount: Int
        public var truncated: Bool
        /// What the engine took, without the time it waited for the reader.
        public var elapsedSeconds: Double

        public init(rowCount: Int, truncated: Bool = false, elapsedSeconds: Double = 0) {
            self.rowCount = rowCount
            self.truncated = truncated
            self.elapsedSeconds = elapsedSeconds
        }
    }

    /// The tables of the answer, each without its rows.
    public let tables: [QueryResult]
    private let source: @Sendable () async throws -> Piece?

    /// `next`: the next piece, or nil after the last. What it holds lives as long as the stream.
    public init(tables: [QueryResult], next: @escaping @Sendable () async throws -> Piece?) {
        self.tables = tables
        source = next
    }

    /// A result that is there already.
    public init(_ result: QueryResult) {
        let all = [result] + result.further
        let given = Atomic(0)
        self.init(tables: all.map(\.head)) {
            let index = given.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < all.count else { return nil }
            let end = End(
                rowCount: all[index].rows.count, truncated: all[index].truncated,
                elapsedSeconds: all[index].elapsedSeconds)
            return Piece(table: index, rows: all[index].rows, end: end)
        }
    }

    public func next() async throws -> Piece? { try await source() }

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let stream: QueryStream
        public mutating func next() async throws -> Piece? { try await stream.next() }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(stream: self) }

    /// All of it.
    public func collect() async throws -> QueryResult {
        var all = tables
        for try await piece in self {
            all[piece.table].rows.append(contentsOf: piece.rows)
            guard let end = piece.end else { continue }
            all[piece.table].truncated = end.truncated
            all[piece.table].elapsedSeconds = end.elapsedSeconds
        }
        var result = all[0]
        result.further = Array(all.dropFirst())
        return result
    }
}

extension QueryEngine {
    /// For engines that have their answers as a whole.
    public func stream(_ text: String, options: QueryOptions) async throws -> QueryStream {
        QueryStream(try await run(text, options: options))
    }
}

extension QueryResult {
    /// Everything but rows, what is known after them, and further tables.
    fileprivate var head: QueryResult {
        var head = QueryResult(columns: columns, rows: [])
        (head.visualization, head.name, head.remarks) = (visualization, name, remarks)
        return head
    }
}
