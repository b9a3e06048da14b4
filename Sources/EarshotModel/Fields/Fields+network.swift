extension FieldInfo {
    static let network: [FieldInfo] = [
        .init("NetworkProtocol", .protocol, "IP protocol: TCP, UDP, ICMP, …."),
        .init("NetworkApplicationProtocol", .label, "Protocol above: HTTP, DNS, TLS, …."),
        .init("NetworkDirection", .label, "Direction, as the device told it."),
        .init("NetworkDuration", .number, "Milliseconds."),
        .init("NetworkBytes", .number, "Bytes both ways."),
        .init("NetworkPackets", .number, "Packets both ways."),
        .init("NetworkSessionId", .text, "The device's number for the connection."),
        .init("NetworkConnectionHistory", .label, "What happened in the connection, in Zeek's letters or TCP flags."),
        .init("NetworkIcmpType", .number, "ICMP type number."),
        .init("NetworkIcmpCode", .number, "ICMP code number."),
        .init("NetworkRuleName", .label, "The firewall's prefix, chain or rule."),
        .init("NetworkRuleNumber", .number, "The firewall's rule number."),
        .init("TcpFlags", .flags, "TCP flags."),
    ]
}
