internal import EarshotModel

/// systemd, its session manager, and cron: what a machine starts, and for whom.
struct SystemdFamily: ShapeFamily {
    static let name = "linux_services"
    static let vendor = "Linux"
    static let product = "systemd"
    static let clues: [Clue] = [
        .program("systemd"), .program("systemd-logind"), .program("elogind"), .program("elogind-daemon"),
        .program("cron"), .program("crond"), .program("/usr/sbin/cron"), .program("anacron"), .program("crontab"),
        .program("procd"),
    ]

    var shapes = ShapeMatcher(SystemdShapes.table)

    init(configuration: ParserConfiguration) {}

    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {
        if row.table == .processEvent { row.set(.actingProcessName, line, header.programStart, header.programEnd) }
        if row.table == .authentication { row.set(.targetAppName, line, header.programStart, header.programEnd) }
    }
}

/// Source: systemd's src/core/job.c and src/login, cron(8).
enum SystemdShapes {
    private static let process = Meaning(.processEvent).with(.eventType, "ProcessCreated").with(.eventResult, "Success")

    static let table = ShapeTable([
        Shape("(<ActorUsername+>) CMD (<TargetProcessCommandLine*>)", process),
        Shape(
            "(<ActorUsername+>) <Operation=BEGIN EDIT|END EDIT|CMDOUT|CMDEND|REPLACE|DELETE|RELOAD|STARTUP|SKIPPED|ORPHAN|DEATH|LIST|MAIL|INFO|AUTH> (<.Detail*>)",
            .audit("Cron")),
        Shape("USER <ActorUsername> pid <TargetProcessId> cmd <TargetProcessCommandLine*>", process),
        Shape("New session <TargetSessionId> of user <TargetUsername+>{.}", .logon),
        Shape(
            """
            New session '<TargetSessionId+>' of user '<TargetUsername+>' with class '<.Class+>' and type '<.Type+>'.
            """,
            .logon),
        Shape("Removed session <TargetSessionId>.", .logoff),
        Shape("Session <TargetSessionId> logged out. Waiting for processes to exit.", .message),
        Shape("Started <Object*>.", .audit("Started", type: "Start", object: "Service")),
        Shape("Started <Object*>", .audit("Started", type: "Start", object: "Service")),
        Shape("Stopped <Object*>.", .audit("Stopped", type: "Stop", object: "Service")),
        Shape("Stopped <Object*>", .audit("Stopped", type: "Stop", object: "Service")),
        Shape("Failed to start <Object*>.", .audit("Start", type: "Start", object: "Service", result: "Failure")),
        Shape("Failed to start <Object*>", .audit("Start", type: "Start", object: "Service", result: "Failure")),
        Shape(
            """
            <Object>: Main process exited, code=<.Code>, status=<EventOriginalResultDetails*>
            """,
            .audit("Exited", type: "Stop", object: "Service", result: "Failure")),
        Shape(
            """
            <Object>: Failed with result '<EventOriginalResultDetails+>'.
            """,
            .audit("Failed", type: "Stop", object: "Service", result: "Failure")),
    ])
}
