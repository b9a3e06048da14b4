import EarshotModel

enum TextNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_real_text", [.real], .string) { a in .string(a[0].number.map(RealText.of) ?? "") },
        NativeFunction("kql_json_real", [.real], .string) { a in
            a[0].number.map { .string(JSON.real($0).text) } ?? .null(.string)
        },
        NativeFunction("kql_real_from_text", [.string], .real) { a in .real(of: RealText.parse(a[0].text)) },
        NativeFunction("kql_translate", [.string, .string, .string], .string) { a in
            .string(translate(a[0].text, a[1].text, a[2].text))
        },
        NativeFunction("kql_replace_strings", [.string, .dynamic, .dynamic], .string) { a in
            .string(replace(a[0].text, a[1].tree, a[2].tree))
        },
        NativeFunction("kql_strcat_array", [.dynamic, .string], .string) { a in
            .string(a[0].tree.elements?.map(\.text).joined(separator: a[1].text) ?? "")
        },
        NativeFunction("kql_indexof", [.string, .string, .long, .long, .long], .long) { a in
            guard let start = a[2].whole, let length = a[3].whole, let occurrence = a[4].whole else {
                return .null(.long)
            }
            return .long(of: index(a[0].text, a[1].text, start, length, occurrence))
        },
        NativeFunction("kql_has_any_index", [.string, .dynamic], .long) { a in
            guard let values = a[1].tree.elements, !values.isEmpty else { return .long(-1) }
            let text = Terms.folded(a[0].text)
            return .long(Int64(values.firstIndex { Terms.has(text, Terms.folded($0.text)) } ?? -1))
        },
        NativeFunction("kql_has_term", [.string, .string, .long], .bool) { a in
            // Bits: 1 a boundary before, 2 a boundary after, 4 case counts.
            let flags = a[2].whole ?? 3
            let exact = flags & 4 != 0
            let text = exact ? Array(a[0].text.unicodeScalars) : Terms.folded(a[0].text)
            let needle = exact ? Array(a[1].text.unicodeScalars) : Terms.folded(a[1].text)
            return .bool(Terms.has(text, needle, start: flags & 1 != 0, end: flags & 2 != 0))
        },
        NativeFunction("kql_has_any", [.string, .dynamic], .bool) { a in
            let text = Terms.folded(a[0].text)
            return .bool(texts(a[1].tree).contains { Terms.has(text, Terms.folded($0)) })
        },
        NativeFunction("kql_has_all", [.string, .dynamic], .bool) { a in
            let text = Terms.folded(a[0].text)
            return .bool(texts(a[1].tree).allSatisfy { Terms.has(text, Terms.folded($0)) })
        },
        NativeFunction("kql_countof", [.string, .string], .long) { a in
            .long(count(Array(a[0].text.utf8), Array(a[1].text.utf8)))
        },
        NativeFunction("kql_regex_quote", [.string], .string) { a in .string(quoted(a[0].text)) },
        NativeFunction("kql_codepoints", [.string], .dynamic) { a in
            .dynamic(of: .array(a[0].text.unicodeScalars.map { .integer(Int64($0.value)) }))
        },
        NativeFunction("kql_text_of_codepoints", [.dynamic], .string) { a in
            var text = String.UnicodeScalarView()
            append(a[0].tree, to: &text)
            return .string(String(text))
        },
    ]

    /// The texts of a list; a text by itself is a list of one.
    private static func texts(_ list: JSON) -> [String] {
        if case .string(let text) = list { return [text] }
        return (list.elements ?? []).compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    private static func append(_ value: JSON, to text: inout String.UnicodeScalarView) {
        switch value {
        case .integer(let number):
            if let code = UInt32(exactly: number), let scalar = Unicode.Scalar(code) { text.append(scalar) }
        case .array(let elements): for element in elements { append(element, to: &text) }
        default: break
        }
    }

    private static func translate(_ search: String, _ replacement: String, _ text: String) -> String {
        let from = Array(search.unicodeScalars)
        let to = Array(replacement.unicodeScalars)
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard let place = from.firstIndex(of: scalar) else {
                result.append(scalar)
                continue
            }
            if !to.isEmpty { result.append(to[min(place, to.count - 1)]) }
        }
        return String(result)
    }

    /// The lookups take their turns: what an earlier one has found, no later one sees, nor what was put there.
    private static func replace(_ text: String, _ lookups: JSON, _ rewrites: JSON) -> String {
        guard let lookups = lookups.elements, let rewrites = rewrites.elements, lookups.count == rewrites.count else {
            return ""
        }
        var pieces = [(bytes: Array(text.utf8), isDone: false)]
        for (lookup, rewrite) in zip(lookups, rewrites) {
            guard case .string(let sought) = lookup, !sought.isEmpty else { continue }
            // What is no text replaces nothing, but its places count as found.
            let other = if case .string(let text) = rewrite { text } else { sought }
            pieces = pieces.flatMap { piece in
                piece.isDone ? [piece] : split(piece.bytes, at: Array(sought.utf8), with: Array(other.utf8))
            }
        }
        return String(decoding: pieces.flatMap(\.bytes), as: UTF8.self)
    }

    private static func split(_ bytes: [UInt8], at sought: [UInt8], with other: [UInt8])
        -> [(bytes: [UInt8], isDone: Bool)]
    {
        var result: [(bytes: [UInt8], isDone: Bool)] = []
        var (start, at) = (0, 0)
        while at + sought.count <= bytes.count {
            guard bytes[at] == sought[0], bytes[at..<(at + sought.count)].elementsEqual(sought) else {
                at += 1
                continue
            }
            if start < at { result.append((Array(bytes[start..<at]), false)) }
            result.append((other, true))
            at += sought.count
            start = at
        }
        if start < bytes.count { result.append((Array(bytes[start...]), false)) }
        return result
    }

    /// nil (null) for parameters that make no sense.
    private static func index(_ text: String, _ sought: String, _ start: Int64, _ length: Int64, _ occurrence: Int64)
        -> Int64?
    {
        let scalars = Array(text.unicodeScalars)
        let needle = Array(sought.unicodeScalars)
        guard !needle.isEmpty, length >= -1, occurrence >= 1 else { return nil }
        let count = Int64(scalars.count)
        var first = start >= 0 ? start : max(0, count &+ start)
        var remaining = occurrence
        // The length counts anew from behind each occurrence, as in Kusto.
        while true {
            let end = length == -1 || length > count - first ? count : first + length
            guard first <= end - Int64(needle.count) else { return -1 }
            let places = Int(first)...Int(end - Int64(needle.count))
            guard let at = places.first(where: { scalars[$0..<($0 + needle.count)].elementsEqual(needle) }) else {
                return -1
            }
            remaining -= 1
            if remaining == 0 { return Int64(at) }
            first = Int64(at) + 1
        }
    }

    private static func count(_ text: [UInt8], _ sought: [UInt8]) -> Int64 {
        guard !sought.isEmpty, sought.count <= text.count else { return 0 }
        return (0...(text.count - sought.count)).reduce(0) { total, at in
            text[at] == sought[0] && text[at..<(at + sought.count)].elementsEqual(sought) ? total + 1 : total
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = ""
        for character in text {
            if "\\.+*?()|[]{}^$".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
