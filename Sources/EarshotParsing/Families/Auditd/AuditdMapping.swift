internal import EarshotModel

/// From a record's type and fields to a sign-in, a process or an audit event.
enum AuditdMapping {
    static func map(_ line: Span<UInt8>, _ record: AuditRecord, _ end: Int, _ row: inout EventRow) {
        let kind = AuditKind(line, record.type)
        switch kind {
        case .logon: begin(.authentication, "Logon", &row)
        case .logoff: begin(.authentication, "Logoff", &row)
        case .execution: begin(.processEvent, "ProcessCreated", &row)
        case .systemCall:
            let isExecution = AuditCall.isExecution(line, record)
            begin(isExecution ? .processEvent : .auditEvent, isExecution ? "ProcessCreated" : "Execute", &row)
        case .other(let type): begin(.auditEvent, type, &row)
        }
        row.set(.eventOriginalType, line, record.type)
        row.set(.eventOriginalUid, line, record.serial)
        result(line, record, &row)
        actor(line, record, &row)
        peer(line, record, &row)
        switch row.table {
        case .authentication: target(line, record, &row)
        case .processEvent: AuditCall.process(line, record, &row)
        default: object(line, record, end, &row)
        }
        rest(line, record, &row)
    }

    private static func begin(_ table: EventTable, _ type: StaticString, _ row: inout EventRow) {
        row.begin(table)
        row.set(.eventType, type)
        row.set(.eventResult, "NA")
    }

    private static func result(_ line: Span<UInt8>, _ record: AuditRecord, _ row: inout EventRow) {
        guard let pair = record.value("res", line) ?? record.value("success", line) ?? record.value("result", line)
        else { return }
        let (start, end) = (pair.value.lowerBound, pair.value.upperBound)
        let isGood = line.has("success", at: start, end) || line.is("1", start, end) || line.is("yes", start, end)
        row.set(.eventResult, isGood ? "Success" : "Failure")
        if !isGood, row.table == .authentication { row.set(.eventResultDetails, "Other") }
    }

    private static func actor(_ line: Span<UInt8>, _ record: AuditRecord, _ row: inout EventRow) {
        set(.actingProcessId, "pid", line, record, &row)
        set(.actorUserId, "uid", line, record, &row)
        set(.actorSessionId, "ses", line, record, &row)
        AuditText.set(.actingProcessName, "exe", line, record, &row)
        AuditText.set(.actingAppName, "comm", line, record, &row)
        if let name = record.names.pair("auid", line) ?? record.names.pair("uid", line) {
            row.set(.actorUsername, line, name.value)
        }
        if row.is(.actorUsername, "unset") { row.remove(.actorUsername) }
    }

    private static func set(
        _ field: EventField, _ key: StaticString, _ line: Span<UInt8>, _ record: AuditRecord, _ row: inout EventRow
    ) {
        if let pair = record.value(key, line) { row.set(field, line, pair.value) }
    }

    /// Who was at the other end.
    private static func peer(_ line: Span<UInt8>, _ record: AuditRecord, _ row: inout EventRow) {
        for key in ["addr", "src", "laddr"] as [StaticString] {
            guard let pair = record.value(key, line) else { continue }
            let (start, end) = (pair.value.lowerBound, pair.value.upperBound)
            guard EventRow.address(line, start, end) != nil else { continue }
            row.set(
                line.is("laddr", pair.key.lowerBound, pair.key.upperBound) ? .dstIpAddr : .srcIpAddr, line, start, end)
        }
        if let host = record.value("hostname", line),
            EventRow.address(line, host.value.lowerBound, host.value.upperBound) == nil
        {
            row.set(.srcHostname, line, host.value)
        }
        set(.srcPortNumber, "rport", line, record, &row)
        set(.dstPortNumber, "lport", line, record, &row)
        if let pair = record.value("dst", line),
            EventRow.address(line, pair.value.lowerBound, pair.value.upperBound) != nil
        {
            row.set(.dstIpAddr, line, pair.value)
        }
    }

    private static func target(_ line: Span<UInt8>, _ record: AuditRecord, _ row: inout EventRow) {
        AuditText.set(.targetUsername, "acct", line, record, &row)
        set(.targetUserId, "id", line, record, &row)
        if let name = record.names.pair("id", line), !row.has(.targetUsername) {
            row.set(.targetUsername, line, name.value)
        }
        if let pair = record.value("exe", line),
            line.findLast("sshd", pair.value.lowerBound, pair.value.upperBound) != nil
        {
            row.set(.logonProtocol, "SSH")
        }
        set(.targetSessionId, "ses", line, record, &row)
    }

