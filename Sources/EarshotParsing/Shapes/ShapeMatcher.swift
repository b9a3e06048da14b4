internal import EarshotModel

/// Finds the shape that fits a message. Keeps scratch space, so it belongs to one parser.
struct ShapeMatcher: Sendable {
    private let table: ShapeTable
    private var values: [ShapeValue] = []
    /// What may still be spent on this message: positions looked at, and a few more for each piece tried. What a line holds
    /// is chosen by whoever sent it, so trying must end.
    private var budget = 0
    private static let minimumBudget = 50_000
    private static let budgetPerByte = 16
    private static let costOfPiece = 8

    init(_ table: ShapeTable) { self.table = table }

    /// Fills `row` from `line[start..<end]` when a shape fits, and tells what it means; `row` is begun then, unless it means
    /// a message only.
    mutating func read(_ line: Span<UInt8>, _ start: Int, _ end: Int, into row: inout EventRow) -> Meaning? {
        guard start < end, end <= line.count else { return nil }
        budget = Self.minimumBudget + Self.budgetPerByte * (end - start)
        for shape in table.candidates(line[start]) {
            values.removeAll(keepingCapacity: true)
            guard fits(line, table.pieces.starts[shape], start, end) else { continue }
            let meaning = table.meanings[shape]
            guard let target = meaning.table else { return meaning }
            row.begin(target)
            for constant in meaning.constants { row.set(constant.field, constant.value) }
            if meaning.keepsMessage { row.set(.eventMessage, line, start, end) }
            for value in values { table.pieces.apply(value, line, &row) }
            return meaning
        }
        return nil
    }

    private mutating func fits(_ line: Span<UInt8>, _ index: Int, _ position: Int, _ end: Int) -> Bool {
        budget -= Self.costOfPiece
        guard budget > 0 else { return false }
        let piece = table.pieces.pieces[index]
        switch piece.kind {
        case .finish: return position == end
        case .close: return fits(line, index + 1, position, end)
        case .literal:
            guard let next = table.pieces.literal(piece, line, position, end) else { return false }
            return fits(line, index + 1, next, end)
        case .optional:
            let mark = values.count
            if fits(line, index + 1, position, end) { return true }
            values.removeSubrange(mark...)
            return fits(line, piece.next, position, end)
        case .longest: return longest(line, index, position, end)
        case .word, .shortest, .unquoted: return shortest(line, index, position, end, piece.kind)
        case .address, .number, .mac, .choice:
            guard let next = table.pieces.endOfValue(piece, line, position, end) else { return false }
            return take(line, index, position, next, end)
        }
    }

    /// Takes a value, and gives it back when the rest does not fit.
    private mutating func take(_ line: Span<UInt8>, _ index: Int, _ start: Int, _ valueEnd: Int, _ end: Int) -> Bool {
        values.append(ShapeValue(piece: index, start: start, end: valueEnd))
        if fits(line, index + 1, valueEnd, end) { return true }
        values.removeLast()
        return false
    }

    private mutating func shortest(
        _ line: Span<UInt8>, _ index: Int, _ from: Int, _ end: Int, _ kind: ShapePiece.Kind
    ) -> Bool {
        let blanks = kind != .word
        let start = blanks ? from : line.skipBlanks(from, end)
        let limit = limit(line, start, end, kind)
        var position = blanks ? start : start + 1
        guard position <= limit else { return false }
        if table.pieces.pieces[index + 1].kind == .finish {
            return limit == end && take(line, index, start, end, end)
        }
        let stop = table.pieces.firstByte(index + 1)
        while position <= limit {
            if table.pieces.canBegin(stop, line, position, end) {
                if take(line, index, start, position, end) { return true }
                if budget <= 0 { return false }
            }
            position += 1
            budget -= 1
        }
        return false
    }

    /// How far a value of this kind can go at most.
    private func limit(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ kind: ShapePiece.Kind) -> Int {
        switch kind {
        case .word: line.endOfWord(start, end)
        case .unquoted: line.position(of: Byte.quote, start, end) ?? end
        default: end
        }
    }

    private mutating func longest(_ line: Span<UInt8>, _ index: Int, _ start: Int, _ end: Int) -> Bool {
        let stop = table.pieces.firstByte(index + 1)
        var position = end
        while position >= start {
            if table.pieces.canBegin(stop, line, position, end) {
                if take(line, index, start, position, end) { return true }
                if budget <= 0 { return false }
            }
            position -= 1
            budget -= 1
        }
        return false
    }
}

/// A value that a shape found.
struct ShapeValue: Sendable {
    var piece: Int
    var start: Int
    var end: Int
}

/// Shapes by the first byte of their messages. Made once for each family.
struct ShapeTable: Sendable {
    let pieces: ShapePieces
    let meanings: [Meaning]
    private let buckets: [[Int]]

    init(_ shapes: [Shape]) {
        pieces = ShapePieces(shapes)
        assert(pieces.broken.isEmpty, "shapes that are not well formed: \(pieces.broken)")
        meanings = shapes.map(\.meaning)
        var buckets = [[Int]](repeating: [], count: 256)
        for (index, start) in pieces.starts.enumerated() {
            let first = pieces.firstByte(start)
            for byte in 0..<256 where first == nil || Int(first ?? 0) == byte { buckets[byte].append(index) }
        }
        self.buckets = buckets
    }

    func candidates(_ first: UInt8) -> [Int] { buckets[Int(first)] }
}
