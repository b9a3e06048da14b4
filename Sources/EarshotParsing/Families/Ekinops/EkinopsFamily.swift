internal import EarshotModel

/// Ekinops (OneAccess) routers with OneOS: `#NOTIFY# Enabled "…" by user 'admin' from Local Console on …`.
///
/// Source: Ekinops, OneOS user guide, "Logging".
struct EkinopsFamily: EventFamily {
    static let name = "ekinops_router"
    static let vendor = "Ekinops"
    static let product = "OneOS"
    static let clues: [Clue] = [.any]

    private var shapes = ShapeMatcher(Self.table)
    private var reader = NoticeReader()

    private static let levels: [StaticString] = [
        "#NOTIFY#", "#NOTICE#", "#INFO#", "#WARNING#", "#ERROR#", "#ALERT#", "#CRITICAL#", "#EMERGENCY#", "#DEBUG#",
    ]

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        guard let at = line.position(of: 35, header.bodyStart, min(end, header.bodyStart + 80)),
            let level = Self.levels.first(where: { line.has($0, at: at, end) })
        else { return .notMine }
        if header.programEnd > at { header.programEnd = header.programStart }
        if header.hostEnd > at { header.hostEnd = header.hostStart }
        let start = line.skipBlanks(at + level.utf8CodeUnitCount, end)
        if shapes.read(line, start, end, into: &row)?.table == nil {
            row.beginNotice(line, start, end)
            reader.read(line, start, end, into: &row)
        }
        row.setSeverity(line, at + 1..<at + level.utf8CodeUnitCount - 1)
        return .taken
    }

    private static let table = ShapeTable([
        Shape(
            "list <NetworkRuleName> <Action=permitted|denied> {proto }<NetworkProtocol> <SrcEnd>{ }-> <DstEnd>{ <SrcPackets> match{es}}",
            Meaning(.networkSession)),
        Shape(
            "<.What=Enabled|Disabled|Configured|Executed> \"<Object*>\" by user '<ActorUsername+>' from <Src> on <.At*>",
            .audit("Configure", type: "Set")),
        Shape(
            "<.What=Enabled|Disabled|Configured|Executed> \"<Object*>\" by user '<ActorUsername+>' from <.From+> on <.At*>",
            .audit("Configure", type: "Set")),
        Shape(
            "IF: <DvcInboundInterface~> is {administratively }<NewValue=UP|DOWN|up|down>",
            .audit("Interface state", type: "Set")),
        Shape("User '<TargetUsername+>' logged in from <Src>{ <.Rest*>}", .logon),
        Shape("User '<TargetUsername+>' logged out{ <.Rest*>}", .logoff),
    ])
}
