extension FurtherColumns {
    /// The fields of ASIM's schemas, those that have a column included. Source: Microsoft Learn, the field lists of each
    /// ASIM schema's reference.
    static let asim: [String: String] = [
        "NetworkSession": """
        ASimMatchingHostname ASimMatchingIpAddr AdditionalFields:dynamic Dst DstAppId DstAppName DstAppType \
        DstBytes:long DstDNUsername DstDescription DstDeviceType DstDomain DstDomainType DstDvcAction \
        DstDvcAwsVpcId DstDvcAzureResourceId DstDvcId DstDvcIdType DstDvcMD4IoTid DstDvcMDEid \
        DstDvcOriginalAction DstDvcOs DstDvcOsVersion DstDvcScope DstDvcScopeId DstDvcVMConnectionId \
        DstDvcVectraId DstFQDN DstGeoCity DstGeoCountry DstGeoLatitude:real DstGeoLongitude:real \
        DstGeoRegion DstHostname DstInterface DstInterfaceGuid DstInterfaceName DstIpAddr DstMacAddr \
        DstNatIpAddr DstNatPortNumber:int DstOriginalUserType DstPackets:long DstPortNumber:int \
        DstProcessGuid DstProcessId DstProcessName DstSimpleUsername DstSubscriptionId DstUserAADTenant \
        DstUserAWSAccount DstUserAWSId DstUserAadId DstUserId DstUserIdType DstUserOktaId DstUserPuid \
        DstUserScope DstUserScopeId DstUserSid DstUserType DstUserUid DstUserUpn DstUsername DstUsernameType \
        DstVlanId DstWindowsUsername DstZone Duration Dvc DvcAction DvcAwsVpcId DvcAzureResourceId \
        DvcDescription DvcDomain DvcDomainType DvcFQDN DvcHostname DvcId DvcIdType DvcInboundInterface \
        DvcInterface DvcIpAddr DvcMD4IoTid DvcMDEid DvcMacAddr DvcOriginalAction DvcOs DvcOsVersion \
        DvcOutboundInterface DvcScope DvcScopeId DvcSubscriptionId DvcVMConnectionId DvcVectraId DvcZone \
        EventCount:int EventEndTime:datetime EventMessage EventOriginalResultDetails EventOriginalSeverity \
        EventOriginalSubType EventOriginalType EventOriginalUid EventOwner EventProduct EventProductVersion \
        EventReportUrl EventResult EventResultDetails EventSchema EventSchemaVersion EventSeverity \
        EventStartTime:datetime EventSubType EventType EventUid EventVendor Hostname InnerVlanId IpAddr \
        NetworkApplicationProtocol NetworkBytes:long NetworkConnectionHistory NetworkDirection \
        NetworkDuration:int NetworkIcmpCode:int NetworkIcmpType NetworkPackets:long NetworkProtocol \
        NetworkProtocolVersion NetworkRuleName NetworkRuleNumber:int NetworkSessionId OuterVlanId Process \
        Rule SessionId Src SrcAppId SrcAppName SrcAppType SrcBytes:long SrcDNUsername SrcDescription \
        SrcDeviceType SrcDomain SrcDomainType SrcDvcAction SrcDvcAwsVpcId SrcDvcAzureResourceId SrcDvcId \
        SrcDvcIdType SrcDvcMD4IoTid SrcDvcMDEid SrcDvcOriginalAction SrcDvcOs SrcDvcOsVersion SrcDvcScope \
        SrcDvcScopeId SrcDvcVMConnectionId SrcDvcVectraId SrcFQDN SrcGeoCity SrcGeoCountry \
        SrcGeoLatitude:real SrcGeoLongitude:real SrcGeoRegion SrcHostname SrcInterface SrcInterfaceGuid \
        SrcInterfaceName SrcIpAddr SrcMacAddr SrcNatIpAddr SrcNatPortNumber:int SrcOriginalUserType \
        SrcPackets:long SrcPortNumber:int SrcProcessGuid SrcProcessId SrcProcessName SrcSimpleUsername \
        SrcSubscriptionId SrcUserAADTenant SrcUserAWSAccount SrcUserAWSId SrcUserAadId SrcUserId \
        SrcUserIdType SrcUserOktaId SrcUserPuid SrcUserScope SrcUserScopeId SrcUserSid SrcUserType \
        SrcUserUPN SrcUserUid SrcUsername SrcUsernameType SrcVlanId SrcWindowsUsername SrcZone \
        TcpFlagsAck:bool TcpFlagsCwr:bool TcpFlagsEce:bool TcpFlagsFin:bool TcpFlagsNs:bool TcpFlagsPsh:bool \
        TcpFlagsRst:bool TcpFlagsSyn:bool TcpFlagsUrg:bool ThreatCategory ThreatConfidence:int ThreatField \
        ThreatFirstReportedTime:datetime ThreatId ThreatIpAddr ThreatIsActive:bool \
        ThreatLastReportedTime:datetime ThreatName ThreatOriginalConfidence ThreatOriginalRiskLevel \
        ThreatRiskLevel:int TimeGenerated:datetime Type User
        """,
        "Dns": """
        AdditionalFields:dynamic DnsFlags DnsFlagsAuthenticated:bool DnsFlagsAuthoritative:bool \
        DnsFlagsCheckingDisabled:bool DnsFlagsRecursionAvailable:bool DnsFlagsRecursionDesired:bool \
        DnsFlagsTruncated:bool DnsFlagsZ:bool DnsNetworkDuration:int DnsQuery DnsQueryClass:int \
        DnsQueryClassName DnsQueryType:int DnsQueryTypeName DnsResponseCode:int DnsResponseCodeName \
        DnsResponseIpCity DnsResponseIpCountry DnsResponseIpLatitude:real DnsResponseIpLongitude:real \
        DnsResponseIpRegion DnsResponseName DnsSessionId Domain DomainCategory Dst DstDescription \
        DstDeviceType DstDomain DstDomainType DstDvcAction DstDvcAwsVpcId DstDvcAzureResourceId DstDvcId \
        DstDvcIdType DstDvcMD4IoTid DstDvcMDEid DstDvcOriginalAction DstDvcOs DstDvcOsVersion DstDvcScope \
        DstDvcScopeId DstDvcVMConnectionId DstDvcVectraId DstFQDN DstGeoCity DstGeoCountry \
        DstGeoLatitude:real DstGeoLongitude:real DstGeoRegion DstHostname DstInterface DstIpAddr DstMacAddr \
        DstOriginalRiskLevel DstPortNumber:int DstRiskLevel:int DstZone Duration Dvc DvcAction DvcAwsVpcId \
        DvcAzureResourceId DvcDescription DvcDomain DvcDomainType DvcFQDN DvcHostname DvcId DvcIdType \
        DvcInterface DvcIpAddr DvcMD4IoTid DvcMDEid DvcMacAddr DvcOriginalAction DvcOs DvcOsVersion DvcScope \
        DvcScopeId DvcVMConnectionId DvcVectraId DvcZone EventCount:int EventEndTime:datetime EventMessage \
        EventOriginalResultDetails EventOriginalSeverity EventOriginalSubType EventOriginalType \
        EventOriginalUid EventOwner EventProduct EventProductVersion EventReportUrl EventResult \
        EventResultDetails EventSchema EventSchemaVersion EventSeverity EventStartTime:datetime EventSubType \
        EventType EventUid EventVendor Hostname IpAddr NetworkProtocol NetworkProtocolVersion Process Rule \
        RuleName RuleNumber:int SessionId Src SrcDNUsername SrcDescription SrcDeviceType SrcDomain \
        SrcDomainType SrcDvcAction SrcDvcAwsVpcId SrcDvcAzureResourceId SrcDvcId SrcDvcIdType SrcDvcMD4IoTid \
        SrcDvcMDEid SrcDvcOriginalAction SrcDvcOs SrcDvcOsVersion SrcDvcScope SrcDvcScopeId \
        SrcDvcVMConnectionId SrcDvcVectraId SrcFQDN SrcGeoCity SrcGeoCountry SrcGeoLatitude:real \
        SrcGeoLongitude:real SrcGeoRegion SrcHostname SrcInterface SrcIpAddr SrcMacAddr SrcOriginalRiskLevel \
        SrcOriginalUserType SrcPortNumber:int SrcProcessGuid SrcProcessId SrcProcessName SrcRiskLevel:int \
        SrcSimpleUsername SrcUserAADTenant SrcUserAWSAccount SrcUserAWSId SrcUserAadId SrcUserId \
        SrcUserIdType SrcUserOktaId SrcUserPuid SrcUserScope SrcUserScopeId SrcUserSessionId SrcUserSid \
        SrcUserType SrcUserUPN SrcUserUid SrcUsername SrcUsernameType SrcWindowsUsername SrcZone \
        ThreatCategory ThreatConfidence:int ThreatField ThreatFirstReportedTime:datetime \
        ThreatFirstReportedTime_d:datetime ThreatId ThreatIpAddr ThreatIsActive:bool \
        ThreatLastReportedTime:datetime ThreatLastReportedTime_d:datetime ThreatName \
        ThreatOriginalConfidence ThreatOriginalRiskLevel ThreatOriginalRiskLevel_s ThreatRiskLevel:int \
        TimeGenerated:datetime TransactionIdHex Type UrlCategory User
        """,
        "DhcpEvent": """
        AdditionalFields:dynamic DhcpCircuitId DhcpLeaseDuration:int DhcpSessionDuration:int DhcpSessionId \
        DhcpSrcDHCId DhcpSubscriberId DhcpUserClass DhcpUserClassId DhcpVendorClass DhcpVendorClassId \
        Duration Dvc DvcAction DvcAwsVpcId DvcAzureResourceId DvcDescription DvcDomain DvcDomainType DvcFQDN \
        DvcHostname DvcId DvcIdType DvcInterface DvcIpAddr DvcMD4IoTid DvcMDEid DvcMacAddr DvcOriginalAction \
        DvcOs DvcOsVersion DvcScope DvcScopeId DvcVMConnectionId DvcVectraId DvcZone EventCount:int \
        EventEndTime:datetime EventMessage EventOriginalResultDetails EventOriginalSeverity \
        EventOriginalSubType EventOriginalType EventOriginalUid EventOwner EventProduct EventProductVersion \
        EventReportUrl EventResult EventResultDetails EventSchema EventSchemaVersion EventSeverity \
        EventStartTime:datetime EventSubType EventType EventUid EventVendor Hostname IpAddr RequestedIpAddr \
        Rule RuleName RuleNumber:int SessionId Src SrcDNUsername SrcDescription SrcDeviceType SrcDomain \
        SrcDomainType SrcDvcAction SrcDvcAwsVpcId SrcDvcAzureResourceId SrcDvcId SrcDvcIdType SrcDvcMD4IoTid \
        SrcDvcMDEid SrcDvcOriginalAction SrcDvcOs SrcDvcOsVersion SrcDvcScope SrcDvcScopeId \
        SrcDvcVMConnectionId SrcDvcVectraId SrcFQDN SrcGeoCity SrcGeoCountry SrcGeoLatitude:real \
        SrcGeoLongitude:real SrcGeoRegion SrcHostname SrcInterface SrcIpAddr SrcMacAddr SrcOriginalRiskLevel \
        SrcOriginalUserType SrcPortNumber:int SrcRiskLevel:int SrcSimpleUsername SrcUserAADTenant \
        SrcUserAWSAccount SrcUserAWSId SrcUserAadId SrcUserId SrcUserIdType SrcUserOktaId SrcUserPuid \
        SrcUserScope SrcUserScopeId SrcUserSessionId SrcUserSid SrcUserType SrcUserUPN SrcUserUid \
        SrcUsername SrcUsernameType SrcWindowsUsername SrcZone ThreatCategory ThreatConfidence:int \
        ThreatField ThreatFirstReportedTime:datetime ThreatId ThreatIsActive:bool \
        ThreatLastReportedTime:datetime ThreatName ThreatOriginalConfidence ThreatOriginalRiskLevel \
        ThreatRiskLevel:int TimeGenerated:datetime Type User
        """,
        "Authentication": """
        ActingAppId ActingAppName ActingAppType ActingOriginalAppType ActingProcessGuid ActingProcessId \
        ActingProcessName ActorDNUsername ActorOriginalUserType ActorScope ActorScopeId ActorSessionId \
        ActorSimpleUsername ActorUserAADTenant ActorUserAWSAccount ActorUserAWSId ActorUserAadId ActorUserId \
        ActorUserIdType ActorUserOktaId ActorUserPuid ActorUserSid ActorUserType ActorUserUid ActorUserUpn \
        ActorUsername ActorUsernameType ActorWindowsUsername AdditionalFields:dynamic Application Dst \
        DstDomain DstDomainType DstDvcAction DstDvcAwsVpcId DstDvcAzureResourceId DstDvcDescription DstDvcId \
        DstDvcIdType DstDvcMD4IoTid DstDvcMDEid DstDvcOriginalAction DstDvcOs DstDvcOsVersion DstDvcScope \
        DstDvcScopeId DstDvcVMConnectionId DstDvcVectraId DstFQDN DstHostname DstInterface DstIpAddr \
        DstMacAddr DstZone Dvc DvcAction DvcAwsVpcId DvcAzureResourceId DvcDescription DvcDomain \
        DvcDomainType DvcFQDN DvcHostname DvcId DvcIdType DvcInterface DvcIpAddr DvcMD4IoTid DvcMDEid \
        DvcMacAddr DvcOriginalAction DvcOs DvcOsVersion DvcScope DvcScopeId DvcVMConnectionId DvcVectraId \
        DvcZone EventCount:int EventEndTime:datetime EventMessage EventOriginalResultDetails \
        EventOriginalSeverity EventOriginalSubType EventOriginalType EventOriginalUid EventOwner \
        EventProduct EventProductVersion EventReportUrl EventResult EventResultDetails EventSchema \
        EventSchemaVersion EventSeverity EventStartTime:datetime EventSubType EventType EventUid EventVendor \
        HttpUserAgent IpAddr LogonMethod LogonProtocol LogonTarget Rule RuleName RuleNumber:int Src \
        SrcDescription SrcDeviceType SrcDomain SrcDomainType SrcDvcAction SrcDvcAwsVpcId \
        SrcDvcAzureResourceId SrcDvcId SrcDvcIdType SrcDvcMD4IoTid SrcDvcMDEid SrcDvcOriginalAction SrcDvcOs \
        SrcDvcOsVersion SrcDvcScope SrcDvcScopeId SrcDvcVMConnectionId SrcDvcVectraId SrcFQDN SrcGeoCity \
        SrcGeoCountry SrcGeoLatitude:real SrcGeoLongitude:real SrcGeoRegion SrcHostname SrcInterface \
        SrcIpAddr SrcIsp SrcMacAddr SrcOriginalRiskLevel SrcPortNumber:int SrcRiskLevel:int SrcZone \
        TargetAppId TargetAppName TargetAppType TargetDNUsername TargetDescription TargetDeviceType \
        TargetDomain TargetDomainType TargetDvcAction TargetDvcAwsVpcId TargetDvcAzureResourceId TargetDvcId \
        TargetDvcIdType TargetDvcMD4IoTid TargetDvcMDEid TargetDvcOriginalAction TargetDvcOs \
        TargetDvcOsVersion TargetDvcScope TargetDvcScopeId TargetDvcVMConnectionId TargetDvcVectraId \
        TargetFQDN TargetGeoCity TargetGeoCountry TargetGeoLatitude:real TargetGeoLongitude:real \
        TargetGeoRegion TargetHostname TargetInterface TargetIpAddr TargetMacAddr TargetOriginalAppType \
        TargetOriginalRiskLevel TargetOriginalUserType TargetPortNumber:int TargetProcessGuid \
        TargetProcessId TargetProcessName TargetRiskLevel:int TargetSessionId TargetSimpleUsername TargetUrl \
        TargetUserAADTenant TargetUserAWSAccount TargetUserAWSId TargetUserAadId TargetUserId \
        TargetUserIdType TargetUserOktaId TargetUserPuid TargetUserScope TargetUserScopeId TargetUserSid \
        TargetUserType TargetUserUid TargetUserUpn TargetUsername TargetUsernameType TargetWindowsUsername \
        TargetZone ThreatCategory ThreatConfidence:int ThreatField ThreatFirstReportedTime:datetime ThreatId \
        ThreatIpAddr ThreatIsActive:bool ThreatLastReportedTime:datetime ThreatName ThreatOriginalConfidence \
        ThreatOriginalRiskLevel ThreatRiskLevel:int TimeGenerated:datetime Type User
        """,
        "WebSession": """
        ASimMatchingHostname ASimMatchingIpAddr AdditionalFields:dynamic Dst DstAppId DstAppName DstAppType \
        DstBytes:long DstDNUsername DstDescription DstDeviceType DstDomain DstDomainType DstDvcAction \
        DstDvcAwsVpcId DstDvcAzureResourceId DstDvcId DstDvcIdType DstDvcMD4IoTid DstDvcMDEid \
        DstDvcOriginalAction DstDvcOs DstDvcOsVersion DstDvcScope DstDvcScopeId DstDvcVMConnectionId \
        DstDvcVectraId DstFQDN DstGeoCity DstGeoCountry DstGeoLatitude:real DstGeoLongitude:real \
        DstGeoRegion DstHostname DstInterface DstInterfaceGuid DstInterfaceName DstIpAddr DstMacAddr \
        DstNatIpAddr DstNatPortNumber:int DstOriginalUserType DstPackets:long DstPortNumber:int \
        DstProcessGuid DstProcessId DstProcessName DstSimpleUsername DstUserAADTenant DstUserAWSAccount \
        DstUserAWSId DstUserAadId DstUserId DstUserIdType DstUserOktaId DstUserPuid DstUserScope \
        DstUserScopeId DstUserSid DstUserType DstUserUid DstUserUpn DstUsername DstUsernameType DstVlanId \
        DstWindowsUsername DstZone Duration Dvc DvcAction DvcAwsVpcId DvcAzureResourceId DvcDescription \
        DvcDomain DvcDomainType DvcFQDN DvcHostname DvcId DvcIdType DvcInboundInterface DvcInterface \
        DvcIpAddr DvcMD4IoTid DvcMDEid DvcMacAddr DvcOriginalAction DvcOs DvcOsVersion DvcOutboundInterface \
        DvcScope DvcScopeId DvcVMConnectionId DvcVectraId DvcZone EventCount:int EventEndTime:datetime \
        EventMessage EventOriginalResultDetails EventOriginalSeverity EventOriginalSubType EventOriginalType \
        EventOriginalUid EventOwner EventProduct EventProductVersion EventReportUrl EventResult \
        EventResultDetails EventSchema EventSchemaVersion EventSeverity EventStartTime:datetime EventSubType \
        EventType EventUid EventVendor FileContentType FileMD5 FileName FileSHA1 FileSHA256 FileSHA512 \
        FileSize:long Hash HashType Hostname HttpContentFormat HttpContentType HttpCookie HttpHost \
        HttpIsProxied:bool HttpReferrer HttpRequestBodyBytes:long HttpRequestCacheControl \
        HttpRequestHeaderCount:int HttpRequestMethod HttpRequestTime:int HttpRequestXff \
        HttpResponseBodyBytes:long HttpResponseCacheControl HttpResponseExpires HttpResponseHeaderCount:int \
        HttpResponseTime:int HttpStatusCode HttpUserAgent HttpVersion InnerVlanId IpAddr \
        NetworkApplicationProtocol NetworkBytes:long NetworkConnectionHistory NetworkDirection \
        NetworkDuration:int NetworkIcmpCode:int NetworkIcmpType NetworkPackets:long NetworkProtocol \
        NetworkProtocolVersion NetworkSessionId OuterVlanId Process Rule RuleName RuleNumber:int SessionId \
        Src SrcAppId SrcAppName SrcAppType SrcBytes:long SrcDNUsername SrcDescription SrcDeviceType \
        SrcDomain SrcDomainType SrcDvcAction SrcDvcAwsVpcId SrcDvcAzureResourceId SrcDvcId SrcDvcIdType \
        SrcDvcMD4IoTid SrcDvcMDEid SrcDvcOriginalAction SrcDvcOs SrcDvcOsVersion SrcDvcScope SrcDvcScopeId \
        SrcDvcVMConnectionId SrcDvcVectraId SrcFQDN SrcGeoCity SrcGeoCountry SrcGeoLatitude:real \
        SrcGeoLongitude:real SrcGeoRegion SrcHostname SrcInterface SrcInterfaceGuid SrcInterfaceName \
        SrcIpAddr SrcMacAddr SrcNatIpAddr SrcNatPortNumber:int SrcOriginalUserType SrcPackets:long \
        SrcPortNumber:int SrcProcessGuid SrcProcessId SrcProcessName SrcSimpleUsername SrcUserAADTenant \
        SrcUserAWSAccount SrcUserAWSId SrcUserAadId SrcUserId SrcUserIdType SrcUserOktaId SrcUserPuid \
        SrcUserScope SrcUserScopeId SrcUserSid SrcUserType SrcUserUPN SrcUserUid SrcUsername SrcUsernameType \
        SrcVlanId SrcWindowsUsername SrcZone TcpFlagsAck:bool TcpFlagsCwr:bool TcpFlagsEce:bool \
        TcpFlagsFin:bool TcpFlagsNs:bool TcpFlagsPsh:bool TcpFlagsRst:bool TcpFlagsSyn:bool TcpFlagsUrg:bool \
        ThreatCategory ThreatConfidence:int ThreatField ThreatFirstReportedTime:datetime ThreatId \
        ThreatIpAddr ThreatIsActive:bool ThreatLastReportedTime:datetime ThreatName ThreatOriginalConfidence \
        ThreatOriginalRiskLevel ThreatRiskLevel:int TimeGenerated:datetime Type Url UrlCategory UrlOriginal \
        User UserAgent
        """,
        "ProcessEvent": """
        ActingProcessCommandLine ActingProcessCreationTime:datetime ActingProcessFileCompany \
        ActingProcessFileDescription ActingProcessFileInternalName ActingProcessFileOriginalName \
        ActingProcessFileProduct ActingProcessFileSize:long ActingProcessFileVersion ActingProcessFilename \
        ActingProcessGuid ActingProcessIMPHASH ActingProcessId ActingProcessInjectedAddress \
        ActingProcessIntegrityLevel ActingProcessIsHidden:bool ActingProcessMD5 ActingProcessName \
        ActingProcessSHA1 ActingProcessSHA256 ActingProcessSHA512 ActingProcessTokenElevation \
        ActorDNUsername ActorOriginalUserType ActorScope ActorScopeId ActorSessionId ActorSimpleUsername \
        ActorUserAADTenant ActorUserAWSAccount ActorUserAWSId ActorUserAadId ActorUserId ActorUserIdType \
        ActorUserOktaId ActorUserPuid ActorUserSid ActorUserType ActorUserUid ActorUserUpn ActorUsername \
        ActorUsernameType ActorWindowsUsername AdditionalFields:dynamic CommandLine Dvc DvcAction \
        DvcAwsVpcId DvcAzureResourceId DvcDescription DvcDomain DvcDomainType DvcFQDN DvcHostname DvcId \
        DvcIdType DvcInterface DvcIpAddr DvcMD4IoTid DvcMDEid DvcMacAddr DvcOriginalAction DvcOs \
        DvcOsVersion DvcScope DvcScopeId DvcVMConnectionId DvcVectraId DvcZone EventCount:int \
        EventEndTime:datetime EventMessage EventOriginalResultDetails EventOriginalSeverity \
        EventOriginalSubType EventOriginalType EventOriginalUid EventOwner EventProduct EventProductVersion \
        EventReportUrl EventResult EventResultDetails EventSchema EventSchemaVersion EventSeverity \
        EventStartTime:datetime EventSubType EventType EventUid EventVendor Hash HashType \
        ParentProcessCreationTime:datetime ParentProcessFileCompany ParentProcessFileDescription \
        ParentProcessFileProduct ParentProcessFileVersion ParentProcessGuid ParentProcessIMPHASH \
        ParentProcessId ParentProcessInjectedAddress ParentProcessIntegrityLevel ParentProcessIsHidden:bool \
        ParentProcessMD5 ParentProcessName ParentProcessSHA1 ParentProcessSHA256 ParentProcessSHA512 \
        ParentProcessTokenElevation Process Rule RuleName RuleNumber:int TargetDNUsername \
        TargetOriginalUserType TargetProcessCommandLine TargetProcessCreationTime:datetime \
        TargetProcessCurrentDirectory TargetProcessFileCompany TargetProcessFileDescription \
        TargetProcessFileInternalName TargetProcessFileOriginalName TargetProcessFileProduct \
        TargetProcessFileSize:long TargetProcessFileVersion TargetProcessFilename TargetProcessGuid \
        TargetProcessIMPHASH TargetProcessId TargetProcessInjectedAddress TargetProcessIntegrityLevel \
        TargetProcessIsHidden:bool TargetProcessMD5 TargetProcessName TargetProcessSHA1 TargetProcessSHA256 \
        TargetProcessSHA512 TargetProcessStatusCode TargetProcessTokenElevation TargetScope TargetScopeId \
        TargetSimpleUsername TargetUserAADTenant TargetUserAWSAccount TargetUserAWSId TargetUserAadId \
        TargetUserId TargetUserIdType TargetUserOktaId TargetUserPuid TargetUserScope TargetUserScopeId \
        TargetUserSessionGuid TargetUserSessionId TargetUserSid TargetUserType TargetUserUid TargetUserUpn \
        TargetUsername TargetUsernameType TargetWindowsUsername ThreatCategory ThreatConfidence:int \
        ThreatField ThreatFirstReportedTime:datetime ThreatId ThreatIsActive:bool \
        ThreatLastReportedTime:datetime ThreatName ThreatOriginalConfidence ThreatOriginalRiskLevel \
        ThreatRiskLevel:int TimeGenerated:datetime Type User
        """,
        "AuditEvent": """
        ActingAppId ActingAppName ActingAppType ActingOriginalAppType ActingProcessGuid ActingProcessId \
        ActingProcessName ActorDNUsername ActorOriginalUserType ActorScope ActorScopeId ActorSessionId \
        ActorSimpleUsername ActorUserAADTenant ActorUserAWSAccount ActorUserAWSId ActorUserAadId ActorUserId \
        ActorUserIdType ActorUserOktaId ActorUserPuid ActorUserSid ActorUserType ActorUserUid ActorUserUpn \
        ActorUsername ActorUsernameType ActorWindowsUsername AdditionalFields:dynamic Application Dst \
        DstDomain DstDomainType DstDvcAction DstDvcAwsVpcId DstDvcAzureResourceId DstDvcDescription DstDvcId \
        DstDvcIdType DstDvcMD4IoTid DstDvcMDEid DstDvcOriginalAction DstDvcOs DstDvcOsVersion DstDvcScope \
        DstDvcScopeId DstDvcVMConnectionId DstDvcVectraId DstFQDN DstHostname DstInterface DstIpAddr \
        DstMacAddr DstZone Dvc DvcAction DvcAwsVpcId DvcAzureResourceId DvcDescription DvcDomain \
        DvcDomainType DvcFQDN DvcHostname DvcId DvcIdType DvcInterface DvcIpAddr DvcMD4IoTid DvcMDEid \
        DvcMacAddr DvcOriginalAction DvcOs DvcOsVersion DvcScope DvcScopeId DvcVMConnectionId DvcVectraId \
        DvcZone EventCount:int EventEndTime:datetime EventMessage EventOriginalResultDetails \
        EventOriginalSeverity EventOriginalSubType EventOriginalType EventOriginalUid EventOwner \
        EventProduct EventProductVersion EventReportUrl EventResult EventResultDetails EventSchema \
        EventSchemaVersion EventSeverity EventStartTime:datetime EventSubType EventType EventUid EventVendor \
        HttpUserAgent IpAddr NewValue Object ObjectId ObjectType OldValue Operation OriginalObjectType Rule \
        RuleName RuleNumber:int Src SrcDescription SrcDeviceType SrcDomain SrcDomainType SrcDvcAction \
        SrcDvcAwsVpcId SrcDvcAzureResourceId SrcDvcId SrcDvcIdType SrcDvcMD4IoTid SrcDvcMDEid \
        SrcDvcOriginalAction SrcDvcOs SrcDvcOsVersion SrcDvcScope SrcDvcScopeId SrcDvcVMConnectionId \
        SrcDvcVectraId SrcFQDN SrcGeoCity SrcGeoCountry SrcGeoLatitude:real SrcGeoLongitude:real \
        SrcGeoRegion SrcHostname SrcInterface SrcIpAddr SrcMacAddr SrcOriginalRiskLevel SrcPortNumber:int \
        SrcRiskLevel:int SrcZone TargetAppId TargetAppName TargetAppType TargetDescription TargetDeviceType \
        TargetDomain TargetDomainType TargetDvcAction TargetDvcAwsVpcId TargetDvcAzureResourceId TargetDvcId \
        TargetDvcIdType TargetDvcMD4IoTid TargetDvcMDEid TargetDvcOriginalAction TargetDvcOs \
        TargetDvcOsVersion TargetDvcScope TargetDvcScopeId TargetDvcVMConnectionId TargetDvcVectraId \
        TargetFQDN TargetGeoCity TargetGeoCountry TargetGeoLatitude:real TargetGeoLongitude:real \
        TargetGeoRegion TargetHostname TargetInterface TargetIpAddr TargetMacAddr TargetOriginalAppType \
        TargetOriginalRiskLevel TargetPortNumber:int TargetProcessGuid TargetProcessId TargetProcessName \
        TargetRiskLevel:int TargetUrl TargetZone ThreatCategory ThreatConfidence:int ThreatField \
        ThreatFirstReportedTime:datetime ThreatId ThreatIpAddr ThreatIsActive:bool \
        ThreatLastReportedTime:datetime ThreatName ThreatOriginalConfidence ThreatOriginalRiskLevel \
        ThreatRiskLevel:int TimeGenerated:datetime Type User Value ValueType
        """,
        "AlertEvent": """
        AdditionalFields:dynamic AlertDescription AlertId AlertName AlertOriginalStatus AlertStatus \
        AlertVerdict AttackRemediationSteps AttackTactics AttackTechniques DetectionMethod Dvc DvcAction \
        DvcAwsVpcId DvcAzureResourceId DvcDescription DvcDomain DvcDomainType DvcFQDN DvcHostname DvcId \
        DvcIdType DvcInterface DvcIpAddr DvcMD4IoTid DvcMDEid DvcMacAddr DvcOriginalAction DvcOs \
        DvcOsVersion DvcScope DvcScopeId DvcVMConnectionId DvcVectraId DvcZone EmailMessageId EmailSubject \
        EventCount:int EventEndTime:datetime EventMessage EventOriginalResultDetails EventOriginalSeverity \
        EventOriginalSubType EventOriginalType EventOriginalUid EventOwner EventProduct EventProductVersion \
        EventReportUrl EventResult EventResultDetails EventSchema EventSchemaVersion EventSeverity \
        EventStartTime:datetime EventSubType EventType EventUid EventVendor FileMD5 FileName FilePath \
        FileSHA1 FileSHA256 FileSize:long Hostname IndicatorAssociation IndicatorType IpAddr \
        OriginalUserType ProcessCommandLine ProcessFileCompany ProcessId ProcessName RegistryKey \
        RegistryValue RegistryValueData RegistryValueType Rule RuleDescription RuleName RuleNumber:int \
        ThreatCategory ThreatConfidence:int ThreatFirstReportedTime:datetime ThreatId ThreatIsActive:bool \
        ThreatLastReportedTime:datetime ThreatName ThreatOriginalCategory ThreatOriginalConfidence \
        ThreatOriginalRiskLevel ThreatRiskLevel:int TimeGenerated:datetime Type Url User UserId UserIdType \
        UserScope UserScopeId UserSessionId UserType Username UsernameType
        """,
        "AssetEntity": """
        AADTenantId AdditionalAssetOwners:dynamic AdditionalFields:dynamic \
        AssetClassificationLastScanDateTime:datetime AssetIsProtectedByDlp:bool \
        AssetOriginalDataClassificationType:dynamic AssetOriginalPermissions:dynamic \
        AssetOriginalRiskDetails:dynamic AssetOriginalRiskLevel AssetOriginalSensitivityLevel \
        AssetOriginalType AssetOwnerId AssetOwnerIdType AssetOwnerScope AssetOwnerScopeId AssetOwnerType \
        AssetPath AssetRelatedIndicators:dynamic AssetRiskFirstReportedTime:datetime \
        AssetRiskLastReportedTime:datetime AssetRiskLevel AssetRiskName AssetSensitivityLabel AssetType Dvc \
        DvcAction DvcDescription DvcDomain DvcDomainType DvcFQDN DvcHostname DvcId DvcIdType DvcInterface \
        DvcIpAddr DvcMacAddr DvcOriginalAction DvcOs DvcOsVersion DvcScope DvcScopeId DvcZone \
        EntityCreatedTime:datetime EntityFeedType EntityId EntityIdType EntityIngestionTime:datetime \
        EntityIsDeleted:bool EntityKey EntityLastAccessedTime:datetime EntityLastModifiedTime:datetime \
        EntityName EntityNameType EntityOriginalId EntityOriginalSource EntityProduct EntitySchema \
        EntitySchemaVersion EntitySnapshotId EntitySource EntitySubProduct EntityUpdatedTime:datetime \
        EntityVendor EventCount:int EventEndTime:datetime EventMessage EventOriginalResultDetails \
        EventOriginalSeverity EventOriginalSubType EventOriginalType EventOriginalUid EventOwner \
        EventProduct EventProductVersion EventReportUrl EventResult EventResultDetails EventSchema \
        EventSchemaVersion EventSeverity EventStartTime:datetime EventSubType EventType EventUid EventVendor \
        ExternalUsersCount:int FileExtension FileIsSignatureValid:bool FileMD5 FilePath FileSHA1 FileSHA256 \
        FileSHA512 FileSignatureDetails FileSize:long IdentityDirectoryId IdentityDirectoryName \
        InternalUsersCount:int SitePath SitePrimaryUri TimeGenerated:datetime Type User
        """,
    ]
}
