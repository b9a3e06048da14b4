/// The layouts of all event tables. New fields go to the end of a list: stored tables grow at the end.
public enum EventLayouts {
    public static let all: [EventLayout] = [
        dns, dhcpEvent, authentication, webSession, processEvent, auditEvent, alertEvent, commonSecurityLog,
    ]

    /// What a session has besides the columns of `SessionRecord`.
    public static let session = EventLayout(
        .networkSession, stored: "network_session",
        [
            .dstBytes, .srcPackets, .dstPackets, .networkDuration, .networkSessionId, .networkApplicationProtocol,
            .dstFQDN, .srcHostname, .dstHostname, .srcNatIpAddr, .srcNatPortNumber, .dstNatIpAddr, .dstNatPortNumber,
            .srcUsername, .dstUsername, .srcZone, .dstZone, .srcVlanId, .dstVlanId, .srcAppName, .dstAppName,
            .eventSubType, .eventResultDetails, .eventOriginalType, .eventOriginalSubType, .eventOriginalUid,
            .eventMessage, .dvcOriginalAction, .networkRuleNumber, .networkConnectionHistory, .url,
            .urlCategory, .threatName, .threatId, .threatCategory, .srcDomain, .srcDeviceType,
            .dstDeviceType, .srcUserId, .dstUserId, .srcInterfaceName, .dstInterfaceName,
            .eventOriginalResultDetails,
        ])

    private static let event: [EventField] = [
        .eventType, .eventSubType, .eventResult, .eventResultDetails, .eventOriginalResultDetails, .eventSeverity,
        .eventOriginalSeverity, .eventOriginalType, .eventOriginalSubType, .eventOriginalUid, .eventMessage,
        .eventCount, .eventProductVersion, .dvcAction, .dvcOriginalAction, .dvcInterface, .ruleName, .ruleNumber,
    ]
    private static let ends: [EventField] = [
        .srcIpAddr, .srcPortNumber, .srcMacAddr, .srcHostname, .dstIpAddr, .dstPortNumber, .dstMacAddr, .dstHostname,
        .networkProtocol,
    ]
    private static let threat: [EventField] = [
        .threatId, .threatName, .threatCategory, .threatRiskLevel, .threatOriginalRiskLevel, .threatIpAddr,
    ]
    private static let people: [EventField] = [
        .targetUsername, .targetUserId, .targetUserType, .targetDomain, .targetHostname, .targetIpAddr,
        .targetPortNumber, .targetAppName, .targetUrl, .targetSessionId, .actorUsername, .actorUserId, .actorUserType,
        .actorSessionId, .actingAppName, .actingAppType, .actingProcessName, .actingProcessId,
        .actingProcessCommandLine,
    ]

    static let dns = EventLayout(
        .dns, stored: "dns",
        event + ends + [
            .dnsQuery, .dnsQueryType, .dnsQueryTypeName, .dnsQueryClass, .dnsQueryClassName, .dnsResponseName,
            .dnsResponseCode, .dnsFlags, .dnsNetworkDuration, .dnsSessionId, .transactionIdHex, .networkDuration,
            .urlCategory, .srcDomain, .srcUsername, .srcDeviceType, .srcProcessName, .srcProcessId, .dnsAnswerLifetime,
        ] + threat)

    static let dhcpEvent = EventLayout(
        .dhcpEvent, stored: "dhcp_event",
        event + ends + [
            .dhcpLeaseDuration, .dhcpSessionId, .dhcpSessionDuration, .dhcpSrcDHCId, .dhcpVendorClass,
            .dhcpVendorClassId, .dhcpUserClass, .dhcpCircuitId, .dhcpSubscriberId, .requestedIpAddr, .dhcpSrcIpAddr,
            .srcDomain, .srcFQDN, .srcDeviceType,
        ])

