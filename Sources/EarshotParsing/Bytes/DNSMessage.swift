internal import EarshotModel

/// What a DNS message on the wire says: its question and its answers as text. Source: RFC 1035 §4.
struct DNSMessage {
    private(set) var identifier: UInt16 = 0
    private(set) var flags: UInt16 = 0
    private(set) var name: [UInt8] = []
    private(set) var type: UInt16 = 0
    /// Addresses and names, separated by blanks.
    private(set) var answers: [UInt8] = []
    /// The shortest lifetime of an answer, seconds.
    private(set) var lifetime: UInt32?
    /// The answers of types that are shown as such.
    private(set) var answerCount = 0

    var responseCode: Int64 { Int64(flags & 15) }
    var isAnswer: Bool { flags & 0x8000 != 0 }

    /// More answers than a message to a home client has.
    private static let maximumAnswers = 128

    /// nil: cut off before its question ends, or none.
    init?(_ bytes: [UInt8]) {
        let span = bytes.span
        guard span.count >= 12 else { return nil }
        identifier = Self.word(span, 0)
        flags = Self.word(span, 2)
        var position = 12
        if Self.word(span, 4) > 0 {
            guard Self.name(span, &position, into: &name), position + 4 <= span.count else { return nil }
            type = Self.word(span, position)
            position += 4
        }
        for _ in 0..<min(Int(Self.word(span, 6)), Self.maximumAnswers) {
            guard readAnswer(span, &position) else { return }
        }
    }

    private mutating func readAnswer(_ span: Span<UInt8>, _ position: inout Int) -> Bool {
        var owner: [UInt8] = []
        guard Self.name(span, &position, into: &owner), position + 10 <= span.count else { return false }
        let type = Self.word(span, position)
        let seconds = UInt32(Self.word(span, position + 4)) << 16 | UInt32(Self.word(span, position + 6))
        let length = Int(Self.word(span, position + 8))
        position += 10
        guard position + length <= span.count else { return false }
        let start = position
        position += length
        lifetime = min(lifetime ?? seconds, seconds)
        append(span, type, start, length)
        return true
    }

    private mutating func append(_ span: Span<UInt8>, _ type: UInt16, _ start: Int, _ length: Int) {
        var text: [UInt8] = []
        switch (type, length) {
        case (1, 4): text = Array(IPAddress(bits: IPAddress.mappedPrefix | Self.bits(span, start, 4)).description.utf8)
        case (28, 16): text = Array(IPAddress(bits: Self.bits(span, start, 16)).description.utf8)
        case (5, _), (12, _), (2, _), (39, _):
            var position = start
            guard Self.name(span, &position, into: &text) else { return }
        default: return
        }
        if !answers.isEmpty { answers.append(Byte.space) }
        answers.append(contentsOf: text)
        answerCount += 1
    }

    private static func bits(_ span: Span<UInt8>, _ start: Int, _ count: Int) -> UInt128 {
        var value: UInt128 = 0
        for index in start..<(start + count) { value = value << 8 | UInt128(span[index]) }
        return value
    }

    private static func word(_ span: Span<UInt8>, _ index: Int) -> UInt16 {
        UInt16(span[index]) << 8 | UInt16(span[index + 1])
    }

    /// Reads a name, also one that points back (§4.1.4), and leaves `position` behind it. A name has at most 255 bytes;
    /// each pointer must go back, so that a loop cannot be.
    private static func name(_ span: Span<UInt8>, _ position: inout Int, into name: inout [UInt8]) -> Bool {
        var index = position
        var limit = index
        var isDirect = true
        while index < span.count, name.count <= 255 {
            let length = Int(span[index])
            if length == 0 {
                if isDirect { position = index + 1 }
                return true
            }
            if length >= 0xc0 {
                guard index + 1 < span.count else { return false }
                let target = (length & 0x3f) << 8 | Int(span[index + 1])
                guard target < limit else { return false }
                if isDirect { position = index + 2 }
                (isDirect, limit, index) = (false, target, target)
                continue
            }
            guard length < 64, index + 1 + length <= span.count else { return false }
            if !name.isEmpty { name.append(Byte.dot) }
            for offset in 0..<length { name.append(span[index + 1 + offset]) }
            index += 1 + length
        }
        return false
    }
}
