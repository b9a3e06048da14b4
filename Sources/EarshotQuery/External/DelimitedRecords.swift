/// Records of fields (RFC 4180, with any separator): quoted fields may hold separators, line breaks and doubled quotes.
struct DelimitedRecords {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var at = 0

    init(_ bytes: [UInt8], separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
    }

    /// nil at the end.
    mutating func next() -> [String?]? {
        guard at < bytes.count else { return nil }
        var record: [String?] = [field()]
        while at < bytes.count, bytes[at] == separator {
            at += 1
            record.append(field())
        }
        if at < bytes.count, bytes[at] == UInt8(ascii: "\r") { at += 1 }
        if at < bytes.count, bytes[at] == UInt8(ascii: "\n") { at += 1 }
        return record
    }

    private mutating func field() -> String {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { return plain() }
        return quoted() + plain()
    }

    /// Up to the separator or the line's end; what follows a closing quote belongs to the field, as most writers mean it.
    private mutating func plain() -> String {
        let start = at
        while at < bytes.count, bytes[at] != separator, !isLineEnd { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    /// A lone carriage return belongs to the text.
    private var isLineEnd: Bool {
        if bytes[at] == UInt8(ascii: "\n") { return true }
        return bytes[at] == UInt8(ascii: "\r") && (at + 1 == bytes.count || bytes[at + 1] == UInt8(ascii: "\n"))
    }

    private mutating func quoted() -> String {
        at += 1
        var start = at
        var text = ""
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "\"") else {
                at += 1
                continue
            }
            text += String(decoding: bytes[start..<at], as: UTF8.self)
            at += 1
            start = at
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { return text }
            // Of two quotes the second is text.
            at += 1
        }
        return text + String(decoding: bytes[start..<at], as: UTF8.self)
    }
}

/// The lines of a text, without what ends them; a line that is empty is none.
struct TextLines: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> String? {
        while at < bytes.count {
            var end = bytes[at...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let start = at
            at = end + 1
            if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            if end > start { return String(decoding: bytes[start..<end], as: UTF8.self) }
        }
        return nil
    }
}
