internal import EarshotModel

/// Linux audit records that Laurel puts together: all records of one event in one object.
///
/// Source: Laurel, "Fields"; Linux audit's record types (`linux/audit.h`).
struct LaurelFamily: EventFamily {
    static let name = "laurel"
    static let vendor = "Linux"
    static let product = "auditd"
    static let clues: [Clue] = [.json, .program("laurel")]

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    private static let id = JSONPath("ID")
    private static let call = JSONPath("SYSCALL")
    private static let success = JSONPath("SYSCALL.success")
    private static let arguments = JSONPath("EXECVE.ARGV")
    private static let execution = JSONPath("EXECVE")
    private static let outcomes = [JSONPath("USER_AUTH.res"), JSONPath("USER_LOGIN.res"), JSONPath("USER_ACCT.res")]
    private static let paths = JSONPath("PATH.name")

    /// A user's record of any of these types has the same fields.
    private static let userTypes: [StaticString] = [
        "USER_AUTH", "USER_LOGIN", "USER_ACCT", "USER_START", "USER_END", "USER_CMD", "CRED_ACQ", "CRED_DISP",
    ]

    private static let user: [(StaticString, JSONTarget)] = [
        ("acct", .field(.targetUsername)), ("addr", .field(.srcIpAddr)), ("hostname", .field(.srcHostname)),
        ("exe", .field(.actingProcessName)), ("UID", .field(.actorUsername)), ("pid", .field(.actingProcessId)),
        ("terminal", .named("terminal")), ("cmd", .field(.object)),
    ]

    private static let map = JSONMap(
        [
            (
                "",
                [
                    ("ID", .ignore), ("NODE", .host), ("SYSCALL.UID", .field(.actorUsername)),
                    ("SYSCALL.uid", .field(.actorUserId)), ("SYSCALL.ses", .field(.actorSessionId)),
                    ("SYSCALL.exe", .ignore), ("SYSCALL.pid", .ignore), ("SYSCALL.ppid", .ignore),
                    ("SYSCALL.SYSCALL", .field(.operation)), ("SYSCALL.key", .field(.ruleName)),
                    ("SYSCALL.PPID.exe", .ignore), ("CWD.cwd", .field(.targetProcessCurrentDirectory)),
                    ("EXECVE.ARGV", .field(.targetProcessCommandLine)),
                ]
            )
        ] + userTypes.map { ($0, user) })

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), let id = tape.plain(Self.id),
            let colon = line.position(of: Byte.colon, id.lowerBound, id.upperBound),
            let stamp = StampReader.value(line, id.lowerBound, colon)
        else { return .notMine }
        let isLogin = Self.outcomes.contains { tape.has($0) }
        row.begin(tape.has(Self.execution) ? .processEvent : isLogin ? .authentication : .auditEvent)
        row.set(.eventOriginalUid, line, colon + 1, id.upperBound)
        if tape.has(Self.execution) {
            process(tape, line, &row)
        } else if isLogin {
            row.set(.eventType, "Logon")
        } else {
            audit(tape, line, &row)
        }
        result(tape, line, &row)
        mapper.map(tape, line, Self.map, &header, &row)
        header.stamp = stamp
        return .taken
    }

    private func process(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "ProcessCreated")
        set(.targetProcessName, JSONPath("SYSCALL.exe"), tape, line, &row)
        set(.targetProcessId, JSONPath("SYSCALL.pid"), tape, line, &row)
        set(.actingProcessId, JSONPath("SYSCALL.ppid"), tape, line, &row)
        set(.actingProcessName, JSONPath("SYSCALL.PPID.exe"), tape, line, &row)
    }

    private func audit(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventType, "Other")
        set(.actingProcessName, JSONPath("SYSCALL.exe"), tape, line, &row)
        set(.actingProcessId, JSONPath("SYSCALL.pid"), tape, line, &row)
        set(.object, Self.paths, tape, line, &row)
        guard !tape.has(Self.call), let first = tape.nodes.dropFirst().first(where: { $0.isContainer }) else { return }
        // A record without a system call is called by its type.
        row.set(.operation, line, first.key)
    }

    private func set(
        _ field: EventField, _ path: JSONPath, _ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow
    ) {
        if let text = tape.string(path, line) { row.set(field, text: text) }
    }

    private func result(_ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow) {
        var isFailure = tape.is(Self.success, "no", line)
        for path in Self.outcomes where tape.is(path, "failed", line) { isFailure = true }
        row.set(.eventResult, isFailure ? "Failure" : "Success")
    }
}
