/// The fields of a line between separators, as positions. Reused from line to line.
struct Fields: Sendable {
    private(set) var ranges: [Range<Int>] = []
    /// More fields than any format has; what follows stays in the last one.
    static let maximum = 256

    var count: Int { ranges.count }

    /// The field at `index`; an empty range at the start when there is none.
    subscript(_ index: Int) -> Range<Int> { index >= 0 && index < ranges.count ? ranges[index] : 0..<0 }

    /// Splits `span[start..<end]` at every `separator`, without regard to quotes. Blanks around a field are not its own.
    mutating func split(_ span: Span<UInt8>, _ start: Int, _ end: Int, at separator: UInt8) {
        ranges.removeAll(keepingCapacity: true)
        var from = start
        while ranges.count < Self.maximum - 1, let next = span.position(of: separator, from, end) {
            append(span, from, next)
            from = next + 1
        }
        append(span, from, end)
    }

    /// Splits like RFC 4180: a field in quotes may hold the separator, and `""` for a quote. The quotes are left out.
    mutating func splitQuoted(_ span: Span<UInt8>, _ start: Int, _ end: Int, at separator: UInt8) {
        ranges.removeAll(keepingCapacity: true)
        var from = start
        while ranges.count < Self.maximum - 1 {
            let next = Self.endOfQuoted(span, from, end, separator)
            appendUnquoted(span, from, next)
            guard next < end else { return }
            from = next + 1
        }
        appendUnquoted(span, from, end)
    }

    private static func endOfQuoted(_ span: Span<UInt8>, _ start: Int, _ end: Int, _ separator: UInt8) -> Int {
        let first = span.skipBlanks(start, end)
        guard first < end, span[first] == Byte.quote else { return span.position(of: separator, start, end) ?? end }
        var index = first + 1
        while index < end {
            if span[index] == Byte.quote {
                guard index + 1 < end, span[index + 1] == Byte.quote else { break }
                index += 1
            }
            index += 1
        }
        return span.position(of: separator, min(index, end), end) ?? end
    }

    /// Splits the last field once more.
    mutating func splitLast(_ span: Span<UInt8>, at separator: StaticString) {
        let length = separator.utf8CodeUnitCount
        while length > 0, let last = ranges.last, ranges.count < Self.maximum {
            var index = last.lowerBound
            while index < last.upperBound, !span.has(separator, at: index, last.upperBound) { index += 1 }
            guard index < last.upperBound else { return }
            ranges.removeLast()
            append(span, last.lowerBound, index)
            append(span, index + length, last.upperBound)
        }
    }

    /// Puts an empty field in front: a column that a variant of the format leaves out.
    mutating func prepend() { ranges.insert(0..<0, at: 0) }

    private mutating func append(_ span: Span<UInt8>, _ start: Int, _ end: Int) {
        let first = span.skipBlanks(start, end)
        ranges.append(first..<max(first, span.trimEnd(first, end)))
    }

    private mutating func appendUnquoted(_ span: Span<UInt8>, _ start: Int, _ end: Int) {
        let first = span.skipBlanks(start, end)
        let last = max(first, span.trimEnd(first, end))
        if last - first >= 2, span[first] == Byte.quote, span[last - 1] == Byte.quote {
            ranges.append((first + 1)..<(last - 1))
        } else {
            ranges.append(first..<last)
        }
    }
}

extension Span where Element == UInt8 {
    /// The first byte of a field; 0 for an empty one.
    func first(of field: Range<Int>) -> UInt8 { field.isEmpty || field.upperBound > count ? 0 : self[field.lowerBound] }
}
