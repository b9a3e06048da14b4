import EarshotModel

/// `search`, `find`, and `* has "text"`.
extension Binder {
    /// Rows in which some column contains the term. Each table is filtered by itself, before they meet.
    func search(
        _ parameters: Operator.Parameters, _ tables: [Expression], _ condition: Expression, _ input: Relation,
        _ step: Operator,
        _ environment: Environment
    ) throws(QueryError) -> Relation {
        let kind = try word(parameters["kind"]) ?? "default"
        guard ["default", "case_insensitive", "case_sensitive"].contains(kind) else {
            throw .invalid("search knows the kinds case_insensitive and case_sensitive.", step.keyword)
        }
        var branches = try searched(tables, input, step, environment)
        var types: [String: KustoType] = [:]
        for column in branches.flatMap(\.relation.columns) where types[column.name] == nil {
            types[column.name] = column.type
        }
        // A table without a column that must have some value is not searched.
        branches.removeAll { branch in
            let own = Set(branch.relation.columns.map(\.name))
            return cannotHold(condition, missing: Set(types.keys).subtracting(own))
        }
        guard !branches.isEmpty else { throw .invalid("No table has all these columns.", condition.span) }
        for index in branches.indices {
            var relation = branches[index].relation
            // A column that only other tables have is null here.
            let inner = Environment(parent: environment)
            for (name, type) in types where relation.column(named: name) == nil {
                inner.define(name, .scalar(Bound(.null(type))))
            }
            let test = try searchCondition(condition, Scope(relation, inner), sensitive: kind == "case_sensitive")
            relation.plan = .filter(withHoisted(relation.plan), [test])
            branches[index] = .init(relation: relation, label: branches[index].label)
        }
        let label = "$table"
        guard input.columns.isEmpty else {
            var result = branches.first?.relation ?? input
            var definitions: [Plan.Definition] = []
            result.columns.insert(define(label, Bound(.string(branches.first?.label ?? "")), &definitions), at: 0)
            result.plan = .compute(result.plan, definitions)
            return result
        }
        return combine(branches, inner: false, source: label)
    }

    /// Whether a condition asks something of columns that are not there.
    private func cannotHold(_ condition: Expression, missing: Set<String>) -> Bool {
        switch condition.kind {
        case .logical(true, let operands): operands.contains { cannotHold($0, missing: missing) }
        case .logical(false, let operands): operands.allSatisfy { cannotHold($0, missing: missing) }
        case .call("not", _): false
        default: !columnNames(in: condition, known: missing).isEmpty
        }
    }

    /// The tables to search, or the rows before the operator.
    private func searched(
        _ tables: [Expression], _ input: Relation, _ step: Operator, _ environment: Environment
    ) throws(QueryError) -> [UnionBranch] {
        guard input.columns.isEmpty else { return [.init(relation: input, label: searchLabel(input.plan))] }
        var tables = tables
        if tables.isEmpty {
            let names = environment.tableNames + (visible ?? context.tables.keys.sorted())
            tables = names.map { Expression(.name($0), step.span, depth: 1) }
        }
        var branches: [UnionBranch] = []
        for table in tables { branches += try branchesByName(table, environment) }
        guard !branches.isEmpty else { throw .invalid("There is no table to search.", step.span) }
        return branches
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

    /// All texts of a row in one, so that they are searched in one go; no term goes over the mark between two.
    private func anywhere(_ text: String, _ scope: Scope, _ span: Span, sensitive: Bool) throws(QueryError) -> SQL {
        let columns = scope.columns.filter { $0.type == .string || $0.type == .dynamic || $0.type == .guid }
        guard !columns.isEmpty else { return "FALSE" }
        var texts: [SQL] = []
        var seen: Set<ColumnID> = []
        for column in columns where seen.insert(column.id).inserted {
            texts.append(try convert(try self.column(column, span, scope), to: .string, span).sql)
        }
        guard texts.count > 1 else { return searchTerm(texts[0], text, sensitive) }
        let whole: SQL = "concat_ws(chr(31), \(texts.joined()))"
        if let known = hoisted.first(where: { $0.sql == whole }) {
            return searchTerm(SQL(column: known.id), text, sensitive)
        }
        let id = context.newID()
        hoisted.append(.init(id: id, sql: whole))
        return searchTerm(SQL(column: id), text, sensitive)
    }

    /// `"abc"` is a term, `"abc*"` a prefix, `"*abc"` a suffix of one, `"*abc*"` any text.
    private func searchTerm(_ haystack: SQL, _ text: String, _ sensitive: Bool) -> SQL {
        let starts = text.hasPrefix("*")
        let ends = text.hasSuffix("*") && text.count > 1
        let needle = String(text.dropFirst(starts ? 1 : 0).dropLast(ends ? 1 : 0))
        let parts = needle.split(separator: "*").map(String.init)
        guard parts.count <= 1 else {
            let pattern = (sensitive ? "(?s)" : "(?is)") + parts.map(Self.quoted).joined(separator: "[^\\x1f]*")
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
    func isView(_ name: String) -> Bool {
        guard case .function(let function, _) = lookup(name) else { return false }
        return function.isView && function.parameters.isEmpty
    }

    /// Names of `view () { … }`, for the patterns of a union.
    var viewNames: [String] { Set(allNames).filter(isView).sorted() }

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
