extension ReferenceTable {
    /// Indicators of threats, in the tables' present and former shape.
    static let threatIntelligence: [ReferenceTable] = [
        ReferenceTable(
            "ThreatIntelIndicators", "What is known to be bad.",
            """
            AdditionalFields:dynamic AzureTenantId Confidence:int Created:datetime Data:dynamic Id IsActive:bool \
            IsDeleted:bool LastUpdateMethod Modified:datetime ObservableKey ObservableValue Pattern Revoked:bool \
            SourceSystem Tags ValidFrom:datetime ValidUntil:datetime WorkspaceId
            """),
        ReferenceTable(
            "ThreatIntelObjects", "What is known of threats beyond indicators.",
            """
            AzureTenantId Created:datetime Data:dynamic Id IsDeleted:bool LastUpdateMethod Modified:datetime \
            StixType Tags WorkspaceId
            """),
        ReferenceTable(
            "ThreatIntelligenceIndicator",
            "What is known to be bad, in the shape that came before ThreatIntelIndicators.",
            """
            Action Active:bool ActivityGroupNames AdditionalInformation ApplicationId AzureTenantId ConfidenceScore:real \
            Description DiamondModel DomainName EmailEncoding EmailLanguage EmailRecipient EmailSenderAddress \
            EmailSenderName EmailSourceDomain EmailSourceIpAddress EmailSubject EmailXMailer ExpirationDateTime:datetime \
            ExternalIndicatorId FileCompileDateTime:datetime FileCreatedDateTime:datetime FileHashType FileHashValue \
            FileMutexName FileName FilePacker FilePath FileSize:int FileType IndicatorId IndicatorProvider \
            KillChainActions:bool KillChainC2:bool KillChainDelivery:bool KillChainExploitation:bool \
            KillChainReconnaissance:bool KillChainWeaponization:bool KnownFalsePositives MalwareNames \
            NetworkCidrBlock NetworkDestinationAsn:int NetworkDestinationCidrBlock NetworkDestinationIP \
            NetworkDestinationPort:int NetworkIP NetworkPort:int NetworkProtocol:int NetworkSourceAsn:int NetworkSourceCidrBlock \
            NetworkSourceIP NetworkSourcePort:int PassiveOnly:bool SourceSystem Tags ThreatSeverity:int ThreatType \
            TrafficLightProtocolLevel Url UserAgent
            """, from: formerIndicators),
    ]

    private static let formerIndicators = Source(
        "ThreatIntelIndicators",
        [
            "Action": "'alert'", "Active": "IsActive", "AzureTenantId": "AzureTenantId",
            "ConfidenceScore": "toreal(Confidence)", "Description": "tostring(Data.description)",
            "DomainName": value("domain-name:value"), "EmailSenderAddress": value("email-addr:value"),
            "ExpirationDateTime": "ValidUntil", "ExternalIndicatorId": "Id", "IndicatorId": "Id",
            "IndicatorProvider": "SourceSystem", "SourceSystem": "SourceSystem", "Tags": "Tags",
            "FileHashType": "iff(ObservableKey startswith 'file:hashes.', "
                + "replace_string(trim(@\"[']\", substring(ObservableKey, 12)), '-', ''), '')",
            "FileHashValue": "iff(ObservableKey startswith 'file:hashes.', ObservableValue, '')",
            "FileName": value("file:name"), "NetworkIP": address, "Url": value("url:value"),
            "ThreatType": "tostring(Data.indicator_types[0])",
            "ThreatSeverity": "toint(case(Confidence >= 80, 5, Confidence >= 60, 4, Confidence >= 40, 3, 2))",
            "TrafficLightProtocolLevel": "'white'",
        ])

    private static func value(_ key: String) -> String { "iff(ObservableKey == '\(key)', ObservableValue, '')" }

    private static let address =
        "iff(ObservableKey in ('ipv4-addr:value', 'ipv6-addr:value', 'network-traffic:dst_ref.value', "
        + "'network-traffic:src_ref.value'), ObservableValue, '')"
}
