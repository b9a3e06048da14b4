import EarshotModel
import HTTPTypes

/// Request properties: `{"Options": {…}, "Parameters": {…}, "ClientRequestId": "…"}`, an object or its text.
///
/// Options that change nothing here are accepted, as Kusto does with those it does not know.
struct KustoProperties: Sendable {
    private(set) var options: [String: JSONValue] = [:]
    private(set) var parameters: [String: JSONValue] = [:]
    private(set) var clientRequestId: String?

    init() {}

    /// Throws `APIError`.
    init(_ value: JSONValue?) throws {
        switch value {
        case nil, .null?: return
        case .string(let text)? where text.allSatisfy(\.isWhitespace): return
        case .string(let text)?:
            guard let inner = JSONValue(parsing: text), case .object = inner else { throw Self.wrong("no JSON object") }
            self = try KustoProperties(inner)
        case .object(let members)?:
            for (name, member) in members { try take(name.lowercased(), member) }
        default: throw Self.wrong("neither an object nor its text")
        }
    }

    private mutating func take(_ name: String, _ value: JSONValue) throws {
        switch (name, value) {
        case (_, .null): return
        case ("options", .object(let members)):
            options = Dictionary(members.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
        case ("parameters", .object(let members)): parameters = members
        case ("clientrequestid", .string(let text)): clientRequestId = text
        case ("options", _), ("parameters", _): throw Self.wrong("has \(name) that are no object")
        default: return
        }
    }

    private static func wrong(_ what: String) -> APIError {
        APIError(
            .badRequest, "bad-request", "The request's properties are wrong: \(what).",
            hint: #"Send {"Options": {"servertimeout": "00:01:00"}, "Parameters": {"name": "value"}}."#)
    }

    /// An option that is on: `true`, `"true"` or 1.
    func isOn(_ name: String) -> Bool {
        switch options[name] {
        case .bool(let value): value
        case .string(let text): text.lowercased() == "true"
        case .long(let number): number != 0
        default: false
        }
    }

    func text(_ name: String) -> String? {
        if case .string(let text) = options[name] { text } else { nil }
    }

    /// A whole number, or nil when the option is not there. Throws `APIError` when it is something else.
    func count(_ name: String) throws -> Int? {
        switch options[name] {
        case nil: return nil
        case .long(let number)? where number >= 0: return Int(clamping: number)
        case .string(let text)?:
            if let number = Int(text), number >= 0 { return number }
        default: break
        }
        throw Self.wrong("\(name) is not a whole number")
    }

    /// A duration in seconds, or nil when the option is not there.
    func seconds(_ name: String) throws -> Double? {
        switch options[name] {
        case nil: return nil
        case .string(let text)?:
            if let seconds = WireTimespan.seconds(text), seconds > 0 { return seconds }
        default: break
        }
        throw Self.wrong("\(name) is not a timespan such as \"00:01:00\"")
    }
}
