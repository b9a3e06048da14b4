extension FurtherColumns {
    /// Names that rules still use for what has another name now, or that come from the sources behind Sentinel's parsers.
    static let formerNames: [String: [Column]] = [
        "ProcessEvent": [
            alias("ActingProcessFileName", "ActingProcessName"), alias("AccountName", "ActorUsername"),
            alias("Account", "ActorUsername"), alias("FilePath", "TargetProcessName"),
            alias("FolderPath", "TargetProcessName"), alias("InitiatingProcessFileName", "ActingProcessName"),
            alias("ProcessCommandLine", "TargetProcessCommandLine"), alias("NewProcessName", "TargetProcessName"),
            alias("SHA256", "TargetProcessSHA256"), alias("Computer", "DvcHostname"),
            computed("TargetProcessFileName", .string, fileName("TargetProcessName")),
            computed("FileName", .string, fileName("TargetProcessName")),
            computed("ProcessName", .string, fileName("TargetProcessName")),
            none("EventID", .int), none("AccountType", .string), none("AccountDomain", .string),
        ],
        "Authentication": [
            alias("Account", "TargetUsername"), alias("AccountName", "TargetUsername"),
            alias("IPAddress", "SrcIpAddr"), alias("TargetDvc", "TargetHostname"), none("EventID", .int),
            none("LogonType", .string), none("AccountType", .string),
        ],
        "Dns": [
            computed(
                "DnsAnswerCount", .int,
                "case(isempty(DnsResponseName), 0, DnsResponseName contains ';', "
                    + "countof(trim(@'[; ]+', DnsResponseName), ';') + 1, "
                    + "countof(trim(@'[, ]+', DnsResponseName), @'[, ]+', 'regex') + 1)"),
            alias("ClientIP", "SrcIpAddr"), alias("Name", "DnsQuery"),
        ],
        "NetworkSession": [
            alias("SrcDvcIpAddr", "SrcIpAddr"), alias("SrcDvcHostname", "SrcHostname"),
            alias("DstDvcHostname", "DstHostname"), alias("DstDvcIpAddr", "DstIpAddr"),
            alias("SourceIP", "SrcIpAddr"), alias("DestinationIP", "DstIpAddr"),
        ],
        "WebSession": [
            alias("SrcDvcIpAddr", "SrcIpAddr"), alias("DstDvcHostname", "DstHostname"),
            alias("DstDvcIpAddr", "DstIpAddr"),
        ],
    ]

    /// What all tables of events have besides.
    static let formerNamesOfAll: [Column] = [
        alias("Computer", "DvcHostname"),
        Column("_TimeReceived", .datetime, "The same as TimeReceived.", .alias("TimeReceived")),
        none("EventResourceId", .string),
        none("ResourceId", .string), none("SubscriptionId", .string), none("ResourceGroup", .string),
    ]

    /// Columns of Sentinel's own tables. Source: Microsoft Learn, "Azure Monitor Logs table reference".
    static let sentinel: [String: String] = [
        "CommonSecurityLog": """
        Activity AdditionalExtensions ApplicationProtocol CollectorHostName CommunicationDirection \
        DestinationDnsDomain DestinationProcessId:int DestinationProcessName DestinationServiceName \
        DestinationUserPrivileges DeviceCustomDate1 DeviceCustomDate1Label DeviceCustomDate2 \
        DeviceCustomDate2Label DeviceCustomFloatingPoint1:real DeviceCustomFloatingPoint1Label \
        DeviceCustomFloatingPoint2:real DeviceCustomFloatingPoint2Label DeviceCustomFloatingPoint3:real \
        DeviceCustomFloatingPoint3Label DeviceCustomFloatingPoint4:real DeviceCustomFloatingPoint4Label \
        DeviceCustomIPv6Address1 DeviceCustomIPv6Address1Label DeviceCustomIPv6Address2 \
        DeviceCustomIPv6Address2Label DeviceCustomIPv6Address3 DeviceCustomIPv6Address3Label \
        DeviceCustomIPv6Address4 DeviceCustomIPv6Address4Label DeviceCustomNumber1:int \
        DeviceCustomNumber1Label DeviceCustomNumber2:int DeviceCustomNumber2Label DeviceCustomNumber3:int \
        DeviceCustomNumber3Label DeviceCustomString1 DeviceCustomString1Label DeviceCustomString2 \
        DeviceCustomString2Label DeviceCustomString3 DeviceCustomString3Label DeviceCustomString4 \
        DeviceCustomString4Label DeviceCustomString5 DeviceCustomString5Label DeviceCustomString6 \
        DeviceCustomString6Label DeviceDnsDomain DeviceExternalID DeviceFacility DeviceNtDomain DevicePayloadId \
        DeviceTimeZone DeviceTranslatedAddress EndTime:datetime EventType:int ExtID FieldDeviceCustomNumber1:long \
        FieldDeviceCustomNumber2:long FieldDeviceCustomNumber3:long FileCreateTime FileID FileModificationTime \
        FileName FilePath FilePermission FileSize:int FileType FlexDate1 FlexDate1Label FlexNumber1:int \
        FlexNumber1Label FlexNumber2:int FlexNumber2Label FlexString1 FlexString1Label FlexString2 \
        FlexString2Label IndicatorThreatType LogSeverity MaliciousIP MaliciousIPCountry MaliciousIPLatitude:real \
        MaliciousIPLongitude:real OldFileCreateTime OldFileHash OldFileID OldFileModificationTime OldFileName \
        OldFilePath OldFilePermission OldFileSize:int OldFileType OriginalLogSeverity ProcessID:int ProcessName \
        Reason ReceiptTime RemoteIP RemotePort ReportReferenceLink RequestCookies SourceDnsDomain \
        SourceServiceName SourceUserPrivileges StartTime:datetime ThreatConfidence ThreatDescription \
        ThreatSeverity:int
        """,
        "ThreatIntelIndicators": "AdditionalFields:dynamic AzureTenantId WorkspaceId",
        "Heartbeat": """
        ComputerEnvironment ComputerPrivateIPs:dynamic IsGatewayInstalled:bool OSMajorVersion OSMinorVersion \
        OSName OSType RemoteIPCountry RemoteIPLatitude:real RemoteIPLongitude:real Resource ResourceGroup \
        ResourceId ResourceProvider ResourceType SCAgentChannel Solutions SourceComputerId SubscriptionId Version \
        VMUUID
        """,
    ]

    private static func alias(_ name: String, _ of: String) -> Column {
        Column(name, .string, "The same as \(of).", .alias(of))
    }

    private static func computed(_ name: String, _ type: KustoType, _ expression: String) -> Column {
        Column(name, type, "Computed.", .computed(expression))
    }

    private static func none(_ name: String, _ type: KustoType) -> Column {
        Column(name, type, "Nothing here fills it.", .constant(.null(type)))
    }

    private static func fileName(_ column: String) -> String {
        "extract(@'([^/\\\\]*)$', 1, \(column))"
    }
}
