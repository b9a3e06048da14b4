import EarshotModel

/// Silent conversions.
extension Binder {
    /// Converts where Kusto converts silently; anything else is a mistake in the query.
    func cast(_ bound: Bound, to type: KustoType, _ span: Span) throws(QueryError) -> Bound {
        if bound.type == type { return bound }
        if let constant = bound.constant, let value = LiteralConversion.convert(constant, to: type),
            bound.type != .dynamic || constant.isNull, castIsSilent(bound.type, type) || constant.isNull
        {
            return Bound(value)
        }
        guard castIsSilent(bound.type, type) else {
            throw .typeMismatch(
                "A \(type.rawValue) is expected here, not a \(bound.type.rawValue).", span,
                hint: "to\(type.rawValue)() converts a value.")
        }
        return try convert(bound, to: type, span)
    }

    func castIsSilent(_ from: KustoType, _ to: KustoType) -> Bool {
        if from == to || from == .dynamic || to == .dynamic { return true }
        switch (from, to) {
        case (.int, .long), (.long, .int), (.int, .real), (.long, .real), (.int, .decimal), (.long, .decimal),
            (.real, .decimal), (.decimal, .real), (.long, .bool), (.int, .bool), (.bool, .long), (.bool, .int),
            (.bool, .real):
            return true
        default: return false
        }
    }

    /// Any conversion, as the `to…()` functions do it.
    func convert(_ bound: Bound, to type: KustoType, _ span: Span) throws(QueryError) -> Bound {
        if bound.type == type { return bound }
        if [.long, .real].contains(type), bound.type == .int || bound.type == .long {
            return derived(widened(bound, type), type, [bound])
        }
        do {
            let sql = try Conversion.sql(from: bound.argument, to: type)
            return derived(sql, type, [bound], maybeNull: type != .string)
        } catch {
            throw .typeMismatch(error.message, span)
        }
    }
}
