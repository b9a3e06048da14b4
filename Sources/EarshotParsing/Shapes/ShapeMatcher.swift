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
        let head = line.head(start, end)
        for candidate in table.candidates(line[start]) {
            guard candidate.canBegin(head) else {
                budget -= Self.costOfPiece
                continue
            }
            let shape = candidate.number
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

    /// Whether the pieces from `index` on fit `line[position..<end]`. Where they do not, the values that they took are for
    /// the caller to give back.
    private mutating func fits(_ line: Span<UInt8>, _ index: Int, _ position: Int, _ end: Int) -> Bool {
        var (index, position) = (index, position)
        while true {
            budget -= Self.costOfPiece
            guard budget > 0 else { return false }
            let piece = table.pieces.pieces[index]
            switch piece.kind {
            case .finish: return position == end
            case .close: break
            case .literal:
                guard let next = table.pieces.literal(piece, line, position, end) else { return false }
                position = next
            case .optional:
                let mark = values.count
                if fits(line, index + 1, position, end) { return true }
                giveBack(to: mark)
                index = piece.next
                continue
            case .longest: return longest(line, index, position, end)
            case .word, .shortest, .unquoted: return shortest(line, index, position, end, piece.kind)
            case .address, .number, .mac, .choice:
                guard let next = table.pieces.endOfValue(piece, line, position, end) else { return false }
                values.append(ShapeValue(piece: index, start: position, end: next))
                position = next
            }
            index += 1
        }
    }

    /// Takes a value, and gives it back when the rest does not fit.
    private mutating func take(_ line: Span<UInt8>, _ index: Int, _ start: Int, _ valueEnd: Int, _ end: Int) -> Bool {
        let mark = values.count
        values.append(ShapeValue(piece: index, start: start, end: valueEnd))
        if fits(line, index + 1, valueEnd, end) { return true }
        giveBack(to: mark)
        return false
    }

    private mutating func giveBack(to mark: Int) {
        while values.count > mark { values.removeLast() }
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
            // What stands before the next byte that the rest can begin with need not be tried.
            let next = line.nextStart(of: stop, position, min(limit + 1, end)) ?? limit + 1
            budget -= next - position
            guard next <= limit else { return false }
            if take(line, index, start, next, end) { return true }
            if budget <= 0 { return false }
            position = next + 1
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

extension Span where Element == UInt8 {
    /// The first eight bytes from `from` on, the first one lowest; zeros behind `to`.
    fileprivate func head(_ from: Int, _ to: Int) -> UInt64 {
        var bits: UInt64 = 0
        for index in from..<Swift.min(to, from + 8) { bits |= UInt64(self[index]) << UInt64((index - from) * 8) }
        return bits
    }

    /// The first position in `from..<to` where something that begins with `byte` can begin; nil: nowhere.
    @inline(__always)
    fileprivate func nextStart(of byte: UInt8?, _ from: Int, _ to: Int) -> Int? {
        guard let byte else { return from }
        guard byte == Byte.space else { return position(of: byte, from, to) }
        let end = endOfToken(from, Swift.max(from, to))
        return end < to ? end : nil
    }
}
