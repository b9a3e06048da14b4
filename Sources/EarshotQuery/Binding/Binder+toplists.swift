import EarshotModel

/// `top-hitters`.
extension Binder {
    func topHitters(
        _ count: Expression, _ value: NamedExpression, _ weight: NamedExpression?, _ input: Relation,
        _ environment: Environment
    ) throws(QueryError) -> Relation {
        let scope = Scope(input, environment)
        let naming = Naming(scope: scope, catalog: context.catalog)
        guard value.expression.name != nil, value.names.isEmpty else {
            throw .invalid(
                "top-hitters counts the values of a column.", value.span, hint: "Make one with extend before it.")
        }
        let key = try scalar(value.expression, scope)
        let name = value.names.first?.text ?? naming.name(of: value.expression) ?? "Column1"
        let keyID = context.newID()
        let total = context.newID()
        var sum: SQL = "count(*)"
        var type = KustoType.long
        if let weight {
            let bound = try scalar(weight.expression, scope)
            guard bound.type.isNumeric else { throw .typeMismatch("A weight is a number.", weight.span) }
            type = bound.type == .int ? .long : bound.type
            sum = type == .long ? "CAST(sum(\(bound.sql)) AS BIGINT)" : "sum(\(bound.sql))"
        }
        let totalName =
            weight.map { "approximate_sum_\($0.names.first?.text ?? naming.name(of: $0.expression) ?? "")" }
            ?? "approximate_count_\(name)"
        let plan = Plan.aggregate(
            withHoisted(input.plan), keys: [.init(id: keyID, sql: key.text)], values: [.init(id: total, sql: sum)])
        let order = [OrderKey(id: total, ascending: false, nullsFirst: false)]
        return Relation(
            plan: .limit(plan, order: order, count: try rowCount(count, environment)),
            columns: [
                .init(name: name, id: keyID, type: key.type), .init(name: totalName, id: total, type: type),
            ], order: [OrderKey(id: total, ascending: true, nullsFirst: true)], isSerialized: true)
    }
}
