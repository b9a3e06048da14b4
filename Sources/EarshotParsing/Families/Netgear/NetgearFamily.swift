internal import EarshotModel

/// Netgear's home routers: `[LAN access from remote] from 192.0.2.1:60080 to 192.168.0.101:80 Sunday, Jan 29,2012 18:49:22`.
///
/// The time stands at the end; what happened stands in brackets, sometimes with values. Source: Netgear, user manuals,
/// "Logs".
struct NetgearFamily: EventFamily {
    static let name = "netgear"
    static let vendor = "Netgear"
    static let product = "Router"
    static let clues: [Clue] = [.start("[")]

    private var shapes = ShapeMatcher(NetgearShapes.table)
    private var reader = NoticeReader()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let start = line.position(of: Byte.leftBracket, header.bodyStart, header.bodyEnd),
            start == header.bodyStart || start == header.messageStart,
            let close = line.position(of: Byte.rightBracket, start, header.bodyEnd), close > start + 3
        else { return .notMine }
        let time = NetgearTime(line, close, header.bodyEnd)
        let end = time?.start ?? header.bodyEnd
        if shapes.read(line, start, end, into: &row)?.table == nil {
            guard time != nil else { return .notMine }
            row.beginNotice(line, start, end)
            reader.read(line, close + 1, end, into: &row)
        }
        if let stamp = time?.stamp { header.stamp = stamp }
        if header.hostEnd > start { header.hostEnd = header.hostStart }
        if header.programEnd > start { header.programEnd = header.programStart }
        row.set(.eventOriginalType, line, start + 1, Self.endOfName(line, start, close))
        return .taken
    }

    /// `DoS Attack` of `DoS Attack: SYN/ACK Scan`.
    private static func endOfName(_ line: Span<UInt8>, _ start: Int, _ close: Int) -> Int {
        line.position(of: Byte.colon, start, close) ?? close
    }
}

/// `Sunday, Jan 29,2012 18:49:22`, `Tuesday, February 16, 2016 17:35:23` or `Sat Sep 12 12:36:15 2026` at the end.
struct NetgearTime {
    var start: Int
    var stamp: Stamp?

    private static let days: [StaticString] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    /// The longest, `Wednesday, September 30, 2026 12:00:00`.
    private static let longest = 40

    init?(_ line: Span<UInt8>, _ from: Int, _ end: Int) {
        var index = max(from + 1, end - Self.longest)
        while index < end - 15, !Self.days.contains(where: { line.has($0, at: index, end) }) { index += 1 }
        guard index < end - 15, line[index - 1].isBlank || line[index - 1] == Byte.comma else { return nil }
        var position = line.skipBlanks(line.endOfToken(index, end), end)
        guard let month = Self.months.firstIndex(where: { line.has($0, at: position, end) }) else { return nil }
        position = line.skipBlanks(line.endOfToken(position, end), end)
        var numbers: [UInt64] = []
        while position < end, numbers.count < 5 {
            guard let number = line.decimal(&position, end) else { return nil }
            numbers.append(UInt64(number))
            while position < end, !line[position].isDigit { position += 1 }
        }
        guard numbers.count == 5 else { return nil }
        var trimmed = line.trimEnd(from, index)
        if trimmed > from, line[trimmed - 1] == Byte.comma { trimmed -= 1 }
        start = line.trimEnd(from, trimmed)
        // The year stands before or after the time.
        let isYearLast = numbers[4] > 59
        let year = isYearLast ? numbers[4] : numbers[1]
        let clock = isYearLast ? numbers[1...3] : numbers[2...4]
        let text =
            "\(year)-\(Self.two(UInt64(month + 1)))-\(Self.two(numbers[0])) "
            + clock.map { Self.two($0) }.joined(separator: ":")
        let bytes = Array(text.utf8)
        stamp = StampReader.value(bytes.span, 0, bytes.count)
    }

    private static func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
