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
