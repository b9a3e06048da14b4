import EarshotModel

/// Values from outside as KQL literals: whatever somebody types into a form stays a value.
enum Literal {
    /// nil: the text is not a value of that type.
    static func text(_ value: String, as type: KustoType) -> String? {
        let value = value.trimmingSpaces
        switch type {
        case .int, .long: return Int64(value).map(String.init)
        case .real: return Double(value).flatMap { $0.isFinite ? "real(\($0))" : nil }
        case .bool: return value == "true" || value == "false" ? value : nil
        case .timespan: return SpanText.seconds(value) == nil || value.hasPrefix("P") ? nil : value
        case .datetime: return moment(value)
        case .string: return quoted(value)
        default: return nil
        }
    }

    /// A cell of a result, to find its row again.
    static func text(of value: KustoValue) -> String {
        switch value {
        case .string(let text), .guid(let text): quoted(text)
        case .datetime: "datetime(\(value.text))"
        case .timespan: "timespan(\(value.text))"
        case .dynamic(let json): "dynamic(\(json))"
        case .null(let type): type == .string ? "''" : "\(type.rawValue)(null)"
        default: value.text
        }
    }

    /// A text in double quotes; what JSON escapes, KQL reads the same.
    static func quoted(_ text: String) -> String { KustoValue.string(text).json }

    private static func moment(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || byte == 45 || byte == 58 || byte == 46 || byte == 84 || byte == 90
                || byte == 32
        }
        return isPlain && text.utf8.count >= 10 && text.utf8.count <= 30 ? "datetime(\(text))" : nil
    }
}
