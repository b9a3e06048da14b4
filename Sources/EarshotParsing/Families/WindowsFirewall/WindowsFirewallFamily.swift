internal import EarshotModel

/// `pfirewall.log` of Windows: `2005-04-11 08:06:27 DROP TCP 192.0.2.1 198.51.100.2 80 1774 576 AP 1 2 3 - - - RECEIVE`.
///
/// Source: Microsoft, "Interpreting the Windows Firewall Log".
struct WindowsFirewallFamily: EventFamily {
    static let name = "windows_firewall"
    static let vendor = "Microsoft"
    static let product = "Windows Firewall"
    static let clues: [Clue] = [
        .start("OPEN "), .start("OPEN-INBOUND "), .start("CLOSE "), .start("DROP "), .start("ALLOW "),
        .start("INFO-EVENTS-LOST "),
    ]

    private var fields = Fields()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        fields.split(line, header.bodyStart, header.bodyEnd, at: Byte.space)
        guard header.stamp.isPresent, fields.count >= 14 else { return .notMine }
        guard isAddress(line, fields[2]), isAddress(line, fields[3]) else { return .notMine }
        row.begin(.networkSession)
        row.set(.dvcOriginalAction, line, fields[0])
        let isDrop = line.is("drop", fields[0].lowerBound, fields[0].upperBound)
        row.set(.dvcAction, isDrop ? "Drop" : "Allow")
        if line.is("close", fields[0].lowerBound, fields[0].upperBound) { row.set(.eventSubType, "End") }
        for (column, field) in Self.columns where has(line, fields[column]) { row.set(field, line, fields[column]) }
        if let flags = flags(line, fields[7]) { row.set(.tcpFlags, number: flags) }
        direction(line, &row)
        header.hostEnd = header.hostStart
        header.programEnd = header.programStart
        return .taken
    }

    private func direction(_ line: Span<UInt8>, _ row: inout EventRow) {
        for index in 14..<max(14, fields.count) {
            let field = fields[index]
            if line.is("receive", field.lowerBound, field.upperBound) { row.set(.networkDirection, "Inbound") }
            if line.is("send", field.lowerBound, field.upperBound) { row.set(.networkDirection, "Outbound") }
        }
    }

    private func has(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        !field.isEmpty && !line.is("-", field.lowerBound, field.upperBound)
    }

    private func isAddress(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        EventRow.address(line, field.lowerBound, field.upperBound) != nil
    }

    /// `AP`: the first letters of the flags (RFC 9293 §3.1).
    private func flags(_ line: Span<UInt8>, _ field: Range<Int>) -> Int64? {
        guard has(line, field) else { return nil }
        var bits: Int64 = 0
        for index in field {
            switch line[index] {
            case 70: bits |= 1
            case 83: bits |= 2
            case 82: bits |= 4
            case 80: bits |= 8
            case 65: bits |= 16
            case 85: bits |= 32
            default: return nil
            }
        }
        return bits
    }

    private static let columns: [(column: Int, field: EventField)] = [
        (1, .networkProtocol), (2, .srcIpAddr), (3, .dstIpAddr), (4, .srcPortNumber), (5, .dstPortNumber),
        (6, .srcBytes), (11, .networkIcmpType), (12, .networkIcmpCode),
    ]
}
