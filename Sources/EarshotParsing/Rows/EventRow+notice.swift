internal import EarshotModel

/// What a program tells about itself, in its own words.
extension EventRow {
    /// An audit event whose whole content is its message.
    mutating func beginNotice(_ span: Span<UInt8>, _ start: Int, _ end: Int) {
        begin(.auditEvent)
        set(.eventType, "Other")
        set(.operation, "Message")
        set(.eventResult, "NA")
        set(.eventMessage, span, start, end)
    }
}

extension Span where Element == UInt8 {
    /// The first position of `text` in `from..<to`, or nil.
    func find(_ text: StaticString, _ from: Int, _ to: Int) -> Int? {
        guard let first = text.withUTF8Buffer({ $0.first }) else { return nil }
        var index = from
        let last = to - text.utf8CodeUnitCount
        while index <= last {
            if self[index] == first, has(text, at: index, to) { return index }
            index += 1
        }
        return nil
    }

    /// The last position of `text` in `from..<to`, or nil.
    func findLast(_ text: StaticString, _ from: Int, _ to: Int) -> Int? {
        var index = to - text.utf8CodeUnitCount
        while index >= from {
            if has(text, at: index, to) { return index }
            index -= 1
        }
        return nil
    }
}
