internal import EarshotModel

/// Network storage: QNAP's qulogd, Synology's System, Connection and WinFileService logs, Samba, and Proxmox.
struct NasFamily: ShapeFamily {
    static let name = "nas"
    static let vendor = "NAS"
    static let product = "NAS"
    static let clues: [Clue] = [
        .program("qulogd"), .program("qlogd"), .program("winfileservice"), .program("connection"), .program("system"),
        .program("hyper_backup"), .program("smbd"), .program("smbd_audit"), .program("pvedaemon"), .program("pveproxy"),
        .program("pmgproxy"), .program("pmgdaemon"), .program("proxmox-backup-proxy"), .start("System "),
        .start("WinFileService "), .start("Auth: ["), .start("conn log: "), .start("event log: "),
    ]

    var shapes = ShapeMatcher(NasShapes.table)

    init(configuration: ParserConfiguration) {}

    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {
        for field in [EventField.srcHostname, .object] where row.is(field, "---") { row.remove(field) }
    }
}

/// Sources: QNAP QuLog Center and Synology Log Center as they forward; Samba's lib/audit_logging; Proxmox' AccessControl.
enum NasShapes {
    static let table = ShapeTable(qnap + synology + samba + proxmox)

    private static let qnap: [Shape] = [
        Shape(
            """
            conn log: Users: <TargetUsername*>, Source IP: <Src>, Computer name: <SrcHostname+>, Connection type: \
            <LogonProtocol+>, Accessed resources: <Object*>, Action: <EventOriginalType=Login OK|Login \
            Success|Login>
            """,
            .logon),
        Shape(
            """
            conn log: Users: <TargetUsername*>, Source IP: <Src>, Computer name: <SrcHostname+>, Connection type: \
            <LogonProtocol+>, Accessed resources: <Object*>, Action: <EventOriginalType=Login Fail|Login Failed>
            """,
            .logonFailed("No such user or password")),
        Shape(
            """
            conn log: Users: <TargetUsername*>, Source IP: <Src>, Computer name: <SrcHostname+>, Connection type: \
            <LogonProtocol+>, Accessed resources: <Object*>, Action: <EventOriginalType=Logout>
            """,
            .logoff),
        Shape(
            """
            conn log: Users: <ActorUsername*>, Source IP: <Src>, Computer name: <SrcHostname+>, Connection type: \
            <.Connection+>, Accessed resources: <Object*>, Action: <Operation+>
            """,
            .audit("Access", object: "File")),
        Shape(
            """
            event log: Users: <ActorUsername*>, Source IP: <Src>, Computer name: <SrcHostname+>, Application: \
            <ObjectType+>, Category: <.Category+>, Content: <Object*>
            """,
            .audit("Event")),
        Shape(
            """
            event log: Users: <ActorUsername*>, Source IP: <Src>, Computer name: <SrcHostname+>, Content: <Object*>
            """,
            .audit("Event")),
    ]

