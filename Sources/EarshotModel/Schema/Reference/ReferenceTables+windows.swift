extension ReferenceTable {
    /// Windows' own logs.
    static let windows: [ReferenceTable] = [
        ReferenceTable(
            "SecurityEvent", "Security events of Windows computers.",
            """
            AccessMask Account AccountDomain AccountExpires AccountName AccountSessionIdentifier AccountType Activity \
            AdditionalInfo AdditionalInfo2 AllowedToDelegateTo Attributes AuditPolicyChanges AuditsDiscarded:int \
            AuthenticationLevel:int AuthenticationPackageName AuthenticationProvider AuthenticationServer \
            AuthenticationService:int AuthenticationType AzureDeploymentID CACertificateHash CalledStationID \
            CallerProcessId CallerProcessName CallingStationID CAPublicKeyHash CategoryId CertificateDatabaseHash \
            Channel ClassId ClassName ClientAddress ClientIPAddress ClientName CommandLine CompatibleIds Computer \
            DCDNSName DeviceDescription DeviceId DisplayName Disposition DomainBehaviorVersion DomainName \
            DomainPolicyChanged DomainSid EAPType ElevatedToken ErrorCode:int EventData EventID:int \
            EventLevelName EventOriginId EventRecordId EventSourceName ExtendedQuarantineState FailureReason FileHash \
            FilePath FilePathNoUser Filter ForceLogoff Fqbn FullyQualifiedSubjectMachineName \
            FullyQualifiedSubjectUserName GroupMembership HandleId HardwareIds HomeDirectory HomePath \
            ImpersonationLevel InterfaceUuid IpAddress IpPort KeyLength:int Keywords Level LmPackageName \
            LocationInformation LockoutDuration LockoutObservationWindow LockoutThreshold LoggingResult LogonGuid \
            LogonHours LogonID LogonProcessName LogonType:int LogonTypeName Message MachineAccountQuota MachineInventory \
            MachineLogon MandatoryLabel MaxPasswordAge MemberName MemberSid MinPasswordAge MinPasswordLength \
            MixedDomainMode NASIdentifier NASIPv4Address NASIPv6Address NASPort NASPortType NetworkPolicyName NewDate \
            NewMaxUsers NewProcessId NewProcessName NewRemark NewShareFlags NewTime NewUacValue NewValue NewValueType \
            ObjectName ObjectServer ObjectType ObjectValueName OemInformation OldMaxUsers OldRemark OldShareFlags \
            OldUacValue OldValue OldValueType OperationType PackageName ParentProcessName PartitionKey \
            PasswordHistoryLength PasswordLastSet PasswordProperties PreviousDate PreviousTime PrimaryGroupId \
            PrivateKeyUsageCount PrivilegeList Process ProcessId ProcessName ProfilePath Properties ProtocolSequence \
            ProxyPolicyName QuarantineHelpURL QuarantineSessionID QuarantineSessionIdentifier QuarantineState \
            QuarantineSystemHealthResult RelativeTargetName RemoteIpAddress RemotePort Requester RequestId \
            RestrictedAdminMode Role RowKey RowsDeleted SamAccountName ScriptPath SecurityDescriptor ServiceAccount \
            ServiceFileName ServiceName ServiceStartType:int ServiceType SessionName ShareLocalPath ShareName \
            SidHistory SourceComputerId Status StorageAccount SubcategoryGuid SubcategoryId Subject SubjectAccount \
            SubjectDomainName SubjectKeyIdentifier SubjectLogonId SubjectMachineName SubjectMachineSID SubjectUserName \
            SubjectUserSid SubStatus SystemProcessId:int SystemThreadId:int SystemUserId TableId TargetAccount \
            TargetDomainName TargetInfo TargetLinkedLogonId TargetLogonGuid TargetLogonId TargetOutboundDomainName \
            TargetOutboundUserName TargetServerName TargetSid TargetUser TargetUserName TargetUserSid Task:int \
            TemplateContent TemplateDSObjectFQDN TemplateInternalName TemplateOID TemplateSchemaVersion \
            TemplateVersion TimeCollected:datetime TokenElevationType TransmittedServices UserAccountControl \
            UserParameters UserPrincipalName UserWorkstations VendorIds Version VirtualAccount Workstation \
            WorkstationName
            """, from: securityEvents),
        ReferenceTable(
            "WindowsEvent", "Events of Windows computers, with their data as a bag.",
            """
            Channel Computer Correlation EventData:dynamic EventID:int EventLevel:int EventLevelName EventOriginId \
            EventRecordId Keywords Level Opcode:int Provider RawEventData SystemProcessId:int SystemThreadId:int \
            SystemUserId Task:int TimeCreated:datetime Version:int
            """),
        ReferenceTable(
            "Event", "Windows event logs, with their data as XML.",
            """
            AzureDeploymentID Computer EventCategory:int EventData EventID:int EventLevel:int EventLevelName EventLog \
            Message ParameterXml RenderedDescription Role Source UserName
            """),
        ReferenceTable(
            "WindowsFirewall", "Windows' firewall log.",
            """
            AdditionalInfo CommunicationDirection Computer Date DestinationIP DestinationPort:int Details \
            FirewallAction FullDestinationAddress Info IpProtocol:int MaliciousIP MaliciousIPCountry \
            MaliciousIPLatitude:real MaliciousIPLongitude:real Protocol RemoteIP RemoteIPCountry \
            RemoteIPLatitude:real RemoteIPLongitude:real Resource SourceIP SourcePort:int TcpFlags TLPLevel
            """),
        ReferenceTable(
            "LinuxAuditLog", "The audit log of Linux computers.",
            """
            AuditID AuditType Computer CommandLine EventID:int NodeName RecordText RecordType SerialNumber:int \
            Timestamp:datetime User UserName
            """),
    ]

    /// What reporters on Windows told of processes and sign-ins, under the numbers of Windows' own events.
    private static let securityEvents = Source(
        """
        union (ProcessEvent | where EventVendor == 'Microsoft' and EventType == 'ProcessCreated' \
        | extend EventID = 4688, Account = ActorUsername, Activity = '4688 - A new process has been created.'), \
        (Authentication | where EventVendor == 'Microsoft' and EventType == 'Logon' \
        | extend EventID = iff(EventResult == 'Failure', 4625, 4624), Account = TargetUsername, \
        Activity = iff(EventResult == 'Failure', '4625 - An account failed to log on.', \
        '4624 - An account was successfully logged on.'))
        """,
        [
            "EventID": "toint(EventID)", "Computer": "DvcHostname", "Account": "Account", "Activity": "Activity",
            "AccountName": "tostring(split(Account, '\\\\')[-1])", "AccountType": "'User'",
            "TargetUserName": "TargetUsername", "TargetAccount": "TargetUsername", "TargetUser": "TargetUsername",
            "SubjectUserName": "ActorUsername", "SubjectAccount": "ActorUsername", "SubjectUserSid": "ActorUserId",
            "TargetUserSid": "TargetUserId", "TargetDomainName": "TargetDomain", "IpAddress": "SrcIpAddr",
            "IpPort": "tostring(SrcPortNumber)", "WorkstationName": "SrcHostname",
            "NewProcessName": "TargetProcessName",
            "NewProcessId": "tostring(TargetProcessId)", "CommandLine": "TargetProcessCommandLine",
            "ParentProcessName": "ParentProcessName", "ProcessName": "ActingProcessName",
            "ProcessId": "tostring(ActingProcessId)", "EventSourceName": "'Microsoft-Windows-Security-Auditing'",
            "Channel": "'Security'", "Message": "EventMessage", "FailureReason": "EventResultDetails",
            "SourceSystem": "'OpsManager'",
            "Process": "tostring(split(TargetProcessName, '\\\\')[-1])",
        ])
}
