internal import EarshotModel

/// Lines as SmartView exports them: every value in quotes, in a fixed order.
///
///     "22" "10Dec2019" "23:44:49" "eth1" "gateway" "Log" "Accept" "443" "44250" "192.0.2.1" "198.51.100.2" "tcp" …
enum CheckPointExport {
    static func parse(
        _ line: Span<UInt8>, _ start: Int, _ end: Int, _ fields: inout Fields, _ header: inout SyslogHeader,
        _ row: inout EventRow
    ) -> FamilyVerdict {
        fields.splitQuoted(line, start, end, at: Byte.space)
        guard fields.count >= 15, isDate(line, fields[1]), fields[2].count == 8,
            line.is("log", fields[5]) || line.is("alert", fields[5]) || line.is("control", fields[5])
        else { return .notMine }
        row.begin(fields[9].isEmpty && fields[10].isEmpty ? .auditEvent : .networkSession)
        row.setAction(line, fields[6])
        for (column, field) in columns where !fields[column].isEmpty {
            if field == .dstPortNumber || field == .srcPortNumber {
                row.setPort(field, line, fields[column].lowerBound, fields[column].upperBound)
            } else {
                row.set(field, line, fields[column])
            }
        }
        row.add("Information", line, fields[16].lowerBound, fields[16].upperBound)
        header.setHost(fields[4])
        setStamp(line, fields[1], fields[2], &header)
        header.programEnd = header.programStart
        row.fillDefaults()
        return .taken
    }

    private static let columns: [(column: Int, field: EventField)] = [
        (3, .dvcInboundInterface), (7, .dstPortNumber), (8, .srcPortNumber), (9, .srcIpAddr), (10, .dstIpAddr),
        (11, .networkProtocol), (12, .networkRuleNumber), (13, .networkRuleName),
    ]

    /// `10Dec2019` and `23:44:49`.
    private static func setStamp(
        _ line: Span<UInt8>, _ date: Range<Int>, _ time: Range<Int>, _ header: inout SyslogHeader
    ) {
        let month = date.upperBound - 7
        let text =
            line.string(month, month + 3) + " " + line.string(date.lowerBound, month) + " "
            + line.string(month + 3, date.upperBound) + " " + line.string(time.lowerBound, time.upperBound)
        let bytes = Array(text.utf8)
        header.setStamp(bytes.span, 0..<bytes.count)
    }

    /// `10Dec2019`
    private static func isDate(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        guard field.count == 9 || field.count == 8 else { return false }
        let month = field.upperBound - 7
        return line[field.lowerBound].isDigit && line[month].isLetter && line[month + 1].isLetter
            && line.fixedDecimal(month + 3, 4, field.upperBound) != nil
    }
}

extension Span where Element == UInt8 {
    fileprivate func `is`(_ text: StaticString, _ field: Range<Int>) -> Bool {
        self.is(text, field.lowerBound, field.upperBound)
    }
}
