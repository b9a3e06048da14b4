import EarshotModel

/// `parse` and `parse-where`: one regular expression with a group for each column.
extension Binder {
    func parse(_ parse: Operator.Parse, _ input: Relation, _ environment: Environment) throws(QueryError) -> Relation {
        let kind = try word(parse.parameters["kind"]) ?? "simple"
        guard ["simple", "relaxed", "regex"].contains(kind) else {
            throw .invalid(
                "parse knows the kinds simple, relaxed and regex.",
                parse.parameters["kind"]?.span ?? parse.expression.span)
        }
        if parse.isWhere, kind == "relaxed" {
            throw .invalid("parse-where knows the kinds simple and regex.", parse.expression.span)
        }
        let flags = try word(parse.parameters["flags"]) ?? ""
        // Whatever is no text is parsed as the text it is written as.
        let source = try convert(
            try scalar(parse.expression, Scope(input, environment)), to: .string, parse.expression.span)
        let pattern = try ParsePattern(parse.pattern, isRegex: kind == "regex", flags: flags)
        return try captured(pattern, source, kind, parse, input)
    }

    private func captured(
        _ pattern: ParsePattern, _ source: Bound, _ kind: String, _ parse: Operator.Parse, _ input: Relation
    ) throws(QueryError) -> Relation {
        let text = context.newID()
        let groups = context.newID()
        let regex = SQL.value(.string(pattern.regex))
        let names = pattern.columns.indices.map { SQL.value(.string("g\($0)")) }.joined()
        let base = withHoisted(input.plan)
        let subject = SQL(column: text)
        let extracted: SQL =
            pattern.columns.isEmpty
            ? "CASE WHEN regexp_matches(\(subject), \(regex)) THEN {'m': TRUE} END"
            : "CASE WHEN regexp_matches(\(subject), \(regex)) THEN regexp_extract(\(subject), \(regex), [\(names)]) END"
        var plan = Self.stacked([.init(id: text, sql: source.text), .init(id: groups, sql: extracted)], on: base)
        var conversions: [Plan.Definition] = []
        var values: [Bound] = []
        for (index, column) in pattern.columns.enumerated() {
            let captured = Bound("struct_extract(\(SQL(column: groups)), 'g\(index)')", .string, maybeNull: false)
            guard column.type != .string else {
                values.append(captured)
                continue
            }
            let id = context.newID()
            conversions.append(.init(id: id, sql: try convert(captured, to: column.type, column.span).sql))
            values.append(Bound(SQL(column: id), column.type))
        }
        if !conversions.isEmpty { plan = .compute(plan, conversions) }
        // All or nothing: one value that does not convert blanks the whole row.
        var accepted: SQL = "\(SQL(column: groups)) IS NOT NULL"
        if kind != "relaxed" { for value in conversions { accepted += " AND \(SQL(column: value.id)) IS NOT NULL" } }
        if parse.isWhere { plan = .filter(plan, [accepted]) }
        var result = input
        var definitions: [Plan.Definition] = []
        for (column, value) in zip(pattern.columns, values) {
            let id = context.newID()
            let sql: SQL =
                value.type == .string
                ? "CASE WHEN \(accepted) THEN \(value.sql) ELSE '' END" : "CASE WHEN \(accepted) THEN \(value.sql) END"
            definitions.append(.init(id: id, sql: sql))
            result.set(BoundColumn(name: column.name, id: id, type: column.type))
        }
        result.plan = .compute(plan, definitions)
        return result
    }
}

extension Relation {
    /// Replaces the column of that name, or adds it.
    mutating func set(_ column: BoundColumn) {
        if let index = columns.firstIndex(where: { $0.name == column.name }) {
            columns[index] = column
        } else {
            columns.append(column)
        }
    }
}
