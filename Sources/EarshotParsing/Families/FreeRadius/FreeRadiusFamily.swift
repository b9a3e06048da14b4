internal import EarshotModel

/// FreeRADIUS: `(NUMBER) Login OK: [user] (from client NAS port 0 cli MAC)`. Source: FreeRADIUS' src/main/auth.c.
struct FreeRadiusFamily: ShapeFamily {
    static let name = "freeradius"
    static let vendor = "FreeRADIUS"
    static let product = "FreeRADIUS"
    static let keepsNotices = true
    static let clues: [Clue] = [
        .program("radiusd"), .program("freeradius"), .start("("), .start("Ignoring request"), .start("Login OK:"),
        .start("Login incorrect"), .start("Auth: "), .start("Invalid user"), .start(": Auth: "), .start("Info: "),
        .start("Error: "),
    ]

    var shapes = ShapeMatcher(FreeRadiusShapes.table)

    init(configuration: ParserConfiguration) {}

    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {
        guard row.table == .authentication else { return }
        row.splitDomain()
        row.set(.logonProtocol, "RADIUS")
    }
}

enum FreeRadiusShapes {
    private static let front = "{<.Level=: Auth|Auth|Info|Error>: }{(<.Request#>) }{<.Level2=Auth|Info|Error>: }"
    private static let end = " (from client <.Nas+> port <SrcPortNumber>{ cli <Station>}{ via <.Via+>})"

    static let table = ShapeTable([
        Shape("\(front)Login OK: \\[<TargetUsername*>\\]\(end)", .logon),
        Shape("\(front)Login OK: \\[<TargetUsername+>/<.Password+>\\]\(end)", .logon),
        Shape(
            """
            \(front)Login incorrect{ (<EventOriginalResultDetails+>)}: \\[<TargetUsername*>{/\\<via Auth-Type = \
            <LogonMethod>>}\\]\(end)
            """,
            .logonFailed("No such user or password")),
        Shape(
            """
            \(front)Invalid user{ (<EventOriginalResultDetails+>)}: \\[<TargetUsername*>{/\\<via Auth-Type = \
            <LogonMethod>>}\\]\(end)
            """,
            .logonFailed("No such user")),
        Shape(
            """
            Ignoring request to <.Service> address <.Listen> port <DstPortNumber>{ bound to server <DstHostname>} \
            from unknown client <SrcIpAddr> port <SrcPortNumber>{ proto <NetworkProtocol>}
            """,
            .auditFailed("Unknown client")),
    ])
}
