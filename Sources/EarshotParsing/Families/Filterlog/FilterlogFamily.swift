internal import EarshotModel

/// pf's log as pfSense and OPNsense write it: comma-separated, in an order that depends on IP version and protocol.
///
/// Source: Netgate, "Raw Filter Log Format"; OPNsense writes the same with a rule label at the tracker's place.
struct FilterlogFamily: EventFamily {
    static let name = "filterlog"
    static let vendor = "Netgate"
    static let product = "pf"
    static let clues: [Clue] = [.program("filterlog"), .start("filterlog"), .any]

    private var fields = Fields()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let start = Self.payload(line, header) else { return .notMine }
        fields.split(line, start, header.bodyEnd, at: Byte.comma)
        // Rule … action, direction and IP version are on every line.
        guard fields.count >= 9, Self.isAction(line, fields[6]), Self.isDirection(line, fields[7]),
            fields[8].count == 1
        else { return .notMine }
        row.begin(.networkSession)
        FilterlogMapping.map(line, fields, &row)
        return .taken
    }

    /// Behind the tag, which some senders put where the host belongs.
    private static func payload(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int? {
        // Some senders leave the header away.
        let body = header.bodyStart
        if body < header.bodyEnd, line[body].isDigit {
            // What stands at the places of action, direction and IP version decides.
            return line.position(of: Byte.comma, body, min(header.bodyEnd, body + 8)) == nil ? nil : body
        }
        guard isProgram(line, header) || line.has("filterlog", at: body, header.bodyEnd) else { return nil }
        if header.programEnd > header.programStart { return header.messageStart }
        guard let colon = line.position(of: Byte.colon, header.bodyStart, header.bodyEnd) else { return nil }
        return line.skipBlanks(colon + 1, header.bodyEnd)
    }

    private static func isAction(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        !field.isEmpty && field.count < 16 && field.allSatisfy { line[$0].isLetter }
    }

    private static func isDirection(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        line.is("in", field.lowerBound, field.upperBound) || line.is("out", field.lowerBound, field.upperBound)
    }
}
