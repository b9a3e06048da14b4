extension FieldInfo {
    static let device: [FieldInfo] = [
        .init("DvcAction", .label, "What the device did: Allow, Deny, Drop, Reset, …."),
        .init("DvcOriginalAction", .label, "What the device did, in its own words."),
        .init("DvcIpAddr", .address, "Address of the device that reported it."),
        .init("DvcMacAddr", .mac, "MAC address of the device that reported it."),
        .init("DvcId", .text, "Identifier of the device that reported it."),
        .init("DvcDescription", .text, "Description of the device that reported it."),
        .init("DvcInterface", .label, "The interface on which it was seen."),
        .init("DvcInboundInterface", .label, "Interface it came in by."),
        .init("DvcOutboundInterface", .label, "Interface it went out by."),
        .init("DvcZone", .label, "The zone in which it was seen."),
        .init("RuleName", .label, "The rule that decided."),
        .init("RuleNumber", .number, "Number of the rule that decided."),
    ]
}
