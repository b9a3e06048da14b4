import EarshotModel

/// Tokens to syntax tree, by recursive descent. Every nesting counts against a limit.
struct Parser {
    let tokens: [Token]
    let bytes: [UInt8]
    var index = 0
    var nesting = 0

    /// Levels of brackets, pipelines within pipelines, and operators within operators.
    static let maximumDepth = 120

    static func parse(_ text: String) throws(QueryError) -> Script {
        var parser = Parser(tokens: try Lexer.tokens(of: text), bytes: Array(text.utf8))
        return try parser.script()
    }

    init(tokens: [Token], bytes: [UInt8]) {
        self.tokens = tokens
        self.bytes = bytes
    }

    var token: Token { tokens[min(index, tokens.count - 1)] }
    func peek(_ offset: Int = 1) -> Token { tokens[min(index + offset, tokens.count - 1)] }

    mutating func advance() {
        if index < tokens.count - 1 { index += 1 }
    }

    func isSymbol(_ text: String, at offset: Int = 0) -> Bool {
        let token = peek(offset)
        return token.kind == .symbol && token.text == text
    }

    func isName(_ text: String, at offset: Int = 0) -> Bool {
        let token = peek(offset)
        return token.kind == .name && token.text == text
    }

    mutating func skip(symbol text: String) -> Bool {
        guard isSymbol(text) else { return false }
        advance()
        return true
    }

    mutating func skip(name text: String) -> Bool {
        guard isName(text) else { return false }
        advance()
        return true
    }

    mutating func expect(symbol text: String, _ context: String = "") throws(QueryError) {
        guard skip(symbol: text) else { throw unexpected("'\(text)'\(context)") }
    }

    mutating func expect(name text: String) throws(QueryError) {
        guard skip(name: text) else { throw unexpected("'\(text)'") }
    }

    /// "Expected X, found Y."
    func unexpected(_ wanted: String, hint: String? = nil) -> QueryError {
        let found = token.kind == .end ? "the end of the query" : "'\(describe(token))'"
        return .syntax("Expected \(wanted), found \(found).", token.span, hint: hint)
    }

    private func describe(_ token: Token) -> String {
        let text = source(token.span)
        return text.count > 40 ? String(text.prefix(40)) + "…" : text
    }

    func source(_ span: Span) -> String { String(decoding: bytes[span], as: UTF8.self) }

    /// From `start` to the end of the token before this one.
    func span(from start: Int) -> Span {
        let end = index > 0 ? tokens[index - 1].span.upperBound : start
        return start..<max(start, end)
    }

    /// Runs `body` one level deeper.
    mutating func nested<Result>(
        _ body: (inout Parser) throws(QueryError) -> Result
    ) throws(QueryError) -> Result {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.maximumDepth else {
            throw .tooComplex("The query is nested more than \(Self.maximumDepth) levels deep.", token.span)
        }
        return try body(&self)
    }

    mutating func list<Element>(
        _ element: (inout Parser) throws(QueryError) -> Element
    ) throws(QueryError) -> [Element] {
        var result = [try element(&self)]
        while skip(symbol: ",") { result.append(try element(&self)) }
        return result
    }

    /// A name that is being declared: a new column, a variable.
    mutating func declaredName() throws(QueryError) -> NamedExpression.Name {
        let start = token
        if let bracketed = bracketedName() { return .init(text: bracketed, span: span(from: start.span.lowerBound)) }
        guard start.kind == .name else { throw unexpected("a name") }
        guard !Keyword.neverDeclared.contains(start.text) else { throw keywordAsName(start) }
        advance()
        return .init(text: start.text, span: start.span)
    }

    func keywordAsName(_ token: Token) -> QueryError {
        .syntax(
            "'\(token.text)' is a keyword and cannot be a name here.", token.span,
            hint: "Write ['\(token.text)'] to use it as a name.")
    }

    /// `['any text']`.
    mutating func bracketedName() -> String? {
        guard isSymbol("["), peek(1).kind == .string, isSymbol("]", at: 2) else { return nil }
        let name = peek(1).text
        index += 3
        return name
    }

    /// Names of types that columns and parameters take.
    private static let types: Set<String> = [
        "bool", "boolean", "date", "datetime", "decimal", "double", "dynamic", "guid", "int", "int8", "int64", "long",
        "real", "string", "time", "timespan", "uniqueid",
    ]
    /// Further names inside `typeof()`.
    private static let moreTypes: Set<String> = [
        "int16", "int32", "uint8", "uint16", "uint", "uint32", "uint64", "ulong", "float",
    ]

    mutating func typeName(inTypeof: Bool = false) throws(QueryError) -> KustoType {
        guard token.kind == .name, Self.types.contains(token.text) || (inTypeof && Self.moreTypes.contains(token.text)),
            let type = KustoType(kustoName: token.text)
        else {
            throw unexpected(
                "a type", hint: "bool, datetime, decimal, dynamic, guid, int, long, real, string or timespan")
        }
        advance()
        return type
    }
}
