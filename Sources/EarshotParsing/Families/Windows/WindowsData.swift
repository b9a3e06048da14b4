internal import EarshotModel

/// The event's own data, by kind of event.
enum WindowsData {
    static func rules(_ kind: WindowsKind) -> [(StaticString, JSONTarget)] {
        switch kind {
        case .sysmonStart: sysmonStart + sysmon
        case .sysmonEnd: sysmonEnd + sysmon
        case .sysmonConnection: sysmonConnection + sysmon
        case .sysmonQuery: sysmonQuery + sysmon
        case .sysmonOther: sysmonOther + sysmon
        case .logon, .logoff, .elevation: logon
        case .processStart, .processEnd: process
        case .connection: connection
        case .names: names
        case .malware: malware
        case .other: other
        }
    }

    private static let sysmon: [(StaticString, JSONTarget)] = [
        ("UtcTime", .ignore), ("User", .ignore), ("RuleName", .field(.ruleName)), ("Hashes", .ignore),
        ("Image", .field(.actingProcessName)), ("ProcessId", .field(.actingProcessId)),
        ("ProcessGuid", .field(.actingProcessGuid)), ("LogonId", .field(.actorSessionId)),
    ]

    private static let sysmonStart: [(StaticString, JSONTarget)] = [
        ("Image", .field(.targetProcessName)), ("ProcessId", .field(.targetProcessId)),
        ("ProcessGuid", .field(.targetProcessGuid)), ("CommandLine", .field(.targetProcessCommandLine)),
        ("CurrentDirectory", .field(.targetProcessCurrentDirectory)),
        ("IntegrityLevel", .field(.targetProcessIntegrityLevel)), ("ParentImage", .field(.actingProcessName)),
        ("ParentProcessId", .field(.actingProcessId)), ("ParentProcessGuid", .field(.actingProcessGuid)),
        ("ParentCommandLine", .field(.actingProcessCommandLine)),
    ]

    private static let sysmonEnd: [(StaticString, JSONTarget)] = [
        ("Image", .field(.targetProcessName)), ("ProcessId", .field(.targetProcessId)),
        ("ProcessGuid", .field(.targetProcessGuid)),
    ]

    private static let sysmonConnection: [(StaticString, JSONTarget)] = [
        ("SourceIp", .field(.srcIpAddr)), ("SourcePort", .field(.srcPortNumber)),
        ("SourceHostname", .field(.srcHostname)), ("DestinationIp", .field(.dstIpAddr)),
        ("DestinationPort", .field(.dstPortNumber)), ("DestinationHostname", .field(.dstHostname)),
        ("Protocol", .field(.networkProtocol)), ("DestinationPortName", .field(.networkApplicationProtocol)),
        ("Image", .ignore), ("ProcessId", .ignore), ("User", .user(.srcUsername)), ("SourceIsIpv6", .ignore),
        ("DestinationIsIpv6", .ignore), ("Initiated", .ignore),
    ]

    private static let sysmonQuery: [(StaticString, JSONTarget)] = [
        ("QueryName", .field(.dnsQuery)), ("QueryResults", .ignore), ("QueryStatus", .ignore),
        ("Image", .field(.srcProcessName)), ("ProcessId", .field(.srcProcessId)), ("User", .user(.srcUsername)),
    ]

    private static let sysmonOther: [(StaticString, JSONTarget)] = [
        ("TargetFilename", .field(.object)), ("TargetObject", .field(.object)), ("ImageLoaded", .field(.object)),
        ("PipeName", .field(.object)), ("Device", .field(.object)), ("TargetImage", .field(.object)),
        ("Configuration", .field(.object)), ("Details", .field(.newValue)), ("Operation", .named("WmiOperation")),
        ("SourceImage", .field(.actingProcessName)), ("SourceProcessId", .field(.actingProcessId)),
        ("SourceUser", .user(.actorUsername)), ("EventType", .field(.eventSubType)),
    ]

    /// Those of the security log, also where there is no table of their own for the event.
    private static let subject: [(StaticString, JSONTarget)] = [
        ("SubjectUserName", .ignore), ("SubjectUserSid", .field(.actorUserId)),
        ("SubjectLogonId", .field(.actorSessionId)), ("SubjectDomainName", .named("SubjectDomainName")),
        ("IpAddress", .field(.srcIpAddr)), ("ClientAddress", .field(.srcIpAddr)), ("IpPort", .ignore),
        ("WorkstationName", .field(.srcHostname)), ("Workstation", .field(.srcHostname)),
        ("ClientName", .field(.srcHostname)), ("ProcessName", .field(.actingProcessName)), ("User", .ignore),
    ]

