import EarshotModel

/// The number of a column, unique within one compilation. A column keeps its number through every operator that passes
/// it on unchanged; that is what makes pruning and the rewrites simple.
public typealias ColumnID = Int

/// A query as relational operations over numbered columns.
///
/// A node gives every column it defines and passes on those of its input; the emission asks for the columns it needs and
/// nothing else is computed. Order of rows is no node: it is a property of `Relation`.
indirect enum Plan {
    /// Rows of a stored table.
    case scan(TableScan)
    /// The same with groups counted ahead in place of most rows; only below an aggregation that allows for it.
    case rollup(TableScan, RollupSource)
    /// SQL text that gives exactly these columns.
    case raw(SQL, [ColumnID])
    /// One row without columns.
    case single
    case filter(Plan, [SQL])
    /// Adds columns.
    case compute(Plan, [Definition])
    /// Adds columns with `unnest`, which multiplies rows: all are kept.
    case expand(Plan, [Definition])
    case aggregate(Plan, keys: [Definition], values: [Definition])
    case limit(Plan, order: [OrderKey], count: SQL)
    case join(Join)
    case union([Branch], [ColumnID])
    /// Rows of a shared subquery under new numbers.
    case shared(Int, [Mapping])

    struct Definition {
        let id: ColumnID
        let sql: SQL
    }

    /// One input of a union: its definition of each column of the result.
    struct Branch {
        let plan: Plan
        let columns: [SQL]
    }

    struct Mapping {
        let id: ColumnID
        let original: ColumnID
    }

    struct Join {
        enum Kind {
            case inner
            case left
            case right
            case full
            case semi
            case anti
        }
        let left: Plan
        let right: Plan
        let kind: Kind
        let condition: SQL
    }
}

struct OrderKey {
    let id: ColumnID
    let ascending: Bool
    let nullsFirst: Bool
}

/// One appearance of a stored table in a query.
final class TableScan {
    let table: TableSchema
    let number: Int
    /// Numbers of the schema's columns: `first + index`.
    let first: ColumnID

    init(table: TableSchema, number: Int, first: ColumnID) {
        self.table = table
        self.number = number
        self.first = first
    }
}

extension SQL {
    /// Adds the numbers of the columns this text refers to.
    func collectColumns(into set: inout Set<ColumnID>) {
        for case .column(let id) in pieces { set.insert(id) }
    }

    var columns: Set<ColumnID> {
        var set: Set<ColumnID> = []
        collectColumns(into: &set)
        return set
    }

    var hasColumns: Bool {
        pieces.contains { if case .column = $0 { true } else { false } }
    }

    /// Whether it looks at other rows: `row_number() OVER (…)`.
    var hasWindow: Bool {
        pieces.contains { if case .text(let text) = $0 { text.contains("OVER (") } else { false } }
    }

    /// As a subquery that is complete in itself: its columns mean nothing outside.
    var sealed: SQL {
        var result = self
        for (index, piece) in pieces.enumerated() {
            if case .column(let id) = piece { result.pieces[index] = .text("c\(id)") }
        }
        return result
    }

    func ordering(by order: [OrderKey]) -> SQL {
        guard pieces.contains(.rowOrder) else { return self }
        var result = SQL(raw: "")
        for piece in pieces {
            if piece == .rowOrder {
                if !order.isEmpty { result += " ORDER BY " + order.map(\.sql).joined() }
            } else {
                result.pieces.append(piece)
            }
        }
        return result
    }

    /// Columns replaced by other text.
    func replacingColumns(_ replacement: (ColumnID) -> SQL?) -> SQL {
        var result = SQL(raw: "")
        result.pieces.reserveCapacity(pieces.count)
        for piece in pieces {
            if case .column(let id) = piece, let other = replacement(id) {
                result.pieces.append(contentsOf: other.pieces)
            } else {
                result.pieces.append(piece)
            }
        }
        return result
    }
}

extension Plan {
    /// Whether all rows come from the query's own text: few, and in an order that is worth keeping.
    var isInline: Bool {
        switch self {
        case .scan, .rollup, .shared: false
        case .raw, .single: true
        case .filter(let child, _), .limit(let child, _, _), .compute(let child, _), .expand(let child, _),
            .aggregate(let child, _, _):
            child.isInline
        case .join(let join): join.left.isInline && join.right.isInline
        case .union(let branches, _): branches.allSatisfy(\.plan.isInline)
        }
    }

    /// Whether this node can deliver the column.
    func provides(_ id: ColumnID, _ context: Context) -> Bool {
        switch self {
        case .scan(let scan), .rollup(let scan, _): context.scan(of: id) === scan
        case .raw(_, let ids): ids.contains(id)
        case .single: false
        case .filter(let child, _), .limit(let child, _, _): child.provides(id, context)
        case .compute(let child, let definitions), .expand(let child, let definitions):
            definitions.contains { $0.id == id } || child.provides(id, context)
        case .aggregate(_, let keys, let values): (keys + values).contains { $0.id == id }
        case .join(let join):
            join.left.provides(id, context)
                || (join.kind != .semi && join.kind != .anti && join.right.provides(id, context))
        case .union(_, let ids): ids.contains(id)
        case .shared(_, let mappings): mappings.contains { $0.id == id }
        }
    }
}
