import EarshotModel
import EarshotQuery

/// The tables of one answer, read one after the other on one connection.
final class Reading {
    /// An answer is cut when it is larger than this, whatever the row limit: rows can be of any width, and the
    /// database's memory limit knows nothing of rows that it has handed out.
    private static let maximumBytes = 128_000_000
    /// A piece is handed over when it is this large, or when its rows have waited this long for company.
    private static let pieceBytes = 256_000
    private static let pieceTime = Duration.milliseconds(20)

    private let asked: Question
    private let connection: Connection
    private let engine: DuckDBEngine
    private var options: QueryOptions
    private let isInTransaction: Bool
    private var queries: [CompiledQuery] = []
    private var cursor: Cursor?
    /// The table at hand, and what was handed over of it.
    private var table = 0
    private var rowCount = 0
    private var digest = RowDigest()
    private var elapsed = Duration.zero
    /// Of all tables.
    private var bytes = 0
    /// Rows that were read and not handed over.
    private var spare: [[KustoValue]] = []

    init(_ asked: Question, _ connection: Connection, _ engine: DuckDBEngine) throws {
        self.asked = asked
        self.connection = connection
        self.engine = engine
        options = asked.options
        // One row more tells whether there are more.
        options.rowLimit = min(options.rowLimit, asked.compiled.rowLimit ?? .max, .max - 1)
        // One transaction: the query sees the events as they were when it was found out what is counted of them.
        isInTransaction = asked.isWhole && asked.compiled.couldUseRollups && engine.hasRollups
        if isInTransaction { try connection.begin() }
        do { try compile() } catch {
            close()
            throw error
        }
    }

    /// Call when no piece is wanted any more.
    func close() {
        cursor = nil
        // Nothing was written.
        if isInTransaction { connection.rollBack() }
    }

    var isRead: Bool { table == queries.count }

    /// The tables without their rows.
    var heads: [QueryResult] {
        queries.map { query in
            var head = QueryResult(columns: query.columns, rows: [])
            (head.visualization, head.name, head.remarks) = (query.visualization, query.name, query.remarks)
            return head
        }
    }

    private func compile() throws {
        var compiled = asked.compiled
        if isInTransaction || options.wrapsAround {
            let coverage = isInTransaction ? try Rollups.coverage(connection) : .none
            let prepared = try engine.compiler.prepare(
                asked.text, options: options, answers: asked.answers, coverage: coverage)
            if case .ready(let better) = prepared { compiled = better }
        }
        queries = [compiled] + compiled.further
    }

    func next() throws -> QueryStream.Piece? {
        guard !isRead else { return nil }
        let known = bytes
        do { return try piece() } catch let error as DatabaseError {
            guard error.kind == .overflow, !options.wrapsAround else { throw error }
            bytes = known
            try startOver(because: error)
            return try piece()
        }
    }

    private func piece() throws -> QueryStream.Piece {
        let start = ContinuousClock.now
        var piece = QueryStream.Piece(table: table, rows: [])
        var isCut = false
        let size = try fill(&piece.rows, from: start, &isCut)
        elapsed += ContinuousClock.now - start
        if size == nil || isCut {
            let count = rowCount + piece.rows.count
            piece.end = .init(rowCount: count, truncated: isCut, elapsedSeconds: elapsed / .seconds(1))
            beginTable(table + 1)
        } else {
            rowCount += piece.rows.count
            digest.add(piece.rows)
        }
        return piece
    }

    /// Reads rows for a piece. Answers their bytes, or nil when the table has no more.
    private func fill(_ rows: inout [[KustoValue]], from start: ContinuousClock.Instant, _ isCut: inout Bool) throws
        -> Int?
    {
        var size = 0
        while size < Self.pieceBytes, rows.isEmpty || ContinuousClock.now - start < Self.pieceTime {
            guard let more = try moreRows(room: options.rowLimit + 1 - rowCount - rows.count) else { return nil }
            let added = more.reduce(0) { $0 + $1.reduce(0) { $0 + $1.resultBytes } }
            rows.append(contentsOf: more)
            (size, bytes) = (size + added, bytes + added)
            let excess = rowCount + rows.count - options.rowLimit
            if excess > 0 { rows.removeLast(excess) }
            isCut = excess > 0 || bytes > Self.maximumBytes
            if isCut { break }
        }
        return size
    }

    /// At most `room` rows; nil when there are no more.
    private func moreRows(room: Int) throws -> [[KustoValue]]? {
        if !spare.isEmpty {
            defer { spare = [] }
            return Array(spare.prefix(room))
        }
        let cursor = try cursor ?? Cursor(connection, queries[table].sql)
        self.cursor = cursor
        guard let chunk = try cursor.next() else { return nil }
        var rows: [[KustoValue]] = []
        chunk.appendRows(to: &rows, types: queries[table].columns.map(\.type), limit: room)
        return rows
    }

    private func beginTable(_ index: Int) {
        cursor = nil
        table = index
        (rowCount, digest, elapsed, spare) = (0, RowDigest(), .zero, [])
    }

    // MARK: Overflow

    /// Kusto's whole numbers wrap around. That costs, so it is done when a number has met its end: the table is read
    /// anew, without the rows that are with the reader already.
    private func startOver(because error: DatabaseError) throws {
        cursor = nil
        spare = []
        options.wrapsAround = true
        if isInTransaction {
            connection.rollBack()
            try connection.begin()
        }
        try compile()
        var passed = RowDigest()
        var count = 0
        while count < rowCount, var rows = try moreRows(room: .max) {
            let known = min(rows.count, rowCount - count)
            passed.add(Array(rows[..<known]))
            count += known
            rows.removeFirst(known)
            spare = rows
        }
        // Rows without an order may come in another one. Then there is no telling which are missing.
        guard count == rowCount, passed == digest else { throw error }
    }
}

/// Tells rows in their order from other rows.
private struct RowDigest: Equatable {
    private var hasher = Hasher()

    mutating func add(_ rows: [[KustoValue]]) {
        for row in rows { for value in row { value.hash(into: &hasher) } }
    }

    static func == (left: RowDigest, right: RowDigest) -> Bool { left.hasher.finalize() == right.hasher.finalize() }
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
