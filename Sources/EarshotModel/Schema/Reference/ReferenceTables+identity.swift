extension ReferenceTable {
    private static let signIn = """
        AADTenantId AlternateSignInName AppDisplayName AppId AppliedEventListeners:dynamic \
        AuthenticationContextClassReferences AuthenticationMethodsUsed AuthenticationProcessingDetails \
        AuthenticationProtocol AuthenticationRequirement AuthenticationRequirementPolicies AutonomousSystemNumber \
        Category ClientAppUsed ConditionalAccessStatus CorrelationId CreatedDateTime:datetime \
        CrossTenantAccessType DurationMs:long FlaggedForReview:bool HomeTenantId Id Identity IncomingTokenType IPAddress \
        IPAddressFromResourceProvider IsInteractive:bool IsRisky:bool IsTenantRestricted:bool Level Location \
        NetworkLocationDetails OperationName OperationVersion OriginalRequestId ProcessingTimeInMilliseconds \
        Resource ResourceDisplayName ResourceGroup ResourceId ResourceIdentity ResourceOwnerTenantId \
        ResourceProvider ResourceServicePrincipalId ResourceTenantId ResultDescription ResultSignature ResultType \
        RiskDetail RiskEventTypes RiskEventTypes_V2 RiskLevel RiskLevelAggregated RiskLevelDuringSignIn RiskState \
        ServicePrincipalId ServicePrincipalName SessionId SessionLifetimePolicies SignInEventTypes SignInIdentifier \
        SignInIdentifierType SourceAppClientId TokenIssuerName TokenIssuerType TokenProtectionStatusDetails \
        UniqueTokenIdentifier UserAgent UserDisplayName UserId UserPrincipalName UserType
        """

    /// Sign-ins to Microsoft's cloud, and who the people are.
    static let identity: [ReferenceTable] = [
        ReferenceTable(
            "SigninLogs", "Sign-ins of people to Microsoft Entra ID.",
            signIn
                + """
                 AuthenticationDetails ConditionalAccessPolicies:dynamic DeviceDetail:dynamic LocationDetails:dynamic \
                MfaDetail:dynamic Status:dynamic
                """),
        ReferenceTable(
            "AADNonInteractiveUserSignInLogs", "Sign-ins of programs on behalf of people to Microsoft Entra ID.",
            signIn
                + """
                 AuthenticationDetails ConditionalAccessPolicies DeviceDetail LocationDetails MfaDetail Status \
                ManagedServiceIdentity
                """),
        ReferenceTable(
            "AADServicePrincipalSignInLogs", "Sign-ins of services to Microsoft Entra ID.",
            signIn
                + """
                 ConditionalAccessPolicies LocationDetails ServicePrincipalCredentialKeyId \
                ServicePrincipalCredentialThumbprint FederatedCredentialId Agent
                """),
        ReferenceTable(
            "AADManagedIdentitySignInLogs", "Sign-ins of managed identities to Microsoft Entra ID.",
            signIn + " ConditionalAccessPolicies LocationDetails ServicePrincipalCredentialKeyId"),
        ReferenceTable(
            "AuditLogs", "Changes in Microsoft Entra ID.",
            """
            AADOperationType AADTenantId ActivityDateTime:datetime ActivityDisplayName AdditionalDetails:dynamic \
            Category CorrelationId DurationMs:long Id Identity InitiatedBy:dynamic Level Location LoggedByService \
            OperationName OperationVersion Resource ResourceGroup ResourceId ResourceProvider Result ResultDescription \
            ResultReason ResultSignature ResultType TargetResources:dynamic UserAgent
            """),
        ReferenceTable(
            "AADUserRiskEvents", "Risks that Microsoft Entra ID sees in sign-ins.",
            """
            Activity ActivityDateTime:datetime AdditionalInfo:dynamic CorrelationId DetectedDateTime:datetime \
            DetectionTimingType Id IpAddress LastUpdatedDateTime:datetime Location:dynamic OperationName RequestId \
            RiskDetail RiskEventType RiskLevel RiskState Source TokenIssuerType UserDisplayName UserId \
            UserPrincipalName
            """),
        ReferenceTable(
            "AADRiskyUsers", "People at risk, as Microsoft Entra ID sees it.",
            """
            CorrelationId Id IsDeleted:bool IsProcessing:bool OperationName RiskDetail RiskLastUpdatedDateTime:datetime \
            RiskLevel RiskState UserDisplayName UserPrincipalName
            """),
        ReferenceTable(
            "IdentityInfo", "People of an organization.",
            """
            AccountCloudSID AccountCreationTime:datetime AccountDisplayName AccountDomain AccountName AccountObjectId \
            AccountSID AccountTenantId AccountUPN AdditionalMailAddresses:dynamic AssignedRoles:dynamic BlastRadius \
            ChangeSource City Country DeletedDateTime:datetime Department EmployeeId EntityRiskScore ExtensionProperty \
            GivenName GroupMembership:dynamic InvestigationPriority:int InvestigationPriorityPercentile:int \
            IsAccountEnabled:bool IsMFARegistered:bool IsServiceAccount:bool JobTitle LastSeenDate:datetime MailAddress \
            Manager OnPremisesDistinguishedName OnPremisesExtensionAttributes Phone RelatedAccounts:dynamic RiskLevel \
            RiskLevelDetails RiskState ServicePrincipals:dynamic SourceSystem State StreetAddress Surname Tags:dynamic \
            UACFlags UserAccountControl:dynamic UserState UserStateChangedOn:datetime UserType
            """),
        ReferenceTable(
            "BehaviorAnalytics", "What is unusual in what people do.",
            """
            ActionType ActivityInsights:dynamic ActivityType DestinationDevice DestinationIPAddress \
            DestinationIPLocation Device DevicesInsights:dynamic EventProductVersion EventSource EventVendor \
            InvestigationPriority:int NativeTableName SourceDevice SourceIPAddress SourceIPLocation SourceRecordId \
            TimeProcessed:datetime UserName UserPrincipalName UsersInsights:dynamic
            """),
        ReferenceTable(
            "IdentityLogonEvents", "Sign-ins that Defender for Identity saw.",
            """
            Timestamp:datetime AccountDisplayName AccountDomain AccountName AccountObjectId AccountSid AccountUpn \
            ActionType AdditionalFields:dynamic Application DestinationDeviceName DestinationIPAddress DestinationPort \
            DeviceName DeviceType FailureReason IPAddress ISP LastSeenForUser:dynamic Location LogonType OSPlatform Port \
            Protocol ReportId TargetAccountDisplayName TargetDeviceName UncommonForUser:dynamic
            """),
        ReferenceTable(
            "IdentityQueryEvents", "Questions about people that Defender for Identity saw.",
            """
            Timestamp:datetime AccountDisplayName AccountDomain AccountName AccountObjectId AccountSid AccountUpn \
            ActionType AdditionalFields:dynamic Application DestinationDeviceName DestinationIPAddress DestinationPort \
            DeviceName IPAddress Location Port Protocol Query QueryTarget QueryType ReportId TargetAccountDisplayName \
            TargetAccountUpn TargetDeviceName
            """),
        ReferenceTable(
            "IdentityDirectoryEvents", "Changes of people that Defender for Identity saw.",
            """
            Timestamp:datetime AccountDisplayName AccountDomain AccountName AccountObjectId AccountSid AccountUpn \
            ActionType AdditionalFields:dynamic Application DestinationDeviceName DestinationIPAddress DestinationPort \
            DeviceName IPAddress ISP Location Port Protocol ReportId TargetAccountDisplayName TargetAccountUpn \
            TargetDeviceName
            """),
        ReferenceTable(
            "OfficeActivity", "What people did in Microsoft 365.",
            """
            AADGroupId AADTarget Activity Actor ActorContextId ActorIpAddress AddOnGuid AddonName AddOnType \
            AffectedItems AppAccessContext AppDistributionMode AppId Application ApplicationId AppPoolName AzureActiveDirectory_EventType \
            AzureADAppId ChannelGuid ChannelName ChannelType ChatName ChatThreadId Client Client_IPAddress \
            ClientAppId ClientInfoString ClientIP ClientMachineName ClientProcessName ClientVersion \
            CommunicationType CorrelationId CrossMailboxOperations:bool CustomEvent CustomizedDoclib DestFolder \
            DestinationFileExtension DestinationFileName DestinationRelativeUrl DestMailboxId DestMailboxOwnerMasterAccountSid \
            DestMailboxOwnerSid DestMailboxOwnerUPN ElevationApprovedTime:datetime ElevationApprover \
            ElevationApproverUPN ElevationDuration ElevationRequestId ElevationRole ElevationTime:datetime Event_Data \
            EventSource ExtendedProperties ExternalAccess Extra_Properties Folder Folders FromApp:bool GenericInfo \
            HostedContents InternalLogonType InterSystemsId IntraSystemId IsManagedDevice:bool Item ItemName ItemType \
            LoginStatus:int Logon_Type LogonUserDisplayName LogonUserSid MachineDomainInfo MachineId \
            MailboxGuid MailboxOwnerMasterAccountSid MailboxOwnerSid MailboxOwnerUPN Members MessageId ModifiedObjectResolvedName \
            ModifiedProperties Name NewValue OfficeId OfficeObjectId OfficeTenantId OfficeWorkload OldValue Operation \
            OperationProperties OperationScope OrganizationId OrganizationName OriginatingServer Parameters RecordType \
            ResultReasonType ResultStatus SendAsUserMailboxGuid SendAsUserSmtp SendonBehalfOfUserMailboxGuid \
            SendOnBehalfOfUserSmtp SharingType Site_ Site_Url Source_Name SourceFileExtension SourceFileName \
            SourceRecordId SourceRelativeUrl SRPolicyId SRPolicyName SRRuleMatchDetails Start_Time:datetime \
            SupportTicketId TabType TargetContextId TargetUserId TargetUserOrGroupName TargetUserOrGroupType \
            TeamGuid TeamName UserAgent UserDomain UserId UserKey UserSharedWith UserType
            """),
    ]
}