    static let authentication = EventLayout(
        .authentication, stored: "authentication",
        event + ends + people + [
            .logonMethod, .logonProtocol, .logonTarget, .httpUserAgent, .srcDomain, .srcDeviceType, .srcUsername,
            .srcZone,
            .dstZone,
        ] + threat)

    static let webSession = EventLayout(
        .webSession, stored: "web_session",
        event + ends + [
            .url, .urlCategory, .urlOriginal, .httpHost, .httpRequestMethod, .httpStatusCode, .httpVersion,
            .httpContentType, .httpContentFormat, .httpReferrer, .httpUserAgent, .httpRequestXff, .httpRequestTime,
            .httpResponseTime, .fileName, .fileSize, .fileContentType, .fileMD5, .fileSHA1, .fileSHA256, .srcBytes,
            .dstBytes, .srcPackets, .dstPackets, .networkDuration, .networkSessionId, .networkApplicationProtocol,
            .srcUsername, .dstUsername, .srcZone, .dstZone, .srcNatIpAddr, .srcNatPortNumber, .dstNatIpAddr,
            .dstNatPortNumber, .dstFQDN, .dstDomain, .srcAppName, .dstAppName, .networkRuleName, .networkRuleNumber,
            .dvcInboundInterface, .dvcOutboundInterface, .networkDirection,
        ] + threat)

    static let processEvent = EventLayout(
        .processEvent, stored: "process_event",
        event + people + [
            .targetProcessName, .targetProcessId, .targetProcessCommandLine, .targetProcessGuid,
            .targetProcessCurrentDirectory, .targetProcessMD5, .targetProcessSHA1, .targetProcessSHA256,
            .targetProcessIMPHASH, .targetProcessIntegrityLevel, .parentProcessName, .parentProcessId,
            .parentProcessCommandLine, .parentProcessGuid, .actingProcessGuid,
        ])

    static let auditEvent = EventLayout(
        .auditEvent, stored: "audit_event",
        event + ends + people + [
            .operation, .object, .objectType, .oldValue, .newValue, .httpUserAgent, .filePath, .fileName, .srcUsername,
            .srcDomain, .dvcId, .dvcZone, .srcZone, .dstZone, .targetProcessName, .targetProcessId,
        ] + threat)

    static let alertEvent = EventLayout(
        .alertEvent, stored: "alert_event",
        event + ends + [
            .alertId, .alertName, .alertDescription, .alertVerdict, .attackTactics, .attackTechniques,
            .networkApplicationProtocol, .networkSessionId, .srcBytes, .dstBytes, .srcPackets, .dstPackets, .url,
            .httpHost, .httpUserAgent, .httpRequestMethod, .dnsQuery, .fileName, .fileMD5, .fileSHA256, .srcUsername,
            .dstUsername, .targetUsername, .actorUsername, .targetHostname, .targetProcessName, .dvcInboundInterface,
            .dvcOutboundInterface, .networkDirection, .dstFQDN, .srcZone, .dstZone, .networkRuleName,
        ] + threat)

    static let commonSecurityLog = EventLayout(
        .commonSecurityLog, stored: "common_security_log",
        event + ends + [
            .deviceEventClassId, .activity, .logSeverity, .srcUsername, .dstUsername, .srcUserId, .dstUserId,
            .srcBytes, .dstBytes, .url, .urlCategory, .httpRequestMethod, .httpUserAgent, .httpReferrer, .fileName,
            .filePath, .fileSize, .fileSHA256, .fileMD5, .srcNatIpAddr, .srcNatPortNumber, .dstNatIpAddr,
            .dstNatPortNumber, .srcZone, .dstZone, .dvcInboundInterface, .dvcOutboundInterface, .dvcIpAddr, .dvcId,
            .dvcMacAddr, .srcDomain, .dstDomain, .srcProcessName, .srcProcessId, .networkApplicationProtocol,
            .networkDirection, .targetUsername, .actorUsername, .dstFQDN, .httpHost, .networkRuleName, .object,
            .operation,
        ] + threat)
}
