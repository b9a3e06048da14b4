import EarshotModel

/// Values: one function for each kind of syntax node.
extension Binder {
    /// Longer expressions come from functions that repeat their arguments, not from people.
    static let maximumPieces = 200_000

    func scalar(_ expression: Expression, _ scope: Scope) throws(QueryError) -> Bound {
        let bound = try unboundedScalar(expression, scope)
        guard bound.sql.pieces.count <= Self.maximumPieces else {
            throw .tooComplex("The expression expands to too many operations.", expression.span)
        }
        return bound
    }

    private func unboundedScalar(_ expression: Expression, _ scope: Scope) throws(QueryError) -> Bound {
        try nested(expression.span) { () throws(QueryError) in
            switch expression.kind {
            case .literal(let value): return Bound(value)
            case .name(let name): return try self.name(name, expression.span, scope)
            case .wildcard: throw .syntax("'*' is not a value.", expression.span)
            case .member(let base, let name): return try member(base, name, expression.span, scope)
            case .element(let base, let index): return try element(base, index, expression.span, scope)
            case .call(let name, let arguments): return try call(name, arguments, expression.span, scope)
            case .methodCall(let base, let name, let arguments):
                guard isDatabase(base) else {
                    throw .syntax("A value has no functions of its own.", expression.span)
                }
                return try call(name, arguments, expression.span, scope)
            case .negative(let operand): return try negative(operand, scope)
            case .positive(let operand): return try scalar(operand, scope)
            case .binary(let symbol, let left, let right):
                return try binary(symbol, left, right, expression.span, scope)
            case .logical(let isAnd, let operands): return try logical(isAnd, operands, scope)
            case .between(let value, let low, let high, let negated):
                return try between(value, low, high, negated, scope)
            case .membership(let symbol, let value, let items):
                return try membership(symbol, value, items, expression.span, scope)
            case .query:
                throw .invalid(
                    "A table cannot stand where a value is expected.", expression.span,
                    hint: "toscalar(…) takes the first value of a table.")
            case .typeOf(let types): return Bound(.string(types.first?.rawValue ?? ""))
            case .list:
                throw .syntax("A list in brackets is not a value.", expression.span, hint: "Write dynamic([…]).")
            }
        }
    }

    private func name(_ name: String, _ span: Span, _ scope: Scope) throws(QueryError) -> Bound {
        if let column = scope.column(named: name) { return try self.column(column, span, scope) }
        switch scope.environment.lookup(name) {
        case .scalar(let bound): return bound
        case .table, .shared, .pattern:
            throw .invalid(
                "'\(name)' is a table, not a value.", span, hint: "toscalar(…) takes the first value of a table.")
        case .function(let function, let home):
            return try callScalar(function, name, [], span, home, scope)
        case nil: break
        }
        if scope.aggregates != nil, scope.aggregates?.input.column(named: name) != nil {
            throw .invalid(
                "The column '\(name)' must be inside an aggregate function here.", span,
                hint: "For example max(\(name)), or add it after 'by'.")
        }
        let known = (scope.aggregates?.input.columns.map(\.name) ?? []) + scope.names
        throw .unknownColumn(name, span, candidates: known)
    }

    func column(_ column: BoundColumn, _ span: Span, _ scope: Scope) throws(QueryError) -> Bound {
        Bound(column: column)
    }

    /// A computed column of a table, in columns of the same row.
    func computed(_ column: Column, _ scan: TableScan) -> SQL? {
        guard case .computed(let text) = column.origin, let script = try? Parser.parse(text),
            case .query(let query) = script.statements.first, case .expression(let expression) = query.source
        else { return nil }
        let outer = hoisted
        defer { hoisted = outer }
        var scope = Scope(Environment(parent: nil))
        scope.columns = context.columns(of: scan)
        guard let bound = try? scalar(expression, scope), let cast = try? cast(bound, to: column.type, 0..<0) else {
            return nil
        }
        // What was moved out goes back in: there is no operator below a column's definition.
        var moved: [ColumnID: SQL] = [:]
        for definition in hoisted.dropFirst(outer.count) {
            moved[definition.id] = definition.sql.replacingColumns { moved[$0] }
        }
        return cast.sql.replacingColumns { moved[$0] }
    }

    func predicate(_ expression: Expression, _ scope: Scope) throws(QueryError) -> Bound {
        let bound = try scalar(expression, scope)
        guard bound.type == .bool else {
            throw .typeMismatch(
                "A condition is expected here, not a \(bound.type.rawValue).", expression.span,
                hint: bound.type == .dynamic ? "tobool() converts a value." : nil)
        }
        return bound
    }

