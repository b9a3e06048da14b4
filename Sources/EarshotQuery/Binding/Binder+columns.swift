import EarshotModel

/// `project-away`, `project-keep`, `project-rename`, `project-reorder`, `project-by-names`.
extension Binder {
    func check(_ patterns: [Operator.Pattern], _ input: Relation) throws(QueryError) {
        for pattern in patterns where !pattern.isWildcard && input.column(named: pattern.text) == nil {
            throw .unknownColumn(pattern.text, pattern.span, candidates: input.columns.map(\.name))
        }
    }

    func matches(_ name: String, _ pattern: Operator.Pattern) -> Bool {
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
        for (index, item) in items.enumerated()
        where !item.pattern.isWildcard && items[..<index].contains(where: { $0.pattern.text == item.pattern.text }) {
            throw .twice(item.pattern.text, item.pattern.span)
        }
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
}
