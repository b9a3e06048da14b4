import EarshotModel

extension Parser {
    /// A literal if one stands here, with nothing consumed otherwise.
    mutating func literal() throws(QueryError) -> Expression? {
        let start = token
        switch start.kind {
        case .string:
            let text = strings()
            return leaf(.string(text), start)
        case .integer:
            guard let value = Self.integer(start.text) else {
                throw .syntax("The number \(start.text) is too large for a long.", start.span)
            }
            advance()
            return leaf(.long(value), start)
        case .real:
            advance()
            return leaf(.real(Double(start.text) ?? .infinity), start)
        case .timespan:
            guard let ticks = TimespanLiteral.ticks(number: start.text) else {
                throw .syntax("The timespan \(start.text) is too large.", start.span)
            }
            advance()
            return leaf(.timespan(ticks), start)
        case .name:
            return try wordLiteral(start)
        case .symbol, .end:
            return nil
        }
    }

    private func leaf(_ value: KustoValue, _ start: Token) -> Expression {
        Expression(.literal(value), span(from: start.span.lowerBound), depth: 1)
    }

    /// String literals one after another are one string.
    private mutating func strings() -> String {
        var value = token.text
        advance()
        while token.kind == .string {
            value += token.text
            advance()
        }
        return value
    }

    static func integer(_ text: String) -> Int64? {
        if text.hasPrefix("0x") || text.hasPrefix("0X") {
            return UInt64(text.dropFirst(2), radix: 16).map { Int64(bitPattern: $0) }
        }
        return Int64(text)
    }

    private mutating func wordLiteral(_ start: Token) throws(QueryError) -> Expression? {
        switch start.text {
        case "true", "True", "TRUE":
            advance()
            return leaf(.bool(true), start)
        case "false", "False", "FALSE":
            advance()
            return leaf(.bool(false), start)
        case "dynamic" where isSymbol("(", at: 1):
            index += 2
            return try dynamicLiteral(start)
        default:
            guard isSymbol("(", at: 1), let type = literalType(start.text) else { return nil }
            let content = try rawContent()
            guard let value = LiteralText.value(content.text, of: type) else {
                throw .syntax("'\(content.text)' is not a \(type.rawValue).", content.span, hint: literalHint(type))
            }
            return leaf(value, start)
        }
    }

    private func literalType(_ word: String) -> KustoType? {
        switch word {
        case "datetime", "date", "timespan", "time", "long", "int64", "int", "int32", "real", "double", "bool", "guid",
            "decimal":
            KustoType(kustoName: word)
        default: nil
        }
    }

    private func literalHint(_ type: KustoType) -> String? {
        switch type {
        case .datetime: "For example datetime(2026-05-31 13:45); to convert a value use todatetime()."
        case .timespan: "For example timespan(1.02:03:04) or 90m; to convert a value use totimespan()."
        default: "To convert a value use to\(type.rawValue)()."
        }
    }

    /// The text between the brackets after a type's name, as it stands.
    private mutating func rawContent() throws(QueryError) -> (text: String, span: Span) {
        advance()
        let from = token.span.upperBound
        advance()
        var content: String?
        if token.kind == .string { content = token.text }
        let first = index
        while !isSymbol(")") {
            guard token.kind != .end else { throw unexpected("')'") }
            advance()
        }
        let span = from..<token.span.lowerBound
        if index - first != 1 { content = nil }
        advance()
        return (content ?? trimmed(source(span)), span)
    }

    private func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// Minus before a literal. Overflow is possible only for the smallest numbers, which cannot be written anyway.
    func negated(_ literal: Expression, _ span: Span) throws(QueryError) -> Expression {
        let value: KustoValue
        switch literal.kind {
        case .literal(.long(let number)): value = .long(0 &- number)
        case .literal(.int(let number)): value = .long(0 - Int64(number))
        case .literal(.real(let number)): value = .real(-number)
        case .literal(.timespan(let ticks)): value = .timespan(0 &- ticks)
        case .literal(.decimal(let text)): value = .decimal(text.hasPrefix("-") ? String(text.dropFirst()) : "-" + text)
        case .literal(.null(let type)) where type.isNumeric || type == .timespan:
            value = .null(type == .int ? .long : type)
        default: return try node(.negative(literal), [literal], from: span.lowerBound)
        }
        return Expression(.literal(value), span, depth: 1)
    }
}
