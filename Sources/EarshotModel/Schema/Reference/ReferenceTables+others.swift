extension ReferenceTable {
    /// Other clouds.
    static let otherClouds: [ReferenceTable] = [
        ReferenceTable(
            "AWSCloudTrail", "What was done in Amazon's cloud.",
            """
            AdditionalEventData APIVersion AwsEventId AWSRegion AwsRequestId AwsRequestId_ Category CidrIp CipherSuite \
            ClientProvidedHostHeader DestinationPort EC2RoleDelivery ErrorCode ErrorMessage EventName EventSource EventTypeName \
            EventVersion IpProtocol ManagementEvent:bool OperationName ReadOnly:bool RecipientAccountId \
            RequestParameters Resources ResponseElements ServiceEventDetails SessionCreationDate:datetime \
            SessionIssuerAccountId SessionIssuerArn SessionIssuerPrincipalId SessionIssuerType \
            SessionIssuerUserName SessionMfaAuthenticated:bool SharedEventId SourceIpAddress TlsVersion UserAgent \
            UserIdentityAccessKeyId UserIdentityAccountId UserIdentityArn UserIdentityInvokedBy UserIdentityPrincipalid \
            UserIdentityType UserIdentityUserName VpcEndpointId
            """),
        ReferenceTable(
            "AWSVPCFlow", "Flows through Amazon's networks.",
            """
            AccountId Action AzId Bytes:long DstAddr DstPort:int End:datetime FlowDirection InstanceId InterfaceId \
            LogStatus Packets:int PktDstAddr PktDstAwsService PktSrcAddr PktSrcAwsService Protocol:int Region \
            SrcAddr SrcPort:int Start:datetime SubLocationId SubLocationType SubnetId TcpFlags:int TrafficPath TrafficType \
            Version:int VpcId
            """),
        ReferenceTable(
            "AWSGuardDuty", "What Amazon's detector found.",
            """
            AccountId ActivityType Arn Description Id Partition Region ResourceDetails:dynamic SchemaVersion \
            ServiceDetails:dynamic Severity:real TimeCreated:datetime Title
            """),
        ReferenceTable(
            "GCPAuditLogs", "What was done in Google's cloud.",
            """
            AuthenticationInfo:dynamic AuthorizationInfo:dynamic GCPResourceName GCPResourceType InsertId LogName Metadata:dynamic \
            MethodName NumResponseItems PrincipalEmail ProjectId Request:dynamic RequestMetadata:dynamic \
            ResourceLocation:dynamic ResourceOriginalState:dynamic Response:dynamic ServiceData:dynamic ServiceName \
            Severity Status:dynamic StatusMessage Subscription Timestamp:datetime
            """),
    ]

    /// What a workspace knows of itself and of its computers.
    static let workspace: [ReferenceTable] = [
        ReferenceTable(
            "Perf", "Counters of computers.",
            """
            BucketEndTime:datetime BucketStartTime:datetime Computer CounterName CounterPath CounterValue:real \
            InstanceName Max:real Min:real ObjectName SampleCount:int StandardDeviation:real
            """),
        ReferenceTable(
            "Usage", "How much was stored.",
            """
            AvgLatencyInSeconds:real BatchesCapped:long BatchesOutsideSla:long BatchesWithinSla:long Computer DataType \
            EndTime:datetime IsBillable:bool LinkedMeterId LinkedResourceUri MeterId Quantity:real QuantityUnit \
            ResourceUri Solution StartTime:datetime TotalBatches:long
            """),
        ReferenceTable(
            "Operation", "Notices of the workspace.",
            "Computer CorrelationId Detail ErrorId HelpLink OperationCategory OperationKey OperationStatus Resource Solution"
        ),
        ReferenceTable(
            "SentinelHealth", "How connectors and rules fare.",
            """
            Description ExtendedProperties:dynamic OperationName Reason RecordId SentinelResourceId \
            SentinelResourceKind SentinelResourceName SentinelResourceType Status WorkspaceId
            """),
        ReferenceTable(
            "Watchlist", "Rows of watchlists.",
            """
            AzureTenantId CorrelationId CreatedBy:dynamic CreatedTimeUTC:datetime DefaultDuration \
            _DTItemId _DTItemStatus _DTItemType _DTTimestamp:datetime EntityMapping:dynamic LastUpdatedTimeUTC:datetime Notes \
            Provider SearchKey Source Tags TimeToLive:datetime UpdatedBy:dynamic WatchlistAlias WatchlistCategory \
            WatchlistId WatchlistItem:dynamic WatchlistItemId WatchlistName
            """),
        ReferenceTable(
            "ConfigurationChange", "Changes of files, programs and services on computers.",
            """
            Acls Attributes ChangeCategory ConfigChangeType Computer CurrentVersion DateCreated:datetime DateModified:datetime FieldsChanged \
            FileContentChecksum FileSystemPath Hive Name Previous PreviousAcls PreviousFileContentChecksum \
            PreviousValueData PreviousValueName Publisher RegistryKey Size:int SoftwareName SoftwareType SvcAccount \
            SvcDisplayName SvcName SvcPath SvcPreviousState SvcState ValueData ValueName ValueType VMUUID
            """),
        ReferenceTable(
            "SecurityBaseline", "How computers compare with advice.",
            """
            ActualResult AnalyzeOperation AnalyzeResult AzId BaselineId BaselineType CceId Computer Description \
            ExpectedResult OriginalSeverity OSName Resource RuleSetting RuleSeverity SourceComputerId
            """),
        ReferenceTable(
            "ProtectionStatus", "Which computers have protection.",
            """
            Computer ComputerEnvironment ComputerIP_Hidden DetectionId DeviceName:string OSName ProtectionStatus \
            ProtectionStatusDetails ProtectionStatusRank:int ScanDate:datetime SignatureVersion SourceComputerId Threat \
            ThreatStatus ThreatStatusDetails ThreatStatusRank:int TypeofProtection
            """),
        ReferenceTable(
            "Update", "Updates that computers need.",
            """
            Approved:bool ApprovalSource Classification Computer ComputerEnvironment KBID MSRCBulletinID MSRCSeverity \
            OSFullName OSName OSType OSVersion Optional:bool Product ProductArch ProductVersion PublishedDate:datetime \
            RebootBehavior SourceComputerId Title UpdateID UpdateState VMUUID
            """),
        ReferenceTable(
            "McasShadowItReporting", "Cloud programs that people use.",
            """
            AppCategory AppId AppInstance AppName AppScore:int AppTags:dynamic BlockedEvents:int Date:datetime DownloadedBytes:long \
            EnrichedUserName IpAddress MachineId MachineName StreamName TotalBytes:long TotalEvents:int UploadedBytes:long UserName
            """),
    ]
}
