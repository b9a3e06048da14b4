import EarshotModel

/// `alias`, `restrict`, `declare pattern`.
extension Parser {
    /// `alias database D = cluster("c").database("d")`: there is one database, whatever it is called.
    mutating func aliasStatement(_ start: Int) throws(QueryError) -> Statement {
        try expect(name: "database")
        let name = try declaredName()
        try expect(symbol: "=")
        _ = try expression()
        return .alias(name.text, span(from: start))
    }

    /// `restrict access to (A, view*, database().*)`.
    mutating func restrictStatement(_ start: Int) throws(QueryError) -> Statement {
        try expect(name: "access")
        try expect(name: "to")
        try expect(symbol: "(")
        let entities = try list { p throws(QueryError) in try p.entity() }
        try expect(symbol: ")")
        return .restrict(entities, span(from: start))
    }

    /// A name or pattern, after any `cluster(…).database(…).`.
    mutating func entity() throws(QueryError) -> String {
        while token.kind == .name, isSymbol("(", at: 1) {
            index += 2
            while !isSymbol(")"), token.kind != .end { advance() }
            try expect(symbol: ")")
            guard skip(symbol: ".") else { return "*" }
        }
        return try pattern().text
    }

    mutating func patternStatement(_ start: Int) throws(QueryError) -> Statement {
        let name = try declaredName()
        guard skip(symbol: "=") else {
            return .pattern(name.text, .init(rules: [], parameters: 0, hasPath: false), span(from: start))
        }
        try expect(symbol: "(")
        let parameters = try columnDeclarations()
        try expect(symbol: ")")
        var hasPath = false
        if skip(symbol: "[") {
            hasPath = true
            _ = try columnDeclarations()
            try expect(symbol: "]")
        }
        try expect(symbol: "{")
        var rules: [PatternDeclaration.Rule] = []
        while isSymbol("(") {
            rules.append(try patternRule())
            _ = skip(symbol: ";")
        }
        try expect(symbol: "}")
        return .pattern(
            name.text, .init(rules: rules, parameters: parameters.count, hasPath: hasPath), span(from: start))
    }

    /// `("a", "b").["c"] = { … }`.
    private mutating func patternRule() throws(QueryError) -> PatternDeclaration.Rule {
        try expect(symbol: "(")
        let arguments = try list { p throws(QueryError) in try p.constantText() }
        try expect(symbol: ")")
        var path: String?
        if skip(symbol: ".") {
            try expect(symbol: "[")
            path = try constantText()
            try expect(symbol: "]")
        }
        try expect(symbol: "=")
        try expect(symbol: "{")
        let body = try nested { p throws(QueryError) in
            try p.statements(until: { $0.isSymbol("}") || $0.token.kind == .end })
        }
        try expect(symbol: "}")
        return .init(arguments: arguments, path: path, body: body)
    }

    private mutating func constantText() throws(QueryError) -> String {
        guard token.kind == .string, let literal = try literal(), case .literal(.string(let text)) = literal.kind else {
            throw unexpected("a text in quotes")
        }
        return text
    }
}
