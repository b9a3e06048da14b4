import EarshotModel

/// `$.a[0]['b']`: where in a dynamic value something is.
struct JSONPath: Sendable, Hashable {
    enum Step: Sendable, Hashable {
        case key(String)
        case index(Int)
    }

    private(set) var steps: [Step] = []

    /// nil when the text is no path.
    init?(_ text: String) {
        var rest = Substring(text)
        guard rest.hasPrefix("$") else { return nil }
        rest = rest.dropFirst()
        while let mark = rest.first {
            rest = rest.dropFirst()
            switch mark {
            case "." where rest.first == "[": continue
            case ".":
                let key = rest.prefix { $0 != "." && $0 != "[" }
                guard !key.isEmpty else { return nil }
                steps.append(.key(String(key)))
                rest = rest.dropFirst(key.count)
            case "[":
                let inner = rest.prefix { $0 != "]" }
                guard inner.count < rest.count, let step = Self.bracketed(inner) else { return nil }
                steps.append(step)
                rest = rest.dropFirst(inner.count + 1)
            default: return nil
            }
        }
    }

    private static func bracketed(_ text: Substring) -> Step? {
        if let index = TextTools.smallNumber(text) { return .index(index) }
        guard text.count >= 2, let quote = text.first, quote == "'" || quote == "\"", text.last == quote else {
            return nil
        }
        return .key(String(text.dropFirst().dropLast()))
    }

    /// The path as the engine writes it; what is no path, or has a key that the engine cannot quote, is refused.
    static func spelled(_ text: String) throws(EmissionError) -> SQL {
        guard let path = JSONPath(text) else {
            throw EmissionError("'\(text)' is no path such as $.a[0]['b c']", argument: 0)
        }
        var spelling = "$"
        for step in path.steps {
            switch step {
            case .index(let index): spelling += "[\(index)]"
            case .key(let key) where key.contains("\"") || key.contains("\\"):
                throw EmissionError("a key with quotation marks or backslashes is not supported in a path", argument: 0)
            case .key(let key): spelling += ".\"\(key)\""
            }
        }
        return .value(.string(spelling))
    }

    func value(in root: JSON) -> JSON? {
        var value = root
        for step in steps {
            switch step {
            case .key(let key):
                guard let next = value[key] else { return nil }
                value = next
            case .index(let index):
                guard let elements = value.elements, elements.indices.contains(index) else { return nil }
                value = elements[index]
            }
        }
        return value
    }
}
