internal import EarshotModel

/// HPE ProCurve and Aruba switches: a number of five digits, the module, the text: `00179 mgr:  SME SSH from 192.0.2.1 - MANAGER Mode`.
///
/// Source: HPE, ArubaOS-Switch Event Log Message Reference Guide.
struct ProCurveFamily: EventFamily {
    static let name = "hpe_procurve"
    static let vendor = "HPE"
    static let product = "ProCurve"
    static let clues: [Clue] = [.start("0")]

    private var shapes = ShapeMatcher(Self.table)
    private var reader = NoticeReader()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let (from, end) = (header.messageStart, header.bodyEnd)
        guard line.fixedDecimal(from, 5, end) != nil, from + 6 < end, line[from + 5] == Byte.space else {
            return .notMine
        }
        var colon = from + 6
        while colon < end, line[colon].isAlphanumeric || line[colon] == Byte.dash || line[colon] == Byte.underscore {
            colon += 1
        }
        guard colon > from + 6, colon + 1 < end, line[colon] == Byte.colon, line[colon + 1] == Byte.space else {
            return .notMine
        }
        let start = line.skipBlanks(colon + 1, end)
        if shapes.read(line, start, end, into: &row)?.table == nil {
            row.beginNotice(line, start, end)
            reader.read(line, start, end, into: &row)
        }
        if header.programEnd > from { header.programEnd = header.programStart }
        row.set(.eventOriginalType, line, from, from + 5)
        row.set(.object, line, from + 6, colon)
        return .taken
    }

    private static let table = ShapeTable([
        Shape("SME <LogonProtocol> from <SrcIpAddr> - <.Mode*>", .logon),
        Shape("User '<TargetUsername*>' is trying to login from <SrcIpAddr>{.}", .logonFailed("Other")),
        Shape(
            "Invalid user name/password on <LogonProtocol> session{ User '<TargetUsername*>' is trying to login from <SrcIpAddr>}",
            .logonFailed("Incorrect password")),
        Shape("User '<TargetUsername*>' logged in from <SrcIpAddr> to <LogonProtocol> session{.}", .logon),
        Shape("User '<TargetUsername*>' logged out of <LogonProtocol> session from <SrcIpAddr>{.}", .logoff),
        Shape("port <DvcInterface> is now <NewValue=on-line|off-line>{.}", .audit("Port state", type: "Set")),
    ])
}
