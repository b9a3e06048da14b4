internal import EarshotModel

/// Where ECS's fields go.
enum ECSPlaces {
    static let map = JSONMap([
        ("", base), ("", ends), ("", network), ("", web), ("", dns), ("", user), ("process", actor),
    ])
    static let process = JSONMap([("", base), ("", ends), ("", network), ("", user), ("process", target)])

    private static let base: [(StaticString, JSONTarget)] = [
        ("@timestamp", .time), ("message", .field(.eventMessage)), ("event.original", .named("event.original")),
        ("event.action", .field(.eventOriginalType)), ("event.id", .field(.eventOriginalUid)),
        ("event.outcome", .ignore), ("event.category", .ignore), ("event.kind", .ignore), ("event.type", .ignore),
        ("event.duration", .nanoseconds(.networkDuration)), ("event.severity", .field(.eventOriginalSeverity)),
        ("event.reason", .field(.eventOriginalResultDetails)), ("event.reference", .field(.eventReportUrl)),
        ("event.created", .ignore), ("event.ingested", .ignore), ("log.level", .field(.eventOriginalSeverity)),
        ("host.name", .host), ("host.hostname", .host), ("observer.hostname", .host),
        ("observer.vendor", .field(.eventVendor)), ("observer.product", .field(.eventProduct)),
        ("observer.version", .field(.eventProductVersion)), ("observer.ip", .field(.dvcIpAddr)),
        ("observer.ingress.interface.name", .field(.dvcInboundInterface)),
        ("observer.egress.interface.name", .field(.dvcOutboundInterface)),
        ("observer.ingress.zone", .field(.srcZone)), ("observer.egress.zone", .field(.dstZone)),
        ("rule.name", .field(.ruleName)), ("rule.id", .field(.threatId)), ("rule.category", .field(.threatCategory)),
        ("threat.technique.id", .field(.attackTechniques)), ("threat.tactic.name", .field(.attackTactics)),
        ("cef.extensions.deviceInboundInterface", .field(.dvcInboundInterface)),
        ("cef.extensions.deviceOutboundInterface", .field(.dvcOutboundInterface)),
        // CEF's own meaning of these, whatever their label.
        ("cef.extensions.deviceCustomIPv6Address2", .field(.srcIpAddr)),
        ("cef.extensions.deviceCustomIPv6Address3", .field(.dstIpAddr)),
        ("cef.name", .field(.operation)), ("cef.severity", .field(.eventOriginalSeverity)),
        ("cef.device.event_class_id", .field(.eventOriginalSubType)), ("cef.device.vendor", .field(.eventVendor)),
        ("cef.device.product", .field(.eventProduct)), ("cef.device.version", .field(.eventProductVersion)),
        ("ecs", .ignore), ("@metadata", .ignore), ("@version", .ignore), ("related", .ignore),
        ("data_stream", .ignore),
    ]

    private static let ends: [(StaticString, JSONTarget)] = [
        ("source.ip", .field(.srcIpAddr)), ("source.port", .field(.srcPortNumber)), ("source.mac", .field(.srcMacAddr)),
        ("source.domain", .field(.srcFQDN)), ("source.bytes", .field(.srcBytes)),
        ("source.packets", .field(.srcPackets)), ("source.nat.ip", .field(.srcNatIpAddr)),
        ("source.nat.port", .field(.srcNatPortNumber)), ("source.user.name", .user(.srcUsername)),
        ("source.geo.country_iso_code", .field(.srcGeoCountry)), ("source.address", .ignore),
        ("destination.ip", .field(.dstIpAddr)), ("destination.port", .field(.dstPortNumber)),
        ("destination.mac", .field(.dstMacAddr)), ("destination.domain", .field(.dstFQDN)),
        ("destination.bytes", .field(.dstBytes)), ("destination.packets", .field(.dstPackets)),
        ("destination.nat.ip", .field(.dstNatIpAddr)), ("destination.nat.port", .field(.dstNatPortNumber)),
        ("destination.user.name", .user(.dstUsername)), ("destination.address", .ignore),
        ("destination.geo.country_iso_code", .field(.dstGeoCountry)), ("client.ip", .field(.srcIpAddr)),
        ("client.port", .field(.srcPortNumber)), ("client.mac", .field(.srcMacAddr)),
        ("client.bytes", .field(.srcBytes)), ("server.ip", .field(.dstIpAddr)), ("server.port", .field(.dstPortNumber)),
        ("server.mac", .field(.dstMacAddr)), ("server.bytes", .field(.dstBytes)),
    ]

