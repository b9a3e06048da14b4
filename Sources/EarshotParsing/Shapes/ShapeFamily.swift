internal import EarshotModel

/// A family that is nothing but programs and the shapes of their messages.
protocol ShapeFamily: EventFamily {
    var shapes: ShapeMatcher { get set }
    /// What a message is that fits no shape: nil leaves it in `Syslog` (hosts), else it is an event whose whole content is
    /// its message (devices, of which one wants to see all in one place).
    static var keepsNotices: Bool { get }
    /// Fills in what all events of the family have, after a shape was found.
    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow)
    /// Where the message begins behind what the program or a relay puts in front.
    static func text(_ line: Span<UInt8>, _ start: Int, _ header: inout SyslogHeader) -> Int
}

extension ShapeFamily {
    static var keepsNotices: Bool { false }
    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {}
    static func text(_ line: Span<UInt8>, _ start: Int, _ header: inout SyslogHeader) -> Int { start }

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let isNamed = Self.isProgram(line, header)
        // Another program's text may look like this family's: whoever can write a log line must not forge a sign-in.
        guard isNamed || header.isTagGuessed || header.programEnd == header.programStart else { return .notMine }
        let verdict = parse(line, isNamed ? header.messageStart : header.bodyStart, isNamed, &header, &row)
        guard verdict == .notMine, header.messageStart != header.bodyStart, !isNamed || header.isTagGuessed else {
            return verdict
        }
        // What looked like a program was part of the text, or what looked like text was the host.
        return parse(line, isNamed ? header.bodyStart : header.messageStart, false, &header, &row)
    }

    private mutating func parse(
        _ line: Span<UInt8>, _ from: Int, _ isNamed: Bool, _ header: inout SyslogHeader, _ row: inout EventRow
    ) -> FamilyVerdict {
        var end = header.bodyEnd
        var start = Self.text(line, from, &header)
        // PAM's modules speak through every program.
        guard !PamModule.begins(line, start, end) else { return .notMine }
        let repeats = RepeatedMessage(line, &start, &end)
        if let meaning = shapes.read(line, start, end, into: &row) {
            guard meaning.table != nil else { return .message }
            if header.hostEnd > start { header.hostEnd = header.hostStart }
            Self.finish(line, header, &row)
            repeats?.fill(line, &row)
            return .taken
        }
        guard isNamed else { return .notMine }
        guard Self.keepsNotices, start < end else { return header.isTagGuessed ? .notMine : .message }
        row.beginNotice(line, start, end)
        Self.finish(line, header, &row)
        return .taken
    }
}

/// `message repeated 5 times: [ TEXT]`: what rsyslog makes of equal messages.
struct RepeatedMessage {
    private var count: Range<Int>

    /// Leaves `start` and `end` around the text; nil: it is no such message.
    init?(_ line: Span<UInt8>, _ start: inout Int, _ end: inout Int) {
        guard line.has("message repeated ", at: start, end), line[end - 1] == Byte.rightBracket else { return nil }
        var next = start + 17
        guard line.decimal(&next, end) != nil, line.has(" times: [", at: next, end) else { return nil }
        count = (start + 17)..<next
        start = line.skipBlanks(next + 9, end)
        end = line.trimEnd(start, end - 1)
    }

    func fill(_ line: Span<UInt8>, _ row: inout EventRow) { row.set(.eventCount, line, count) }
}

extension EventRow {
    /// `user@example.com` and `DOMAIN\user` of a directory: the user and the domain apart.
    mutating func splitDomain() {
        guard let value = value(.targetUsername) else { return }
        let (start, end) = (value.text.lowerBound, value.text.upperBound)
        let bytes = Array(text[start..<end])
        if let slash = bytes.firstIndex(of: Byte.backslash), slash > 0, slash + 1 < bytes.count {
            set(.targetDomain, bytes.span, 0, slash)
            set(.targetUsername, bytes.span, slash + 1, bytes.count)
        } else if let at = bytes.lastIndex(of: 64), at > 0, at + 1 < bytes.count {
            set(.targetDomain, bytes.span, at + 1, bytes.count)
            set(.targetUsername, bytes.span, 0, at)
        }
    }
}
