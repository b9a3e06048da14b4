import EarshotModel

/// `== != < <= > >= between`.
extension Binder {
    /// Kusto's equality is total: a null equals nothing, and differs from every value.
    func equality(_ left: Bound, _ right: Bound, negated: Bool, _ span: Span) throws(QueryError) -> Bound {
        if let coded = codedEquality(left, right, negated: negated) ?? codedEquality(right, left, negated: negated) {
            return coded
        }
        // A text equals a number that it spells.
        var (left, right) = (left, right)
        if left.type == .string, right.type.isNumeric { left = try convert(left, to: .real, span) }
        if right.type == .string, left.type.isNumeric { right = try convert(right, to: .real, span) }
        let (a, b) = try aligned(left, right, span)
        let result: SQL
        if a.type == .string {
            result = stringEquality(a, b, negated: negated)
        } else if isConstant(a) || isConstant(b) {
            result = negated ? "(\(a.sql) IS DISTINCT FROM \(b.sql))" : "coalesce(\(a.sql) = \(b.sql), FALSE)"
        } else {
            result = """
                CASE WHEN \(a.sql) IS NULL AND \(b.sql) IS NULL THEN NULL \
                ELSE \(a.sql) IS \(SQL(raw: negated ? "" : "NOT "))DISTINCT FROM \(b.sql) END
                """
        }
        let bound = derived(result, .bool, [left, right])
        if !negated, a.type == .datetime { return withTimeRange("==", left, right, bound) }
        return bound
    }

    private func isConstant(_ bound: Bound) -> Bool { bound.constant.map { !$0.isNull } ?? false }

    private func stringEquality(_ a: Bound, _ b: Bound, negated: Bool) -> SQL {
        // A constant that is not empty never equals NULL: no need to replace NULLs first.
        if case .string(let text) = b.constant, !text.isEmpty { return stringConstant(a, b, negated) }
        if case .string(let text) = a.constant, !text.isEmpty { return stringConstant(b, a, negated) }
        return "(\(a.text) \(SQL(raw: negated ? "<>" : "=")) \(b.text))"
    }

    private func stringConstant(_ a: Bound, _ constant: Bound, _ negated: Bool) -> SQL {
        guard a.maybeNull else { return "(\(a.sql) \(SQL(raw: negated ? "<>" : "=")) \(constant.sql))" }
        return negated ? "(\(a.sql) IS DISTINCT FROM \(constant.sql))" : "coalesce(\(a.sql) = \(constant.sql), FALSE)"
    }

    func order(_ symbol: String, _ left: Bound, _ right: Bound, _ span: Span) throws(QueryError) -> Bound {
        let type = left.type == .dynamic ? right.type : left.type
        if left.type == .dynamic || right.type == .dynamic, [.bool, .datetime, .timespan].contains(type) {
            throw .typeMismatch(
                "'\(symbol)' does not apply to a \(type.rawValue) and a dynamic value.", span,
                hint: "to\(type.rawValue)() converts a value.")
        }
        let (a, b) = try aligned(left, right, span)
        guard ![.string, .dynamic, .guid].contains(a.type) else {
            throw .typeMismatch(
                "'\(symbol)' does not apply to \(a.type.rawValue) values.", span,
                hint: a.type == .string ? "strcmp() compares strings." : nil)
        }
        let bound = derived("(\(a.sql) \(SQL(raw: symbol)) \(b.sql))", .bool, [left, right])
        return a.type == .datetime ? withTimeRange(symbol, left, right, bound) : bound
    }

    func between(
        _ value: Expression, _ low: Expression, _ high: Expression, _ negated: Bool, _ scope: Scope
    ) throws(QueryError) -> Bound {
        let bound = try scalar(value, scope)
        let from = try scalar(low, scope)
        var to = try scalar(high, scope)
        if bound.type == .datetime, to.type == .timespan {
            to = derived("(\(from.sql) + \(to.sql))", .datetime, [from, to])
        }
        let lower = try order(">=", bound, from, low.span)
        let upper = try order("<=", bound, to, high.span)
        let both: SQL = "(\(lower.sql) AND \(upper.sql))"
        context.meanings.note(both, allOf: [lower.sql, upper.sql])
        return derived(negated ? "(NOT \(both))" : both, .bool, [bound, from, to])
    }

    /// Brings two values to one type for a comparison, or refuses.
    func aligned(_ a: Bound, _ b: Bound, _ span: Span) throws(QueryError) -> (Bound, Bound) {
        if a.type == b.type {
            guard a.type == .dynamic else { return (a, b) }
            if a.constant != nil || b.constant != nil {
                return (try cast(a, to: .string, span), try cast(b, to: .string, span))
            }
            throw .typeMismatch(
                "Two dynamic values cannot be compared.", span, hint: "Convert one, for example with tostring().")
        }
        if a.type.isNumeric, b.type.isNumeric {
            let type = commonType(a.type, b.type) ?? .real
            return (
                Bound(widened(a, type), type, constant: a.constant), Bound(widened(b, type), type, constant: b.constant)
            )
        }
        if a.type == .dynamic { return (fromDynamic(a, b.type), b.type == .int ? try cast(b, to: .long, span) : b) }
        if b.type == .dynamic { return (a, fromDynamic(b, a.type)) }
        if let pair = try literalAligned(a, b, span) { return pair }
        if let pair = try literalAligned(b, a, span) { return (pair.1, pair.0) }
        throw .typeMismatch("A \(a.type.rawValue) cannot be compared with a \(b.type.rawValue).", span)
    }

    /// A dynamic value beside a number counts as a number only when it is one: `dynamic("5") == 5` is false.
    private func fromDynamic(_ value: Bound, _ type: KustoType) -> Bound {
        switch type {
        case .int, .long, .real, .decimal: derived("kql_json_number(\(value.sql))", .real, [value])
        default:
            (try? cast(value, to: type, 0..<0)) ?? value
        }
    }

    /// A string literal beside a datetime, timespan or guid is read as one; a bool counts as a number beside a number.
    private func literalAligned(_ a: Bound, _ b: Bound, _ span: Span) throws(QueryError) -> (Bound, Bound)? {
        if a.type == .string, let constant = a.constant, [.datetime, .timespan, .guid].contains(b.type) {
            guard let value = LiteralConversion.convert(constant, to: b.type), !value.isNull else {
                throw .typeMismatch("This text is no \(b.type.rawValue).", span)
            }
            return (Bound(value), b)
        }
        if a.type == .bool, b.type.isNumeric { return (try cast(a, to: .long, span), b) }
        return nil
    }

    func commonType(_ a: KustoType, _ b: KustoType) -> KustoType? {
        if a == b { return a }
        if a == .dynamic { return b }
        if b == .dynamic { return a }
        guard a.isNumeric, b.isNumeric else { return nil }
        if a == .decimal || b == .decimal { return .decimal }
        return a == .real || b == .real ? .real : .long
    }
}
