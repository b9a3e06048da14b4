internal import EarshotModel

/// Argus' flows as text: `2018/09/27 23:41:52.854953,0.000450,udp,192.0.2.12,47542,  <->,192.0.2.1,53,CON,0,0,2,174,79`.
///
/// The columns of `ra` and of the CTU data sets: time, duration, protocol, ends with the direction between them, state, types
/// of service, packets, bytes, bytes of the source, label; separated by commas or tabs. Source: ra(1).
struct ArgusFamily: EventFamily {
    static let name = "argus"
    static let vendor = "QoSient"
    static let product = "Argus"
    static let clues: [Clue] = [.start(","), .start("0."), .start("1"), .start("2"), .start("3"), .start("4")]

    private var fields = Fields()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard header.stamp.isPresent else { return .notMine }
        var start = header.bodyStart
        if line.has(",", at: start, header.bodyEnd) { start += 1 }
        let isTabbed = line.position(of: Byte.tab, start, min(header.bodyEnd, start + 24)) != nil
        fields.split(line, start, header.bodyEnd, at: isTabbed ? Byte.tab : Byte.comma)
        guard fields.count >= 11, let duration = line.scaled(fields[0].lowerBound, fields[0].upperBound, by: 1000),
            isDirection(line, fields[4])
        else { return .notMine }
        row.begin(.networkSession)
        row.set(.networkDuration, number: duration)
        for (column, field) in Self.columns where !fields[column].isEmpty { row.set(field, line, fields[column]) }
        row.add("Direction", line, fields[4].lowerBound, fields[4].upperBound)
        if let total = row.number(.networkBytes), let sent = row.number(.srcBytes), total >= sent {
            row.set(.dstBytes, number: total - sent)
        }
        header.hostEnd = header.hostStart
        header.programEnd = header.programStart
        return .taken
    }

    /// `->`, `<->`, `<-`, `<?>`, `who`, `  ?>`.
    private func isDirection(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        guard field.count >= 2, field.count <= 4 else { return false }
        return line.is("who", field.lowerBound, field.upperBound)
            || field.contains { line[$0] == Byte.greater || line[$0] == Byte.less }
    }

    private static let columns: [(column: Int, field: EventField)] = [
        (1, .networkProtocol), (2, .srcIpAddr), (3, .srcPortNumber), (5, .dstIpAddr), (6, .dstPortNumber),
        (7, .networkConnectionHistory), (10, .networkPackets), (11, .networkBytes), (12, .srcBytes),
        (13, .eventOriginalType),
    ]
}
