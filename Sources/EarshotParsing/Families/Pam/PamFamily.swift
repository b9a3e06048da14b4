internal import EarshotModel

/// PAM modules in whatever program they run: `pam_unix(sshd:session): session opened for user …`.
///
/// Any program may carry them, so the family is told by the beginning of the message. Old forms have the module behind the
/// program (`pop(pam_unix)[4920]`) or in front of the text (`(pam_unix) …`, `pam_unix: …`).
struct PamFamily: EventFamily {
    static let name = "pam"
    static let vendor = "Linux"
    static let product = "PAM"
    static let clues: [Clue] = [
        .start("pam_"), .start("(pam_"), .start("authentication failure; "), .start("PAM "), .start("PAM: "),
        .start("message repeated "),
    ]

    private var shapes = ShapeMatcher(PamShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        var end = header.bodyEnd
        var start = header.isTagGuessed ? header.bodyStart : header.messageStart
        let repeats = RepeatedMessage(line, &start, &end)
        let module = PamModule(line, &start, end)
        guard module != nil || line.has("authentication failure; logname=", at: start, end) else { return .notMine }
        guard let meaning = shapes.read(line, start, end, into: &row) else { return .message }
        guard meaning.table != nil else { return .message }
        module?.fill(line, header, &row)
        repeats?.fill(line, &row)
        return .taken
    }
}

/// `pam_unix(sshd:session): `: the module, the service and what it was asked for.
struct PamModule {
    private var name: Range<Int>
    private var service = 0..<0
    private var kind = 0..<0

    /// Leaves `start` behind it; nil: there is none.
    init?(_ line: Span<UInt8>, _ start: inout Int, _ end: Int) {
        let isOld = line.has("(pam_", at: start, end)
        let from = isOld ? start + 1 : start
        guard line.has("pam_", at: from, end) else { return nil }
        var index = from
        while index < end, line[index].isAlphanumeric || line[index] == Byte.underscore { index += 1 }
        name = from..<index
        guard index < end else { return nil }
        if isOld {
            guard line[index] == Byte.rightParenthesis else { return nil }
            start = line.skipBlanks(index + 1, end)
            return
        }
        if line[index] == Byte.leftParenthesis {
            guard let close = line.position(of: Byte.rightParenthesis, index, end) else { return nil }
            let colon = line.position(of: Byte.colon, index, close) ?? close
            service = (index + 1)..<colon
            kind = min(colon + 1, close)..<close
            index = close + 1
        }
        guard index < end, line[index] == Byte.colon else { return nil }
        start = line.skipBlanks(index + 1, end)
    }

    static func begins(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        line.has("pam_", at: start, end) || line.has("(pam_", at: start, end)
            || line.has("authentication failure; logname=", at: start, end)
    }

    func fill(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {
        row.add("Module", line, name.lowerBound, name.upperBound)
        row.add("Kind", line, kind.lowerBound, kind.upperBound)
        let program = header.isTagGuessed ? 0..<0 : header.programStart..<header.programEnd
        row.set(.targetAppName, line, service.isEmpty ? program : service)
        if header.processID > 0 { row.set(.actingProcessId, number: Int64(header.processID)) }
        guard row.table == .authentication else { return }
        row.splitDomain()
        if line.has("sshd", at: service.lowerBound, service.upperBound) { row.set(.logonProtocol, "SSH") }
        // To become someone else is no sign-in.
        if row.is(.eventType, "Logon"), isElevation(line) { row.set(.eventType, "Elevate") }
    }

    private func isElevation(_ line: Span<UInt8>) -> Bool {
        let services: [StaticString] = ["sudo", "su", "sudo-i", "su-l", "runuser", "runuser-l", "polkit-1", "doas"]
        return services.contains { line.is($0, service.lowerBound, service.upperBound) }
    }
}

/// Source: Linux-PAM's modules, pam_sss of SSSD, pam_winbind of Samba.
enum PamShapes {
    private static let failed = Meaning.logonFailed("Other")

    static let table = ShapeTable([
        Shape(
            """
            session opened for user <TargetUsername+>(uid=<TargetUserId>) by <ActorUsername+>(uid=<ActorUserId>)
            """,
            .logon),
        Shape("session opened for user <TargetUsername+> by <ActorUsername+>(uid=<ActorUserId>)", .logon),
        Shape("session opened for user <TargetUsername*>", .logon),
        Shape("session closed for user <TargetUsername*>", .logoff),
        Shape(
            """
            authentication <=failure|error>; logname=<.LogName+> uid=<.Uid+> euid=<.Euid+> tty=<.Tty+> \
            ruser=<SrcUsername*> rhost=<Src>{ user=<TargetUsername+>}{ \\[preauth\\]}
            """,
            failed),
        Shape(
            """
            authentication <=failure|error>; logname=<.LogName+> uid=<.Uid+> euid=<.Euid+> tty=<.Tty+> \
            ruser=<SrcUsername*> rhost={ user=<TargetUsername*>}
            """,
            failed),
        Shape(
            """
            authentication success; logname=<.LogName+> uid=<.Uid+> euid=<.Euid+> tty=<.Tty+> ruser=<SrcUsername*> \
            rhost={<Src>}{ user=<TargetUsername*>}
            """,
            .logon),
        Shape("check pass; user unknown", Meaning.logonFailed("No such user").with(.targetUsername, "unknown")),
        Shape("check pass; user (<TargetUsername*>) unknown", .logonFailed("No such user")),
        Shape("User unknown", .logonFailed("No such user")),
        Shape("received for user <TargetUsername+>: <.Code#> (<EventOriginalResultDetails*>)", failed),
        Shape("user '<TargetUsername*>' granted access", .logon),
        Shape(
            """
            user '<TargetUsername*>' denied access <EventOriginalResultDetails*>
            """,
            .logonFailed("Logon violates policy")),
        Shape("user '<TargetUsername*>' OK", .message),
        Shape("user <TargetUsername+> (<TargetUserId>) tally <.Tally#>, deny <.Limit#>", .logonFailed("User locked")),
        Shape("user <TargetUsername+> <=has time limit|account> <EventOriginalResultDetails*>", failed),
        Shape(
            """
            Consecutive login failures for user <TargetUsername+> account temporarily locked
            """,
            .logonFailed("User locked")),
        Shape(
            """
            requirement \"<.Requirement+>\" not met by user \"<TargetUsername*>\"
            """,
            .logonFailed("Logon violates policy")),
        Shape("auth could not identify password for \\[<TargetUsername*>\\]", failed),
        Shape("account <TargetUsername+> has expired<EventOriginalResultDetails*>", .logonFailed("Account expired")),
        Shape(
            """
            expired password for user <TargetUsername+> (<EventOriginalResultDetails*>)
            """,
            .logonFailed("Password expired")),
        Shape(
            """
            access denied for user <TargetUsername+>: <EventOriginalResultDetails*>
            """,
            .logonFailed("Logon violates policy")),
        Shape("access denied for user `<TargetUsername+>' from `<Src>'", .logonFailed("Logon violates policy")),
        Shape(
            """
            password changed for <TargetUsername*>
            """,
            Meaning.audit("Password changed", type: "Set", object: "Account")),
        Shape("Failed to create session: <EventOriginalResultDetails*>", .auditFailed("Create session", type: "Start")),
    ])
}
