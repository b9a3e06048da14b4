internal import EarshotModel

/// Where the values of events go: a map for each way of collecting and each kind of event.
enum WindowsMaps {
    private static let all: [JSONMap] = WindowsShape.allCases.flatMap { shape in
        WindowsKind.allCases.map { build(shape, $0) }
    }

    static func map(_ shape: WindowsShape, _ kind: WindowsKind) -> JSONMap {
        all[shape.rawValue * WindowsKind.allCases.count + kind.rawValue]
    }

    private static func build(_ shape: WindowsShape, _ kind: WindowsKind) -> JSONMap {
        let data = WindowsData.rules(kind)
        switch shape {
        case .winlogbeat: return JSONMap([("", document), ("winlog", winlog), ("winlog.event_data", data)])
        case .winlogbeat6: return JSONMap([("", old), ("event_data", data)])
        case .nxlog: return JSONMap([("", nxlog), ("", data)])
        case .wazuh: return JSONMap([("win.system", wazuh), ("win.eventdata", data)], lowerFirst: true)
        }
    }

    /// What Winlogbeat and the agents after it add of ECS. The event's own data go first, see `WindowsEvent.prepare`.
    private static let document: [(StaticString, JSONTarget)] = [
        ("@timestamp", .time), ("message", .field(.eventMessage)), ("event.original", .ignore), ("event.code", .ignore),
        ("event.action", .ignore), ("event.kind", .ignore), ("event.provider", .ignore), ("event.outcome", .ignore),
        ("event.created", .named("EventCreated")), ("host.name", .ignore), ("host.hostname", .ignore),
        ("log.level", .field(.eventOriginalSeverity)), ("source.ip", .field(.srcIpAddr)),
        ("source.port", .field(.srcPortNumber)), ("destination.ip", .field(.dstIpAddr)),
        ("destination.port", .field(.dstPortNumber)), ("network.transport", .field(.networkProtocol)),
        ("network.direction", .named("NetworkDirection")), ("user.name", .user(.actorUsername)),
        ("user.id", .field(.actorUserId)), ("process.command_line", .field(.actingProcessCommandLine)),
        ("ecs", .ignore), ("agent", .ignore), ("elastic_agent", .ignore), ("data_stream", .ignore),
        ("related", .ignore), ("@version", .ignore), ("log.syslog.hostname", .ignore),
    ]

    private static let winlog: [(StaticString, JSONTarget)] = [
        ("computer_name", .host), ("event_id", .ignore), ("record_id", .field(.eventOriginalUid)),
        ("time_created", .ignore), ("provider_name", .field(.eventProduct)), ("task", .field(.operation)),
        ("user.name", .user(.actorUsername)), ("user.identifier", .named("UserIdentifier")),
        ("channel", .named("Channel")),
    ]

    private static let old: [(StaticString, JSONTarget)] = [
        ("@timestamp", .time), ("computer_name", .host), ("event_id", .ignore),
        ("record_number", .field(.eventOriginalUid)), ("source_name", .field(.eventProduct)),
        ("task", .field(.operation)), ("message", .field(.eventMessage)), ("level", .field(.eventOriginalSeverity)),
        ("user.name", .user(.actorUsername)), ("log_name", .named("Channel")), ("beat", .ignore), ("@version", .ignore),
    ]

    private static let nxlog: [(StaticString, JSONTarget)] = [
        ("EventTime", .time), ("Hostname", .host), ("EventID", .ignore), ("RecordNumber", .field(.eventOriginalUid)),
        ("SourceName", .field(.eventProduct)), ("Category", .field(.operation)), ("Message", .field(.eventMessage)),
        ("Severity", .field(.eventOriginalSeverity)), ("Channel", .named("Channel")),
        ("EventReceivedTime", .ignore), ("AccountName", .user(.actorUsername)),
        ("UserID", .field(.actorUserId)), ("ProcessID", .named("LoggingProcessId")),
        ("ThreadID", .named("LoggingThreadId")),
    ]

    private static let wazuh: [(StaticString, JSONTarget)] = [
        ("systemTime", .time), ("computer", .host), ("eventID", .ignore), ("eventRecordID", .field(.eventOriginalUid)),
        ("providerName", .field(.eventProduct)), ("message", .field(.eventMessage)), ("channel", .named("Channel")),
        ("severityValue", .field(.eventOriginalSeverity)),
    ]
}
