import EarshotModel

/// What flows between two operators: a plan, the visible columns, and the order of the rows.
struct Relation {
    var plan: Plan
    var columns: [BoundColumn]
    /// Set by `sort`; applied where it matters: at `take`, in window functions and lists, at the end.
    var order: [OrderKey] = []
    /// Whether Kusto regards the rows as ordered, so that `row_number()` and `prev()` are allowed.
    var isSerialized = false
    /// Inside `mv-apply` and `partition`.
    var partition: Partition?

    /// The name that `as` has just given.
    var label: String?

    /// After `make-graph`; there are no columns then.
    var graph: Graph?

    /// Right after `summarize`: how to compute it again knowing that a distinct count must exceed a number.
    var aggregation: Aggregation?

    struct Aggregation {
        /// Columns that are plain distinct counts.
        let distinctCounts: Set<ColumnID>
        let restricted: (Int64) -> Plan?
    }

    func column(named name: String) -> BoundColumn? { columns.first { $0.name == name } }
}

struct BoundColumn {
    let name: String
    let id: ColumnID
    let type: KustoType

    func renamed(_ name: String) -> BoundColumn { BoundColumn(name: name, id: id, type: type) }
}

extension SQL {
    /// Whether a piece of text calls what gives another value each time.
    static func isRandom(_ text: String) -> Bool { text.contains("random()") || text.contains("uuid()") }
}

/// A value with its type: SQL over numbered columns.
struct Bound {
    var sql: SQL
    let type: KustoType
    var constant: KustoValue?
    /// Whether the SQL may be NULL for an empty string.
    var maybeNull = true
    /// The column, when the value is nothing else.
    var column: ColumnID?
    var hasWindow = false

    init(_ sql: SQL, _ type: KustoType, constant: KustoValue? = nil, maybeNull: Bool = true) {
        self.sql = sql
        self.type = type
        self.constant = constant
        self.maybeNull = maybeNull
    }

    init(_ value: KustoValue) {
        sql = .value(value)
        type = value.type
        constant = value
        maybeNull = false
    }

    init(column: BoundColumn) {
        sql = SQL(column: column.id)
        type = column.type
        self.column = column.id
    }

    /// Whether each computation gives another value.
    var isRandom: Bool {
        sql.pieces.contains { if case .text(let text) = $0 { SQL.isRandom(text) } else { false } }
    }

    /// The SQL with an empty string for NULL.
    var text: SQL { type == .string && maybeNull ? "coalesce(\(sql), '')" : sql }

    var argument: Argument { Argument(sql: type == .string ? text : sql, type: type, constant: constant) }
}
