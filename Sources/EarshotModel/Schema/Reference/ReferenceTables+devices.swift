extension ReferenceTable {
    private static let initiating = """
         InitiatingProcessAccountDomain InitiatingProcessAccountName InitiatingProcessAccountObjectId \
        InitiatingProcessAccountSid InitiatingProcessAccountUpn InitiatingProcessCommandLine \
        InitiatingProcessCreationTime:datetime InitiatingProcessFileName InitiatingProcessFileSize:long \
        InitiatingProcessFolderPath InitiatingProcessId:long InitiatingProcessIntegrityLevel InitiatingProcessLogonId:long \
        InitiatingProcessMD5 InitiatingProcessParentCreationTime:datetime InitiatingProcessParentFileName \
        InitiatingProcessParentId:long InitiatingProcessRemoteSessionDeviceName InitiatingProcessRemoteSessionIP \
        InitiatingProcessSessionId:long InitiatingProcessSHA1 InitiatingProcessSHA256 \
        InitiatingProcessTokenElevation InitiatingProcessUniqueId InitiatingProcessVersionInfoCompanyName \
        InitiatingProcessVersionInfoFileDescription InitiatingProcessVersionInfoInternalFileName \
        InitiatingProcessVersionInfoOriginalFileName InitiatingProcessVersionInfoProductName \
        InitiatingProcessVersionInfoProductVersion IsInitiatingProcessRemoteSession:bool AppGuardContainerId \
        DeviceId DeviceName MachineGroup ReportId:long Timestamp:datetime ActionType AdditionalFields:dynamic
        """
    private static let file = """
         FileName FileSize:long FolderPath MD5 SHA1 SHA256
        """

    /// What Defender for Endpoint sees on computers.
    static let devices: [ReferenceTable] = [
        ReferenceTable(
            "DeviceEvents", "Events of computers of many kinds.",
            initiating + file
                + """
                 AccountDomain AccountName AccountSid CreatedProcessSessionId:long FileOriginIP FileOriginUrl \
                IsProcessRemoteSession:bool LocalIP LocalPort:int LogonId:long ProcessCommandLine ProcessCreationTime:datetime ProcessId:long \
                ProcessRemoteSessionDeviceName ProcessRemoteSessionIP ProcessTokenElevation ProcessUniqueId \
                RegistryKey RegistryValueData RegistryValueName RemoteDeviceName RemoteIP RemotePort:int RemoteUrl
                """),
        ReferenceTable(
            "DeviceNetworkEvents", "Connections of programs on computers.",
            initiating
                + """
                 LocalIP LocalIPType LocalPort:int Protocol RemoteIP RemoteIPType RemotePort:int RemoteUrl
                """),
        ReferenceTable(
            "DeviceProcessEvents", "Programs that began on computers.",
            initiating + file
                + """
                 AccountDomain AccountName AccountObjectId AccountSid AccountUpn CreatedProcessSessionId:long \
                IsProcessRemoteSession:bool LogonId:long \
                ProcessCommandLine ProcessCreationTime:datetime ProcessId:long ProcessIntegrityLevel \
                ProcessRemoteSessionDeviceName ProcessRemoteSessionIP ProcessTokenElevation ProcessUniqueId \
                ProcessVersionInfoCompanyName ProcessVersionInfoFileDescription ProcessVersionInfoInternalFileName \
                ProcessVersionInfoOriginalFileName ProcessVersionInfoProductName ProcessVersionInfoProductVersion
                """),
        ReferenceTable(
            "DeviceFileEvents", "Files that were made, changed or removed on computers.",
            initiating + file
                + """
                 FileOriginIP FileOriginReferrerUrl FileOriginUrl IsAzureInfoProtectionApplied:bool \
                PreviousFileName PreviousFolderPath RequestAccountDomain RequestAccountName RequestAccountSid \
                RequestProtocol RequestSourceIP RequestSourcePort:int SensitivityLabel SensitivitySubLabel ShareName
                """),
        ReferenceTable(
            "DeviceRegistryEvents", "Changes of the registry on computers.",
            initiating
                + """
                 PreviousRegistryKey PreviousRegistryValueData PreviousRegistryValueName RegistryKey \
                RegistryValueData RegistryValueName RegistryValueType
                """),
        ReferenceTable(
            "DeviceLogonEvents", "Sign-ins to computers.",
            initiating
                + """
                 AccountDomain AccountName AccountSid FailureReason IsLocalAdmin:bool LogonId:long LogonType Protocol \
                RemoteDeviceName RemoteIP RemoteIPType RemotePort:int
                """),
        ReferenceTable("DeviceImageLoadEvents", "Libraries that programs loaded.", initiating + file),
    ]

    /// What Defender for Endpoint knows of computers.
    static let deviceDetails: [ReferenceTable] = [
        ReferenceTable(
            "DeviceInfo", "Computers.",
            """
            Timestamp:datetime AadDeviceId AdditionalFields:dynamic AssetValue ClientVersion CloudPlatforms ConnectivityType DeviceCategory \
            DeviceDynamicTags DeviceId DeviceManualTags DeviceName DeviceObjectId DeviceSubtype DeviceType ExclusionReason \
            ExposureLevel IsAzureADJoined:bool IsExcluded:bool IsInternetFacing:bool JoinType LoggedOnUsers:dynamic \
            MachineGroup MergedDeviceIds MergedToDeviceId MitigationStatus Model OnboardingStatus OSArchitecture OSBuild:long \
            OSDistribution OSPlatform OSVersion OSVersionInfo PublicIP RegistryDeviceTag ReportId:long SensorHealthState Vendor
            """),
        ReferenceTable(
            "DeviceNetworkInfo", "Network cards of computers.",
            """
            Timestamp:datetime ConnectedNetworks DefaultGateways DeviceId DeviceName DnsAddresses IPAddresses \
            IPv4Dhcp IPv6Dhcp MacAddress MachineGroup NetworkAdapterName NetworkAdapterStatus NetworkAdapterType \
            NetworkAdapterVendor ReportId:long TunnelType
            """),
        ReferenceTable(
            "DeviceFileCertificateInfo", "Who signed files.",
            """
            Timestamp:datetime CertificateCountersignatureTime:datetime CertificateCreationTime:datetime \
            CertificateExpirationTime:datetime CertificateSerialNumber CrlDistributionPointUrls DeviceId DeviceName \
            IsRootSignerMicrosoft:bool IsSigned:bool IsTrusted:bool Issuer IssuerHash MachineGroup ReportId:long SHA1 \
            SignatureType Signer SignerHash
            """),
        ReferenceTable(
            "DeviceTvmSoftwareVulnerabilities", "Known weaknesses of programs on computers.",
            """
            CveId CveTags DeviceId DeviceName OSArchitecture OSPlatform OSVersion RecommendedSecurityUpdate \
            RecommendedSecurityUpdateId SoftwareName SoftwareVendor SoftwareVersion VulnerabilitySeverityLevel
            """),
        ReferenceTable(
            "DeviceTvmSoftwareInventory", "Programs on computers.",
            """
            DeviceId DeviceName EndOfSupportDate:datetime EndOfSupportStatus OSArchitecture OSPlatform OSVersion \
            ProductCodeCpe SoftwareName SoftwareVendor SoftwareVersion
            """),
    ]

    /// Mail and cloud programs, as Defender sees them.
    static let mail: [ReferenceTable] = [
        ReferenceTable(
            "EmailEvents", "Mail.",
            """
            Timestamp:datetime AdditionalFields:dynamic AttachmentCount:int AuthenticationDetails BulkComplaintLevel:int ConfidenceLevel \
            Connectors DeliveryAction DeliveryLocation DetectionMethods DistributionList EmailAction EmailActionPolicy \
            EmailActionPolicyGuid EmailClusterId:long EmailDirection EmailLanguage EmailSize:long ExchangeTransportRule \
            InternetMessageId LatestDeliveryAction LatestDeliveryLocation NetworkMessageId OrgLevelAction OrgLevelPolicy \
            RecipientDomain RecipientEmailAddress RecipientObjectId ReportId SenderDisplayName SenderFromAddress \
            SenderFromDomain SenderIPv4 SenderIPv6 SenderMailFromAddress SenderMailFromDomain SenderObjectId Subject \
            ThreatNames ThreatTypes To UrlCount:int UserLevelAction UserLevelPolicy
            """),
        ReferenceTable(
            "EmailAttachmentInfo", "What was attached to mail.",
            """
            Timestamp:datetime DetectionMethods FileExtension FileName FileSize:long FileType MalwareFamily NetworkMessageId \
            RecipientEmailAddress RecipientObjectId ReportId SenderDisplayName SenderFromAddress SenderObjectId SHA256 \
            ThreatNames ThreatTypes
            """),
        ReferenceTable(
            "EmailUrlInfo", "Links in mail.", "Timestamp:datetime NetworkMessageId ReportId Url UrlDomain UrlLocation"),
        ReferenceTable(
            "EmailPostDeliveryEvents", "What became of mail later.",
            """
            Timestamp:datetime Action ActionResult ActionTrigger ActionType DeliveryLocation DetectionMethods \
            InternetMessageId NetworkMessageId RecipientEmailAddress ReportId ThreatTypes
            """),
        ReferenceTable(
            "UrlClickEvents", "Links that were followed.",
            """
            Timestamp:datetime AccountUpn ActionType AppName AppVersion DetectionMethods IPAddress \
            IsClickedThrough:bool NetworkMessageId ReportId SourceId ThreatTypes Url UrlChain Workload
            """),
        ReferenceTable(
            "CloudAppEvents", "What people did in cloud programs.",
            """
            Timestamp:datetime AccountDisplayName AccountId AccountObjectId AccountType ActionType ActivityObjects:dynamic \
            ActivityType AdditionalFields:dynamic Application ApplicationId:int AppInstanceId:int AuditSource City CountryCode DeviceType \
            IPAddress IPCategory IPTags:dynamic IsAdminOperation:bool IsAnonymousProxy:bool IsExternalUser:bool \
            IsImpersonated:bool ISP LastSeenForUser:dynamic OAuthAppId ObjectId ObjectName ObjectType OSPlatform RawEventData:dynamic \
            ReportId SessionData:dynamic UncommonForUser:dynamic UserAgent UserAgentTags:dynamic
            """),
    ]
}
