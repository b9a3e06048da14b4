import EarshotModel

/// Distinct values per address, in two passes.
///
/// Grouping by (address, port) with every aggregate carried along takes a wide hash table of millions of rows. Two passes
/// over the events are faster and take a quarter of the memory: one groups by the address alone, the other only makes the
/// pairs (address, port) distinct and counts them.
///
///     events ─ group by src_id: count, min, max ─┐
///     events ─ distinct (src_id, p) ─ count by id ┴ join on src_id ─ join addresses
extension EagerAggregation {
    func split(minimum: Int64?) -> Plan? {
        guard let only = keys.first, keys.count == 1, let keyNumber = uniqueKey(resolved(only.sql)) else { return nil }
        var dimensions = Dimensions(context: context, scan: scan)
        let outerKey = Plan.Definition(id: only.id, sql: dimensions.replacing(resolved(only.sql)))
        var innerKeys: [Plan.Definition] = []
        guard let values = parts(&dimensions, &innerKeys), let distinct = innerKeys.first, innerKeys.count == 1,
            let id = dimensions.keys.first?.id, dimensions.keys.count == 1, countsDistinct(distinct.id, values)
        else { return nil }
        let key = Plan.Definition(id: id, sql: keyNumber)
        let (pairs, number, count) = distinctPairs(key, distinct)
        let joined = Plan.join(
            .init(
                left: grouped(by: key, values, minimum), right: pairs, kind: .inner,
                condition: "\(SQL(column: key.id)) IS NOT DISTINCT FROM \(SQL(column: number))"))
        let outer = values.outer.map { value in
            value.sql == Self.distinctCount(distinct.id)
                ? Plan.Definition(id: value.id, sql: "CAST(sum(\(SQL(column: count))) AS BIGINT)") : value
        }
        return .aggregate(dimensions.joined(to: joined), keys: [outerKey], values: outer)
    }

    private static func distinctCount(_ id: ColumnID) -> SQL { "count(DISTINCT \(SQL(column: id)))" }

    private func countsDistinct(_ id: ColumnID, _ values: Parts) -> Bool {
        values.outer.contains { $0.sql == Self.distinctCount(id) }
    }

    /// Everything but the distinct count.
    private func grouped(by key: Plan.Definition, _ values: Parts, _ minimum: Int64?) -> Plan {
        let rows = context.newID()
        guard let minimum else { return .aggregate(child, keys: [key], values: values.inner) }
        let counted = values.inner + [.init(id: rows, sql: "count(*)")]
        let bound = SQL(raw: String(minimum))
        return .filter(.aggregate(child, keys: [key], values: counted), ["\(SQL(column: rows)) > \(bound)"])
    }

    /// The distinct count per key, and the numbers of its two columns.
    private func distinctPairs(_ key: Plan.Definition, _ distinct: Plan.Definition) -> (Plan, ColumnID, ColumnID) {
        let number = context.newID()
        let value = context.newID()
        let result = context.newID()
        let count = context.newID()
        let pairs = Plan.aggregate(
            child, keys: [.init(id: number, sql: key.sql), .init(id: value, sql: distinct.sql)], values: [])
        let counted = Plan.aggregate(
            pairs, keys: [.init(id: result, sql: SQL(column: number))],
            values: [.init(id: count, sql: "count(\(SQL(column: value)))")])
        return (counted, result, count)
    }
}
