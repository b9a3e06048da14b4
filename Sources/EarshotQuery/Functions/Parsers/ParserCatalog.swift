/// ASIM's parser functions. A schema is one row; so is each of its filters.
///
/// Source: Microsoft Learn, the "Filtering parser parameters" section of each ASIM schema's reference, and "Manage ASIM
/// parsers" for their order.
enum ParserCatalog {
    /// The function of that name, or nil.
    ///
    /// Sentinel has one for each source as well, with the source and a version in its name. Two of them have a meaning at
    /// home: `_Im_Dns_NativeV03`, events that came as ASIM's already, and `_Im_Dns_EmptyV03`, which has none.
    static func function(named name: String) -> ParserFunction? {
        if let function = byName[name] { return function }
        guard let end = name.firstRange(of: "_Empty") ?? name.firstRange(of: "_Native"),
            version(name[end.upperBound...]),
            let function = byName[String(name[..<end.lowerBound])]
        else { return nil }
        return name[end] == "_Native" ? function : function.with(condition: "false")
    }

    /// `V03`, or nothing.
    private static func version(_ text: Substring) -> Bool {
        text.isEmpty || text.hasPrefix("V") && text.dropFirst().allSatisfy(\.isNumber)
    }

    static let names: [String] = byName.keys.sorted()

    private static let byName: [String: ParserFunction] = {
        var result: [String: ParserFunction] = [:]
        for function in all {
            for name in function.otherNames {
                for prefix in ["_Im_", "_ASim_", "im", "ASim", "vim"] { result[prefix + name] = function }
            }
            if let stored = function.storedName { result[stored] = ParserFunction(function.table, []) }
        }
        return result
    }()

    static let all: [ParserFunction] = [
        dns, networkSession, webSession, authentication, dhcpEvent, auditEvent, alertEvent, assetEntity,
        processEvent(["ProcessEvent", "Process"], stored: "ASimProcessEventLogs", where: nil),
        processEvent(["ProcessCreate", "ProcessEvent_Create"], where: "EventType =~ 'ProcessCreated'"),
        processEvent(["ProcessTerminate", "ProcessEvent_Terminate"], where: "EventType =~ 'ProcessTerminated'"),
        fileEvent, registryEvent, userManagement,
    ]

    private static let dns = ParserFunction(
        "Dns", names: ["Dns"], stored: "ASimDnsActivityLogs",
        [
            .init("srcipaddr", .identical, ["SrcIpAddr"]), .init("domain_has_any", .anyWord, ["DnsQuery"]),
            .init("responsecodename", .equal, ["DnsResponseCodeName"]),
            .init("response_has_ipv4", .address, ["DnsResponseName"]),
            .init("response_has_any_prefix", .addressPrefixWithin, ["DnsResponseName"]),
            .init("eventtype", .eventType, ["EventType"]),
        ])

    private static let networkSession = ParserFunction(
        "NetworkSession", names: ["NetworkSession"], stored: "ASimNetworkSessionLogs",
        [
            .init("srcipaddr_has_any_prefix", .addressPrefix, ["SrcIpAddr"]),
            .init("dstipaddr_has_any_prefix", .addressPrefix, ["DstIpAddr"]),
            .init("ipaddr_has_any_prefix", .addressPrefix, ["SrcIpAddr", "DstIpAddr"]),
            .init("dstportnumber", .number, ["DstPortNumber"]), .init("hostname_has_any", .anyWord, ["DstHostname"]),
            .init("dvcaction", .among, ["DvcAction"]), .init("eventresult", .equal, ["EventResult"]),
        ])

    private static let webSession = ParserFunction(
        "WebSession", names: ["WebSession"], stored: "ASimWebSessionLogs",
        [
            .init("srcipaddr_has_any_prefix", .addressPrefix, ["SrcIpAddr"]),
            .init("ipaddr_has_any_prefix", .addressPrefix, ["SrcIpAddr", "DstIpAddr"]),
            .init("url_has_any", .anyWord, ["Url"]), .init("httpuseragent_has_any", .anyWord, ["HttpUserAgent"]),
            .init("eventresultdetails_in", .among, ["EventResultDetails"]),
            .init("eventresult", .equal, ["EventResult"]),
        ])

    /// The newer names first; `username_has_any` and `targetusername_has` are those of earlier versions.
    private static let authentication = ParserFunction(
        "Authentication", names: ["Authentication"], stored: "ASimAuthenticationEventLogs",
        [
            .init("targetusername_has_any", .anyWord, ["TargetUsername"]),
            .init("actorusername_has_any", .anyWord, ["ActorUsername"]),
            .init("srcipaddr_has_any_prefix", .addressPrefix, ["SrcIpAddr"]),
            .init("srchostname_has_any", .anyWord, ["SrcHostname"]),
            .init("targetipaddr_has_any_prefix", .addressPrefix, ["TargetIpAddr"]),
            .init("dvcipaddr_has_any_prefix", .addressPrefix, ["DvcIpAddr"]),
            .init("dvchostname_has_any", .anyWord, ["DvcHostname"]), .init("eventtype_in", .among, ["EventType"]),
            .init("eventresultdetails_in", .among, ["EventResultDetails"]),
            .init("eventresult", .equal, ["EventResult"]),
            .init("username_has_any", .anyWord, ["TargetUsername", "ActorUsername", "SrcUsername"]),
            .init("targetappname_has_any", .anyWord, ["TargetAppName"]),
            .init("targetusername_has", .word, ["TargetUsername"]),
        ])

