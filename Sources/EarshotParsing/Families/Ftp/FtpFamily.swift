internal import EarshotModel

/// vsftpd, ProFTPD and Pure-FTPd: sign-ins and transfers.
struct FtpFamily: ShapeFamily {
    static let name = "ftp"
    static let vendor = "Linux"
    static let product = "FTP server"
    static let clues: [Clue] = [
        .program("vsftpd"), .program("proftpd"), .program("pure-ftpd"), .program("ftpd"), .program("wu-ftpd"),
        .start("[pid "), .start("mantis proftpd["), .start("CONNECT: Client"),
    ]

    var shapes = ShapeMatcher(FtpShapes.table)

    init(configuration: ParserConfiguration) {}

    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {
        if row.table == .authentication { row.set(.logonProtocol, "FTP") }
        row.set(.targetAppName, line, header.programStart, header.programEnd)
    }
}

/// Source: vsftpd's logging.c, ProFTPD's mod_auth.c, Pure-FTPd's messages_en.h.
enum FtpShapes {
    private static let unknown = Meaning.logonFailed("No such user")
    private static let wrong = Meaning.logonFailed("Incorrect password")
    private static let file = Meaning.audit("Transfer", object: "File")

    static let table = ShapeTable(vsftpd + proftpd + pureftpd)

    private static let vsftpd: [Shape] = [
        Shape(
            """
            \\[pid <ActingProcessId>\\] \\[<TargetUsername*>\\] OK LOGIN: Client \"<SrcIpAddr>\"{, anon password \
            \"<.Password+>\"}
            """,
            .logon),
        Shape(
            """
            \\[pid <ActingProcessId>\\] \\[<TargetUsername*>\\] FAIL LOGIN: Client \"<SrcIpAddr>\"
            """,
            .logonFailed("Other")),
        Shape(
            """
            \\[pid <ActingProcessId>\\] CONNECT: Client \"<SrcIpAddr>\"{, \"<EventOriginalResultDetails+>\"}
            """,
            .audit("Connection", type: "Start")),
        Shape(
            """
            \\[pid <ActingProcessId>\\] {\\[<TargetUsername*>\\] }FTP response: Client \"<SrcIpAddr>\", \"530 \
            <EventOriginalResultDetails+>\"
            """,
            .logonFailed("Other")),
        Shape(
            """
            \\[pid <ActingProcessId>\\] {\\[<ActorUsername*>\\] }FTP response: Client \"<SrcIpAddr>\", \
            \"<EventOriginalResultDetails*>\"
            """,
            .audit("Response")),
        Shape(
            """
            \\[pid <ActingProcessId>\\] {\\[<ActorUsername*>\\] }FTP command: Client \"<SrcIpAddr>\", \"<Object*>\"
            """,
            .audit("Command", type: "Execute", object: "Command")),
        Shape(
            """
            \\[pid <ActingProcessId>\\] \\[<ActorUsername*>\\] <EventResultDetails=OK|FAIL> <EventOriginalType>: \
            Client \"<SrcIpAddr>\", \"<Object+>\"{, <.Size#> bytes}{, <.Rate>}
            """,
            file),
    ]

    private static let proftpd: [Shape] = [
        Shape(
            """
            {<.Host> proftpd\\[<ActingProcessId>\\] }<.Server> (<.Client+>\\[<SrcIpAddr>\\])<=: - | - |: >USER \
            <TargetUsername*>: no such user found from <.From> \\[<.Address+>\\] to <DstEnd>
            """,
            unknown),
        Shape(
            """
            {<.Host> proftpd\\[<ActingProcessId>\\] }<.Server> (<.Client+>\\[<SrcIpAddr>\\])<=: - | - |: >USER \
            <TargetUsername*>: no such user<.Details*>
            """,
            unknown),
        Shape(
            """
            {<.Host> proftpd\\[<ActingProcessId>\\] }<.Server> (<.Client+>\\[<SrcIpAddr>\\])<=: - | - |: >USER \
            <TargetUsername*> (Login failed): Incorrect password{.}
            """,
            wrong),
        Shape(
            """
            {<.Host> proftpd\\[<ActingProcessId>\\] }<.Server> (<.Client+>\\[<SrcIpAddr>\\])<=: - | - |: >USER \
            <TargetUsername*> (Login failed): <EventOriginalResultDetails*>
            """,
            .logonFailed("Other")),
        Shape(
            """
            {<.Host> proftpd\\[<ActingProcessId>\\] }<.Server> (<.Client+>\\[<SrcIpAddr>\\])<=: - | - |: >USER \
            <TargetUsername*>: Login successful.
            """,
            .logon),
        Shape(
            """
            {<.Host> proftpd\\[<ActingProcessId>\\] }<.Server> (<.Client+>\\[<SrcIpAddr>\\])<=: - | - |: >SECURITY \
            VIOLATION: <=root|Root> login attempted{.}
            """,
            Meaning.logonFailed("Logon violates policy").with(.targetUsername, "root")),
        Shape(
            """
            {<.Host> proftpd\\[<ActingProcessId>\\] }<.Server> (<.Client+>\\[<SrcIpAddr>\\])<=: - | - |: \
            ><Operation=FTP session opened>.
            """,
            .audit("Session opened", type: "Start")),
        Shape(
            """
            {<.Host> proftpd\\[<ActingProcessId>\\] }<.Server> (<.Client+>\\[<SrcIpAddr>\\])<=: - | - |: \
            ><Operation=FTP session closed>.
            """,
            .audit("Session closed", type: "Stop")),
        Shape(
            """
            {<.Host> proftpd\\[<ActingProcessId>\\] }<.Server> (<.Client+>\\[<SrcIpAddr>\\])<=: - | - |: \
            ><.Details*>
            """,
            .audit("Message")),
    ]

    private static let pureftpd: [Shape] = [
        Shape(
            """
            (?@<Src>) \\[<EventOriginalSeverity>\\] New connection from <.Peer>
            """,
            .audit("Connection", type: "Start")),
        Shape("(<.User+>@<Src>) \\[<EventOriginalSeverity>\\] <TargetUsername*> is now logged in", .logon),
        Shape(
            """
            (<.User+>@<Src>) \\[<EventOriginalSeverity>\\] Authentication failed for user \\[<TargetUsername*>\\]
            """,
            .logonFailed("Other")),
        Shape("(<TargetUsername+>@<Src>) \\[<EventOriginalSeverity>\\] Logout.", .logoff),
        Shape(
            """
            (<ActorUsername+>@<Src>) \\[<EventOriginalSeverity>\\] <Object*> \
            <EventOriginalType=uploaded|downloaded> (<.Size#> bytes, <.Rate+>)
            """,
            file),
        Shape("(<ActorUsername+>@<Src>) \\[<EventOriginalSeverity>\\] <.Details*>", .audit("Message")),
    ]
}
