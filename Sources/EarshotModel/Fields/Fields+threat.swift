extension FieldInfo {
    static let threat: [FieldInfo] = [
        .init("ThreatId", .text, "The signature's number."),
        .init("ThreatName", .text, "Name of the threat."),
        .init("ThreatCategory", .label, "Category of the threat."),
        .init("ThreatRiskLevel", .number, "Risk, 0 to 100."),
        .init("ThreatOriginalRiskLevel", .label, "The risk in the device's own words."),
        .init("ThreatConfidence", .number, "Confidence, 0 to 100."),
        .init("ThreatIpAddr", .address, "The address the verdict is about."),
        .init("ThreatField", .label, "The field the verdict is about."),
        .init("AttackTactics", .label, "MITRE ATT&CK tactics."),
        .init("AttackTechniques", .label, "MITRE ATT&CK techniques."),
        .init("AlertId", .text, "The alert's identifier."),
        .init("AlertName", .text, "The alert's name."),
        .init("AlertDescription", .text, "What the alert means."),
        .init("AlertVerdict", .label, "True Positive, False Positive, …."),
    ]
}
