internal import EarshotModel

/// The debug log of Windows' DNS server.
///
/// `DATE TIME THREAD PACKET ID UDP Rcv ADDRESS XID [R] Q [FLAGS CHARS RCODE] TYPE (3)www(7)example(3)com(0)`. The date is
/// as the server's language writes it. Source: the "Message logging key" at the head of the file.
struct MicrosoftDNSFamily: EventFamily {
    static let name = "microsoft_dns"
    static let vendor = "Microsoft"
    static let product = "DNS Server"
    static let clues: [Clue] = [.any]

    private var shapes = ShapeMatcher(MicrosoftDNSShapes.table)
    private var decoded: [UInt8] = []

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        // Behind the time and the thread, within the first 60 bytes.
        guard let packet = line.find(" PACKET ", 0, min(end, 72)) else { return .notMine }
        let text = line.skipBlanks(packet + 8, end)
        guard shapes.read(line, text, end, into: &row) != nil else { return .notMine }
        decode(line, end, &row)
        if let stamp = MicrosoftDNSTime.read(line, line.skipBlanks(0, end), packet) { header.stamp = stamp }
        (header.hostStart, header.hostEnd) = (0, 0)
        return .taken
    }

    /// `(3)www(7)example(3)com(0)` to `www.example.com`: the numbers are the labels' lengths.
    private mutating func decode(_ line: Span<UInt8>, _ end: Int, _ row: inout EventRow) {
        var position = line.trimEnd(0, end)
        position = line.findLast(" (", 0, position).map { $0 + 1 } ?? position
        decoded.removeAll(keepingCapacity: true)
        while position < end, line[position] == Byte.leftParenthesis {
            var next = position + 1
            guard let length = line.decimal(&next, end), next < end, line[next] == Byte.rightParenthesis, length <= 63,
                next + 1 + Int(length) <= end
            else { return }
            if length > 0, !decoded.isEmpty { decoded.append(Byte.dot) }
            for index in (next + 1)..<(next + 1 + Int(length)) { decoded.append(line[index]) }
            position = next + 1 + Int(length)
        }
        if decoded.isEmpty { decoded.append(Byte.dot) }
        row.set(.dnsQuery, decoded.span, 0, decoded.count)
    }
}

enum MicrosoftDNSShapes {
    private static let query = Meaning(.dns).with(.eventType, "Query")

    static let table = ShapeTable([
        Shape(
            """
            <.Packet> <NetworkProtocol> <.Direction=Rcv> <SrcIpAddr> <TransactionIdHex> R <.Operation> \\[<.Flags> \
            <DnsFlags+> <RCode>\\] <QType> <.Name>
            """,
            query.with(.eventSubType, "response")),
        Shape(
            """
            <.Packet> <NetworkProtocol> <.Direction=Snd> <SrcIpAddr> <TransactionIdHex> R <.Operation> \\[<.Flags> \
            <DnsFlags+> <RCode>\\] <QType> <.Name>
            """,
            query.with(.eventSubType, "response")),
        Shape(
            """
            <.Packet> <NetworkProtocol> <.Direction=Rcv> <SrcIpAddr> <TransactionIdHex> <.Operation> \\[<.Flags> \
            <DnsFlags+> <.Code>\\] <QType> <.Name>
            """,
            query.with(.eventSubType, "request").with(.eventResult, "NA").with(.eventResultDetails, "NA")),
        Shape(
            """
            <.Packet> <NetworkProtocol> <.Direction=Snd> <DstIpAddr> <TransactionIdHex> <.Operation> \\[<.Flags> \
            <DnsFlags+> <.Code>\\] <QType> <.Name>
            """,
            query.with(.eventSubType, "request").with(.eventResult, "NA").with(.eventResultDetails, "NA")),
    ])
}

/// `6/5/2013 10:00:32 AM`, `20160115 19:16:54`, `05.06.2013 10:00:32`.
enum MicrosoftDNSTime {
    static func read(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Stamp? {
        var position = start
        guard let first = line.decimal(&position, end), position < end else { return nil }
        var stamp = Stamp()
        if line[position] == Byte.space, first > 19_690_000, first < 22_000_000 {
            set(&stamp, year: Int(first / 10_000), month: Int(first / 100 % 100), day: Int(first % 100))
        } else {
            let isDayFirst = line[position] == Byte.dot
            position += 1
            guard let second = line.decimal(&position, end), position < end else { return nil }
            position += 1
            guard let year = line.decimal(&position, end), year > 1969, year < 2200, first < 32, second < 32 else {
                return nil
            }
            let swaps = isDayFirst || first > 12
            set(&stamp, year: Int(year), month: Int(swaps ? second : first), day: Int(swaps ? first : second))
        }
        return time(line, line.skipBlanks(position, end), end, &stamp) ? stamp : nil
    }

    private static func set(_ stamp: inout Stamp, year: Int, month: Int, day: Int) {
        stamp.year = Int32(clamping: year)
        stamp.month = month == 0 ? 99 : UInt8(clamping: month)
        stamp.day = UInt8(clamping: day)
    }

    private static func time(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ stamp: inout Stamp) -> Bool {
        var position = start
        guard let hour = line.decimal(&position, end), position < end, line[position] == Byte.colon,
            let minute = line.fixedDecimal(position + 1, 2, end), let second = line.fixedDecimal(position + 4, 2, end)
        else { return false }
        var hours = Int(clamping: hour)
        let mark = line.skipBlanks(position + 6, end)
        if line.is("am", mark, mark + 2), hours == 12 { hours = 0 }
        if line.is("pm", mark, mark + 2), hours < 12 { hours += 12 }
        guard hours < 24, minute < 60, second < 61 else { return false }
        stamp.secondOfDay = Int32(hours * 3600 + minute * 60 + second)
        return true
    }
}
