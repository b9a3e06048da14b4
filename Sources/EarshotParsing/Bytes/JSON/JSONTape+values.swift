/// Values: their ends, and whether they are strict JSON.
extension JSONTape {
    /// Reads the value at `index` into `node`; a container is only opened. False: damage, or cut off.
    @inline(__always)
    func readValue(_ span: Span<UInt8>, _ index: inout Int, _ to: Int, _ node: inout JSONNode) -> Bool {
        let first = span[index]
        if first == Byte.quote { return Self.readString(span, &index, to, &node) }
        node.start = Int32(truncatingIfNeeded: index)
        if first == 123 || first == Byte.leftBracket {
            node.kind = first == 123 ? .object : .array
            index &+= 1
            return depth < Self.maximumDepth || Self.skipContainer(span, &index, to, &node)
        }
        return Self.readScalar(span, &index, to, &node)
    }

    @inline(__always)
    private static func readString(
        _ span: Span<UInt8>, _ index: inout Int, _ to: Int, _ node: inout JSONNode
    ) -> Bool {
        var position = index &+ 1
        node.kind = .string
        node.start = Int32(truncatingIfNeeded: position)
        while true {
            position = span.skipPlainText(position, to)
            guard position < to else { return false }
            let byte = span[position]
            if byte == Byte.quote {
                node.end = Int32(truncatingIfNeeded: position)
                index = position &+ 1
                return true
            }
            if byte == Byte.backslash {
                node.isEscaped = true
                if !isEscape(span, position &+ 1, to) { node.isClean = false }
                position &+= 1
            } else if byte < 32 {
                node.isClean = false
            }
            position &+= 1
        }
    }

    private static func isEscape(_ span: Span<UInt8>, _ position: Int, _ to: Int) -> Bool {
        guard position < to else { return false }
        switch span[position] {
        case Byte.quote, Byte.backslash, Byte.slash, 98, 102, 110, 114, 116: return true
        case 117:
            guard position + 5 <= to else { return false }
            for index in (position + 1)..<(position + 5) where span[index].hexValue > 15 { return false }
            return true
        default: return false
        }
    }

    /// A number, `true`, `false`, `null`, or a word; must be followed by something, else it may be cut off.
    private static func readScalar(
        _ span: Span<UInt8>, _ index: inout Int, _ to: Int, _ node: inout JSONNode
    ) -> Bool {
        var end = index
        while end < to, !isDelimiter(span[end]) { end &+= 1 }
        guard end > index, end < to else { return false }
        node.end = Int32(truncatingIfNeeded: end)
        if span[index].isDigit || span[index] == Byte.dash {
            node.kind = .number
            node.isClean = isNumber(span, index, end)
        } else {
            node.kind = word(span, index, end)
            node.isClean = node.kind != .word
        }
        index = end
        return true
    }

    private static func word(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> JSONNode.Kind {
        if end - start == 4, span.has("true", at: start, end) { return .true }
        if end - start == 5, span.has("false", at: start, end) { return .false }
        if end - start == 4, span.has("null", at: start, end) { return .null }
        return .word
    }

    @inline(__always)
    private static func isDelimiter(_ byte: UInt8) -> Bool {
        byte == Byte.comma || byte == 125 || byte == Byte.rightBracket || byte <= 32 || byte == Byte.quote
            || byte == Byte.colon || byte == 123 || byte == Byte.leftBracket
    }

    /// RFC 8259 §6.
    static func isNumber(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var index = start
        if index < end, span[index] == Byte.dash { index += 1 }
        let whole = digits(span, index, end)
        guard whole > 0, whole == 1 || span[index] != Byte.zero else { return false }
        index += whole
        if index < end, span[index] == Byte.dot {
            let fraction = digits(span, index + 1, end)
            guard fraction > 0 else { return false }
            index += 1 + fraction
        }
        if index < end, span[index] | 32 == 101 {
            index += 1
            if index < end, span[index] == 43 || span[index] == Byte.dash { index += 1 }
            let exponent = digits(span, index, end)
            guard exponent > 0 else { return false }
            index += exponent
        }
        return index == end
    }

    private static func digits(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, span[index].isDigit { index += 1 }
        return index - start
    }

    /// Over an object or array that is too deep: brackets are counted, strings respected.
    private static func skipContainer(
        _ span: Span<UInt8>, _ index: inout Int, _ to: Int, _ node: inout JSONNode
    ) -> Bool {
        var open = 1
        var position = index
        while position < to, open > 0 {
            switch span[position] {
            case 123, Byte.leftBracket: open += 1
            case 125, Byte.rightBracket: open -= 1
            case Byte.quote:
                var text = JSONNode()
                guard readString(span, &position, to, &text) else { return false }
                position -= 1
            default: break
            }
            position += 1
        }
        guard open == 0 else { return false }
        index = position
        node.kind = .word
        node.isClean = false
        node.end = Int32(truncatingIfNeeded: position)
        return true
    }
}
