import EarshotModel

extension Emitter {
    /// `source`: what stands in for the events.
    func scan(_ scan: TableScan, _ required: Set<ColumnID>, _ source: RollupSource? = nil) -> Select {
        let row = SQL(raw: "t\(scan.number)")
        var definitions: [ColumnID: SQL] = [:]
        var lookups: [Lookup] = []
        var emitter = self
        emitter.facts = source?.facts ?? [:]
        // In their order, so that the same query is the same text each time.
        for id in required.sorted() {
            definitions[id] = emitter.definition(of: id, in: scan, &lookups, depth: 0)
        }
        var from: SQL = source.map { "(\(rows(scan, $0)))" } ?? "\(identifier: scan.table.sourceName)"
        from += " AS \(row)"
        for lookup in lookups {
            let alias = lookupAlias(lookup, scan)
            from +=
                " LEFT JOIN \(identifier: lookup.table) AS \(alias) ON \(alias).id = \(emitter.physical(lookup.key, scan))"
        }
        var select = Select(from: from)
        select.inline = definitions
        return select
    }

    private func lookupAlias(_ lookup: Lookup, _ scan: TableScan) -> SQL {
        "\(identifier: "t\(scan.number)_\(lookup.alias)")"
    }

    private func physical(_ physical: Physical, _ scan: TableScan) -> SQL {
        let row = SQL(raw: "t\(scan.number)")
        switch physical.known(facts) {
        case .column(let name):
            return "\(row).\(identifier: name)"
        case .choice(let column, let equals, let then, let otherwise):
            return
                "CASE WHEN \(row).\(identifier: column) = \(equals) THEN \(row).\(identifier: then) ELSE \(row).\(identifier: otherwise) END"
        }
    }

    private func definition(of id: ColumnID, in scan: TableScan, _ lookups: inout [Lookup], depth: Int) -> SQL {
        switch context.owner(of: id) {
        case .physical(_, let physical): self.physical(physical, scan)
        case .measure(_, let sql): sql
        case .column(_, let column): definition(column, in: scan, &lookups, depth: depth)
        case nil: foreign()
        }
    }

    private func foreign() -> SQL {
        context.hasForeignColumn = true
        return "NULL"
    }

    private func definition(_ column: Column, in scan: TableScan, _ lookups: inout [Lookup], depth: Int) -> SQL {
        switch column.origin {
        case .stored(let physical): return Self.stored(self.physical(physical, scan), column.type)
        case .instant(let seconds, let fraction): return Self.instant(seconds, fraction, scan)
        case .coded(let physical, let names): return Self.coded(self.physical(physical, scan), names)
        case .bit(let physical, let bit): return "((\(self.physical(physical, scan)) >> \(bit)) & 1 = 1)"
        case .lookup(let lookup, let field):
            if !lookups.contains(where: { $0.alias == lookup.alias }) { lookups.append(lookup) }
            return Self.stored("\(lookupAlias(lookup, scan)).\(identifier: field)", column.type)
        case .constant(let value): return .value(value)
        case .bag(let fields, let rest): return bag(fields, rest, scan)
        case .alias(let name):
            guard depth < 8, let target = scan.table.column(named: name) else { return foreign() }
            return definition(target, in: scan, &lookups, depth: depth + 1)
        case .computed:
            guard depth < 8, let sql = context.computed(column, of: scan) else { return foreign() }
            var resolved: [ColumnID: SQL] = [:]
            for id in sql.columns { resolved[id] = definition(of: id, in: scan, &lookups, depth: depth + 1) }
            return "(\(sql.replacingColumns { resolved[$0] }))"
        }
    }

    /// Stored numbers may be narrower than the language's types.
    static func stored(_ sql: SQL, _ type: KustoType) -> SQL {
        switch type {
        case .int: "CAST(\(sql) AS INTEGER)"
        case .long: "CAST(\(sql) AS BIGINT)"
        case .dynamic: "CAST(\(sql) AS JSON)"
        default: sql
        }
    }

    /// The moment in two columns of a scan's row.
    static func instant(_ seconds: String, _ fraction: String?, _ scan: TableScan) -> SQL {
        let row = SQL(raw: "t\(scan.number)")
        let whole: SQL = "\(row).\(identifier: seconds) * 10000000 + 621355968000000000"
        guard let fraction else { return "(\(whole))" }
        return "(\(whole) + coalesce(\(row).\(identifier: fraction), 0))"
    }

    /// A list indexed by the code; 0 and codes beyond the list read as empty.
    static func coded(_ sql: SQL, _ names: [String]) -> SQL {
        let items = names.map { SQL.value(.string($0)) }.joined()
        return "coalesce([\(items)][CAST(\(sql) AS INTEGER) + 1], '')"
    }

    private func bag(_ fields: [BagField], _ rest: String?, _ scan: TableScan) -> SQL {
        let row = SQL(raw: "t\(scan.number)")
        let parts = fields.map { field -> SQL in "\(value: .string(field.key)): \(row).\(identifier: field.column)" }
        let numbers: SQL = "to_json({\(parts.joined())})"
        // A merge patch drops properties that are null.
        let packed: SQL = fields.isEmpty ? "CAST('{}' AS JSON)" : "json_merge_patch(CAST('{}' AS JSON), \(numbers))"
        guard let rest else { return packed }
        return "json_merge_patch(\(packed), CAST(coalesce(\(row).\(identifier: rest), '{}') AS JSON))"
    }

    func join(_ join: Plan.Join, _ required: Set<ColumnID>) -> Select {
        let need = required.union(join.condition.columns)
        let left = need.filter { join.left.provides($0, context) }
        let right = need.filter { !left.contains($0) && join.right.provides($0, context) }
        check(need, Array(left) + Array(right))
        let word: SQL =
            switch join.kind {
            case .inner: " INNER JOIN "
            case .left: " LEFT JOIN "
            case .right: " RIGHT JOIN "
            case .full: " FULL JOIN "
            case .semi: " SEMI JOIN "
            case .anti: " ANTI JOIN "
            }
        return Select(
            from: "(\(text(join.left, left))) AS l\(word)(\(text(join.right, right))) AS r ON (\(join.condition))")
    }

    func union(_ branches: [Plan.Branch], _ ids: [ColumnID], _ required: Set<ColumnID>) -> Select {
        check(required, ids)
        let kept = ids.indices.filter { required.contains(ids[$0]) }
        let texts = branches.map { branch -> SQL in
            let definitions = kept.map { Plan.Definition(id: ids[$0], sql: branch.columns[$0]) }
            let wanted = Set(kept.map { ids[$0] })
            return text(.compute(branch.plan, definitions), wanted)
        }
        return Select(from: "(\(texts.joined(separator: " UNION ALL ")))")
    }

    func shared(_ index: Int, _ mappings: [Plan.Mapping], _ required: Set<ColumnID>) -> Select {
        context.shared[index].isUsed = true
        check(required, mappings.map(\.id))
        var select = Select(from: SQL(raw: "s\(index)"))
        for mapping in mappings where required.contains(mapping.id) {
            context.shared[index].required.insert(mapping.original)
            select.computed[mapping.id] = SQL(column: mapping.original)
        }
        return select
    }
}