    private func logical(_ isAnd: Bool, _ operands: [Expression], _ scope: Scope) throws(QueryError) -> Bound {
        var parts: [SQL] = []
        var hasWindow = false
        for operand in operands {
            let bound = try scalar(operand, scope)
            guard bound.type == .bool || bound.type == .dynamic else {
                throw .typeMismatch(
                    "'\(isAnd ? "and" : "or")' combines conditions, this is a \(bound.type.rawValue).", operand.span)
            }
            hasWindow = hasWindow || bound.hasWindow
            parts.append(bound.type == .bool ? bound.sql : try cast(bound, to: .bool, operand.span).sql)
        }
        var result = Bound("(\(parts.joined(separator: isAnd ? " AND " : " OR ")))", .bool)
        result.hasWindow = hasWindow
        if isAnd { context.meanings.note(result.sql, allOf: parts) }
        return result
    }

    private func negative(_ operand: Expression, _ scope: Scope) throws(QueryError) -> Bound {
        let bound = try scalar(operand, scope)
        switch bound.type {
        case .int: return derived("(-CAST(\(bound.sql) AS BIGINT))", .long, [bound])
        case .long, .real, .decimal, .timespan: return derived("(-\(bound.sql))", bound.type, [bound])
        case .dynamic: return dynamicArithmetic("-", Bound(.dynamic("0")), bound)
        default: throw .typeMismatch("Minus does not apply to a \(bound.type.rawValue).", operand.span)
        }
    }

    /// A value made from others.
    func derived(_ sql: SQL, _ type: KustoType, _ parts: [Bound], maybeNull: Bool = true) -> Bound {
        var bound = Bound(sql, type, maybeNull: maybeNull)
        bound.hasWindow = parts.contains(where: \.hasWindow)
        return bound
    }

    /// `$left.x`, `$right.x`, `d.property`.
    private func member(
        _ base: Expression, _ name: String, _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        if case .name("$left") = base.kind {
            guard let column = scope.column(named: name) else {
                throw .unknownColumn(name, span, candidates: scope.columns.map(\.name))
            }
            return Bound(column: column)
        }
        if case .name("$right") = base.kind {
            guard let column = scope.right?.first(where: { $0.name == name }) else {
                throw .unknownColumn(name, span, candidates: (scope.right ?? []).map(\.name))
            }
            return Bound(column: column)
        }
        if case .name(let step) = base.kind, let state = scope.environment.lookup("\(step).\(name)"),
            case .scalar(let bound) = state
        {
            return bound
        }
        let value = try scalar(base, scope)
        guard value.type == .dynamic else {
            throw .typeMismatch(
                "A \(value.type.rawValue) has no properties.", span, hint: "parse_json() makes a dynamic value of text."
            )
        }
        return property(value, name)
    }

    func property(_ value: Bound, _ name: String) -> Bound {
        derived(jsonValue("json_extract(\(value.sql), \(value: .string(Self.pointer(name))))"), .dynamic, [value])
    }

    /// A JSON null reads as null.
    private func jsonValue(_ sql: SQL) -> SQL { "kql_json_value(\(sql))" }

    /// A property as a path: quoted, so that dots and slashes are part of the name.
    static func pointer(_ name: String) -> String {
        let plain = !name.isEmpty && name.utf8.allSatisfy { Lexer.isNamePart($0) }
        if plain { return "$.\"\(name)\"" }
        var escaped = "/"
        for character in name {
            switch character {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    private func element(
        _ base: Expression, _ index: Expression, _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        let value = try scalar(base, scope)
        guard value.type == .dynamic else {
            throw .typeMismatch("A \(value.type.rawValue) has no elements.", span)
        }
        let key = try scalar(index, scope)
        switch (key.constant, key.type) {
        case (.string(let name), _): return property(value, name)
        case (.long(let number), _):
            let path = number < 0 ? "$[#\(number)]" : "$[\(number)]"
            return derived(jsonValue("json_extract(\(value.sql), \(value: .string(path)))"), .dynamic, [value])
        case (_, .long), (_, .int):
            return derived("kql_json_at(\(value.sql), CAST(\(key.sql) AS BIGINT))", .dynamic, [value, key])
        case (_, .string):
            return derived("kql_json_property(\(value.sql), \(key.text))", .dynamic, [value, key])
        case (_, .dynamic):
            return derived("kql_json_element(\(value.sql), \(key.sql))", .dynamic, [value, key])
        default:
            throw .typeMismatch(
                "An element is chosen by a number or a string, not by a \(key.type.rawValue).", index.span)
        }
    }
}
