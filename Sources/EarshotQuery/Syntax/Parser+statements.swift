import EarshotModel

extension Parser {
    mutating func script() throws(QueryError) -> Script {
        let statements = try statements(until: { $0.token.kind == .end })
        return Script(statements: statements)
    }

    mutating func statements(until done: (Parser) -> Bool) throws(QueryError) -> [Statement] {
        var result: [Statement] = []
        while true {
            if !result.isEmpty { _ = skip(symbol: ";") }
            if done(self) { return result }
            result.append(try statement())
            guard isSymbol(";") || done(self) else { throw unexpected("';' or '|'") }
        }
    }

    private mutating func statement() throws(QueryError) -> Statement {
        let start = token.span.lowerBound
        if isName("let"), peek(1).kind == .name || isSymbol("[", at: 1) {
            advance()
            return try letStatement(start)
        }
        if isName("set"), peek(1).kind == .name {
            advance()
            return try setStatement(start)
        }
        if isName("declare") {
            advance()
            return try declareStatement(start)
        }
        if isName("alias"), isName("database", at: 1) {
            advance()
            return try aliasStatement(start)
        }
        if isName("restrict"), isName("access", at: 1) {
            advance()
            return try restrictStatement(start)
        }
        return .query(try query())
    }

    private mutating func setStatement(_ start: Int) throws(QueryError) -> Statement {
        let name = token.text
        advance()
        let value = skip(symbol: "=") ? try setValue() : nil
        return .set(name, value, span(from: start))
    }

    /// A literal, or a word such as `kql`.
    private mutating func setValue() throws(QueryError) -> Expression {
        if token.kind == .name, !isSymbol("(", at: 1), try literalIsNext() == false {
            let word = token
            advance()
            return Expression(.name(word.text), word.span, depth: 1)
        }
        return try expression()
    }

    private func literalIsNext() throws(QueryError) -> Bool {
        var copy = self
        return try copy.literal() != nil
    }

    private mutating func declareStatement(_ start: Int) throws(QueryError) -> Statement {
        if skip(name: "query_parameters") {
            try expect(symbol: "(")
            let parameters = try list { p throws(QueryError) in try p.parameter() }
            try expect(symbol: ")")
            return .declareParameters(parameters)
        }
        guard skip(name: "pattern") else { throw unexpected("'query_parameters' or 'pattern'") }
        return try patternStatement(start)
    }

    private mutating func letStatement(_ start: Int) throws(QueryError) -> Statement {
        let name = try letName()
        try expect(symbol: "=")
        if let function = try functionDeclaration() {
            return .letFunction(name, function, span(from: start))
        }
        let value = try pipelineOrExpression()
        return .letValue(name, value, span(from: start))
    }

    private mutating func letName() throws(QueryError) -> String {
        let first = token
        let name = try declaredName()
        guard first.kind != .name || !Keyword.neverReferenced.contains(first.text) else { throw keywordAsName(first) }
        return name.text
    }

    /// `(…) { … }` and `view (…) { … }`; nil, with nothing consumed, for anything else.
    private mutating func functionDeclaration() throws(QueryError) -> FunctionDeclaration? {
        let mark = index
        let start = token.span.lowerBound
        let isView = isName("view") && isSymbol("(", at: 1) ? skip(name: "view") : false
        guard isSymbol("("), bracketIsFollowedByBrace() else {
            index = mark
            return nil
        }
        advance()
        let parameters = isSymbol(")") ? [] : try list { p throws(QueryError) in try p.parameter() }
        try expect(symbol: ")")
        try expect(symbol: "{")
        let body = try nested { p throws(QueryError) in
            try p.statements(until: { $0.isSymbol("}") || $0.token.kind == .end })
        }
        try expect(symbol: "}")
        return FunctionDeclaration(parameters: parameters, body: body, isView: isView, span: span(from: start))
    }

    private func bracketIsFollowedByBrace() -> Bool {
        var depth = 0
        for position in index..<tokens.count where tokens[position].kind == .symbol {
            switch tokens[position].text {
            case "(", "[", "{": depth += 1
            case ")", "]", "}":
                depth -= 1
                if depth == 0 {
                    let next = tokens[min(position + 1, tokens.count - 1)]
                    return next.kind == .symbol && next.text == "{"
                }
            case ";": return false
            default: break
            }
        }
        return false
    }

    private mutating func parameter() throws(QueryError) -> FunctionDeclaration.Parameter {
        let name = try declaredName()
        try expect(symbol: ":")
        if skip(symbol: "(") {
            let columns = try tableParameter()
            return .init(name: name.text, type: .table(columns), defaultValue: nil, span: name.span)
        }
        let type = try typeName()
        let value = skip(symbol: "=") ? try expression() : nil
        return .init(name: name.text, type: .scalar(type), defaultValue: value, span: name.span)
    }

    private mutating func tableParameter() throws(QueryError) -> [(name: String, type: KustoType)] {
        if skip(symbol: "*") {
            try expect(symbol: ")")
            return []
        }
        let columns = isSymbol(")") ? [] : try columnDeclarations()
        try expect(symbol: ")")
        return columns.map { ($0.name, $0.type) }
    }

    mutating func columnDeclarations() throws(QueryError) -> [ColumnDeclaration] {
        var result: [ColumnDeclaration] = []
        repeat {
            // The list may end with a comma.
            if !result.isEmpty, isSymbol(")") { break }
            let name = try declaredName()
            try expect(symbol: ":")
            result.append(ColumnDeclaration(name: name.text, type: try typeName(), span: name.span))
        } while skip(symbol: ",")
        return result
    }
}
