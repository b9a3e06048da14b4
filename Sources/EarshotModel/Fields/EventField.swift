/// A field that a family can find in a line, by its ASIM name. The raw value is an index and is never stored.
///
/// Adding one: a case here and its row in the table of the same topic (`Fields+<topic>.swift`), at the same place.
public enum EventField: UInt8, CaseIterable, Sendable {
    // event
    case eventType, eventSubType, eventResult, eventResultDetails, eventOriginalResultDetails, eventSeverity
    case eventOriginalSeverity, eventOriginalType, eventOriginalSubType, eventOriginalUid, eventMessage, eventCount
    case eventVendor, eventProduct, eventProductVersion, eventReportUrl
    // device
    case dvcAction, dvcOriginalAction, dvcIpAddr, dvcMacAddr, dvcId, dvcDescription, dvcInterface
    case dvcInboundInterface, dvcOutboundInterface, dvcZone, ruleName, ruleNumber
    // source
    case srcIpAddr, srcPortNumber, srcMacAddr, srcHostname, srcFQDN, srcDomain, srcDeviceType, srcDvcId, srcZone
    case srcVlanId, srcInterfaceName, srcNatIpAddr, srcNatPortNumber, srcBytes, srcPackets, srcUsername, srcUserId
    case srcUserType, srcAppName, srcProcessName, srcProcessId, srcGeoCountry, srcDescription, srcSubnet
    // destination
    case dstIpAddr, dstPortNumber, dstMacAddr, dstHostname, dstFQDN, dstDomain, dstDeviceType, dstDvcId, dstZone
    case dstVlanId, dstInterfaceName, dstNatIpAddr, dstNatPortNumber, dstBytes, dstPackets, dstUsername, dstUserId
    case dstAppName, dstGeoCountry, dstDescription, dstSubnet
    // network
    case networkProtocol, networkApplicationProtocol, networkDirection, networkDuration, networkBytes, networkPackets
    case networkSessionId, networkConnectionHistory, networkIcmpType, networkIcmpCode, networkRuleName
    case networkRuleNumber, tcpFlags
    // naming
    case dnsQuery, dnsQueryType, dnsQueryTypeName, dnsQueryClass, dnsQueryClassName, dnsResponseName, dnsResponseCode
    case dnsFlags, dnsNetworkDuration, dnsSessionId, transactionIdHex, dnsAnswerLifetime
    // lease
    case dhcpLeaseDuration, dhcpSessionId, dhcpSessionDuration, dhcpSrcDHCId, dhcpVendorClass, dhcpVendorClassId
    case dhcpUserClass, dhcpCircuitId, dhcpSubscriberId, requestedIpAddr, dhcpSrcIpAddr
    // person
    case targetUsername, targetUserId, targetUserType, targetDomain, targetHostname, targetIpAddr, targetPortNumber
    case targetAppName, targetUrl, targetSessionId, actorUsername, actorUserId, actorUserType, actorSessionId
    case actingAppName, actingAppType, actingProcessName, actingProcessId, actingProcessCommandLine
    case actingProcessGuid, logonMethod, logonProtocol, logonTarget, httpUserAgent
    // web
    case url, urlCategory, urlOriginal, httpHost, httpRequestMethod, httpStatusCode, httpVersion, httpContentType
    case httpContentFormat, httpReferrer, httpRequestXff, httpRequestTime, httpResponseTime, fileName, filePath
    case fileSize, fileContentType, fileMD5, fileSHA1, fileSHA256
    // process
    case targetProcessName, targetProcessId, targetProcessCommandLine, targetProcessGuid
    case targetProcessCurrentDirectory, targetProcessMD5, targetProcessSHA1, targetProcessSHA256
    case targetProcessIMPHASH, targetProcessIntegrityLevel, parentProcessName, parentProcessId
    case parentProcessCommandLine, parentProcessGuid
    // audit
    case operation, object, objectType, oldValue, newValue
    // threat
    case threatId, threatName, threatCategory, threatRiskLevel, threatOriginalRiskLevel, threatConfidence
    case threatIpAddr, threatField, attackTactics, attackTechniques, alertId, alertName, alertDescription
    case alertVerdict
    // cef
    case deviceEventClassId, activity, logSeverity
}
