internal import EarshotModel

/// How single pieces fit.
extension ShapePieces {
    /// Behind the literal at `position`, or nil. A blank fits one or more blanks; one at the end leaves the others, because
    /// a text without bytes may follow.
    func literal(_ piece: ShapePiece, _ line: Span<UInt8>, _ position: Int, _ end: Int) -> Int? {
        let (from, to) = (piece.text.lowerBound, piece.text.upperBound)
        if let next = fixed(from, to, line, position, end) { return next }
        // More blanks than the literal before took.
        guard position < end, line[position].isBlank, text[from] != Byte.space else { return nil }
        return fixed(from, to, line, line.skipBlanks(position, end), end)
    }

    private func fixed(_ from: Int, _ to: Int, _ line: Span<UInt8>, _ position: Int, _ end: Int) -> Int? {
        var position = position
        var index = from
        while index < to {
            guard position < end else { return nil }
            if text[index] == Byte.space {
                guard line[position].isBlank else { return nil }
                position = index + 1 == to ? position + 1 : line.skipBlanks(position, end)
            } else {
                guard line[position] == text[index] else { return nil }
                position += 1
            }
            index += 1
        }
        return position
    }

    /// The byte that the piece at `index` must begin with; nil: it may begin with any, or end the message.
    func firstByte(_ index: Int) -> UInt8? {
        pieces[index].kind == .literal ? text[pieces[index].text.lowerBound] : nil
    }

    /// Whether a piece that begins with `byte` can begin at `position`.
    @inline(__always)
    func canBegin(_ byte: UInt8?, _ line: Span<UInt8>, _ position: Int, _ end: Int) -> Bool {
        guard let byte else { return true }
        guard position < end else { return false }
        return byte == Byte.space ? line[position].isBlank : line[position] == byte
    }

    /// Behind the address, number, MAC address or word at `position`, or nil.
    func endOfValue(_ piece: ShapePiece, _ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        if piece.kind == .choice, let next = choice(piece, line, start, end) { return next }
        let position = line.skipBlanks(start, end)
        switch piece.kind {
        case .address: return line.endOfAddress(position, end)
        case .number:
            var next = position < end && line[position] == Byte.dash ? position + 1 : position
            return line.decimal(&next, end) == nil ? nil : next
        case .mac: return line.endOfMAC(position, end)
        default: return choice(piece, line, position, end)
        }
    }

    private func choice(_ piece: ShapePiece, _ line: Span<UInt8>, _ position: Int, _ end: Int) -> Int? {
        var from = piece.text.lowerBound
        while from < piece.text.upperBound {
            var to = from
            while to < piece.text.upperBound, text[to] != 124 { to += 1 }
            if let next = fixed(from, to, line, position, end) { return next }
            from = to + 1
        }
        return nil
    }

    /// Puts a value where its piece says.
    func apply(_ value: ShapeValue, _ line: Span<UInt8>, _ row: inout EventRow) {
        let piece = pieces[value.piece]
        let start = line.skipBlanks(value.start, value.end)
        let end = line.trimEnd(start, value.end)
        guard start < end else { return }
        let key = piece.kind == .choice ? piece.key : piece.text
        if piece.reading != .plain { return row.set(piece.reading, line, start, end) }
        guard let field = piece.field else {
            guard !key.isEmpty else { return }
            row.add(text.span, key.lowerBound, key.upperBound, line, start, end)
            return
        }
        row.set(field, line, start, end)
    }
}

/// Where values end.
extension Span where Element == UInt8 {
    /// The end of the word at `start`: a blank, or a quotation mark, so that a word never leaves a text in quotes.
    func endOfWord(_ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, !self[index].isBlank, self[index] != Byte.quote { index += 1 }
        return index
    }

    /// Behind the address at `start`, with brackets or zone when it has them; nil: there is none.
    func endOfAddress(_ start: Int, _ end: Int) -> Int? {
        guard start < end else { return nil }
        if self[start] == Byte.leftBracket {
            guard let close = position(of: Byte.rightBracket, start, Swift.min(end, start + 64)),
                EventRow.address(self, start, close + 1) != nil
            else { return nil }
            return close + 1
        }
        if let four = endOfVersion4(start, end) { return four }
        var index = start
        while index < end, self[index].hexValue < 16 || self[index] == Byte.colon || self[index] == Byte.dot {
            index += 1
        }
        // A colon or dot behind the address belongs to the sentence.
        while index > start, self[index - 1] == Byte.dot || endsInColon(start, index) { index -= 1 }
        guard index > start + 1, EventRow.address(self, start, index) != nil else { return nil }
        guard index < end, self[index] == 37 else { return index }
        index += 1
        while index < end, self[index].isAlphanumeric || self[index] == Byte.dot || self[index] == Byte.dash {
            index += 1
        }
        return index
    }

    private func endsInColon(_ start: Int, _ end: Int) -> Bool {
        guard self[end - 1] == Byte.colon else { return false }
        return end - start < 2 || self[end - 2] != Byte.colon
    }

    private func endOfVersion4(_ start: Int, _ end: Int) -> Int? {
        var index = start
        for part in 0..<4 {
            guard let value = decimal(&index, Swift.min(end, index + 4)), value <= 255 else { return nil }
            guard part < 3 else { break }
            guard index < end, self[index] == Byte.dot else { return nil }
            index += 1
        }
        return index < end && self[index].isDigit ? nil : index
    }

    /// Behind the MAC address at `start` (`04:42:1a:…`, `0442.1acd.5a00`, `04-42-…`, twelve digits); nil: there is none.
    func endOfMAC(_ start: Int, _ end: Int) -> Int? {
        for length in [17, 14, 12] where start + length <= end && EventRow.mac(self, start, start + length) != nil {
            let next = start + length
            if next < end, self[next].hexValue < 16 { continue }
            return next
        }
        return nil
    }
}
