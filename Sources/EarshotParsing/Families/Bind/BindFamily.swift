internal import EarshotModel

/// BIND, also inside Infoblox NIOS and EfficientIP, which write more: answers.
///
/// `[TIME] [CATEGORY:] [SEVERITY:] [client [@0xID] ADDRESS#PORT [(NAME)]: [view VIEW:]] TEXT`, each part as the channel is
/// configured. Source: BIND 9 ARM, "logging" and "The Query Log"; Infoblox NIOS and EfficientIP SOLIDserver guides.
struct BindFamily: EventFamily {
    static let name = "bind"
    static let vendor = "ISC"
    static let product = "BIND"
    static let clues: [Clue] =
        [.program("named"), .program("name"), .start("named["), .start("26914:")] + BindPrefix.clues + BindShapes.clues

    private var client = ShapeMatcher(BindShapes.client)
    private var other = ShapeMatcher(BindShapes.other)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        let isNamed =
            line.is("named", header.programStart, header.programEnd)
            || line.is("name", header.programStart, header.programEnd)
        // Without a program, what looks like one is the category: `security: info: client …`.
        var prefix = BindPrefix(line, isNamed ? header.messageStart : header.bodyStart, end)
        // BIND inside a firewall's CEF is the CEF family's.
        guard !line.has("CEF:", at: prefix.text, end) else { return .notMine }
        if prefix.readClient(line, end) {
            if client.read(line, prefix.text, end, into: &row) == nil { row.beginNotice(line, prefix.text, end) }
        } else if other.read(line, prefix.text, end, into: &row) == nil {
            guard isNamed else { return .notMine }
            row.beginNotice(line, prefix.text, end)
        }
        if !isNamed, header.hostStart >= header.bodyStart { header.hostEnd = header.hostStart }
        if let stamp = prefix.stamp { header.stamp = stamp }
        prefix.fill(line, &row)
        return .taken
    }
}
