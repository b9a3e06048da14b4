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

    /// `single`: a function with several columns gives only the first where the query names one.
    func items(_ list: [NamedExpression], _ scope: Scope, single: Bool = false) throws(QueryError) -> [Item] {
        let naming = Naming(scope: scope, catalog: context.catalog)
        var result: [Item] = []
        for item in list {
            let value = try scalar(item.expression, scope)
            if item.names.count > 1 || !tupleColumns(item.expression).isEmpty {
                let columns = try tuple(item, value, naming)
                result += single && item.names.count == 1 ? Array(columns.prefix(1)) : columns
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

    private func checkUnique(_ items: [Item]) throws(QueryError) {
        var seen: Set<String> = []
        for item in items {
            if let name = item.explicit, !seen.insert(name).inserted {
                throw .invalid("The column '\(name)' is given twice.", item.span)
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
        var list = list
        if list.contains(where: { if case .wildcard = $0.expression.kind { true } else { false } }) {
            list = expandWildcards(list, input)
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

    private func check(_ patterns: [Operator.Pattern], _ input: Relation) throws(QueryError) {
        for pattern in patterns where !pattern.isWildcard && input.column(named: pattern.text) == nil {
            throw .unknownColumn(pattern.text, pattern.span, candidates: input.columns.map(\.name))
        }
    }

    private func matches(_ name: String, _ pattern: Operator.Pattern) -> Bool {
        pattern.isWildcard ? Wildcard.matches(name, pattern.text) : name == pattern.text
    }

    func projectAway(_ patterns: [Operator.Pattern], _ input: Relation) throws(QueryError) -> Relation {
        try check(patterns, input)
        var result = input
        result.columns.removeAll { column in patterns.contains { matches(column.name, $0) } }
        return result
    }

    func projectKeep(_ patterns: [Operator.Pattern], _ input: Relation) throws(QueryError) -> Relation {
        try check(patterns, input)
        var result = input
        result.columns.removeAll { column in !patterns.contains { matches(column.name, $0) } }
        return result
    }

    func projectRename(_ items: [NamedExpression], _ input: Relation) throws(QueryError) -> Relation {
        var result = input
        for item in items {
            guard let new = item.names.first?.text, let old = item.expression.name else {
                throw .syntax("project-rename takes NewName = OldName.", item.span)
            }
            guard let index = input.columns.firstIndex(where: { $0.name == old }) else {
                throw .unknownColumn(old, item.expression.span, candidates: input.columns.map(\.name))
            }
            result.columns[index] = input.columns[index].renamed(new)
        }
        var seen: Set<String> = []
        for column in result.columns where !seen.insert(column.name).inserted {
            throw .invalid("The column '\(column.name)' would appear twice.", items.first?.span ?? 0..<0)
        }
        return result
    }

    func projectReorder(
        _ items: [(pattern: Operator.Pattern, order: Operator.ReorderDirection)], _ input: Relation
    ) throws(QueryError) -> Relation {
        try check(items.map(\.pattern), input)
        var result = input
        var rest = input.columns
        result.columns = []
        // A column named in full is not caught by a pattern before it.
        let exact = Set(items.filter { !$0.pattern.isWildcard }.map(\.pattern.text))
        for item in items {
            var found = rest.filter {
                matches($0.name, item.pattern) && (!item.pattern.isWildcard || !exact.contains($0.name))
            }
            rest.removeAll { column in found.contains { $0.name == column.name } }
            switch item.order {
            case .none: break
            case .ascending: found.sort { $0.name < $1.name }
            case .descending: found.sort { $0.name > $1.name }
            case .numericAscending: found.sort { NaturalOrder.precedes($0.name, $1.name) }
            case .numericDescending: found.sort { NaturalOrder.precedes($1.name, $0.name) }
            }
            result.columns += found
        }
        result.columns += rest
        return result
    }

    func projectByNames(
        _ items: [Expression], _ input: Relation, _ environment: Environment
    ) throws(QueryError) -> Relation {
        var result = input
        result.columns = []
        for item in items {
            var names: [String] = []
            if let name = item.name, input.column(named: name) != nil {
                names = [name]
            } else if case .wildcard(let pattern) = item.kind {
                names = input.columns.map(\.name).filter { Wildcard.matches($0, pattern) }
            } else {
                let bound = try scalar(item, Scope(environment))
                switch bound.constant {
                case .string(let text): names = [text]
                case .dynamic(let json):
                    names = (JSONArray.elements(json) ?? []).map { if case .string(let text) = $0 { text } else { "" } }
                default: throw .invalid("project-by-names takes constant names.", item.span)
                }
            }
            for pattern in names {
                for column in input.columns
                where Wildcard.matches(column.name, pattern)
                    && !result.columns.contains(where: { $0.name == column.name })
                {
                    result.columns.append(column)
                }
            }
        }
        return result
    }

    func print(_ list: [NamedExpression], _ environment: Environment) throws(QueryError) -> Relation {
        let items = try items(list, Scope(environment), single: true)
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
