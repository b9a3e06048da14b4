/// The event tables as the query language shows them.
extension TableSchema {
    public static let dns = EventColumns.schema(
        EventLayouts.dns, "Questions and answers about names.", version: "0.1.7",
        aliases: [
            alias("Src", "SrcIpAddr"), alias("Dst", "DstIpAddr"), alias("IpAddr", "SrcIpAddr"),
            alias("Hostname", "SrcHostname"), alias("Domain", "DnsQuery"), alias("Query", "DnsQuery"),
            alias("QueryType", "DnsQueryType", .int), alias("QueryTypeName", "DnsQueryTypeName"),
            alias("DnsResponseCodeName", "EventResultDetails"), alias("ResponseCodeName", "EventResultDetails"),
            alias("ResponseName", "DnsResponseName"), alias("DomainCategory", "UrlCategory"),
            alias("SrcDvcIpAddr", "SrcIpAddr"), alias("SrcDvcHostname", "SrcHostname"),
            alias("SessionId", "DnsSessionId"), alias("Duration", "DnsNetworkDuration", .int),
            alias("Rule", "RuleName"), alias("User", "SrcUsername"), alias("Process", "SrcProcessName"),
        ])

    public static let dhcpEvent = EventColumns.schema(
        EventLayouts.dhcpEvent, "Addresses given to devices, and devices' names.", version: "0.1.1",
        aliases: [
            alias("Src", "SrcIpAddr"), alias("IpAddr", "SrcIpAddr"), alias("Hostname", "SrcHostname"),
            alias("SessionId", "DhcpSessionId"), alias("Duration", "DhcpSessionDuration", .int),
            alias("Rule", "RuleName"),
        ])

    public static let authentication = EventColumns.schema(
        EventLayouts.authentication, "Sign-ins, successful or not, and changes of identity.", version: "0.1.4",
        aliases: [
            alias("User", "TargetUsername"), alias("Src", "SrcIpAddr"), alias("IpAddr", "SrcIpAddr"),
            alias("Dst", "TargetHostname"), alias("Application", "TargetAppName"), alias("SrcDvcIpAddr", "SrcIpAddr"),
            alias("SrcDvcHostname", "SrcHostname"), alias("Rule", "RuleName"),
            alias("TargetDvcHostname", "TargetHostname"),
        ])

    public static let webSession = EventColumns.schema(
        EventLayouts.webSession, "Requests on the web, seen by servers and proxies.", version: "0.2.7",
        aliases: [
            alias("Src", "SrcIpAddr"), alias("Dst", "DstIpAddr"), alias("IpAddr", "SrcIpAddr"),
            alias("User", "SrcUsername"), alias("UserAgent", "HttpUserAgent"), alias("Hostname", "HttpHost"),
            alias("Duration", "NetworkDuration", .int), alias("SessionId", "NetworkSessionId"),
            alias("Rule", "NetworkRuleName"),
        ])

    public static let processEvent = EventColumns.schema(
        EventLayouts.processEvent, "Programs that began or ended.", version: "0.1.4",
        aliases: [
            alias("User", "ActorUsername"), alias("Process", "TargetProcessName"),
            alias("TargetProcessFilePath", "TargetProcessName"), alias("ActingProcessFilePath", "ActingProcessName"),
            alias("ParentProcessFilePath", "ParentProcessName"), alias("CommandLine", "TargetProcessCommandLine"),
            alias("Hash", "TargetProcessSHA256"),
        ])

    public static let auditEvent = EventColumns.schema(
        EventLayouts.auditEvent, "What was done to a system: changes, policies, associations.", version: "0.1.2",
        aliases: [
            alias("User", "ActorUsername"), alias("Src", "SrcIpAddr"), alias("IpAddr", "SrcIpAddr"),
            alias("Dst", "TargetHostname"), alias("Value", "NewValue"), alias("Application", "TargetAppName"),
            alias("Rule", "RuleName"),
        ])

    public static let alertEvent = EventColumns.schema(
        EventLayouts.alertEvent, "What a sensor or a detection found worth telling.", version: "0.1",
        aliases: [
            alias("IpAddr", "SrcIpAddr"), alias("Src", "SrcIpAddr"), alias("Dst", "DstIpAddr"),
            alias("User", "SrcUsername"), alias("Hostname", "SrcHostname"), alias("Rule", "RuleName"),
        ])

    private static func alias(_ name: String, _ of: String, _ type: KustoType = .string) -> Column {
        Column(name, type, "The same as \(of).", .alias(of))
    }
}
