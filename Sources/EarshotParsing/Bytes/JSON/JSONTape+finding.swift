/// Looking up values by their place.
extension JSONTape {
    /// The number of the first node at that place.
    func index(of path: JSONPath) -> Int? { hashes.firstIndex(of: path.hash) }

    /// The first value at that place that is no object, array or null.
    func scalar(_ path: JSONPath) -> JSONNode? {
        for (index, hash) in hashes.enumerated() where hash == path.hash && nodes[index].hasText {
            return nodes[index]
        }
        return nil
    }

    func has(_ path: JSONPath) -> Bool { hashes.contains(path.hash) }

    /// Whether the text at that place is `text`.
    func `is`(_ path: JSONPath, _ text: StaticString, _ span: Span<UInt8>) -> Bool {
        guard let node = scalar(path) else { return false }
        return node.is(text, span)
    }

    /// The text at that place; for the rare places that need a `String`.
    func string(_ path: JSONPath, _ span: Span<UInt8>) -> String? {
        guard let node = scalar(path) else { return nil }
        guard node.isEscaped else { return span.string(node.range.lowerBound, node.range.upperBound) }
        var bytes: [UInt8] = []
        JSONText.unescape(span, node.range, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A whole number at that place, also one in quotes.
    func number(_ path: JSONPath, _ span: Span<UInt8>) -> Int64? {
        guard let node = scalar(path) else { return nil }
        return EventRow.number(span, node.range.lowerBound, node.range.upperBound)
    }

    /// The range of a text without escapes at that place.
    func plain(_ path: JSONPath) -> Range<Int>? {
        guard let node = scalar(path), !node.isEscaped else { return nil }
        return node.range
    }
}

extension JSONNode {
    func `is`(_ text: StaticString, _ span: Span<UInt8>) -> Bool {
        range.count == text.utf8CodeUnitCount && span.has(text, at: range.lowerBound, range.upperBound)
    }
}
