import EarshotModel

/// `in`, `in~`, `has_any`, `has_all`.
extension Binder {
    func membership(
        _ symbol: String, _ value: Expression, _ items: [Expression], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        let bound = try scalar(value, scope)
        let negated = symbol.hasPrefix("!")
        let insensitive = symbol.hasSuffix("~")
        if symbol == "has_any" || symbol == "has_all" { return try hasList(symbol, bound, items, span, scope) }
        if items.count == 1, isTabular(items[0], scope.environment), !isColumn(items[0], scope) {
            return try inTable(bound, items[0], negated: negated, insensitive: insensitive, scope)
        }
        if insensitive, bound.type != .string, bound.type != .dynamic {
            throw .typeMismatch("'\(symbol)' compares strings, this is a \(bound.type.rawValue).", value.span)
        }
        return try inList(bound, items, negated: negated, insensitive: insensitive, span, scope)
    }

    private func isColumn(_ expression: Expression, _ scope: Scope) -> Bool {
        expression.name.map { scope.column(named: $0) != nil } ?? false
    }

    /// Literals go into one IN list; dynamic arrays are opened; everything else is compared by `==`.
    private func inList(
        _ value: Bound, _ items: [Expression], negated: Bool, insensitive: Bool, _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        var constants: [KustoValue] = []
        var others: [SQL] = []
        for item in items {
            let bound = try scalar(item, scope)
            if case .dynamic(let json) = bound.constant, let elements = JSONArray.elements(json) {
                constants += elements
            } else if let constant = bound.constant, bound.type != .dynamic {
                if !constant.isNull { constants.append(constant) }
            } else if bound.type == .dynamic {
                others.append(try inDynamic(value, bound, insensitive: insensitive, item.span))
            } else if insensitive {
                others.append(try text("=~", value, bound, item.span).sql)
            } else {
                others.append(try equality(value, bound, negated: false, item.span).sql)
            }
        }
        if let coded = codedMembership(value, constants, insensitive), !constants.isEmpty {
            others.append(coded)
        } else if let list = try constantList(value, constants, insensitive: insensitive, span) {
            others.append(list)
        }
        let positive: SQL = others.isEmpty ? "FALSE" : "(\(others.joined(separator: " OR ")))"
        return derived(negated ? "(NOT \(positive))" : positive, .bool, [value])
    }

    private func codedMembership(_ value: Bound, _ constants: [KustoValue], _ insensitive: Bool) -> SQL? {
        guard let (code, names) = code(of: value) else { return nil }
        var codes: [SQL] = []
        for constant in constants {
            guard case .string(let text) = constant, !text.isEmpty else { return nil }
            for (index, name) in names.enumerated()
            where insensitive ? name.lowercased() == text.lowercased() : name == text {
                codes.append(SQL(raw: String(index)))
            }
        }
        return codes.isEmpty ? "FALSE" : "coalesce(\(code) IN (\(codes.joined())), FALSE)"
    }

    private func constantList(
        _ value: Bound, _ constants: [KustoValue], insensitive: Bool, _ span: Span
    ) throws(QueryError) -> SQL? {
        guard !constants.isEmpty else { return nil }
        var list: [SQL] = []
        if value.type == .string || (value.type == .dynamic && constants.allSatisfy { $0.type == .string }) {
            for constant in constants {
                guard let text = Self.spelled(constant) else { continue }
                list.append(.value(.string(insensitive ? text.lowercased() : text)))
            }
            guard !list.isEmpty else { return nil }
            let text = try cast(value, to: .string, span).text
            return insensitive ? "(lower(\(text)) IN (\(list.joined())))" : "(\(text) IN (\(list.joined())))"
        }
        // Each constant is compared as `==` would; those that fit the type go into one list.
        var others: [SQL] = []
        for constant in constants {
            if constant.type == value.type {
                list.append(.value(constant))
            } else if let converted = convertible(constant, value.type) {
                list.append(.value(converted))
            } else {
                others.append(try equality(value, Bound(constant), negated: false, span).sql)
            }
        }
        if !list.isEmpty { others.append("coalesce(\(value.sql) IN (\(list.joined())), FALSE)") }
        return others.isEmpty ? nil : "(\(others.joined(separator: " OR ")))"
    }

    /// A constant as a text that equals it: a text equals a number that it spells.
    private static func spelled(_ constant: KustoValue) -> String? {
        switch constant {
        case .string(let text): text
        case .int(let number): String(number)
        case .long(let number): String(number)
        default: nil
        }
    }

    private func convertible(_ value: KustoValue, _ type: KustoType) -> KustoValue? {
        switch (value, type) {
        case (.long(let number), .int): Int32(exactly: number).map(KustoValue.int)
        case (.long(let number), .real): .real(Double(number))
        case (.int(let number), .long): .long(Int64(number))
        case (.string, .datetime), (.string, .timespan), (.string, .guid): LiteralConversion.convert(value, to: type)
        default: nil
        }
    }

    /// A dynamic array that is known only at run time.
    private func inDynamic(_ value: Bound, _ list: Bound, insensitive: Bool, _ span: Span) throws(QueryError) -> SQL {
        if value.type.isNumeric {
            return "list_contains(kql_numbers(\(list.sql)), CAST(\(value.sql) AS DOUBLE))"
        }
        let text = try convert(value, to: .string, span).text
        let elements: SQL = "kql_texts(\(list.sql))"
        if insensitive { return "list_contains(list_transform(\(elements), lambda x: lower(x)), lower(\(text)))" }
        return "list_contains(\(elements), \(text))"
    }

