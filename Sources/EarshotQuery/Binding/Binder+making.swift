import EarshotModel

/// `range`, `getschema`, `invoke`, `find`, `search`.
extension Binder {
    func range(
        _ name: NamedExpression.Name, _ from: Expression, _ to: Expression, _ step: Expression,
        _ environment: Environment
    ) throws(QueryError) -> Relation {
        let scope = Scope(environment)
        var low = try scalar(from, scope)
        var high = try scalar(to, scope)
        var stride = try scalar(step, scope)
        let type: KustoType
        switch (low.type, high.type, stride.type) {
        case (.datetime, .datetime, .timespan): type = .datetime
        case (.timespan, .timespan, .timespan): type = .timespan
        default:
            guard low.type.isNumeric, high.type.isNumeric, stride.type.isNumeric else {
                throw .typeMismatch(
                    "range cannot go from \(low.type.rawValue) to \(high.type.rawValue) by \(stride.type.rawValue).",
                    step.span)
            }
            let isReal = [low, high, stride].contains { $0.type == .real || $0.type == .decimal }
            type = isReal ? .real : low.type == .int && high.type == .int && stride.type == .int ? .int : .long
            low = try cast(low, to: isReal ? .real : .long, from.span)
            high = try cast(high, to: isReal ? .real : .long, to.span)
            stride = try cast(stride, to: isReal ? .real : .long, step.span)
        }
        let id = context.newID()
        let column = SQL(column: id)
        let a = low.sql
        let b = high.sql
        let by = stride.sql
        let sql: SQL
        if type == .real {
            sql = """
                SELECT \(a) + i * \(by) AS \(column) FROM range(CASE WHEN \(by) = 0 OR (\(b) - \(a)) / \(by) < 0 THEN 0 \
                ELSE coalesce(TRY_CAST(floor((\(b) - \(a)) / \(by) + 1e-9) AS BIGINT) + 1, 0) END) AS r(i)
                """
        } else {
            let whole: SQL = type == .int ? "CAST(i AS INTEGER)" : "i"
            sql = """
                SELECT \(whole) AS \(column) FROM generate_series(CAST(\(a) AS BIGINT), CAST(\(b) AS BIGINT), \
                CAST(\(by) AS BIGINT)) AS r(i)
                """
        }
        return Relation(
            plan: .raw(sql, [id]), columns: [BoundColumn(name: name.text, id: id, type: type)], isSerialized: true)
    }

    func getSchema(_ input: Relation) -> Relation {
        let names = ["ColumnName", "ColumnOrdinal", "DataType", "ColumnType"]
        let types: [KustoType] = [.string, .long, .string, .string]
        let columns = zip(names, types).map { BoundColumn(name: $0, id: context.newID(), type: $1) }
        let rows = input.columns.enumerated().map { index, column -> SQL in
            """
            (\(value: .string(column.name)), \(value: .long(Int64(index))), \(value: .string(column.type.systemName)), \
            \(value: .string(column.type.rawValue)))
            """
        }
        let sql: SQL = "SELECT * FROM (VALUES \(rows.joined())) AS v(\(columns.map { SQL(column: $0.id) }.joined()))"
        return Relation(plan: .raw(sql, columns.map(\.id)), columns: columns, isSerialized: true)
    }

    /// `getschema kind=csl`: one row, `a:long,b:string`.
    func schemaText(_ input: Relation) -> Relation {
        let text = input.columns.map { "\($0.name):\($0.type.rawValue)" }.joined(separator: ",")
        let id = context.newID()
        return Relation(
            plan: .compute(.single, [.init(id: id, sql: .value(.string(text)))]),
            columns: [BoundColumn(name: "Schema", id: id, type: .string)])
    }

    func invoke(_ call: Expression, _ input: Relation, _ environment: Environment) throws(QueryError) -> Relation {
        guard case .call(let name, let arguments) = call.kind else {
            throw .syntax("invoke takes a call of a function.", call.span)
        }
        guard case .function(let function, let home) = environment.lookup(name) else {
            throw .unknownFunction(name, call.span, candidates: environment.allNames)
        }
        return try self.call(function, name, arguments, call.span, home, environment, input: input)
    }

}

extension KustoType {
    /// The .NET type that `getschema` shows.
    var systemName: String {
        switch self {
        case .bool: "System.SByte"
        case .int: "System.Int32"
        case .long: "System.Int64"
        case .real: "System.Double"
        case .decimal: "System.Data.SqlTypes.SqlDecimal"
        case .string: "System.String"
        case .datetime: "System.DateTime"
        case .timespan: "System.TimeSpan"
        case .dynamic: "System.Object"
        case .guid: "System.Guid"
        }
    }
}