    private static let network: [(StaticString, JSONTarget)] = [
        ("network.transport", .field(.networkProtocol)), ("network.iana_number", .field(.networkProtocol)),
        ("network.protocol", .field(.networkApplicationProtocol)),
        ("network.application", .field(.networkApplicationProtocol)), ("network.direction", .field(.networkDirection)),
        ("network.bytes", .field(.networkBytes)), ("network.packets", .field(.networkPackets)),
        ("network.community_id", .named("CommunityId")), ("network.vlan.id", .field(.srcVlanId)),
        ("network.type", .ignore),
        ("tls.client.server_name", .field(.dstFQDN)), ("flow.id", .field(.networkSessionId)),
    ]

    private static let web: [(StaticString, JSONTarget)] = [
        ("url.original", .field(.url)), ("url.full", .field(.url)), ("url.domain", .field(.httpHost)),
        ("http.request.method", .field(.httpRequestMethod)), ("http.response.status_code", .field(.httpStatusCode)),
        ("http.version", .field(.httpVersion)), ("http.request.referrer", .field(.httpReferrer)),
        ("http.response.mime_type", .field(.httpContentType)), ("http.response.body.bytes", .field(.dstBytes)),
        ("http.request.body.bytes", .field(.srcBytes)), ("user_agent.original", .field(.httpUserAgent)),
        ("file.name", .field(.fileName)), ("file.path", .field(.filePath)), ("file.size", .field(.fileSize)),
        ("file.mime_type", .field(.fileContentType)), ("file.hash.md5", .field(.fileMD5)),
        ("file.hash.sha1", .field(.fileSHA1)), ("file.hash.sha256", .field(.fileSHA256)),
    ]

    private static let dns: [(StaticString, JSONTarget)] = [
        ("dns.question.name", .field(.dnsQuery)), ("dns.question.type", .field(.dnsQueryTypeName)),
        ("dns.question.class", .field(.dnsQueryClassName)), ("dns.response_code", .field(.eventResultDetails)),
        ("dns.id", .field(.dnsSessionId)), ("dns.resolved_ip", .ignore), ("dns.type", .ignore),
        ("dns.header_flags", .field(.dnsFlags)),
    ]

    private static let user: [(StaticString, JSONTarget)] = [
        ("user.name", .ignore), ("user.id", .field(.actorUserId)), ("user.domain", .field(.targetDomain)),
        ("user.target.name", .user(.targetUsername)), ("user.effective.name", .user(.targetUsername)),
    ]

    private static let actor: [(StaticString, JSONTarget)] = [
        ("executable", .field(.actingProcessName)), ("pid", .field(.actingProcessId)),
        ("command_line", .field(.actingProcessCommandLine)), ("entity_id", .field(.actingProcessGuid)),
    ]

    private static let target: [(StaticString, JSONTarget)] = [
        ("executable", .field(.targetProcessName)), ("pid", .field(.targetProcessId)),
        ("command_line", .field(.targetProcessCommandLine)), ("entity_id", .field(.targetProcessGuid)),
        ("working_directory", .field(.targetProcessCurrentDirectory)), ("args", .field(.targetProcessCommandLine)),
        ("hash.md5", .field(.targetProcessMD5)), ("hash.sha1", .field(.targetProcessSHA1)),
        ("hash.sha256", .field(.targetProcessSHA256)), ("parent.executable", .field(.actingProcessName)),
        ("parent.pid", .field(.actingProcessId)), ("parent.command_line", .field(.actingProcessCommandLine)),
        ("parent.entity_id", .field(.actingProcessGuid)), ("ppid", .field(.actingProcessId)),
    ]
}
