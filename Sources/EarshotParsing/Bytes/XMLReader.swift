/// A part of an XML text, as positions.
enum XMLPart {
    case open(Range<Int>, [(name: Range<Int>, value: Range<Int>)], isEmpty: Bool)
    case text(Range<Int>)
    case close
}

/// Reads XML of one line part by part: tags, attributes and text between tags that is not blank. No more than event logs
/// need: no DTD, no CDATA, no namespaces; comments and instructions are skipped. Source: XML 1.0, §2 and §3.
struct XMLReader {
    private var position: Int
    private let end: Int

    init(_ start: Int, _ end: Int) {
        position = start
        self.end = end
    }

    /// nil: the end, or damage.
    mutating func next(_ line: Span<UInt8>) -> XMLPart? {
        while position < end {
            guard line[position] == Byte.less else {
                let start = line.skipBlanks(position, end)
                position = line.position(of: Byte.less, start, end) ?? end
                let stop = line.trimEnd(start, max(start, position))
                if stop > start { return .text(start..<stop) }
                continue
            }
            guard position + 1 < end, let close = tagEnd(line) else { return nil }
            let start = position + 1
            position = close + 1
            if line[start] == 33 || line[start] == 63 { continue }
            if line[start] == Byte.slash { return .close }
            return tag(line, start, close)
        }
        return nil
    }

    /// The `>` that ends the tag: not one in quotes.
    private func tagEnd(_ line: Span<UInt8>) -> Int? {
        var quote: UInt8 = 0
        var index = position + 1
        while index < end {
            let byte = line[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == Byte.quote || byte == 39 {
                quote = byte
            } else if byte == Byte.greater {
                return index
            }
            index += 1
        }
        return nil
    }

    private func tag(_ line: Span<UInt8>, _ start: Int, _ close: Int) -> XMLPart {
        let isEmpty = close > start && line[close - 1] == Byte.slash
        let stop = isEmpty ? close - 1 : close
        let nameEnd = line.endOfToken(start, stop)
        var attributes: [(name: Range<Int>, value: Range<Int>)] = []
        var index = line.skipBlanks(nameEnd, stop)
        while index < stop, attributes.count < 32, let equal = line.position(of: Byte.equal, index, stop) {
            let open = line.skipBlanks(equal + 1, stop)
            guard open < stop, line[open] == Byte.quote || line[open] == 39,
                let quote = line.position(of: line[open], open + 1, stop)
            else { break }
            attributes.append((index..<line.trimEnd(index, equal), (open + 1)..<quote))
            index = line.skipBlanks(quote + 1, stop)
        }
        return .open(start..<nameEnd, attributes, isEmpty: isEmpty)
    }

    /// Appends the text with its references decoded (`&lt;`, `&#10;`).
    static func decode(_ line: Span<UInt8>, _ range: Range<Int>, into target: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            if line[index] == 38, let semicolon = line.position(of: 59, index, min(range.upperBound, index + 10)),
                let text = reference(line.string(index + 1, semicolon))
            {
                target.append(contentsOf: text.utf8)
                index = semicolon + 1
            } else {
                target.append(line[index])
                index += 1
            }
        }
    }

    private static func reference(_ name: String) -> String? {
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            let code = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return code.flatMap { Unicode.Scalar($0) }.map { String($0) }
        }
    }
}
