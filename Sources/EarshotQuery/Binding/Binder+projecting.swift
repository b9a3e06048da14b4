import EarshotModel

/// `extend`, `project` and its family, `print`.
extension Binder {
    /// The items of a list with names and values; functions with several columns give several.
    struct Item {
        let explicit: String?
        let generated: String?
        let value: Bound
        let span: Span
    }

    /// `onlyNamed`: a function with several columns gives no more than the item names, as in `print`.
    func items(_ list: [NamedExpression], _ scope: Scope, onlyNamed: Bool = false) throws(QueryError) -> [Item] {
        let naming = Naming(scope: scope, catalog: context.catalog)
        var result: [Item] = []
        for item in list {
            let value = try scalar(item.expression, scope)
            var names: [String] = []
            if case .call(_, let arguments) = item.expression.kind {
                names = arguments.map { naming.name(of: $0.value) ?? "" }
            }
            let columns = tupleColumns(item.expression, names)
            if !columns.isEmpty || item.names.count > 1 {
                var parts = try tuple(item, value, columns)
                if onlyNamed, !item.names.isEmpty { parts = Array(parts.prefix(item.names.count)) }
                result += parts
                continue
            }
            let isName = item.expression.name != nil
            let generated = naming.name(of: item.expression)
            result.append(
                Item(
                    explicit: item.names.first?.text ?? (isName ? generated : nil), generated: generated, value: value,
                    span: item.span))
        }
        return result
    }

    func checkUnique(_ items: [Item]) throws(QueryError) {
        var seen: Set<String> = []
        for item in items {
            if let name = item.explicit, !seen.insert(name).inserted {
                throw .twice(name, item.span)
            }
        }
    }

    func extend(
        _ list: [NamedExpression], _ input: Relation, _ environment: Environment, isSerialize: Bool = false
    ) throws(QueryError) -> Relation {
        var scope = Scope(input, environment)
        if isSerialize { scope.isSerialized = true }
        let items = try items(list, scope)
        try checkUnique(items)
        var names = NameAssignment(explicit: items.compactMap(\.explicit), avoided: input.columns.map(\.name))
        var result = input
        var definitions: [Plan.Definition] = []
        for item in items {
            let name = item.explicit.map { names.unique($0) } ?? names.assign(item.generated)
            let column = define(name, item.value, &definitions)
            if let index = result.columns.firstIndex(where: { $0.name == name }) {
                result.columns[index] = column
            } else {
                result.columns.append(column)
            }
        }
        result.plan = withHoisted(input.plan)
        if !definitions.isEmpty { result.plan = .compute(result.plan, definitions) }
        return result
    }

    func project(_ list: [NamedExpression], _ input: Relation, _ environment: Environment) throws(QueryError)
        -> Relation
    {
        for item in list {
            guard case .wildcard = item.expression.kind else { continue }
            throw .syntax("'project' takes no patterns.", item.span, hint: "project-keep and project-away do.")
        }
        let items = try items(list, Scope(input, environment))
        try checkUnique(items)
        var names = NameAssignment(explicit: items.compactMap(\.explicit))
        var result = input
        var definitions: [Plan.Definition] = []
        result.columns = items.map { item in
            define(item.explicit.map { names.unique($0) } ?? names.assign(item.generated), item.value, &definitions)
        }
        result.plan = withHoisted(input.plan)
        if !definitions.isEmpty { result.plan = .compute(result.plan, definitions) }
        return result
    }

    func expandWildcards(_ list: [NamedExpression], _ input: Relation) -> [NamedExpression] {
        var result: [NamedExpression] = []
        for item in list {
            guard case .wildcard(let pattern) = item.expression.kind else {
                result.append(item)
                continue
            }
            for column in input.columns where Wildcard.matches(column.name, pattern) {
                let expression = Expression(.name(column.name), item.span, depth: 1)
                result.append(NamedExpression(names: [], expression: expression, span: item.span))
            }
        }
        return result
    }

    func print(_ list: [NamedExpression], _ environment: Environment) throws(QueryError) -> Relation {
        let items = try items(list, Scope(environment), onlyNamed: true)
        try checkUnique(items)
        var names = NameAssignment(explicit: list.compactMap { $0.names.first?.text })
        var definitions: [Plan.Definition] = []
        var columns: [BoundColumn] = []
        for (index, item) in items.enumerated() {
            let isNamed = index < list.count && !list[index].names.isEmpty || items.count != list.count
            let name = isNamed ? names.unique(item.explicit ?? item.generated ?? "") : names.unique("print_\(index)")
            let column = define(name, item.value, &definitions)
            if case .dynamic(let json) = item.value.constant { context.literalBags[column.id] = [json] }
            columns.append(column)
        }
        return Relation(plan: .compute(withHoisted(.single), definitions), columns: columns)
    }
}

/// `col2` before `col10`.
enum NaturalOrder {
    static func precedes(_ left: String, _ right: String) -> Bool {
        key(left).lexicographicallyPrecedes(key(right)) { $0 < $1 }
    }

    private static func key(_ text: String) -> [String] {
        var result: [String] = []
        var digits = ""
        func flush() {
            if !digits.isEmpty { result.append(String(repeating: "0", count: max(0, 20 - digits.count)) + digits) }
        }
        for character in text {
            if character.isASCII, character.isNumber {
                digits.append(character)
            } else {
                flush()
                digits = ""
                result.append(String(character))
            }
        }
        flush()
        return result
    }
}
