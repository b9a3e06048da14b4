import EarshotModel

/// `search`, `find`, and `* has "text"`.
extension Binder {
    /// Rows in which some column contains the term.
    func search(
        _ parameters: Operator.Parameters, _ tables: [Expression], _ condition: Expression, _ input: Relation,
        _ step: Operator,
        _ environment: Environment
    ) throws(QueryError) -> Relation {
        let kind = try word(parameters["kind"]) ?? "default"
        let relation = try searched(tables, input, step, environment)
        var scope = Scope(relation, environment)
        scope.columns.removeFirst()
        let condition = try searchCondition(condition, scope, sensitive: kind == "case_sensitive")
        var result = relation
        result.plan = .filter(withHoisted(relation.plan), [condition])
        return result
    }

    /// The rows to search, with the table's name in front.
    private func searched(
        _ tables: [Expression], _ input: Relation, _ step: Operator, _ environment: Environment
    ) throws(QueryError) -> Relation {
        let label = "$table"
        guard input.columns.isEmpty else {
            var definitions: [Plan.Definition] = []
            var result = input
            result.columns.insert(define(label, Bound(.string(searchLabel(input.plan))), &definitions), at: 0)
            result.plan = .compute(input.plan, definitions)
            return result
        }
        var tables = tables
        if tables.isEmpty {
            let names = environment.tableNames + context.tables.keys.sorted()
            tables = names.map { Expression(.name($0), step.span, depth: 1) }
        }
        var branches: [UnionBranch] = []
        for table in tables { branches += try branchesByName(table, environment) }
        guard !branches.isEmpty else { throw .invalid("There is no table to search.", step.span) }
        return combine(branches, inner: false, source: label)
    }

    private func searchLabel(_ plan: Plan) -> String {
        switch plan {
        case .scan(let scan): scan.table.name
        case .filter(let child, _): searchLabel(child)
        default: "search_arg0"
        }
    }

    func branchesByName(_ table: Expression, _ environment: Environment) throws(QueryError) -> [UnionBranch] {
        if case .wildcard(let pattern) = table.kind {
            let names = context.tables.keys.filter { Wildcard.matches($0, pattern) }.sorted()
            var result: [UnionBranch] = []
            for name in names {
                result.append(.init(relation: try self.table(named: name, table.span, environment), label: name))
            }
            return result
        }
        return [.init(relation: try self.table(table, environment), label: table.name ?? "search_arg0")]
    }

    func searchCondition(_ condition: Expression, _ scope: Scope, sensitive: Bool) throws(QueryError) -> SQL {
        switch condition.kind {
        case .wildcard("*"): return "TRUE"
        case .literal(.string(let text)): return try anywhere(text, scope, condition.span, sensitive: sensitive)
        case .logical(let isAnd, let operands):
            var parts: [SQL] = []
            for operand in operands { parts.append(try searchCondition(operand, scope, sensitive: sensitive)) }
            return "(\(parts.joined(separator: isAnd ? " AND " : " OR ")))"
        case .call("not", let arguments) where arguments.count == 1:
            return "(NOT \(try searchCondition(arguments[0].value, scope, sensitive: sensitive)))"
        default: return try predicate(condition, scope).sql
        }
    }

    private func anywhere(_ text: String, _ scope: Scope, _ span: Span, sensitive: Bool) throws(QueryError) -> SQL {
        var tests: [SQL] = []
        for column in scope.columns where column.type == .string || column.type == .dynamic || column.type == .guid {
            let value = try convert(try self.column(column, span, scope), to: .string, span)
            tests.append(searchTerm(value.text, text, sensitive))
        }
        return tests.isEmpty ? "FALSE" : "(\(tests.joined(separator: " OR ")))"
    }

    /// `"abc"` is a term, `"abc*"` a prefix, `"*abc"` a suffix of one, `"*abc*"` any text.
    private func searchTerm(_ haystack: SQL, _ text: String, _ sensitive: Bool) -> SQL {
        let starts = text.hasPrefix("*")
        let ends = text.hasSuffix("*") && text.count > 1
        let needle = String(text.dropFirst(starts ? 1 : 0).dropLast(ends ? 1 : 0))
        let parts = needle.split(separator: "*").map(String.init)
        guard parts.count <= 1 else {
            let pattern = (sensitive ? "(?s)" : "(?is)") + parts.map(Self.quoted).joined(separator: ".*")
            return "regexp_matches(\(haystack), \(value: .string(pattern)))"
        }
        return term(haystack, needle, (!starts, !ends), sensitive: sensitive)
    }

    /// `* has "text"`, `* == 5`: the condition on any column to which it applies.
    func anyColumn(_ symbol: String, _ right: Expression, _ span: Span, _ scope: Scope) throws(QueryError) -> Bound {
        let value = try scalar(right, scope)
        var tests: [SQL] = []
        for column in scope.columns {
            let bound = try self.column(column, span, scope)
            if symbol == "==" || symbol == "!=" {
                guard commonType(column.type, value.type) != nil, column.type != .dynamic else { continue }
                tests.append(try equality(bound, value, negated: symbol == "!=", span).sql)
            } else if column.type == .string || column.type == .dynamic {
                tests.append(try text(symbol, bound, value, span).sql)
            }
        }
        return derived(tests.isEmpty ? "FALSE" : "(\(tests.joined(separator: " OR ")))", .bool, [value])
    }
}

extension Environment {
    /// Names of views, outermost first.
    var tableNames: [String] {
        (parent?.tableNames ?? [])
            + allNames.filter { name in
                switch lookup(name) {
                case .table, .shared: true
                case .pattern: false
                case .function(let function, _): function.parameters.isEmpty
                default: false
                }
            }.sorted()
    }
}
