extension TableSchema {
    /// What was received, per source and minute: the proof that nothing is lost, and the place to see what is.
    public static let heartbeat = TableSchema(
        "Heartbeat", stored: "heartbeat", "What was received per source and minute, and what became of it.",
        columns: [
            Column("TimeGenerated", .datetime, "The minute, UTC.", .instant(seconds: "seconds", fraction: nil)),
            Column(
                "Computer", .string, "The sender's host name, or else its address.", .lookup(.origin, field: "name")),
            Column("ComputerIP", .string, "The sender's address.", .lookup(.origin, field: "address")),
            Column("Received", .long, "Lines received.", .stored(.column("received_lines"))),
            Column("Parsed", .long, "Lines that a family recognized.", .stored(.column("parsed_lines"))),
            Column("Unrecognized", .long, "Lines kept whole in Syslog.", .stored(.column("unrecognized_lines"))),
            Column(
                "ClockOffsetSeconds", .long,
                "How far the times in its lines are ahead of their arrival, the median of the latest ones; negative: behind; "
                    + "null: they tell no time, or were not sent as they happened.",
                .stored(.column("clock_offset"))),
            Column("Category", .string, "How the lines came.", .lookup(.origin, field: "transport")),
            Column("Type", .string, "The table's name.", .constant(.string("Heartbeat"))),
        ],
        physical: [
            .init("seconds", .int64), .init("source_id", .int32), .init("received_lines", .int64),
            .init("parsed_lines", .int64), .init("unrecognized_lines", .int64),
            .init("clock_offset", .int64),
        ])
}
