internal import EarshotModel

/// Dropbear, the SSH server of OpenWrt and other small machines.
struct DropbearFamily: ShapeFamily {
    static let name = "dropbear"
    static let vendor = "Matt Johnston"
    static let product = "Dropbear"
    static let clues: [Clue] = [
        .program("dropbear"), .start("Bad PAM password"), .start("Bad password attempt"), .start("Login attempt for"),
        .start("Exit before auth"), .start("Password auth succeeded"), .start("Pubkey auth succeeded"),
        .start("Child connection"),
    ]

    var shapes = ShapeMatcher(DropbearShapes.table)

    init(configuration: ParserConfiguration) {}

    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {
        guard row.table == .authentication else { return }
        row.set(.logonProtocol, "SSH")
        row.set(.targetAppName, "dropbear")
    }

    /// Behind `[826] Jul 10 23:59:24 `, which it writes itself without a syslog daemon.
    static func text(_ line: Span<UInt8>, _ start: Int, _ header: inout SyslogHeader) -> Int {
        guard start < header.bodyEnd, line[start] == Byte.leftBracket,
            let close = line.position(of: Byte.rightBracket, start, header.bodyEnd)
        else { return start }
        var next = line.skipBlanks(close + 1, header.bodyEnd)
        guard StampReader.read(line, &next, header.bodyEnd) != nil else { return start }
        return line.skipBlanks(next, header.bodyEnd)
    }
}

/// Source: Dropbear's svr-auth*.c, svr-session.c.
enum DropbearShapes {
    static let table = ShapeTable([
        Shape(
            """
            Password auth succeeded for '<TargetUsername*>' from <SrcEnd>
            """,
            Meaning.logon.with(.logonMethod, "password")),
        Shape(
            """
            PAM password auth succeeded for '<TargetUsername*>' from <SrcEnd>
            """,
            Meaning.logon.with(.logonMethod, "password")),
        Shape(
            """
            Pubkey auth succeeded for '<TargetUsername*>' with {<.KeyType> }key <.Key+> from <SrcEnd>
            """,
            Meaning.logon.with(.logonMethod, "publickey")),
        Shape("Auth succeeded with blank password for '<TargetUsername*>' from <SrcEnd>", .logon),
        Shape(
            """
            <=Bad PAM password|Bad password> attempt for '<TargetUsername*>' from <SrcEnd>
            """,
            Meaning.logonFailed("Incorrect password").with(.logonMethod, "password")),
        Shape("Login attempt for nonexistent user{ '<TargetUsername*>'} from <SrcEnd>", .logonFailed("No such user")),
        Shape("Login attempt with wrong user <TargetUsername*> from <SrcEnd>", .logonFailed("No such user")),
        Shape("User '<TargetUsername*>' has invalid shell, rejected", .logonFailed("Logon violates policy")),
        Shape("root login rejected", Meaning.logonFailed("Logon violates policy").with(.targetUsername, "root")),
        Shape(
            """
            <=Exit before auth|exit before auth> from \\<<SrcEnd>>: (user '<TargetUsername*>', <.Fails#> fails): \
            <EventOriginalResultDetails+>
            """,
            .logonFailed("Other")),
        Shape(
            """
            <=Exit before auth|exit before auth> from \\<<SrcEnd>>: Max auth tries reached - user \
            '<TargetUsername*>'
            """,
            .logonFailed("Other")),
        Shape(
            """
            <=Exit before auth|exit before auth> from \\<<SrcEnd>>: <EventOriginalResultDetails*>
            """,
            .auditFailed("Exit before auth")),
        Shape("<=Exit before auth|exit before auth>: <EventOriginalResultDetails*>", .auditFailed("Exit before auth")),
        Shape("<=Exit|exit> (<TargetUsername+>) from \\<<SrcEnd>>: <EventOriginalResultDetails*>", .logoff),
        Shape("<=Exit|exit> (<TargetUsername+>): <EventOriginalResultDetails*>", .logoff),
        Shape("Child connection from <SrcEnd>", .audit("Connection", type: "Start")),
    ])
}