    private static let synology: [Shape] = [
        Shape(
            """
            {System }Connection: User \\[<TargetUsername*>\\] from \\[{(}<Src>{)}\\] via \\[<LogonProtocol+>\\] \
            accessed shared folder \\[<Object+>\\].
            """,
            .audit("Access", type: "Read", object: "Folder")),
        Shape(
            """
            User \\[<TargetUsername*>\\] from \\[{(}<SrcIpAddr>{)}\\] via \\[<LogonProtocol+>\\] accessed shared \
            folder \\[<Object+>\\].
            """,
            .audit("Access", type: "Read", object: "Folder")),
        Shape(
            """
            User \\[<TargetUsername*>\\] from \\[<SrcIpAddr>\\] logged in successfully via \\[<LogonProtocol+>\\].
            """,
            .logon),
        Shape(
            """
            User \\[<TargetUsername*>\\] from \\[<SrcIpAddr>\\] signed in to \\[<TargetAppName+>\\] successfully \
            via \\[<LogonMethod+>\\].
            """,
            .logon),
        Shape(
            """
            User \\[<TargetUsername*>\\] from \\[<SrcIpAddr>\\] failed to <=log in|sign in> {to \
            \\[<TargetAppName+>\\] }via \\[<LogonProtocol+>\\] due to <EventOriginalResultDetails*>
            """,
            .logonFailed("No such user or password")),
        Shape(
            """
            User \\[<TargetUsername*>\\] from \\[<SrcIpAddr>\\] logged out the server via \
            \\[<LogonProtocol+>\\]<.Details*>
            """,
            .logoff),
        Shape(
            """
            Host \\[<SrcIpAddr>\\] failed to connect via \\[<LogonProtocol+>\\] due to \
            \\[<EventOriginalResultDetails+>\\].
            """,
            .logonFailed("Logon violates policy")),
        Shape("Host \\[<SrcIpAddr>\\] was blocked via \\[<LogonProtocol+>\\].", .audit("Block", type: "Disable")),
        Shape(
            """
            {WinFileService }Event: <Operation>, Path: <Object*>, File/Folder: <ObjectType>, Size: <.Size+>, User: \
            <ActorUsername*>, IP: <SrcIpAddr>
            """,
            .audit("File")),
        Shape("System <ActorUsername>:{#011}<Object*>", .audit("System")),
        Shape("<ActorUsername>:#011<Object*>", .audit("System")),
    ]

    private static let samba: [Shape] = [
        Shape(
            """
            Auth: \\[<.Service+>,<.Description+>\\] user \\[<TargetDomain+>\\]\\\\\\[<TargetUsername*>\\] at \
            \\[<.Time+>\\] with \\[<LogonMethod+>\\] status \\[NT_STATUS_OK\\] workstation \\[<SrcHostname+>\\] \
            remote host \\[ipv<.Version>:<SrcEnd>\\] <.Details*>
            """,
            Meaning.logon.with(.logonProtocol, "SMB")),
        Shape(
            """
            Auth: \\[<.Service+>,<.Description+>\\] user \\[<TargetDomain+>\\]\\\\\\[<TargetUsername*>\\] at \
            \\[<.Time+>\\] with \\[<LogonMethod+>\\] status \
            \\[<EventOriginalResultDetails=NT_STATUS_NO_SUCH_USER>\\] workstation \\[<SrcHostname+>\\] remote host \
            \\[ipv<.Version>:<SrcEnd>\\] <.Details*>
            """,
            Meaning.logonFailed("No such user").with(.logonProtocol, "SMB")),
        Shape(
            """
            Auth: \\[<.Service+>,<.Description+>\\] user \\[<TargetDomain+>\\]\\\\\\[<TargetUsername*>\\] at \
            \\[<.Time+>\\] with \\[<LogonMethod+>\\] status \\[<EventOriginalResultDetails+>\\] workstation \
            \\[<SrcHostname+>\\] remote host \\[ipv<.Version>:<SrcEnd>\\] <.Details*>
            """,
            Meaning.logonFailed("Incorrect password").with(.logonProtocol, "SMB")),
        Shape(
            """
            <ActorUsername+>|<SrcIpAddr>|{<.Machine+>|}{<.Share+>|}<Operation>|<EventResultDetails=ok>|<Object*>
            """,
            .audit("File", object: "File")),
        Shape(
            """
            Permission denied<.Mark+> user not allowed to <Operation+> print job. User name: <ActorUsername+>. \
            Printer name: <Object>.
            """,
            .auditFailed("Print job")),
    ]

    private static let proxmox: [Shape] = [
        Shape(
            """
            authentication failure; rhost=<SrcIpAddr> user=<TargetUsername*> msg=<EventOriginalResultDetails=no \
            such user><.Details*>
            """,
            .logonFailed("No such user")),
        Shape(
            """
            authentication failure; rhost=<SrcIpAddr> user=<TargetUsername*> msg=<EventOriginalResultDetails*>
            """,
            .logonFailed("No such user or password")),
        Shape("\\<<ActorUsername+>> successful auth for user '<TargetUsername*>'", .logon),
        Shape(
            """
            \\<<ActorUsername+>> <=starting task|end task> <Object>{ <EventOriginalResultDetails*>}
            """,
            .audit("Task", type: "Execute", object: "Task")),
    ]
}
