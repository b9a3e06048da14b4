internal import EarshotModel

/// Sign-ins to programs that people run at home, where these log in JSON: Authelia, Nextcloud (also its audit log),
/// Audiobookshelf.
///
/// The sentence in the message tells the outcome and the user; the address is in a field of its own, or at the end.
struct SelfHostedFamily: EventFamily {
    static let name = "selfhosted_json"
    static let vendor = "Various"
    static let product = "Self-hosted"
    static let clues: [Clue] = [.json]

    private var mapper = JSONMapper()

    init(configuration: ParserConfiguration) {}

    private static let time = JSONPath("time")
    private static let timestamp = JSONPath("timestamp")
    private static let user = JSONPath("user")
    private static let messages = [JSONPath("msg"), JSONPath("message")]

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header), let app = SelfHostedApp(tape) else { return .notMine }
        guard let node = Self.messages.lazy.compactMap({ tape.scalar($0) }).first else { return .message }
        var text: [UInt8] = []
        JSONText.unescape(line, node.range, into: &text)
        let sentence = LoginSentence(text.span)
        guard sentence != nil || app == .nextcloud else {
            header.time(tape.plain(Self.time) ?? tape.plain(Self.timestamp), line)
            return .message
        }
        row.begin(sentence == nil ? .auditEvent : .authentication)
        row.set(.eventProduct, app.product)
        if let sentence {
            row.set(.targetAppName, app.product)
            sentence.fill(text.span, &row)
        } else {
            row.set(.eventType, "Other")
            row.set(.object, app.product)
            row.set(.eventResult, "NA")
        }
        // Nextcloud's word for nobody.
        if let user = tape.string(Self.user, line), user != "--" { row.set(.actorUsername, text: user) }
        mapper.map(tape, line, Self.map, &header, &row)
        return .taken
    }

    private static let map = JSONMap([
        ("time", .time), ("timestamp", .time), ("msg", .field(.eventMessage)), ("message", .field(.eventMessage)),
        ("remote_ip", .field(.srcIpAddr)), ("remoteAddr", .field(.srcIpAddr)), ("user", .ignore),
        ("method", .field(.httpRequestMethod)), ("url", .field(.targetUrl)), ("path", .field(.targetUrl)),
        ("userAgent", .field(.httpUserAgent)), ("level", .field(.eventOriginalSeverity)),
        ("version", .field(.eventProductVersion)), ("app", .field(.operation)), ("reqId", .field(.eventOriginalUid)),
        ("error", .field(.eventOriginalResultDetails)), ("stack", .ignore),
    ])
}

/// Which program, by the fields that only it has together.
enum SelfHostedApp {
    case authelia, nextcloud, audiobookshelf

    private static let marks: [(SelfHostedApp, [JSONPath])] = [
        (.authelia, [JSONPath("remote_ip"), JSONPath("msg"), JSONPath("method"), JSONPath("path")]),
        (.nextcloud, [JSONPath("reqId"), JSONPath("remoteAddr"), JSONPath("app"), JSONPath("message")]),
        (.audiobookshelf, [JSONPath("levelName"), JSONPath("source"), JSONPath("message"), JSONPath("timestamp")]),
    ]

    init?(_ tape: JSONTape) {
        for (app, paths) in Self.marks where paths.allSatisfy({ tape.has($0) }) {
            self = app
            return
        }
        return nil
    }

    var product: StaticString {
        switch self {
        case .authelia: "Authelia"
        case .nextcloud: "Nextcloud"
        case .audiobookshelf: "Audiobookshelf"
        }
    }
}
