import EarshotModel

/// `+ - * / %`.
extension Binder {
    func binary(
        _ symbol: String, _ left: Expression, _ right: Expression, _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        if case .wildcard("*") = left.kind { return try anyColumn(symbol, right, span, scope) }
        let a = try scalar(left, scope)
        let b = try scalar(right, scope)
        switch symbol {
        case "+", "-", "*", "/", "%":
            return try arithmetic(symbol, a, b, span)
        case "==", "!=":
            return try equality(a, b, negated: symbol == "!=", span)
        case "<", "<=", ">", ">=":
            return try order(symbol, a, b, span)
        default:
            return try text(symbol, a, b, span)
        }
    }

    private func arithmetic(_ symbol: String, _ a: Bound, _ b: Bound, _ span: Span) throws(QueryError) -> Bound {
        if let folded = ConstantFolding.fold(symbol, a.constant, b.constant) { return Bound(folded) }
        if a.type == .dynamic, b.type == .dynamic { return dynamicArithmetic(symbol, a, b) }
        if symbol == "/" || symbol == "%", [a.type, b.type].contains(.dynamic),
            [a.type, b.type].contains(where: { $0 == .datetime || $0 == .timespan })
        {
            throw .typeMismatch(
                "'\(symbol)' does not apply to \(a.type.rawValue) and \(b.type.rawValue).", span,
                hint: "totimespan(), tolong() and their like convert a value.")
        }
        if a.type == .dynamic {
            return try arithmetic(symbol, try cast(a, to: partner(of: b.type, symbol), span), b, span)
        }
        if b.type == .dynamic {
            return try arithmetic(symbol, a, try cast(b, to: partner(of: a.type, symbol), span), span)
        }
        if a.type.isNumeric, b.type.isNumeric { return numbers(symbol, a, b) }
        if let result = times(symbol, a, b) { return result }
        throw .typeMismatch(
            "'\(symbol)' does not apply to \(a.type.rawValue) and \(b.type.rawValue).", span,
            hint: a.type == .string || b.type == .string ? "strcat() joins strings." : nil)
    }

    /// What a dynamic value is read as beside a value of this type.
    private func partner(of type: KustoType, _ symbol: String) -> KustoType {
        type == .int ? .long : type == .datetime && symbol == "+" ? .timespan : type
    }

    func dynamicArithmetic(_ symbol: String, _ a: Bound, _ b: Bound) -> Bound {
        derived("kql_dynamic_math('\(SQL(raw: symbol))', \(a.sql), \(b.sql))", .dynamic, [a, b])
    }

    private func numbers(_ symbol: String, _ a: Bound, _ b: Bound) -> Bound {
        let type: KustoType =
            a.type == .decimal || b.type == .decimal ? .decimal : a.type == .real || b.type == .real ? .real : .long
        let left = widened(a, type)
        let right = widened(b, type)
        let op = SQL(raw: symbol)
        switch (symbol, type) {
        case ("/", .long):
            return derived("(\(left) // \(nonZero(b, right)))", .long, [a, b])
        case ("%", .long):
            return derived(remainder(left, nonZero(b, right)), .long, [a, b])
        case ("/", .real):
            return derived("kql_divide(\(left), \(right))", .real, [a, b])
        case ("%", .real):
            return derived("(\(left) - \(right) * floor(\(left) / nullif(\(right), 0)))", .real, [a, b])
        case ("*", .decimal), ("/", .decimal), ("%", .decimal):
            let pair: SQL = "CAST(\(left) AS VARCHAR), CAST(\(right) AS VARCHAR)"
            return derived(
                "TRY_CAST(kql_decimal_math('\(op)', \(pair)) AS DECIMAL(38, 17))", .decimal, [a, b])
        case (_, .long):
            return derived(whole(op, left, right), .long, [a, b])
        default:
            return derived("(\(left) \(op) \(right))", type, [a, b])
        }
    }

    /// Kusto's longs wrap around. The engine's do not, and are faster: only a query that met an overflow takes the long way.
    private func whole(_ op: SQL, _ left: SQL, _ right: SQL) -> SQL {
        guard context.options.wrapsAround else { return "(\(left) \(op) \(right))" }
        return "kql_wrapped(CAST(\(left) AS HUGEINT) \(op) CAST(\(right) AS HUGEINT))"
    }

    func widened(_ bound: Bound, _ type: KustoType) -> SQL {
        if bound.type == type { return bound.sql }
        switch type {
        case .long: return "CAST(\(bound.sql) AS BIGINT)"
        case .real: return "CAST(\(bound.sql) AS DOUBLE)"
        case .decimal: return "TRY_CAST(\(bound.sql) AS DECIMAL(38, 17))"
        default: return bound.sql
        }
    }

    private func nonZero(_ bound: Bound, _ sql: SQL) -> SQL {
        switch bound.constant {
        case .long(let number) where number != 0: sql
        case .int(let number) where number != 0: sql
        case .timespan(let ticks) where ticks != 0: sql
        default: "nullif(\(sql), 0)"
        }
    }

    /// Never negative, as Kusto's is.
    private func remainder(_ x: SQL, _ y: SQL) -> SQL { "((\(x) % \(y) + abs(\(y))) % abs(\(y)))" }

    private func times(_ symbol: String, _ a: Bound, _ b: Bound) -> Bound? {
        let op = SQL(raw: symbol)
        switch (symbol, a.type, b.type) {
        case ("+", .datetime, .timespan), ("+", .timespan, .datetime), ("-", .datetime, .timespan):
            return derived("kql_instant(\(whole(op, a.sql, b.sql)))", .datetime, [a, b])
        case ("-", .datetime, .datetime), ("+", .timespan, .timespan), ("-", .timespan, .timespan):
            return derived(whole(op, a.sql, b.sql), .timespan, [a, b])
        case ("*", .timespan, _) where b.type.isNumeric: return scaled(a, b)
        case ("*", _, .timespan) where a.type.isNumeric: return scaled(b, a)
        case ("/", .timespan, .timespan), ("/", .datetime, .timespan), ("/", .datetime, .datetime):
            return derived("kql_divide(CAST(\(a.sql) AS DOUBLE), CAST(\(b.sql) AS DOUBLE))", .real, [a, b])
        case ("/", .timespan, .int), ("/", .timespan, .long):
            return derived("(\(a.sql) // \(nonZero(b, b.sql)))", .timespan, [a, b])
        case ("/", .timespan, .real), ("/", .timespan, .decimal):
            return derived(
                "TRY_CAST(trunc(\(a.sql) / nullif(CAST(\(b.sql) AS DOUBLE), 0)) AS BIGINT)", .timespan, [a, b])
        case ("%", .timespan, .timespan), ("%", .datetime, .timespan):
            return derived(remainder(a.sql, nonZero(b, b.sql)), .timespan, [a, b])
        default: return nil
        }
    }

    private func scaled(_ span: Bound, _ factor: Bound) -> Bound {
        switch factor.type {
        case .int, .long: derived(whole("*", span.sql, factor.sql), .timespan, [span, factor])
        default:
            derived(
                "TRY_CAST(trunc(\(span.sql) * CAST(\(factor.sql) AS DOUBLE)) AS BIGINT)", .timespan, [span, factor])
        }
    }
}
