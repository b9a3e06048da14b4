extension TableSchema {
    /// What detections found, repeats grouped: one row per rule and set of entities, with what became of it.
    ///
    /// Each occurrence is a row of `AlertEvent` besides, with the same `AlertId`.
    public static let finding = TableSchema(
        "Finding", stored: "findings", "What detections found, repeats grouped, and what the owner made of it.",
        columns: [
            Column("TimeGenerated", .datetime, "When it was last found.", .alias("LastSeen")),
            Column("FindingId", .int, "The finding's number.", .stored(.column("id"))),
            Column("RuleId", .string, "Identifier of the rule.", .stored(.column("rule_id"))),
            Column("RuleName", .string, "Name of the rule.", .stored(.column("rule_name"))),
            Column("Title", .string, "What was found.", .stored(.column("title"))),
            Column("Description", .string, "What it means.", .stored(.column("description"))),
            Column("Severity", .string, "High, Medium, Low or Informational.", .stored(.column("severity"))),
            Column("State", .string, "new, seen, closed or ignored.", .stored(.column("state"))),
            Column("Reason", .string, "Why it is closed or ignored, in the owner's words.", .stored(.column("reason"))),
            Column("FirstSeen", .datetime, "When it was first found.", .instant(seconds: "first_seen", fraction: nil)),
            Column("LastSeen", .datetime, "When it was last found.", .instant(seconds: "last_seen", fraction: nil)),
            Column("Occurrences", .long, "How often it was found.", .stored(.column("occurrences"))),
            Column("Entities", .dynamic, "Whom it is about: addresses, names, devices.", .bag([], rest: "entities")),
            Column("Details", .dynamic, "The figures behind it.", .bag([], rest: "details")),
            Column("Tactics", .string, "MITRE ATT&CK tactics.", .stored(.column("tactics"))),
            Column("Techniques", .string, "MITRE ATT&CK techniques.", .stored(.column("techniques"))),
            Column("Query", .string, "The query that shows the evidence.", .stored(.column("query"))),
            Column("FindingKey", .string, "Rule and entities: what makes two the same.", .stored(.column("key"))),
            Column("Type", .string, "The table's name.", .constant(.string("Finding"))),
        ],
        physical: [
            .init("id", .int32), .init("key", .text), .init("rule_id", .text), .init("rule_name", .text),
            .init("title", .text), .init("description", .text), .init("severity", .text), .init("state", .text),
            .init("reason", .text), .init("first_seen", .int64), .init("last_seen", .int64),
            .init("occurrences", .int64), .init("entities", .text), .init("details", .text), .init("tactics", .text),
            .init("techniques", .text), .init("query", .text),
        ])
}
