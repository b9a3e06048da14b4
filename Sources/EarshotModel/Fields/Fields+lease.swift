extension FieldInfo {
    static let lease: [FieldInfo] = [
        .init("DhcpLeaseDuration", .number, "Seconds the lease is for."),
        .init("DhcpSessionId", .text, "Identifier of the DHCP exchange."),
        .init("DhcpSessionDuration", .number, "Milliseconds of the DHCP exchange."),
        .init("DhcpSrcDHCId", .text, "The client's identifier (option 61)."),
        .init("DhcpVendorClass", .label, "The client's vendor class (option 60)."),
        .init("DhcpVendorClassId", .label, "The client's vendor class number."),
        .init("DhcpUserClass", .label, "The client's user class (option 77)."),
        .init("DhcpCircuitId", .text, "Circuit of the relay agent (option 82)."),
        .init("DhcpSubscriberId", .text, "Subscriber of the relay agent (option 82)."),
        .init("RequestedIpAddr", .address, "The address asked for."),
        .init("DhcpSrcIpAddr", .address, "The address that was given."),
    ]
}
