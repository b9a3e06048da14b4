extension TableSchema {
    /// What services and the user's own enrichments answered.
    public static let threatLookups = TableSchema(
        "ThreatLookups", stored: "threat_lookups",
        "Answers of lookup services and of your own enrichments about addresses, names and files; the newest of each.",
        columns: [
            Column("TimeGenerated", .datetime, "When it was asked.", .instant(seconds: "asked", fraction: nil)),
            Column("SourceSystem", .string, "The service or enrichment.", .stored(.column("service"))),
            Column(
                "ObservableKey", .string, "What kind of thing it is, as STIX 2.1 names it.",
                .coded(.column("kind"), names: Indicator.Kind.allCases.map(\.observableKey))),
            Column("ObservableValue", .string, "The address, name or hash.", .stored(.column("value"))),
            Column(
                "Confidence", .int, "How sure the service is that it is bad, 0 to 100; null: it knows nothing of it.",
                .stored(.column("score"))),
            Column("ThreatCategory", .string, "What for.", .stored(.column("category"))),
            Column("ThreatName", .string, "Malware family or the like.", .stored(.column("name"))),
            Column("Description", .string, "The answer in a sentence.", .stored(.column("summary"))),
            Column(
                "AdditionalFields", .dynamic, "The whole answer; fields of your own enrichments are here.",
                .bag([], rest: "answer")),
            Column("Type", .string, "The table's name.", .constant(.string("ThreatLookups"))),
        ],
        physical: [
            .init("service", .text), .init("kind", .uint8), .init("value", .text), .init("asked", .int64),
            .init("score", .uint8), .init("category", .text), .init("name", .text), .init("summary", .text),
            .init("answer", .text),
        ])
}
