internal import EarshotModel

/// What stands before the message of a syslog line, as positions in the line.
///
/// The header lies: hosts are missing or doubled, tags sit in the host's place, years before or after the time. So it is
/// read in two steps. `readFront` takes what can be known without guessing: priority, time, and a whole RFC 5424 header
/// when there is one. The families then look for their payload in what is left. Only when none finds one does `readNames`
/// take the rest apart into host, program and message by the habits of RFC 3164.
struct SyslogHeader {
    /// Facility × 8 + severity; `SyslogRecord.noPriority`: none.
    var priority = SyslogRecord.noPriority
    var stamp = Stamp()
    /// What is left after priority and time, or the message of an RFC 5424 line.
    var bodyStart = 0
    var bodyEnd = 0
    /// Host and program are known: the header is RFC 5424's, or a family knows them.
    var isStructured = false

    var hostStart = 0
    var hostEnd = 0
    var programStart = 0
    var programEnd = 0
    var processID: UInt32 = 0
    var messageStart = 0
    /// There is no priority and no time, so that the program may be part of the message.
    var isTagGuessed = false

    init() {}

    var hasHost: Bool { hostEnd > hostStart }

    /// Reads what needs no guessing of `line[..<end]`; `end` is the end without line end and trailing blanks.
    mutating func readFront(_ line: Span<UInt8>, _ end: Int) {
        bodyEnd = end
        var position = Self.skipRubbish(line, 0, end)
        readPriority(line, &position, end)
        if priority != SyslogRecord.noPriority, readStructured(line, &position, end) { return }
        position = Self.skipBeforeTime(line, line.skipBlanks(position, end), end)
        if let read = StampReader.read(line, &position, end) {
            stamp = read
        } else {
            readHostBeforeTime(line, &position, end)
        }
        bodyStart = line.skipBlanks(position, end)
        messageStart = bodyStart
    }

    /// BOM, NUL and blanks in front of everything.
    private static func skipRubbish(_ line: Span<UInt8>, _ from: Int, _ end: Int) -> Int {
        let start = Self.skipBOM(line, from, end)
        return line.skipBlanks(start, end)
    }

    private static func skipBOM(_ line: Span<UInt8>, _ from: Int, _ end: Int) -> Int {
        guard end - from >= 3, line[from] == 0xef, line[from + 1] == 0xbb, line[from + 2] == 0xbf else { return from }
        return from + 3
    }

    /// `<0>` … `<191>` (RFC 5424 §6.2.1); anything else in angle brackets belongs to the message.
    private mutating func readPriority(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) {
        guard position < end, line[position] == Byte.less else { return }
        var next = position &+ 1
        guard let value = line.decimal(&next, end), value <= 191, next &- position <= 4, next < end else { return }
        // `<14.2>`: Firepower's management centers count on behind it.
        if line[next] == Byte.dot, next + 2 < end, line[next + 1].isDigit, line[next + 2] == Byte.greater { next += 2 }
        guard line[next] == Byte.greater else { return }
        priority = UInt8(value)
        position = next &+ 1
    }

    /// Cisco's sequence number (`16261: `), clock state (`*`, `.`) and stray colon in front of the time.
    private static func skipBeforeTime(_ line: Span<UInt8>, _ from: Int, _ end: Int) -> Int {
        var position = from
        if position < end, line[position].isDigit {
            var next = position
            if line.decimal(&next, end) != nil, line.has(": ", at: next, end) { position = next + 2 }
        }
        if line.has(": ", at: position, end) { position += 2 }
        if position < end, line[position] == 42 || line[position] == Byte.dot { position += 1 }
        return position
    }

    /// `OpenWrt Fri Jun 13 20:37:50 2025 …`: a collector put the host first.
    private mutating func readHostBeforeTime(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) {
        let tokenEnd = line.endOfToken(position, min(end, position + 64))
        // A document is no host, and neither is the front of a long word.
        guard tokenEnd > position, tokenEnd < end, line[tokenEnd].isBlank, line[position] != 123,
            line.position(of: Byte.equal, position, tokenEnd) == nil, line[position] != Byte.leftBracket,
            line[tokenEnd - 1] != Byte.colon
        else { return }
        var next = line.skipBlanks(tokenEnd, end)
        guard let read = StampReader.read(line, &next, end) else { return }
        stamp = read
        hostStart = position
        hostEnd = tokenEnd
        position = next
    }
}

/// RFC 5424 §6: `<PRI>1 TIME HOST APP PROCID MSGID SD MSG`.
extension SyslogHeader {
    private mutating func readStructured(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Bool {
        var next = position
        guard let version = line.decimal(&next, end), version > 0, next - position <= 3, next < end,
            line[next] == Byte.space
        else { return false }
        next += 1
        if next < end, line[next] == Byte.dash {
            next += 1
        } else if let read = StampReader.read(line, &next, end) {
            stamp = read
        } else {
            return false
        }
        // From here on the version and the time are taken, also when the rest is not as it should be (Meraki).
        position = next
        var fields: (host: Range<Int>, program: Range<Int>, process: Range<Int>, message: Range<Int>)
        fields.host = Self.field(line, &next, end)
        fields.program = Self.field(line, &next, end)
        fields.process = Self.field(line, &next, end)
        fields.message = Self.field(line, &next, end)
        guard !fields.message.isEmpty, let dataEnd = Self.skipData(line, line.skipBlanks(next, end), end) else {
            return skipToBody(line, position, end)
        }
        take(line, fields.host, fields.program, fields.process)
        isStructured = true
        let start = line.skipBlanks(dataEnd, end)
        bodyStart = Self.skipBOM(line, start, end)
        messageStart = bodyStart
        return true
    }

    /// The time is read, the rest is for `readNames`.
    private mutating func skipToBody(_ line: Span<UInt8>, _ position: Int, _ end: Int) -> Bool {
        bodyStart = line.skipBlanks(position, end)
        messageStart = bodyStart
        return true
    }

    private mutating func take(
        _ line: Span<UInt8>, _ host: Range<Int>, _ program: Range<Int>, _ process: Range<Int>
    ) {
        if !Self.isNil(line, host) { (hostStart, hostEnd) = (host.lowerBound, host.upperBound) }
        if !Self.isNil(line, program) { (programStart, programEnd) = (program.lowerBound, program.upperBound) }
        var position = process.lowerBound
        if let number = line.decimal(&position, process.upperBound), position == process.upperBound {
            processID = UInt32(clamping: number)
        }
    }

    private static func field(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Range<Int> {
        let start = line.skipBlanks(position, end)
        position = line.endOfToken(start, end)
        return start..<position
    }

    private static func isNil(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        field.count == 1 && line[field.lowerBound] == Byte.dash
    }

    /// The end of the structured data at `start`; nil: there is none, not even the nil value.
    private static func skipData(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        guard start < end else { return nil }
        if line[start] == Byte.dash { return start + 1 == end || line[start + 1].isBlank ? start + 1 : nil }
        var position = start
        while position < end, line[position] == Byte.leftBracket {
            guard let close = elementEnd(line, position, end) else { break }
            position = close
        }
        return position > start ? position : nil
    }

    /// Behind the `]` that ends the element at `start`: not one in quotes, where `\` escapes.
    private static func elementEnd(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var quoted = false
        var index = start + 1
        while index < end {
            switch line[index] {
            case Byte.backslash where quoted: index += 1
            case Byte.quote: quoted.toggle()
            case Byte.rightBracket where !quoted: return index + 1
            default: break
            }
            index += 1
        }
        return nil
    }
}