    private static let logon: [(StaticString, JSONTarget)] =
        subject + [
            ("TargetUserName", .ignore), ("TargetUserSid", .field(.targetUserId)), ("TargetSid", .field(.targetUserId)),
            ("TargetDomainName", .field(.targetDomain)), ("TargetLogonId", .field(.targetSessionId)),
            ("AccountName", .user(.targetUsername)), ("AccountDomain", .field(.targetDomain)),
            ("AuthenticationPackageName", .field(.logonProtocol)), ("PackageName", .field(.logonProtocol)),
            ("TargetServerName", .field(.targetHostname)), ("ServiceName", .field(.targetAppName)),
            ("Status", .field(.eventOriginalResultDetails)), ("SubStatus", .ignore), ("LogonType", .ignore),
            ("CallingStationID", .named("CallingStationID")), ("ProcessId", .hex(.actingProcessId)),
        ]

    private static let process: [(StaticString, JSONTarget)] =
        subject + [
            ("NewProcessName", .field(.targetProcessName)), ("NewProcessId", .hex(.targetProcessId)),
            ("CommandLine", .field(.targetProcessCommandLine)), ("ParentProcessName", .field(.actingProcessName)),
            ("ProcessId", .hex(.actingProcessId)), ("TargetUserName", .user(.targetUsername)),
            ("TargetDomainName", .field(.targetDomain)), ("MandatoryLabel", .field(.targetProcessIntegrityLevel)),
        ]

    private static let connection: [(StaticString, JSONTarget)] = [
        ("SourceAddress", .field(.srcIpAddr)), ("SourcePort", .field(.srcPortNumber)),
        ("DestAddress", .field(.dstIpAddr)), ("DestPort", .field(.dstPortNumber)),
        ("Protocol", .field(.networkProtocol)), ("Application", .field(.srcProcessName)), ("Direction", .ignore),
        ("ProcessID", .field(.srcProcessId)), ("ProcessId", .field(.srcProcessId)),
        ("FilterRTID", .field(.networkRuleNumber)), ("FilterOrigin", .field(.networkRuleName)),
    ]

    private static let names: [(StaticString, JSONTarget)] = [
        ("QNAME", .field(.dnsQuery)), ("QTYPE", .ignore), ("Source", .field(.srcIpAddr)),
        ("Port", .field(.srcPortNumber)), ("Destination", .field(.srcIpAddr)), ("InterfaceIP", .field(.dstIpAddr)),
        ("XID", .field(.dnsSessionId)), ("RCODE", .field(.dnsResponseCode)), ("TCP", .ignore),
        ("Flags", .field(.dnsFlags)), ("Zone", .named("Zone")),
    ]

    private static let malware: [(StaticString, JSONTarget)] = [
        ("Threat Name", .field(.threatName)), ("Threat ID", .field(.threatId)),
        ("Category Name", .field(.threatCategory)), ("Severity Name", .field(.threatOriginalRiskLevel)),
        ("Path", .field(.filePath)), ("Detection User", .user(.actorUsername)), ("Detection ID", .field(.alertId)),
        ("Action Name", .field(.dvcOriginalAction)), ("Process Name", .field(.actingProcessName)),
        ("FWLink", .field(.eventReportUrl)),
    ]

    private static let other: [(StaticString, JSONTarget)] =
        subject + [
            ("TargetUserName", .user(.targetUsername)), ("TargetDomainName", .field(.targetDomain)),
            ("TargetSid", .field(.targetUserId)), ("TargetUserSid", .field(.targetUserId)),
            ("ObjectName", .field(.object)),
            ("ObjectType", .field(.objectType)), ("ShareName", .field(.object)), ("TaskName", .field(.object)),
            ("ServiceName", .field(.object)), ("DeviceDescription", .field(.object)), ("OldValue", .field(.oldValue)),
            ("NewValue", .field(.newValue)), ("OldSd", .field(.oldValue)), ("NewSd", .field(.newValue)),
            ("RuleName", .field(.ruleName)), ("url", .field(.targetUrl)), ("RemoteName", .field(.targetUrl)),
            ("ProcessId", .hex(.actingProcessId)),
        ]
}