    private func inTable(
        _ value: Bound, _ item: Expression, negated: Bool, insensitive: Bool, _ scope: Scope
    ) throws(QueryError) -> Bound {
        let relation = try table(item, scope.environment)
        guard let column = relation.columns.first else {
            throw .invalid("The table has no columns.", item.span)
        }
        let body = Emitter(context: context).text(relation.plan, [column.id]).sealed
        let inner = Bound(column: column)
        var (a, b) = (value, inner)
        if a.type != b.type {
            if a.type == .dynamic {
                a = try cast(a, to: b.type, item.span)
            } else if b.type == .dynamic {
                // A column of arrays counts with its elements; of single values with their text.
                b = Bound("json_extract_string(\(b.sql), '$')", .string)
                a = try cast(a, to: .string, item.span)
            } else {
                (a, b) = try aligned(a, b, item.span)
            }
        }
        let left: SQL = insensitive ? "lower(\(a.text))" : a.text
        let right: SQL = insensitive ? "lower(\(b.text))" : b.text
        let list: SQL = "SELECT \(right.sealed) FROM (\(body)) WHERE \(right.sealed) IS NOT NULL"
        let positive: SQL
        if !insensitive, value.type == .string, b.type == .string, let (key, numbers) = numbered(value) {
            // Compared by number: a name is looked up once, not for every row.
            positive = "coalesce(\(key) IN (SELECT id FROM (\(list)) AS s(x) JOIN (\(numbers)) ON text = x), FALSE)"
        } else {
            positive = "coalesce(\(left) IN (\(list)), FALSE)"
        }
        return derived(negated ? "(NOT \(positive))" : positive, .bool, [value])
    }

    /// The stored number behind a column of names that no two numbers share, and all numbers with their names.
    private func numbered(_ bound: Bound) -> (key: SQL, numbers: SQL)? {
        guard let id = bound.column, case .column(let scan, let column) = context.owner(of: id),
            case .lookup(let lookup, let field) = resolved(column, scan).origin,
            EagerAggregation.unique[lookup.table]?.contains(field) == true
        else { return nil }
        let numbers: SQL = """
            SELECT id, coalesce(\(identifier: field), '') AS text FROM \(identifier: lookup.table) \
            UNION ALL SELECT 0, ''
            """
        return ("coalesce(\(SQL(column: context.twin(in: scan, lookup.key))), 0)", numbers)
    }

    private func hasList(
        _ symbol: String, _ value: Bound, _ items: [Expression], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        guard value.type == .string || value.type == .dynamic else {
            throw .typeMismatch("'\(symbol)' searches strings, this is a \(value.type.rawValue).", span)
        }
        let haystack = try cast(value, to: .string, span).text
        var tests: [SQL] = []
        for item in items {
            if isTabular(item, scope.environment), !isColumn(item, scope) {
                tests.append(try hasInTable(symbol, haystack, item, scope))
                continue
            }
            let bound = try scalar(item, scope)
            if case .dynamic(let json) = bound.constant, let elements = JSONArray.elements(json) {
                for case .string(let needle) in elements {
                    tests.append(term(haystack, needle, (true, true), sensitive: false))
                }
            } else if case .string(let needle) = bound.constant {
                tests.append(term(haystack, needle, (true, true), sensitive: false))
            } else if bound.type == .string {
                tests.append("kql_has_term(\(haystack), \(bound.text), 3)")
            } else if bound.type.isNumeric || bound.type == .guid || bound.type == .bool {
                tests.append("kql_has_term(\(haystack), \(try convert(bound, to: .string, item.span).text), 3)")
            } else if bound.type == .dynamic {
                tests.append("\(SQL(raw: "kql_" + symbol))(\(haystack), \(bound.sql))")
            } else {
                throw .typeMismatch("'\(symbol)' takes strings, this is a \(bound.type.rawValue).", item.span)
            }
        }
        let isAny = symbol == "has_any"
        guard !tests.isEmpty else { return Bound(.bool(!isAny)) }
        return derived("(\(tests.joined(separator: isAny ? " OR " : " AND ")))", .bool, [value])
    }

    private func hasInTable(_ symbol: String, _ haystack: SQL, _ item: Expression, _ scope: Scope) throws(QueryError)
        -> SQL
    {
        let relation = try table(item, scope.environment)
        guard let column = relation.columns.first else { throw .invalid("The table has no columns.", item.span) }
        let body = Emitter(context: context).text(relation.plan, [column.id]).sealed
        let texts = try cast(Bound(column: column), to: .string, item.span)
        return
            "\(SQL(raw: "kql_" + symbol))(\(haystack), (SELECT to_json(list(DISTINCT \(texts.text.sealed))) FROM (\(body))))"
    }
}

/// The elements of a JSON array written in the query.
enum JSONArray {
    static func elements(_ json: String) -> [KustoValue]? {
        guard json.hasPrefix("["), let script = try? Lexer.tokens(of: json) else { return nil }
        var parser = Parser(tokens: script, bytes: Array(json.utf8))
        parser.advance()
        var result: [KustoValue] = []
        while !parser.isSymbol("]") {
            let negative = parser.skip(symbol: "-")
            if parser.skip(name: "null") {
            } else if let literal = try? parser.literal(), case .literal(let value) = literal.kind {
                if negative, case .literal(let flipped) = (try? parser.negated(literal, literal.span))?.kind {
                    result.append(flipped)
                } else {
                    result.append(value)
                }
            } else {
                return nil
            }
            if !parser.skip(symbol: ",") { break }
        }
        return parser.isSymbol("]") ? result : nil
    }
}
