public import EarshotModel

/// A question with a name: KQL, what it asks in a sentence, its parameters with defaults, and how to show the answer.
public struct Pattern: Sendable, Hashable, Codable {
    /// `port-probers`: how the address, the command line and the file call it.
    public var name: String
    public var title: String
    /// What it asks, in a sentence.
    public var sentence: String
    /// `Probers`, `Devices`, `Rhythm`, …: where the page lists it.
    public var area: String?
    public var parameters: [Parameter]?
    public var show: Show?
    /// KQL. It uses its parameters by name.
    public var query: String

    public struct Parameter: Sendable, Hashable, Codable {
        public var name: String
        public var type: KustoType
        public var standard: String
        public var label: String
        /// The values to choose from; nil: any.
        public var choices: [String]?

        enum CodingKeys: String, CodingKey {
            case name, type, label, choices
            case standard = "default"
        }
    }

    /// How the page shows the answer.
    public struct Show: Sendable, Hashable, Codable {
        /// `table`, `bars`, `line`, `heat` (day × hour) or `canvas` (time × port).
        public var kind: String
        /// Columns.
        public var x: String?
        public var y: String?
        public var series: String?
    }

    /// The whole query: the parameters as `let` statements before the pattern's KQL.
    ///
    /// Parameters that are not given, or empty, have their defaults. Throws `PatternError` for a name that the pattern
    /// does not have and for a value of the wrong type.
    public func kql(_ values: [String: String] = [:]) throws(PatternError) -> String {
        let known = parameters ?? []
        for name in values.keys.sorted() where !known.contains(where: { $0.name == name }) {
            throw .unknownParameter(name, pattern: self.name, known: known.map(\.name))
        }
        var text = ""
        for parameter in known {
            let given = values[parameter.name].flatMap { $0.isEmpty ? nil : $0 } ?? parameter.standard
            if let choices = parameter.choices, !choices.contains(given) {
                throw .badValue(parameter.name, given, "Choose one of \(choices.joined(separator: ", ")).")
            }
            guard let literal = Literal.text(given, as: parameter.type) else {
                throw .badValue(parameter.name, given, parameter.type.patternHint)
            }
            text += "let \(parameter.name) = \(literal);\n"
        }
        return text + query.trimmingSpaces + "\n"
    }
}

extension KustoType {
    fileprivate var patternHint: String {
        switch self {
        case .timespan: "Write a number and a unit: 90s, 10m, 8h, 30d."
        case .datetime: "Write a moment: 2026-11-20 or 2026-11-20T08:00:00Z."
        case .bool: "Write true or false."
        case .int, .long: "Write a whole number."
        default: "Write a number."
        }
    }
}

/// Why a pattern cannot be used.
public enum PatternError: Error, Sendable, Hashable, CustomStringConvertible {
    case unknownPattern(String, known: [String])
    case unknownParameter(String, pattern: String, known: [String])
    case badValue(String, String, String)
    case unreadable(file: String, String)
    case notYours(String)
    case badName(String)

    public var description: String {
        switch self {
        case .unknownPattern(let name, let known):
            "There is no pattern \"\(name)\". There are: \(known.joined(separator: ", "))."
        case .unknownParameter(let name, let pattern, let known):
            "The pattern \(pattern) has no parameter \"\(name)\". "
                + (known.isEmpty ? "It has none." : "It has \(known.joined(separator: ", ")).")
        case .badValue(let name, let value, let hint): "\(name) cannot be \"\(value)\". \(hint)"
        case .unreadable(let file, let reason): "The pattern \(file) cannot be read: \(reason)"
        case .notYours(let name):
            "The pattern \(name) comes with Earshot and cannot be changed. Save yours under another name."
        case .badName(let name):
            "\"\(name)\" cannot be a pattern's name. Use small letters, digits and hyphens, 60 at most."
        }
    }
}
