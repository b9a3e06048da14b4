internal import EarshotModel

/// Cisco Umbrella's exported logs: DNS, proxy, cloud firewall and IP, comma-separated, without a word that says which.
///
/// Source: Cisco Umbrella User Guide, "Log Formats and Versioning".
struct UmbrellaFamily: EventFamily {
    static let name = "dns_umbrella"
    static let vendor = "Cisco"
    static let product = "Umbrella"
    static let clues: [Clue] = [.start("\"20"), .start(",[")]

    private var fields = Fields()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let (start, end) = (header.bodyStart, header.bodyEnd)
        // The firewall's lines have no quotes: their time is taken already, a comma is left.
        if header.stamp.isPresent {
            guard line.has(",[", at: start, end) else { return .notMine }
            fields.split(line, start + 1, end, at: Byte.comma)
            return UmbrellaMapping.firewall(line, fields, &row) ? .taken : .notMine
        }
        var next = start + 1
        guard start < end, line[start] == Byte.quote, let stamp = StampReader.read(line, &next, end), next < end,
            line[next] == Byte.quote
        else { return .notMine }
        fields.splitQuoted(line, start, end, at: Byte.comma)
        guard UmbrellaMapping.quoted(line, fields, &row) else { return .notMine }
        header.stamp = stamp
        if header.stamp.zone == Stamp.noZone { header.stamp.zone = 0 }
        return .taken
    }
}
