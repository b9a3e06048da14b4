import EarshotModel

/// `union`: columns meet by name and type.
extension Binder {
    struct UnionBranch {
        let relation: Relation
        let label: String
    }

    /// Names that a fuzzy union does without.
    private static let fuzzy: Set<String> = ["unknown-table", "unknown-function", "unknown-column"]

    func union(
        _ parameters: Operator.Parameters, _ tables: [Expression], _ input: Relation, _ step: Operator,
        _ environment: Environment
    ) throws(QueryError) -> Relation {
        let isFuzzy = try word(parameters["isfuzzy"]) == "true"
        var branches: [UnionBranch] = []
        if !input.columns.isEmpty { branches.append(.init(relation: input, label: input.label ?? "union_arg0")) }
        var missing: QueryError?
        for table in tables {
            do throws(QueryError) {
                branches += try self.branches(table, branches.count, environment)
            } catch {
                guard isFuzzy, Self.fuzzy.contains(error.code), context.assuming(error) == nil else { throw error }
                context.remark("A part of the union is left out (isfuzzy=true): \(error.message)")
                missing = missing ?? error
            }
        }
        try context.spend(branches.reduce(0) { $0 + $1.relation.columns.count }, step.span)
        guard !branches.isEmpty else {
            throw missing ?? .invalid("None of the tables of this union exists.", step.span)
        }
        let kind = try word(parameters["kind"]) ?? "outer"
        guard kind == "outer" || kind == "inner" else {
            throw .invalid("union knows the kinds outer and inner.", step.keyword)
        }
        let source = try word(parameters["withsource"] ?? parameters["with_source"])
        return combine(branches, inner: kind == "inner", source: source)
    }

    private func branches(
        _ table: Expression, _ count: Int, _ environment: Environment
    ) throws(QueryError) -> [UnionBranch] {
        if case .wildcard(let pattern) = table.kind {
            var names = (environment.viewNames + context.tables.keys.sorted()).filter { Wildcard.matches($0, pattern) }
            if names.isEmpty { names = context.references.keys.filter { Wildcard.matches($0, pattern) }.sorted() }
            guard !names.isEmpty else { throw .unknownTable(pattern, table.span, candidates: []) }
            var result: [UnionBranch] = []
            for name in names {
                result.append(.init(relation: try self.table(named: name, table.span, environment), label: name))
            }
            return result
        }
        var label = "union_arg\(count)"
        if let name = table.name, environment.lookup(name) == nil || environment.isView(name) { label = name }
        let relation = try self.table(table, environment)
        return [.init(relation: relation, label: relation.label ?? label)]
    }

    private struct Slot: Hashable {
        let name: String
        let type: KustoType
    }

    func combine(_ branches: [UnionBranch], inner: Bool, source: String?) -> Relation {
        var slots: [Slot] = []
        var types: [String: Set<KustoType>] = [:]
        for branch in branches {
            for column in branch.relation.columns {
                let slot = Slot(name: column.name, type: column.type)
                if types[column.name, default: []].insert(column.type).inserted { slots.append(slot) }
            }
        }
        // Columns of one name and several types stand together, where the name came first.
        if types.count < slots.count {
            let names = slots.map(\.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            slots = names.flatMap { name in slots.filter { $0.name == name } }
        }
        if inner {
            slots = slots.filter { slot in
                branches.allSatisfy { $0.relation.columns.contains { $0.name == slot.name && $0.type == slot.type } }
            }
        }
        var columns: [BoundColumn] = []
        var assignment = NameAssignment(explicit: [])
        // A column's own name goes before one that is made of a name and a type.
        let own = inner ? [] : Set(slots.map(\.name).filter { types[$0]?.count == 1 && $0 != source })
        for name in own { assignment.reserve(name) }
        if let source { columns.append(.init(name: assignment.unique(source), id: context.newID(), type: .string)) }
        for slot in slots {
            let isSplit = !inner && (types[slot.name]?.count ?? 0) > 1
            let made = isSplit ? "\(slot.name)_\(slot.type.rawValue)" : slot.name
            let name = own.contains(slot.name) ? slot.name : assignment.unique(made)
            columns.append(.init(name: name, id: context.newID(), type: slot.type))
        }
        let plans = branches.map { branch -> Plan.Branch in
            var values: [SQL] = source == nil ? [] : [.value(.string(branch.label))]
            let known = Dictionary(branch.relation.columns.map { (Slot(name: $0.name, type: $0.type), $0.id) }) {
                first, _ in first
            }
            for slot in slots { values.append(known[slot].map { SQL(column: $0) } ?? .value(.null(slot.type))) }
            return .init(plan: branch.relation.plan, columns: values)
        }
        return Relation(plan: .union(plans, columns.map(\.id)), columns: columns)
    }
}
