extension ReferenceTable {
    /// What was found, in the words of Sentinel.
    static let alerts: [ReferenceTable] = [
        ReferenceTable(
            "SecurityAlert", "Alerts of security products; here, those of the table AlertEvent.",
            """
            AlertLink AlertName AlertSeverity AlertType CompromisedEntity ConfidenceLevel ConfidenceScore:real Description \
            DisplayName EndTime:datetime Entities ExtendedLinks ExtendedProperties IsIncident:bool \
            ProcessingEndTime:datetime ProductComponentName ProductName ProviderName RemediationSteps ResourceId \
            SourceComputerId StartTime:datetime Status SubTechniques SystemAlertId Tactics Techniques VendorName \
            VendorOriginalId WorkspaceResourceGroup WorkspaceSubscriptionId
            """,
            from: Source(
                "AlertEvent",
                [
                    "AlertName":
                        "case(isnotempty(AlertName), AlertName, isnotempty(ThreatName), ThreatName, EventMessage)",
                    "DisplayName":
                        "case(isnotempty(AlertName), AlertName, isnotempty(ThreatName), ThreatName, EventMessage)",
                    "AlertSeverity": "EventSeverity", "AlertType": "EventOriginalType",
                    "CompromisedEntity": "DeviceName", "Description": "AlertDescription",
                    "EndTime": "TimeGenerated", "StartTime": "TimeGenerated",
                    "ProcessingEndTime": "TimeReceived", "ProductName": "EventProduct", "ProviderName": "EventProduct",
                    "VendorName": "EventVendor", "SystemAlertId": "AlertId", "VendorOriginalId": "EventOriginalUid",
                    "Tactics": "AttackTactics", "Techniques": "AttackTechniques", "IsIncident": "false",
                    "ExtendedProperties": "tostring(AdditionalFields)", "Entities": "'[]'", "Status": "'New'",
                    "Computer": "DvcHostname",
                ])),
        ReferenceTable(
            "SecurityIncident", "Incidents.",
            """
            AdditionalData:dynamic AlertIds:dynamic BookmarkIds:dynamic Classification ClassificationComment \
            ClassificationReason ClosedTime:datetime Comments:dynamic CreatedTime:datetime Description \
            FirstActivityTime:datetime FirstModifiedTime:datetime IncidentName IncidentNumber:int IncidentUrl \
            Labels:dynamic LastActivityTime:datetime LastModifiedTime:datetime ModifiedBy Owner:dynamic ProviderIncidentId \
            ProviderName RelatedAnalyticRuleIds:dynamic Severity SourceSystem Status Tasks:dynamic Title
            """),
        ReferenceTable(
            "AlertInfo", "Alerts of Defender.",
            """
            Timestamp:datetime AlertId AttackTechniques Category DetectionSource ServiceSource Severity Title
            """),
        ReferenceTable(
            "AlertEvidence", "What alerts of Defender are about.",
            """
            Timestamp:datetime AccountDomain AccountName AccountObjectId AccountSid AccountUpn AdditionalFields AlertId \
            Application ApplicationId AttackTechniques Categories CloudPlatform CloudResource DetectionSource \
            DeviceId DeviceName EmailSubject EntityType EvidenceDirection EvidenceRole FileName FileSize:long FolderPath \
            LocalIP NetworkMessageId OAuthApplicationId ProcessCommandLine RegistryKey RegistryValueData \
            RegistryValueName RemoteIP RemoteUrl ServiceSource Severity SHA1 SHA256 ThreatFamily Title
            """),
        ReferenceTable(
            "Anomalies", "What Sentinel finds unusual.",
            """
            ActivityInsights:dynamic AnomalyDetails:dynamic AnomalyReasons:dynamic AnomalyTemplateId \
            AnomalyTemplateName AnomalyTemplateVersion Description DestinationDevice DestinationIpAddress \
            DestinationLocation:dynamic DeviceInsights:dynamic EndTime:datetime Entities:dynamic ExtendedLinks:dynamic \
            ExtendedProperties:dynamic Id RuleConfigVersion RuleId RuleName RuleStatus Score:real SourceDevice \
            SourceIpAddress SourceLocation:dynamic StartTime:datetime Tactics Techniques UserInsights:dynamic UserName \
            UserPrincipalName VendorName WorkspaceId
            """),
        ReferenceTable(
            "SecurityRecommendation", "Advice of Defender for Cloud.",
            """
            AssessedResourceId Description DiscoveredTimeUTC:datetime Environment IsSnapshot:bool \
            NotApplicableReason Properties:dynamic RecommendationAdditionalData:dynamic RecommendationDisplayName \
            RecommendationId RecommendationLink RecommendationName RecommendationSeverity RecommendationState \
            ResourceRegion ResourceTenantId StatusChangeDate:datetime
            """),
    ]
}
