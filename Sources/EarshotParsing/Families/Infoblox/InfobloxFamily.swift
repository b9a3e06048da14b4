internal import EarshotModel

/// The audit log of Infoblox NIOS: `TIMEZ [USER]: ACTION …`, by `httpd` or the serial console. Its DNS and DHCP lines are
/// BIND's and dhcpd's.
///
/// Source: Infoblox NIOS Administrator Guide, "Monitoring Administrator Activity".
struct InfobloxFamily: EventFamily {
    static let name = "infoblox_nios"
    static let vendor = "Infoblox"
    static let product = "NIOS"
    static let clues: [Clue] = [
        .program("httpd"), .start("httpd[]: "), .start("-serial_console: "), .start("serial_console: "),
        .program("serial_console"), .program("monitor"), .start("["),
    ]

    private var shapes = ShapeMatcher(InfobloxShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        var start = header.messageStart
        for tag in Self.tags where line.has(tag, at: start, end) {
            start += tag.utf8CodeUnitCount
            break
        }
        if line.is("monitor", header.programStart, header.programEnd) {
            guard line.has("Type: ", at: start, end) else { return .notMine }
            return shapes.read(line, start, end, into: &row) == nil ? .notMine : .taken
        }
        var text = start
        guard let stamp = StampReader.read(line, &text, end), stamp.zone == 0, text < end else {
            return line.has("User group = ", at: start, end) && shapes.read(line, start, end, into: &row) != nil
                ? .taken : .notMine
        }
        text = line.skipBlanks(text, end)
        guard text < end, line[text] == Byte.leftBracket, shapes.read(line, text, end, into: &row) != nil else {
            return .notMine
        }
        header.stamp = stamp
        InfobloxPairs.read(line, text, end, &row)
        return .taken
    }

    private static let tags: [StaticString] = ["httpd[]: ", "-serial_console: ", "serial_console: "]
}

enum InfobloxShapes {
    private static let refused = Meaning.logonFailed("No such user or password").withMessage

    static let table = ShapeTable([
        Shape(
            """
            \\[<TargetUsername+>\\]: <EventOriginalType=Login_Allowed|First_Login> - - <.Pairs*>
            """,
            Meaning.logon.withMessage),
        Shape("\\[<TargetUsername+>\\]: <EventOriginalType=Login_Denied|Login_Error> - - <.Pairs*>", refused),
        Shape("\\[<TargetUsername+>\\]: <EventOriginalType=Logout> - - <.Pairs*>", Meaning.logoff.withMessage),
        Shape(
            """
            \\[<ActorUsername+>\\]: <Operation=Password_Reset_Error> - - <.Pairs*>
            """,
            .auditFailed("Password_Reset_Error", type: "Set")),
        Shape(
            """
            \\[<ActorUsername+>\\]: <Operation=Password_Reset> - - <.Pairs*>
            """,
            .audit("Password_Reset", type: "Set")),
        Shape(
            """
            \\[<ActorUsername+>\\]: <Operation=Called> - <Object>{ <.Pairs+>}: Args <NewValue*>
            """,
            .audit("Called", type: "Execute", object: "Function")),
        Shape(
            """
            \\[<ActorUsername+>\\]: <Operation=Called> - <Object+>: <.Details*>
            """,
            .audit("Called", type: "Execute", object: "Function")),
        Shape(
            """
            \\[<ActorUsername+>\\]: <Operation=Created> <ObjectType> <Object+>: Set <NewValue*>
            """,
            .audit("Created", type: "Create")),
        Shape(
            """
            \\[<ActorUsername+>\\]: <Operation=Created> <ObjectType>{ <Object*>}
            """,
            .audit("Created", type: "Create")),
        Shape(
            """
            \\[<ActorUsername+>\\]: <Operation=Modified> <ObjectType> <Object+>: Changed <NewValue*>
            """,
            .audit("Modified", type: "Set")),
        Shape("\\[<ActorUsername+>\\]: <Operation=Modified> <ObjectType>{ <Object*>}", .audit("Modified", type: "Set")),
        Shape(
            """
            \\[<ActorUsername+>\\]: <Operation=Deleted> <ObjectType>{ <Object*>}
            """,
            .audit("Deleted", type: "Delete")),
        Shape("\\[<ActorUsername+>\\]: <.Details*>", .audit("Message")),
        Shape("User group = <Object*>", .audit("User group")),
        Shape("Type: <Object+>, State: <NewValue+>, Event: <.Details*>", .audit("State", object: "Service")),
    ])
}

/// `to=AdminConnector ip=192.0.2.2 auth=LOCAL group=admins apparently_via=GUI`, behind a sign-in.
enum InfobloxPairs {
    static func read(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        guard row.table == .authentication, let pairs = line.find(" - - ", start, end) else { return }
        var position = pairs + 5
        while position < end {
            let token = line.endOfToken(position, end)
            if let equal = line.position(of: Byte.equal, position, token) {
                if line.is("ip", position, equal) {
                    row.set(.srcIpAddr, line, equal + 1, token)
                } else if line.is("to", position, equal) {
                    row.set(.targetAppName, line, equal + 1, token)
                } else if line.is("auth", position, equal) {
                    row.set(.logonProtocol, line, equal + 1, token)
                }
            }
            position = line.skipBlanks(token, end)
        }
    }
}
