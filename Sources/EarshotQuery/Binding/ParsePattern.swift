import EarshotModel

/// The pattern of a `parse` as a regular expression.
struct ParsePattern {
    struct Column {
        let name: String
        let type: KustoType
        let span: Span
    }

    let regex: String
    let columns: [Column]

    init(_ parts: [Operator.ParsePart], isRegex: Bool, flags: String) throws(QueryError) {
        var regex = "(?s\(flags.filter { "imU".contains($0) }))"
        if !isRegex { regex += "^" } else { regex += "^" }
        var columns: [Column] = []
        for (index, part) in parts.enumerated() {
            let next = index + 1 < parts.count ? parts[index + 1] : nil
            switch part {
            case .text(let text, _):
                regex += isRegex ? "(?:\(Self.withoutGroups(text)))" : Binder.quoted(text)
            case .skip:
                if next != nil { regex += ".*?" }
            case .column(let name, let type, let span):
                guard !columns.contains(where: { $0.name == name }) else {
                    throw .twice(name, span)
                }
                regex += "(\(try Self.shape(type, before: next, isRegex: isRegex, span)))"
                columns.append(.init(name: name, type: type, span: span))
            }
        }
        if !isRegex {
            if case .skip = parts.last {} else { regex += "$" }
        }
        self.regex = regex
        self.columns = columns
    }

    /// What a column takes: as little as possible up to the next text, or what its type looks like.
    private static func shape(
        _ type: KustoType, before next: Operator.ParsePart?, isRegex: Bool, _ span: Span
    ) throws(QueryError) -> String {
        if case .skip = next {
            if type == .string {
                throw .invalid("A string column must be followed by a text, not by '*'.", span)
            }
            return pattern(type)
        }
        if isRegex { return type == .string ? ".*" : pattern(type) }
        return ".*?"
    }

    private static func pattern(_ type: KustoType) -> String {
        switch type {
        case .int, .long: "\\s*[-+]?\\d+"
        case .real, .decimal: "\\s*[-+]?\\d+(?:\\.\\d*)?(?:[eE][-+]?\\d+)?"
        case .bool: "\\s*(?i:true|false)"
        case .guid: "\\s*[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}"
        case .datetime, .timespan: "[-+0-9:./TZ ]+"
        case .string, .dynamic: ".*?"
        }
    }

    /// Groups of the query's own would shift the columns.
    private static func withoutGroups(_ text: String) -> String {
        var result = ""
        var escaped = false
        var inClass = false
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            result.append(character)
            defer { escaped = !escaped && character == "\\" }
            if escaped { continue }
            if character == "[" { inClass = true }
            if character == "]" { inClass = false }
            if character == "(", !inClass, index + 1 >= characters.count || characters[index + 1] != "?" {
                result += "?:"
            }
        }
        return result
    }
}
