internal import EarshotModel

/// A part of a shape: fixed text, a value, or the beginning of something that may be missing.
struct ShapePiece: Sendable {
    enum Kind: UInt8, Sendable {
        case literal, word, shortest, unquoted, longest, address, number, mac, choice
        /// What may be missing begins, and ends.
        case optional, close
        /// The message must end here.
        case finish
    }

    var kind: Kind
    var field: EventField?
    var reading = ShapeReading.plain
    /// Of a literal or choice: its text. Of a value without field: its key.
    var text: Range<Int> = 0..<0
    /// Of a choice that is kept without field: its key.
    var key: Range<Int> = 0..<0
    /// Of `optional`: where the rest goes on without it.
    var next = 0

    init(_ kind: Kind) { self.kind = kind }
}

/// Shapes taken apart: pieces and their texts in two arrays, so that matching touches no reference counts.
struct ShapePieces: Sendable {
    private(set) var pieces: [ShapePiece] = []
    private(set) var text: [UInt8] = []
    /// Where each shape begins.
    private(set) var starts: [Int] = []
    /// Shapes whose text is not well formed: they fit nothing. There is none (`ShapeTable` asserts it).
    private(set) var broken: [String] = []

    init(_ shapes: [Shape]) {
        for shape in shapes {
            starts.append(pieces.count)
            let before = pieces.count
            let source = Array(shape.text.utf8)
            let isWhole = compile(source.span)
            if !isWhole {
                broken.append(shape.text)
                pieces.removeSubrange(before...)
                // A word that no message has.
                pieces.append(ShapePiece(.choice))
            }
            pieces.append(ShapePiece(.finish))
        }
    }

    private mutating func compile(_ source: Span<UInt8>) -> Bool {
        var index = 0
        var open: [Int] = []
        while index < source.count {
            switch source[index] {
            case Byte.less:
                guard let close = source.position(of: Byte.greater, index, source.count),
                    value(source, index + 1, close)
                else { return false }
                index = close + 1
            case 123:  // {
                open.append(pieces.count)
                pieces.append(ShapePiece(.optional))
                index += 1
            case 125:  // }
                guard let start = open.popLast() else { return false }
                pieces.append(ShapePiece(.close))
                pieces[start].next = pieces.count
                index += 1
            default: index = literal(source, index)
            }
        }
        return open.isEmpty
    }

    private mutating func literal(_ source: Span<UInt8>, _ start: Int) -> Int {
        var index = start
        let from = text.count
        while index < source.count, source[index] != Byte.less, source[index] != 123, source[index] != 125 {
            if source[index] == Byte.backslash, index + 1 < source.count { index += 1 }
            text.append(source[index])
            index += 1
        }
        var piece = ShapePiece(.literal)
        piece.text = from..<text.count
        pieces.append(piece)
        return index
    }

    /// `Field`, `Field*`, `.Key#`, `Field=a|b`: what stands between the angle brackets.
    private mutating func value(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        let equal = source.position(of: Byte.equal, start, end)
        var nameEnd = equal ?? end
        var kind: ShapePiece.Kind?
        if equal == nil, nameEnd > start {
            switch source[nameEnd - 1] {
            case 43: kind = .shortest  // +
            case 42: kind = .longest  // *
            case 126: kind = .unquoted  // ~
            case 35: kind = .number  // #
            default: break
            }
            if kind != nil { nameEnd -= 1 }
        }
        if equal != nil { kind = .choice }
        guard var piece = named(source, start, nameEnd) else { return false }
        if let kind { piece.kind = kind }
        if let equal {
            piece.key = piece.text
            piece.text = append(source, equal + 1, end)
        }
        pieces.append(piece)
        return true
    }

    private mutating func named(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> ShapePiece? {
        var piece = ShapePiece(.word)
        guard start < end else { return piece }
        if source[start] == Byte.dot {
            piece.text = append(source, start + 1, end)
            return piece
        }
        let name = source.string(start, end)
        if let reading = ShapeReading.names[name] {
            piece.reading = reading
            return piece
        }
        guard let field = Self.fields[name] else { return nil }
        piece.field = field
        switch field.kind {
        case .address: piece.kind = .address
        case .number: piece.kind = .number
        case .mac: piece.kind = .mac
        default: break
        }
        return piece
    }

    private mutating func append(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int> {
        let from = text.count
        for index in start..<max(start, end) { text.append(source[index]) }
        return from..<text.count
    }

    private static let fields = Dictionary(
        EventField.allCases.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
