extension ReferenceTable {
    /// Schemas of ASIM that no log family of a home fills.
    static let asim: [ReferenceTable] = [
        ReferenceTable(
            "FileEvent", "Files that were made, changed or removed.",
            """
            ActingProcessMD5 ActingProcessSHA1 ActingProcessSHA256 ActingProcessIMPHASH AccountName AccountDomain \
            FileName FolderPath InitiatingProcessFileName InitiatingProcessCommandLine Account EventID:int SHA1 SHA256 MD5 \
            ActingAppId ActingAppName ActingAppType ActingProcessCommandLine ActingProcessGuid ActingProcessId \
            ActingProcessName ActorDNUsername ActorOriginalUserType ActorScope ActorScopeId ActorSessionId \
            ActorSimpleUsername ActorUpn ActorUserAADTenant ActorUserAWSAccount ActorUserAWSId ActorUserAadId \
            ActorUserId ActorUserIdType ActorUserOktaId ActorUserPuid ActorUserSid ActorUserType ActorUserUid \
            ActorUserUpn ActorUsername ActorUsernameType ActorWindowsUsername AdditionalFields:dynamic \
            Application Dvc DvcAction DvcAwsVpcId DvcAzureResourceId DvcDescription DvcDomain DvcDomainType \
            DvcFQDN DvcHostname DvcId DvcIdType DvcInterface DvcIpAddr DvcMD4IoTid DvcMDEid DvcMacAddr \
            DvcOriginalAction DvcOs DvcOsVersion DvcScope DvcScopeId DvcVMConnectionId DvcVectraId DvcZone \
            EventCount:int EventEndTime:datetime EventMessage EventOriginalResultDetails EventOriginalSeverity \
            EventOriginalSubType EventOriginalType EventOriginalUid EventOwner EventProduct EventProductVersion \
            EventReportUrl EventResult EventResultDetails EventSchema EventSchemaVersion EventSeverity \
            EventStartTime:datetime EventSubType EventType EventUid EventVendor FileName FilePath Hash HashType \
            HttpUserAgent IpAddr NetworkApplicationProtocol Process Rule RuleName RuleNumber:int Src \
            SrcDescription SrcDeviceType SrcDomain SrcDomainType SrcDvcAction SrcDvcAwsVpcId \
            SrcDvcAzureResourceId SrcDvcId SrcDvcIdType SrcDvcMD4IoTid SrcDvcMDEid SrcDvcOriginalAction SrcDvcOs \
            SrcDvcOsVersion SrcDvcScope SrcDvcScopeId SrcDvcVMConnectionId SrcDvcVectraId SrcFQDN \
            SrcFileCreationTime:datetime SrcFileDirectory SrcFileExtension SrcFileMD5 SrcFileMimeType \
            SrcFileName SrcFilePath SrcFilePathType SrcFileSHA1 SrcFileSHA256 SrcFileSHA512 SrcFileSize:long \
            SrcGeoCity SrcGeoCountry SrcGeoLatitude:real SrcGeoLongitude:real SrcGeoRegion SrcHostname \
            SrcInterface SrcIpAddr SrcMacAddr SrcOriginalRiskLevel SrcPortNumber:int SrcRiskLevel:int SrcZone \
            TargetAppId TargetAppName TargetAppType TargetDNUsername TargetFileCreationTime:datetime \
            TargetFileDirectory TargetFileExtension TargetFileMD5 TargetFileMimeType TargetFileName \
            TargetFilePath TargetFilePathType TargetFileSHA1 TargetFileSHA256 TargetFileSHA512 \
            TargetFileSize:long TargetOriginalAppType TargetOriginalUserType TargetProcessGuid TargetProcessId \
            TargetProcessName TargetSimpleUsername TargetUrl TargetUserAADTenant TargetUserAWSAccount \
            TargetUserAWSId TargetUserAadId TargetUserId TargetUserIdType TargetUserOktaId TargetUserPuid \
            TargetUserScope TargetUserScopeId TargetUserSid TargetUserType TargetUserUPN TargetUserUid \
            TargetUsername TargetUsernameType TargetWindowsUsername ThreatCategory ThreatConfidence:int \
            ThreatField ThreatFilePath ThreatFirstReportedTime:datetime ThreatId ThreatIsActive:bool \
            ThreatLastReportedTime:datetime ThreatName ThreatOriginalConfidence ThreatOriginalRiskLevel \
            ThreatRiskLevel:int TimeGenerated:datetime Type Url User
            """),
        ReferenceTable(
            "RegistryEvent", "Changes of Windows' registry.",
            """
            ActingProcessGuid ActingProcessId ActingProcessName ActorDNUsername ActorOriginalUserType ActorScope \
            ActorScopeId ActorSessionId ActorSimpleUsername ActorUserAADTenant ActorUserAWSAccount \
            ActorUserAWSId ActorUserAadId ActorUserId ActorUserIdType ActorUserOktaId ActorUserPuid \
            ActorUserScopeId ActorUserSid ActorUserType ActorUserUid ActorUserUpn ActorUsername \
            ActorUsernameType ActorWindowsUsername AdditionalFields:dynamic Dvc DvcAction DvcAwsVpcId \
            DvcAzureResourceId DvcDescription DvcDomain DvcDomainType DvcFQDN DvcHostname DvcId DvcIdType \
            DvcInterface DvcIpAddr DvcMD4IoTid DvcMDEid DvcMacAddr DvcOriginalAction DvcOs DvcOsVersion DvcScope \
            DvcScopeId DvcVMConnectionId DvcVectraId DvcZone EventCount:int EventEndTime:datetime EventMessage \
            EventOriginalResultDetails EventOriginalSeverity EventOriginalSubType EventOriginalType \
            EventOriginalUid EventOwner EventProduct EventProductVersion EventReportUrl EventResult \
            EventResultDetails EventSchema EventSchemaVersion EventSeverity EventStartTime:datetime EventSubType \
            EventType EventUid EventVendor ParentProcessCommandLine ParentProcessGuid ParentProcessId \
            ParentProcessName Process RegistryKey RegistryPreviousKey RegistryPreviousValue \
            RegistryPreviousValueData RegistryPreviousValueType RegistryValue RegistryValueData \
            RegistryValueType Rule RuleName RuleNumber:int ThreatCategory ThreatConfidence:int ThreatField \
            ThreatFirstReportedTime:datetime ThreatId ThreatIsActive:bool ThreatLastReportedTime:datetime \
            ThreatName ThreatOriginalConfidence ThreatOriginalRiskLevel ThreatRiskLevel:int \
            TimeGenerated:datetime Type User
            """),
        ReferenceTable(
            "UserManagement", "Changes of users and groups.",
            """
            ActingAppId ActingAppName ActingAppType ActingOriginalAppType ActingProcessGuid ActingProcessId \
            ActingProcessName ActorDNUsername ActorOriginalUserType ActorScope ActorScopeId ActorSessionId \
            ActorSimpleUsername ActorUserAADTenant ActorUserAWSAccount ActorUserAWSId ActorUserAadId ActorUserId \
            ActorUserIdType ActorUserOktaId ActorUserPuid ActorUserSid ActorUserType ActorUserUid ActorUserUpn \
            ActorUsername ActorUsernameType ActorWindowsUsername AdditionalFields:dynamic Dvc DvcAction \
            DvcAwsVpcId DvcAzureResourceId DvcDescription DvcDomain DvcDomainType DvcFQDN DvcHostname DvcId \
            DvcIdType DvcInterface DvcIpAddr DvcMD4IoTid DvcMDEid DvcMacAddr DvcOriginalAction DvcOs \
            DvcOsVersion DvcScope DvcScopeId DvcVMConnectionId DvcVectraId DvcZone EventCount:int \
            EventEndTime:datetime EventMessage EventOriginalResultDetails EventOriginalSeverity \
            EventOriginalSubType EventOriginalType EventOriginalUid EventOwner EventProduct EventProductVersion \
            EventReportUrl EventResult EventResultDetails EventSchema EventSchemaVersion EventSeverity \
            EventStartTime:datetime EventSubType EventType EventUid EventVendor GroupId GroupIdType GroupName \
            GroupNameType GroupOriginalType GroupType Hostname HttpUserAgent IpAddr NewPropertyValue \
            PreviousPropertyValue Rule RuleName RuleNumber:int Src SrcDescription SrcDeviceType SrcDomain \
            SrcDomainType SrcDvcAction SrcDvcAwsVpcId SrcDvcAzureResourceId SrcDvcId SrcDvcIdType SrcDvcMD4IoTid \
            SrcDvcMDEid SrcDvcOriginalAction SrcDvcOs SrcDvcOsVersion SrcDvcScope SrcDvcScopeId \
            SrcDvcVMConnectionId SrcDvcVectraId SrcFQDN SrcGeoCity SrcGeoCountry SrcGeoLatitude:real \
            SrcGeoLongitude:real SrcGeoRegion SrcHostname SrcInterface SrcIpAddr SrcMacAddr SrcOriginalRiskLevel \
            SrcPortNumber:int SrcRiskLevel:int SrcZone TargetDNUsername TargetOriginalUserType \
            TargetSimpleUsername TargetUserAADTenant TargetUserAWSAccount TargetUserAWSId TargetUserAadId \
            TargetUserId TargetUserIdType TargetUserOktaId TargetUserPuid TargetUserScope TargetUserScopeId \
            TargetUserSessionId TargetUserSid TargetUserType TargetUserUid TargetUserUpn TargetUsername \
            TargetUsernameType TargetWindowsUsername ThreatCategory ThreatConfidence:int ThreatField \
            ThreatFirstReportedTime:datetime ThreatId ThreatIsActive:bool ThreatLastReportedTime:datetime \
            ThreatName ThreatOriginalConfidence ThreatOriginalRiskLevel ThreatRiskLevel:int \
            TimeGenerated:datetime Type UpdatedPropertyName User
            """),
        ReferenceTable(
            "AgentEvent", "What agents did.",
            """
            ActingAppId ActingAppName ActingAppType ActingDNUsername ActingOriginalAppType \
            ActingOriginalUserType ActingSimpleUsername ActingUserAADTenant ActingUserAWSAccount ActingUserAWSId \
            ActingUserAadId ActingUserId ActingUserIdType ActingUserOktaId ActingUserPuid ActingUserScope \
            ActingUserScopeId ActingUserSid ActingUserType ActingUserUPN ActingUserUid ActingUsername \
            ActingUsernameType ActingWindowsUsername ActorDNUsername ActorOriginalUserType ActorSimpleUsername \
            ActorUserAADTenant ActorUserAWSAccount ActorUserAWSId ActorUserAadId ActorUserId ActorUserIdType \
            ActorUserOktaId ActorUserPuid ActorUserScope ActorUserScopeId ActorUserSid ActorUserType \
            ActorUserUPN ActorUserUid ActorUsername ActorUsernameType ActorWindowsUsername \
            AdditionalFields:dynamic Dvc DvcAction DvcDescription DvcDomain DvcDomainType DvcFQDN DvcHostname \
            DvcId DvcIdType DvcInterface DvcIpAddr DvcMacAddr DvcOriginalAction DvcOs DvcOsVersion DvcScope \
            DvcScopeId DvcZone EventCount:int EventEndTime:datetime EventErrorDetails EventFinishReasons:dynamic \
            EventMessage EventOriginalErrorType EventOriginalRequestDetails EventOriginalResultDetails \
            EventOriginalSeverity EventOriginalSubType EventOriginalType EventOriginalUid EventOutputType \
            EventOwner EventProduct EventProductVersion EventReportUrl EventRequestFrequencyPenalty:real \
            EventRequestId EventRequestPresencePenalty:real EventRequestSeed:long EventRequestTemperature:real \
            EventRequestTopP:real EventResponseId EventResult EventResultDetails EventSchema EventSchemaVersion \
            EventSessionId EventSessionName EventSeverity EventStartTime:datetime EventSubType \
            EventThoughtProcessDetails EventThoughtProcessId EventType EventUid EventVendor InputTokensUsed:long \
            ModelName ModelProviderName OutputTokensUsed:long PlatformTargetAgentDescription \
            PlatformTargetAgentId PlatformTargetAgentName PlatformTargetOriginalAgentType SrcAgentBlueprintId \
            SrcAgentDescription SrcAgentId SrcAgentName SrcAgentOriginalType SrcDomain SrcDomainType \
            SrcDvcAction SrcDvcAwsVpcId SrcDvcAzureResourceId SrcDvcDescription SrcDvcId SrcDvcIdType \
            SrcDvcMD4IoTid SrcDvcMDEid SrcDvcOriginalAction SrcDvcOs SrcDvcOsVersion SrcDvcScope SrcDvcScopeId \
            SrcDvcVMConnectionId SrcDvcVectraId SrcFQDN SrcHostname SrcInterface SrcIpAddr SrcMacAddr \
            SrcPortNumber:int SrcZone TargetAgentBlueprintId TargetAgentDescription TargetAgentId \
            TargetAgentName TargetAgentOriginalType TargetAgentUserId TargetAgentUsername TargetDNUsername \
            TargetOriginalUserType TargetSimpleUsername TargetUserAADTenant TargetUserAWSAccount TargetUserAWSId \
            TargetUserAadId TargetUserId TargetUserIdType TargetUserOktaId TargetUserPuid TargetUserScope \
            TargetUserScopeId TargetUserSid TargetUserType TargetUserUPN TargetUserUid TargetUsername \
            TargetUsernameType TargetWindowsUsername TimeGenerated:datetime ToolDescription ToolId ToolName \
            ToolOriginalType Type
            """),
    ]
}