    private static func object(_ line: Span<UInt8>, _ record: AuditRecord, _ end: Int, _ row: inout EventRow) {
        row.set(.operation, line, record.type)
        if line.find("denied", record.text, end) != nil || record.fields.is("apparmor", "denied", line) {
            row.set(.eventResult, "Failure")
        }
        if let pair = record.value("op", line) { row.set(.operation, line, pair.value) }
        row.set(.eventMessage, line, record.text, end)
        AuditText.set(.targetUsername, "acct", line, record, &row)
        let keys: [StaticString] = ["unit", "name", "path", "cwd", "proctitle", "cmd", "vm", "table", "sw", "key"]
        for key in keys where !row.has(.object) { AuditText.set(.object, key, line, record, &row) }
    }

    /// What has no field of its own.
    private static func rest(_ line: Span<UInt8>, _ record: AuditRecord, _ row: inout EventRow) {
        let known: [StaticString] = [
            "pid", "uid", "ses", "exe", "comm", "addr", "acct", "msg", "res", "hostname", "rport", "lport", "laddr",
            "cmd",
            "proctitle", "cwd", "success", "ppid",
        ]
        for pairs in [record.fields.pairs, record.inner.pairs, record.names.pairs] {
            for pair in pairs where !pair.isStray {
                let (key, value) = (pair.key, pair.value)
                if known.contains(where: {
                    line.has($0, at: key.lowerBound, key.upperBound) && $0.utf8CodeUnitCount == key.count
                }) {
                    continue
                }
                if row.has(.targetProcessCommandLine), key.count < 4, line.has("a", at: key.lowerBound, key.upperBound)
                {
                    continue
                }
                if value.count == 1, line[value.lowerBound] == 63 { continue }
                row.add(line, key.lowerBound, key.upperBound, line, value.lowerBound, value.upperBound)
            }
        }
    }
}

/// What a type of record is about.
enum AuditKind {
    case logon, logoff, execution, systemCall
    case other(StaticString)

    /// Source: linux/audit.h and audit-userspace's msg_typetab.h.
    private static let logons: [StaticString] = [
        "USER_LOGIN", "USER_AUTH", "USER_START", "USER_ACCT", "CRED_ACQ", "CRED_REFR", "LOGIN", "USER_ERR", "GRP_AUTH",
        "USER_CHAUTHTOK",
    ]
    private static let logoffs: [StaticString] = ["USER_END", "USER_LOGOUT", "CRED_DISP"]
    private static let others: [(name: StaticString, type: StaticString)] = [
        ("SERVICE_START", "Start"), ("SERVICE_STOP", "Stop"), ("DAEMON_START", "Start"), ("DAEMON_END", "Stop"),
        ("SYSTEM_BOOT", "Start"), ("SYSTEM_SHUTDOWN", "Stop"), ("ADD_USER", "Create"), ("ADD_GROUP", "Create"),
        ("DEL_USER", "Delete"), ("DEL_GROUP", "Delete"), ("CONFIG_CHANGE", "Set"), ("USER_MGMT", "Set"),
        ("GRP_MGMT", "Set"),
        ("NETFILTER_CFG", "Set"), ("MAC_CONFIG_CHANGE", "Set"), ("SOFTWARE_UPDATE", "Install"),
        ("PROCTITLE", "Execute"),
        ("KERN_MODULE", "Install"), ("USYS_CONFIG", "Set"),
    ]

    init(_ line: Span<UInt8>, _ type: Range<Int>) {
        func isType(_ name: StaticString) -> Bool {
            name.utf8CodeUnitCount == type.count && line.has(name, at: type.lowerBound, type.upperBound)
        }
        if Self.logons.contains(where: isType) {
            self = .logon
        } else if Self.logoffs.contains(where: isType) {
            self = .logoff
        } else if isType("EXECVE") || isType("USER_CMD") {
            self = .execution
        } else if isType("SYSCALL") {
            self = .systemCall
        } else {
            self = .other(Self.others.first { isType($0.name) }?.type ?? "Other")
        }
    }
}
