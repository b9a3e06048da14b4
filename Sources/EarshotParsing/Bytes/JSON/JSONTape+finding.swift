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

    /// All texts at that place, separated by blanks.
    func joined(_ path: JSONPath, _ span: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        for (index, hash) in hashes.enumerated() where hash == path.hash && nodes[index].hasText {
            if !text.isEmpty { text.append(Byte.space) }
            JSONText.unescape(span, nodes[index].range, into: &text)
        }
        return text
    }

    /// The smallest of all numbers at that place, in whole units.
    func smallest(_ path: JSONPath, _ span: Span<UInt8>) -> Int64? {
        var smallest: Int64?
        for (index, hash) in hashes.enumerated() where hash == path.hash && nodes[index].hasText {
            let range = nodes[index].range
            guard let value = span.double(range.lowerBound, range.upperBound), value >= 0, value < 1e10 else {
                continue
            }
            smallest = min(smallest ?? Int64(value), Int64(value))
        }
        return smallest
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