    private static let dhcpEvent = ParserFunction(
        "DhcpEvent", names: ["DhcpEvent", "Dhcp"], stored: "ASimDhcpEventLogs",
        [
            .init("srcipaddr_has_any_prefix", .addressPrefix, ["SrcIpAddr"]),
            .init("srchostname_has_any", .anyWord, ["SrcHostname"]),
            .init("srcusername_has_any", .anyWord, ["SrcUsername"]), .init("eventresult", .equal, ["EventResult"]),
        ])

    private static let auditEvent = ParserFunction(
        "AuditEvent", names: ["AuditEvent", "Audit"], stored: "ASimAuditEventLogs",
        [
            .init("srcipaddr_has_any_prefix", .addressPrefix, ["SrcIpAddr"]),
            .init("eventtype_in", .among, ["EventType"]), .init("eventresult", .equal, ["EventResult"]),
            .init("actorusername_has_any", .anyWord, ["ActorUsername"]),
            .init("operation_has_any", .anyWord, ["Operation"]), .init("object_has_any", .anyWord, ["Object"]),
            .init("newvalue_has_any", .anyWord, ["NewValue"]),
        ])

    /// A sensor on the network reports about others: their addresses and names count as well as its own.
    private static let alertEvent = ParserFunction(
        "AlertEvent", names: ["AlertEvent", "Alert"], stored: "ASimAlertEventLogs",
        [
            .init("ipaddr_has_any_prefix", .addressPrefix, ["DvcIpAddr", "SrcIpAddr", "DstIpAddr"]),
            .init("hostname_has_any", .anyWord, ["DvcHostname", "SrcHostname", "DstHostname"]),
            .init(
                "username_has_any", .anyWord, ["SrcUsername", "DstUsername", "TargetUsername", "ActorUsername"]),
            .init("attacktactics_has_any", .anyWord, ["AttackTactics"]),
            .init("attacktechniques_has_any", .anyWord, ["AttackTechniques"]),
            .init("threatcategory_has_any", .anyWord, ["ThreatCategory"]),
            .init("alertverdict_has_any", .anyWord, ["AlertVerdict"]),
            .init("eventseverity_has_any", .anyWord, ["EventSeverity"]),
        ])

    private static let assetEntity = ParserFunction("AssetEntity", names: ["AssetEntity"], [])

    private static func processEvent(
        _ names: [String], stored: String? = nil, where condition: String?
    ) -> ParserFunction {
        ParserFunction("ProcessEvent", names: names, stored: stored, where: condition, process)
    }

    private static let process: [ParserFilter] = [
        .init("commandline_has_any", .anyWord, ["TargetProcessCommandLine"]),
        .init("commandline_has_all", .allWords, ["TargetProcessCommandLine"]),
        .init("commandline_has_any_ip_prefix", .addressPrefixWithin, ["TargetProcessCommandLine"]),
        .init("actingprocess_has_any", .anyWord, ["ActingProcessName"]),
        .init("targetprocess_has_any", .anyWord, ["TargetProcessName"]),
        .init("parentprocess_has_any", .anyWord, ["ParentProcessName"]),
        .init("targetusername_has", .word, ["TargetUsername"]),
        .init("actorusername_has", .word, ["ActorUsername"]),
        .init("dvcipaddr_has_any_prefix", .addressPrefix, ["DvcIpAddr"]),
        .init("dvchostname_has_any", .anyWord, ["DvcHostname"]), .init("eventtype", .equal, ["EventType"]),
        .init(
            "hashes_has_any", .anyWord,
            ["TargetProcessSHA256", "TargetProcessSHA1", "TargetProcessMD5", "TargetProcessIMPHASH"]),
        .init("targetusername_has_any", .anyWord, ["TargetUsername"]),
        .init("actorusername_has_any", .anyWord, ["ActorUsername"]),
    ]

    private static let fileEvent = ParserFunction(
        "FileEvent", names: ["FileEvent", "File"], stored: "ASimFileEventLogs",
        [
            .init("eventtype_in", .among, ["EventType"]),
            .init("srcipaddr_has_any_prefix", .addressPrefix, ["SrcIpAddr"]),
            .init("actorusername_has_any", .anyWord, ["ActorUsername"]),
            .init("targetfilepath_has_any", .anyWord, ["TargetFilePath"]),
            .init("srcfilepath_has_any", .anyWord, ["SrcFilePath"]),
            .init("hashes_has_any", .anyWord, ["TargetFileSHA256", "TargetFileSHA1", "TargetFileMD5"]),
            .init("dvchostname_has_any", .anyWord, ["DvcHostname"]),
        ])

    private static let registryEvent = ParserFunction(
        "RegistryEvent", names: ["RegistryEvent", "Registry"], stored: "ASimRegistryEventLogs",
        [
            .init("eventtype_in", .among, ["EventType"]),
            .init("actorusername_has_any", .anyWord, ["ActorUsername"]),
            .init("registrykey_has_any", .anyWord, ["RegistryKey"]),
            .init("registryvalue_has_any", .anyWord, ["RegistryValue"]),
            .init("registrydata_has_any", .anyWord, ["RegistryValueData"]),
            .init("dvchostname_has_any", .anyWord, ["DvcHostname"]),
        ])

    private static let userManagement = ParserFunction(
        "UserManagement", names: ["UserManagement"], stored: "ASimUserManagementActivityLogs",
        [
            .init("srcipaddr_has_any_prefix", .addressPrefix, ["SrcIpAddr"]),
            .init("targetusername_has_any", .anyWord, ["TargetUsername"]),
            .init("actorusername_has_any", .anyWord, ["ActorUsername"]),
            .init("eventtype_in", .among, ["EventType"]),
        ])
}
