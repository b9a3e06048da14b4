import EarshotModel
import EarshotQuery
import HTTPTypes

/// Values for `declare query_parameters`. Clients send KQL literals as text (`long(7)`, `datetime(2026-01-02)`, `"text"`),
/// or the bare value; which it is follows from the type that the query declares.
struct KustoParameters {
    private let types: [String: KustoType]

    init(query: String) { types = Self.declared(in: query) }

    /// Throws `APIError`.
    func values(_ parameters: [String: JSONValue]) throws -> [String: KustoValue] {
        var result: [String: KustoValue] = [:]
        for (name, value) in parameters { result[name] = try self.value(value, name, types[name] ?? .string) }
        return result
    }

    private func value(_ value: JSONValue, _ name: String, _ type: KustoType) throws -> KustoValue {
        guard case .string(let text) = value else { return value.kusto }
        if type == .string { return .string(Self.unquoted(text) ?? text) }
        let inner = Self.insideCall(text) ?? text.trimmed
        let bare = Self.unquoted(inner) ?? inner
        if type == .dynamic, bare != "null" { return .dynamic(JSONValue(parsing: bare)?.text ?? JSONText.quoted(bare)) }
        if let found = ParameterText.value(bare, as: type) { return found }
        throw APIError(
            .badRequest, "invalid-argument",
            "The parameter '\(name)' is \"\(text.prefix(100))\", which is no \(type.rawValue).",
            hint: "The query declares it as \(type.rawValue).")
    }

    /// `datetime(2026-01-02)` → `2026-01-02`; nil when it is not a type with something in parentheses.
    private static func insideCall(_ text: String) -> String? {
        let text = text.trimmed
        guard text.hasSuffix(")"), let open = text.firstIndex(of: "("),
            KustoType(kustoName: text[..<open].trimmed) != nil
        else { return nil }
        return text[text.index(after: open)...].dropLast().trimmed
    }

    /// The text in a KQL string literal; nil when it is none.
    static func unquoted(_ text: String) -> String? {
        var body = text.trimmed[...]
        if body.hasPrefix("h") || body.hasPrefix("H") { body = body.dropFirst() }
        let isVerbatim = body.hasPrefix("@")
        if isVerbatim { body = body.dropFirst() }
        guard let quote = body.first, quote == "\"" || quote == "'", body.count >= 2, body.last == quote else {
            return nil
        }
        body = body.dropFirst().dropLast()
        guard !isVerbatim else { return String(body).replacing("\(quote)\(quote)", with: "\(quote)") }
        var result = ""
        var isEscaped = false
        for character in body {
            if isEscaped {
                result.append(["n": "\n", "t": "\t", "r": "\r"][character] ?? character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == quote {
                return nil
            } else {
                result.append(character)
            }
        }
        return isEscaped ? nil : result
    }

    /// The names and types between the parentheses of `declare query_parameters(…)`.
    private static func declared(in query: String) -> [String: KustoType] {
        guard let keyword = query.firstRange(of: "query_parameters"),
            let open = query[keyword.upperBound...].firstIndex(of: "("),
            let close = query[open...].firstIndex(of: ";") ?? query[open...].lastIndex(of: ")")
        else { return [:] }
        var result: [String: KustoType] = [:]
        for part in query[query.index(after: open)..<close].split(separator: ",") {
            let pair = part.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else { continue }
            let type = pair[1].trimmed.prefix { $0.isLetter || $0.isNumber }
            guard let known = KustoType(kustoName: type) else { continue }
            result[pair[0].trimmed.filter { !"[]'\"".contains($0) }] = known
        }
        return result
    }
}

extension StringProtocol {
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
