/// Shapes by the first byte of their messages. Made once for each family.
struct ShapeTable: Sendable {
    let pieces: ShapePieces
    let meanings: [Meaning]
    private let buckets: [[ShapeStart]]

    init(_ shapes: [Shape]) {
        pieces = ShapePieces(shapes)
        assert(pieces.broken.isEmpty, "shapes that are not well formed: \(pieces.broken)")
        meanings = shapes.map(\.meaning)
        var buckets = [[ShapeStart]](repeating: [], count: 256)
        for (index, start) in pieces.starts.enumerated() {
            let first = pieces.firstByte(start)
            let shape = ShapeStart(index, first == nil ? [] : pieces.text[pieces.pieces[start].text])
            for byte in 0..<256 where first == nil || Int(first ?? 0) == byte { buckets[byte].append(shape) }
        }
        self.buckets = buckets
    }

    func candidates(_ first: UInt8) -> [ShapeStart] { buckets[Int(first)] }
}

/// A shape, and the bytes up to the first blank that its messages begin with, eight at most: one comparison tells that a
/// message is none of them.
struct ShapeStart: Sendable {
    let number: Int
    private var bits: UInt64 = 0
    private var mask: UInt64 = 0

    init(_ number: Int, _ literal: ArraySlice<UInt8>) {
        self.number = number
        for (index, byte) in literal.prefix(while: { $0 != Byte.space }).prefix(8).enumerated() {
            bits |= UInt64(byte) << UInt64(index * 8)
            mask |= 0xff << UInt64(index * 8)
        }
    }

    /// `head`: the first eight bytes of the message, as `Span.head` gives them.
    @inline(__always)
    func canBegin(_ head: UInt64) -> Bool { head & mask == bits }
}
