extension ReferenceTable {
    private static let storage = """
        AccessTier AccountName AuthenticationHash AuthenticationType AuthorizationDetails:dynamic CallerIpAddress Category \
        ClientRequestId ConditionsUsed ContentLengthHeader:long CorrelationId DurationMs:real Etag \
        LastModifiedTime:datetime Location MetricResponseType ObjectKey OperationCount:int OperationName OperationVersion Protocol \
        ReferrerHeader RequestBodySize:long RequesterAppId RequesterAudience RequesterObjectId RequesterTenantId \
        RequesterTokenIssuer RequesterUpn RequestHeaderSize:long RequestMd5 ResponseBodySize:long ResponseHeaderSize:long \
        ResponseMd5 SasExpiryStatus SchemaVersion ServerLatencyMs:real ServiceType SourceUri StatusCode StatusText \
        TlsVersion Uri UserAgentHeader
        """

    /// Azure's own logs.
    static let azure: [ReferenceTable] = [
        ReferenceTable(
            "AzureActivity", "Changes of what runs in Azure.",
            """
            ActivityStatus ActivityStatusValue ActivitySubstatus ActivitySubstatusValue Authorization Authorization_d:dynamic Caller \
            CallerIpAddress Category CategoryValue Claims Claims_d:dynamic CorrelationId EventDataId \
            EventSubmissionTimestamp:datetime Hierarchy HTTPRequest Level OperationId OperationName OperationNameValue \
            Properties Properties_d:dynamic Resource ResourceGroup ResourceId ResourceProvider ResourceProviderValue \
            SubscriptionId
            """),
        ReferenceTable(
            "AzureDiagnostics", "Logs of Azure's services in one table.",
            """
            action_id_s action_name_s action_s additional_information_s AdditionalFields:dynamic application_name_s \
            backendHostname_s backendPoolName_s CallerIPAddress category_s Category client_ip_s client_tls_version_d:real clientIp_s \
            clientIP_s clientInfo_s clientPort_d:real clientPort_s CorrelationId data_sensitivity_information_s database_name_s \
            database_principal_name_s details_data_s details_file_s details_line_s details_message_s details_msg_s \
            direction_s DurationMs:long engine_s error_code_s event_s host_s hostname_s httpMethod_s \
            httpStatusCode_d:real httpStatusCode_s httpVersion_s id_s identity_claim_appid_g \
            identity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g \
            identity_claim_http_schemas_xmlsoap_org_ws_2005_05_identity_claims_upn_s \
            identity_claim_oid_g identity_claim_upn_s instanceId_s isAccessPolicyMatch_b:bool \
            Level listenerName_s LogicalServerName_s macAddress_s Message msg_s object_name_s OperationName OperationVersion \
            policy_s policyMode_s primaryIPv4Address_s properties_s protocol_s receivedBytes_d:real requestQuery_s \
            requestUri_s Resource ResourceGroup ResourceId ResourceProvider ResourceType response_rows_d:real \
            ResultDescription ResultSignature ResultType ruleGroup_s ruleName_s ruleId_s ruleSetType_s ruleSetVersion_s \
            RunbookName_s sentBytes_d:real server_principal_name_s serverResponseLatency_s serverRouted_s serverStatus_s \
            sequence_number_d:real session_id_d:real session_server_principal_name_s socketIp_s statement_s \
            succeeded_s SubscriptionId timeTaken_d:real trackingReference_s transaction_id_d:real userAgent_s UserAgent_s \
            vaultBaseUrl_s addrAuthType_s affected_rows_d:real
            """),
        ReferenceTable("StorageBlobLogs", "Requests to Azure's storage of blobs.", storage),
        ReferenceTable("StorageFileLogs", "Requests to Azure's storage of files.", storage + " SmbCommandDetail"),
        ReferenceTable("StorageQueueLogs", "Requests to Azure's queues.", storage),
        ReferenceTable("StorageTableLogs", "Requests to Azure's storage of tables.", storage),
        ReferenceTable(
            "AppServiceHTTPLogs", "Requests to programs on Azure.",
            """
            CIp ComputerName Cookie CsBytes:long CsHost CsMethod CsUriQuery CsUriStem CsUsername Protocol Referer Result \
            ScBytes:long ScStatus:int ScSubStatus ScWin32Status SPort TimeTaken:int UserAgent
            """),
        ReferenceTable(
            "LAQueryLogs", "Queries that people asked.",
            """
            AADClientId AADEmail AADObjectId AADTenantId CorrelationId IsBillableQuery:bool QueryText \
            QueryTimeRangeEnd:datetime QueryTimeRangeStart:datetime RequestClientApp RequestContext \
            RequestContextFilters RequestTarget ResponseCode:int ResponseDurationMs:real ResponseRowCount:int \
            StatsCPUTimeMs:real StatsDataProcessedKB:real StatsRegionCount:int StatsWorkspaceCount:int
            """),
    ]

    private static let firewall = """
        Action ActionReason DestinationIp DestinationPort:int Policy Protocol Rule RuleCollection RuleCollectionGroup \
        SourceIp SourcePort:int
        """

    /// Azure's firewall.
    static let azureFirewall: [ReferenceTable] = [
        ReferenceTable("AZFWNetworkRule", "Connections that Azure's firewall judged.", firewall),
        ReferenceTable(
            "AZFWApplicationRule", "Requests that Azure's firewall judged.",
            firewall + " Fqdn IsExplicitProxyRequest:bool IsTlsInspected:bool TargetUrl WebCategory"),
        ReferenceTable(
            "AZFWNatRule", "Translations of Azure's firewall.", firewall + " TranslatedIp TranslatedPort:int"),
        ReferenceTable(
            "AZFWThreatIntel", "What Azure's firewall knew to be bad.",
            firewall + " Fqdn IsTlsInspected:bool TargetUrl ThreatDescription"),
        ReferenceTable(
            "AZFWIdpsSignature", "Attacks that Azure's firewall recognized.",
            firewall + " Category Description Severity:int SignatureId"),
        ReferenceTable(
            "AZFWDnsQuery", "Names that Azure's firewall was asked for.",
            """
            DnssecOkBit:bool EDNS0BufferSize:int ErrorMessage ErrorNumber:int Protocol QueryClass QueryId:int QueryName \
            QueryType RequestDurationSecs:real RequestSize:int ResponseCode ResponseFlags ResponseSize:int SourceIp \
            SourcePort:int
            """),
    ]
}
