internal import EarshotModel

/// sudo, su, doas and login: becoming someone, on the machine itself.
struct SudoFamily: ShapeFamily {
    static let name = "sudo"
    static let vendor = "Linux"
    static let product = "sudo"
    static let clues: [Clue] = [
        .program("sudo"), .program("su"), .program("doas"), .program("login"), .program("runuser"), .program("pam"),
    ]

    var shapes = ShapeMatcher(SudoShapes.table)

    init(configuration: ParserConfiguration) {}

    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {
        row.set(.targetAppName, line, header.programStart, header.programEnd)
    }
}

/// Source: sudo's lib/eventlog, su of util-linux and shadow, login(1).
enum SudoShapes {
    private static let command = """
        {TTY=<.Tty+> ; }{PWD=<.Directory+> ; }USER=<TargetUsername+> ;{ GROUP=<.Group+> ;}{ TSID=<TargetSessionId> \
        ;}{ ENV=<.Environment+> ;} COMMAND=<.Command*>
        """

    static let table = ShapeTable([
        Shape("<ActorUsername> : \(command)", .elevate),
        Shape(
            """
            <ActorUsername> : <.Count#> incorrect password <=attempts|attempt> ; \(command)
            """,
            .elevateFailed("Incorrect password")),
        Shape("<ActorUsername> : user NOT in sudoers ; \(command)", .elevateFailed("Logon violates policy")),
        Shape("<ActorUsername> : <EventOriginalResultDetails+> ; \(command)", .elevateFailed("Logon violates policy")),
        Shape("Successful su for <TargetUsername+> by <ActorUsername*>", .elevate),
        Shape("FAILED su for <TargetUsername+> by <ActorUsername*>", .elevateFailed("Incorrect password")),
        Shape("+ <.Tty> <ActorUsername+>:<TargetUsername*>", .elevate),
        Shape("- <.Tty> <ActorUsername+>:<TargetUsername*>", .elevateFailed("Incorrect password")),
        Shape("(to <TargetUsername+>) <ActorUsername+> on <.Tty*>", .elevate),
        Shape("FAILED SU (to <TargetUsername+>) <ActorUsername+> on <.Tty*>", .elevateFailed("Incorrect password")),
        Shape("BAD SU <ActorUsername+> to <TargetUsername+> on <.Tty*>", .elevateFailed("Incorrect password")),
        Shape("'su <TargetUsername+>' failed for <ActorUsername+> on <.Tty*>", .elevateFailed("Incorrect password")),
        Shape("'su <TargetUsername+>' succeeded for <ActorUsername+> on <.Tty*>", .elevate),
        Shape(
            """
            FAILED LOGIN {(<.Attempt#>) }{SESSION }{FROM (<Src+>) }{on '<.Tty+>' }{FROM <Src> }FOR \
            '<TargetUsername*>', <EventOriginalResultDetails*>
            """,
            .logonFailed("Other")),
        Shape(
            """
            FAILED LOGIN <.Attempt#> FROM <Src> FOR <TargetUsername*>, <EventOriginalResultDetails*>
            """,
            .logonFailed("Other")),
        Shape("ROOT LOGIN on '<.Tty+>'{ from '<Src>'}", Meaning.logon.with(.targetUsername, "root")),
        Shape("<=ROOT LOGIN ON|ROOT LOGIN on> <.Tty>{ FROM <Src>}", Meaning.logon.with(.targetUsername, "root")),
        Shape("<=LOGIN ON|DIALUP AT> <.Tty> BY <TargetUsername+>{ FROM <Src>}", .logon),
        Shape("user <TargetUsername+> logged out.", .logoff),
        Shape("user <TargetUsername+> logged in.", .logon),
    ])
}
