/// Kusto's terms: maximal runs of alphanumeric characters, ASCII or not.
enum Terms {
    static func isTermScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0..<0x80: false
        default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }

    /// Whether `needle` occurs in `text` bounded by characters that are part of no term.
    static func has(_ text: [Unicode.Scalar], _ needle: [Unicode.Scalar]) -> Bool {
        has(text, needle, start: true, end: true)
    }

    /// The same with a boundary asked for on one side only.
    static func has(_ text: [Unicode.Scalar], _ needle: [Unicode.Scalar], start: Bool, end: Bool) -> Bool {
        guard !needle.isEmpty, needle.count <= text.count else { return needle.isEmpty }
        for at in 0...(text.count - needle.count) where text[at..<(at + needle.count)].elementsEqual(needle) {
            if !start || opens(text, at), !end || closes(text, at + needle.count) { return true }
        }
        return false
    }

    /// A boundary matters only where the needle's own edge is part of a term.
    private static func opens(_ text: [Unicode.Scalar], _ at: Int) -> Bool {
        at == 0 || !isTermScalar(text[at]) || !isTermScalar(text[at - 1])
    }

    private static func closes(_ text: [Unicode.Scalar], _ end: Int) -> Bool {
        end == text.count || !isTermScalar(text[end - 1]) || !isTermScalar(text[end])
    }

    static func folded(_ text: String) -> [Unicode.Scalar] { Array(text.lowercased().unicodeScalars) }
}
