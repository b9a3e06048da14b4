/// Verdicts, joined to events when a query asks for them: they always say what is known today.
///
/// `address_verdicts` and `domain_verdicts` have a row for each address and name that anything is known of. A verdict that
/// the event's own sensor gave (an intrusion detection, a firewall's reputation service) comes first.
enum ThreatColumns {
    static let verdict: [StoredColumn] = [
        .init("id", .int32), .init("score", .uint8), .init("original", .uint8), .init("confidence", .uint8),
        .init("category", .text), .init("name", .text), .init("active", .bool), .init("first", .int64),
        .init("last", .int64), .init("sources", .text), .init("labels", .text), .init("reasons", .text),
        .init("suppressions", .text), .init("hunted", .bool),
    ]

    /// What a sensor itself said, under names that leave the ASIM names to the combined verdict.
    static func reported(_ columns: [Column]) -> [Column] {
        columns.map { column in
            guard sensorFields.contains(column.name) else { return column }
            return Column(
                "Reported" + column.name, column.type, column.summary + " As the reporting device said.", column.origin)
        }
    }

    private static let sensorFields: Set<String> = [
        "ThreatName", "ThreatCategory", "ThreatRiskLevel", "ThreatOriginalRiskLevel", "ThreatIpAddr",
        "ThreatConfidence",
    ]

    /// Of a connection: the other side's address and its name.
    static let session: [Column] =
        raw("Address", Lookup("averdict", in: "address_verdicts", by: .column("remote_id")), "remote address")
        + raw("Name", Lookup("nverdict", in: "domain_verdicts", by: .column("dst_fqdn")), "remote name")
        + [
            Column(
                "ThreatIsBackground", .bool,
                "Whether it is an attempt from outside that was not let through: noise, never more than low.",
                .computed("NetworkDirection == 'Inbound' and DvcAction !in ('Allow', '')")),
            Column(
                "ThreatRiskLevel", .int,
                "Risk of the connection today, 0 to 100: the worse of address and name, seen with its direction.",
                .computed(
                    "iff(ThreatIsBackground, min_of(toint(\(RiskLevel.lowCap)), \(worse)), \(worse))")),
            Column(
                "ThreatField", .string, "What the verdict is about: SrcIpAddr, DstIpAddr or DstFQDN.",
                .computed(
                    "case(\(worse) == 0, '', \(nameWins), 'DstFQDN', NetworkDirection == 'Inbound', 'SrcIpAddr', 'DstIpAddr')"
                )),
            Column(
                "ThreatIpAddr", .string, "The risky address; empty: there is none.",
                .computed("iff(AddressRiskLevel > 0, RemoteIpAddr, '')")),
        ] + combined(name: "ReportedThreatName", category: "ReportedThreatCategory")

    /// Of a question: the name that was asked for.
    static let dns: [Column] =
        raw("Name", Lookup("nverdict", in: "domain_verdicts", by: .column("dns_query")), "name that was asked for")
        + raw("Address", Lookup("averdict", in: "address_verdicts", by: .column("threat_ip_addr")), "reported address")
        + [
            Column(
                "ThreatRiskLevel", .int, "Risk of the name today, 0 to 100.",
                .computed("max_of(coalesce(ReportedThreatRiskLevel, toint(0)), \(worse))")),
            Column(
                "ThreatField", .string, "What the verdict is about.",
                .computed("iff(\(worse) == 0, '', 'Domain')")),
            Column("ThreatIpAddr", .string, "The risky address.", .alias("ReportedThreatIpAddr")),
        ] + combined(name: "ReportedThreatName", category: "ReportedThreatCategory")

    private static let worse = "max_of(coalesce(AddressRiskLevel, toint(0)), coalesce(NameRiskLevel, toint(0)))"
    private static let nameWins =
        "(isnotnull(NameRiskLevel) and NameRiskLevel >= coalesce(AddressRiskLevel, toint(0)))"

    private static func raw(_ prefix: String, _ lookup: Lookup, _ whose: String) -> [Column] {
        func column(_ name: String, _ type: KustoType, _ summary: String, _ field: String) -> Column {
            Column(prefix + name, type, summary, .lookup(lookup, field: field))
        }
        return [
            column("RiskLevel", .int, "Risk of the \(whose) today, 0 to 100; null: nothing is known.", "score"),
            column("OriginalRiskLevel", .int, "The same before suppressions.", "original"),
            column("ThreatConfidence", .int, "How sure the sources are of the \(whose).", "confidence"),
            column("ThreatCategory", .string, "What the \(whose) is listed for.", "category"),
            column("ThreatName", .string, "Malware family or the like of the \(whose).", "name"),
            column("ThreatIsActive", .bool, "Whether the \(whose) is listed now.", "active"),
            column("ThreatFirstReported", .datetime, "When the \(whose) was first reported.", "first"),
            column("ThreatLastReported", .datetime, "When the \(whose) was last reported.", "last"),
            column("ThreatSources", .string, "Who lists the \(whose), with commas.", "sources"),
            column("ThreatLabels", .string, "What else the \(whose) is, with commas.", "labels"),
            column("ThreatReasons", .dynamic, "A sentence per source about the \(whose).", "reasons"),
            column("ThreatSuppressions", .dynamic, "Why less is thought of the \(whose).", "suppressions"),
        ]
    }

    private static func combined(name: String, category: String) -> [Column] {
        func better(_ field: String) -> String { "iff(\(nameWins), Name\(field), Address\(field))" }
        return [
            Column(
                "ThreatRisk", .string, "The risk in a word: none, low, medium, high.",
                .computed(word("ThreatRiskLevel"))),
            Column(
                "ThreatOriginalRiskLevel", .string, "The sources' risk in a word, before suppressions and direction.",
                .computed(
                    word(
                        "max_of(coalesce(AddressOriginalRiskLevel, toint(0)), coalesce(NameOriginalRiskLevel, toint(0)))"
                    ))),
            Column(
                "ThreatCategory", .string, "What it is listed for; the sensor's word first.",
                .computed("iff(\(category) != '', \(category), \(better("ThreatCategory")))")),
            Column(
                "ThreatName", .string, "Malware family, signature or the like; the sensor's word first.",
                .computed("iff(\(name) != '', \(name), \(better("ThreatName")))")),
            Column(
                "ThreatConfidence", .int, "How sure the sources are, 0 to 100; null: nothing is known.",
                .computed(better("ThreatConfidence"))),
            Column("ThreatIsActive", .bool, "Whether it is listed now.", .computed(better("ThreatIsActive"))),
            Column(
                "ThreatFirstReportedTime", .datetime, "When it was first reported.",
                .computed(better("ThreatFirstReported"))),
            Column(
                "ThreatLastReportedTime", .datetime, "When it was last reported.",
                .computed(better("ThreatLastReported"))),
            Column("ThreatSources", .string, "Who lists it, with commas.", .computed(better("ThreatSources"))),
            Column("ThreatLabels", .string, "What else it is, with commas.", .computed(better("ThreatLabels"))),
            Column("ThreatReasons", .dynamic, "A sentence per source.", .computed(better("ThreatReasons"))),
            Column(
                "ThreatSuppressions", .dynamic, "Why less is thought of it.", .computed(better("ThreatSuppressions"))),
        ]
    }

    private static func word(_ score: String) -> String {
        "case(\(score) >= \(RiskLevel.high.minimum), 'high', \(score) >= \(RiskLevel.medium.minimum), 'medium', "
            + "\(score) >= \(RiskLevel.low.minimum), 'low', 'none')"
    }
}
