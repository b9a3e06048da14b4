extension TableSchema {
    /// Every line that no family understood, whole. The shape of Microsoft Sentinel's `Syslog` table.
    public static let syslog = TableSchema(
        "Syslog", stored: "syslog",
        "Log lines kept whole: those of no known family, and those that are not well-formed.",
        columns: [
            Column(
                "TimeGenerated", .datetime, "When the event happened, UTC.",
                .instant(seconds: "seconds", fraction: "fraction")),
            Column(
                "TimeReceived", .datetime, "When Earshot received it.", .instant(seconds: "received", fraction: nil)),
            Column("EventTime", .datetime, "When the event happened, UTC.", .alias("TimeGenerated")),
            Column(
                "Computer", .string, "The sender's host name, or else its address.", .lookup(.origin, field: "name")),
            Column("HostName", .string, "The host name in the line.", .lookup(.origin, field: "hostname")),
            Column("HostIP", .string, "The sender's address.", .lookup(.origin, field: "address")),
            Column(
                "Facility", .string, "Syslog facility (RFC 5424 §6.2.1).",
                .coded(.column("facility"), names: facilities)),
            Column(
                "SeverityLevel", .string, "Syslog severity (RFC 5424 §6.2.1).",
                .coded(.column("severity"), names: severities)),
            Column("ProcessName", .string, "The program.", .lookup(.program, field: "text")),
            Column("ProcessID", .int, "Process number.", .stored(.column("process_id"))),
            Column(
                "SyslogMessage", .string, "The message without the header.", .computed("substring(Line, MessageStart)")),
            Column("Line", .string, "The whole line as it arrived.", .stored(.column("line"))),
            Column("MessageStart", .int, "Where the message begins in the line.", .stored(.column("message_start"))),
            Column(
                "UnparsedReason", .string, "Why no family took the line.",
                .coded(.column("reason"), names: [""] + UnparsedReason.allCases.map(\.name))),
            Column("CollectorHostName", .string, "The same as Computer.", .alias("Computer")),
            Column("SourceSystem", .string, "Always Linux, as in Sentinel.", .constant(.string("Linux"))),
            Column("TenantId", .string, "Always empty: there is one tenant.", .constant(.string(""))),
            Column("Type", .string, "The table's name.", .constant(.string("Syslog"))),
        ],
        physical: [
            .init("seconds", .int64), .init("fraction", .int32), .init("received", .int64), .init("source_id", .int32),
            .init("facility", .uint8), .init("severity", .uint8), .init("program", .int32),
            .init("process_id", .uint32),
            .init("reason", .uint8), .init("message_start", .int32), .init("line", .text),
        ])

    /// Stored as number + 1; 0 is none.
    private static let facilities = [
        "", "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp",
        "audit", "alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ]
    private static let severities = ["", "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"]
}

extension Lookup {
    fileprivate static let program = Lookup("program", in: "labels", by: .column("program"))
}
