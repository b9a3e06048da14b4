internal import EarshotModel

/// Apache's error log: `[TIME] [MODULE:LEVEL] [pid N:tid N] [client ADDRESS:PORT] TEXT, referer: URL`.
///
/// Source: Apache HTTP Server, "ErrorLogFormat" and its modules' messages.
struct ApacheFamily: EventFamily {
    static let name = "apache"
    static let vendor = "Apache"
    static let product = "HTTP Server"
    static let clues: [Clue] = [.start("["), .program("httpd"), .program("apache2"), .program("apache")]

    private var shapes = ShapeMatcher(ApacheShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        let isNamed = Self.isProgram(line, header)
        guard isNamed || header.isTagGuessed || header.programEnd == header.programStart else { return .notMine }
        var front = ApacheFront(line, isNamed ? header.messageStart : header.bodyStart, end)
        guard front.hasLevel, isNamed || front.stamp != nil else { return .notMine }
        front.readClient(line, end)
        if let stamp = front.stamp { header.stamp = stamp }
        if front.client.isEmpty || shapes.read(line, front.text, end, into: &row) == nil {
            guard front.text < end else { return .message }
            row.beginNotice(line, front.text, end)
        }
        front.fill(line, &row)
        return .taken
    }
}

/// What stands in brackets in front of the text.
struct ApacheFront {
    private(set) var stamp: Stamp?
    private var module = 0..<0
    private var level = 0..<0
    private var process = 0..<0
    private(set) var client = 0..<0
    private(set) var text: Int

    private static let levels: [StaticString] = [
        "emerg", "alert", "crit", "error", "warn", "notice", "info", "debug", "trace1", "trace2", "trace3", "trace4",
        "trace5", "trace6", "trace7", "trace8",
    ]

    var hasLevel: Bool { !level.isEmpty }

    init(_ line: Span<UInt8>, _ start: Int, _ end: Int) {
        text = start
        var next = start + 1
        if start < end, line[start] == Byte.leftBracket, let stamp = StampReader.read(line, &next, end), next < end,
            line[next] == Byte.rightBracket
        {
            self.stamp = stamp
            text = line.skipBlanks(next + 1, end)
        }
        guard let field = bracket(line, end) else { return }
        let colon = line.position(of: Byte.colon, field.lowerBound, field.upperBound)
        let levelStart = colon.map { $0 + 1 } ?? field.lowerBound
        guard Self.levels.contains(where: { line.is($0, levelStart, field.upperBound) }) else { return }
        level = levelStart..<field.upperBound
        if let colon { module = field.lowerBound..<colon }
        text = line.skipBlanks(field.upperBound + 1, end)
    }

    private func bracket(_ line: Span<UInt8>, _ end: Int) -> Range<Int>? {
        guard text < end, line[text] == Byte.leftBracket,
            let close = line.position(of: Byte.rightBracket, text, min(end, text + 80))
        else { return nil }
        return (text + 1)..<close
    }

    /// `[pid 17512:tid 140123104306944] [client [2001:db8::1]:51548] `.
    mutating func readClient(_ line: Span<UInt8>, _ end: Int) {
        if let field = bracket(line, end), line.has("pid ", at: field.lowerBound, field.upperBound) {
            process = (field.lowerBound + 4)..<field.upperBound
            text = line.skipBlanks(field.upperBound + 1, end)
        }
        // Apache writes an error of the system between process and client.
        if line.has("(", at: text, end), let client = line.find(": [client ", text, min(end, text + 120)) {
            text = client + 2
        }
        for word in ["[client ", "[remote "] as [StaticString] where line.has(word, at: text, end) {
            let start = text + 8
            guard let close = line.find("] ", start, min(end, start + 64)) else { return }
            client = start..<close
            text = line.skipBlanks(close + 2, end)
        }
    }

    func fill(_ line: Span<UInt8>, _ row: inout EventRow) {
        if !client.isEmpty { row.set(.sourceEnd, line, client.lowerBound, client.upperBound) }
        row.set(.eventOriginalSeverity, line, level)
        row.add("Module", line, module.lowerBound, module.upperBound)
        row.add("Process", line, process.lowerBound, process.upperBound)
    }
}

enum ApacheShapes {
    private static let session = Meaning(.webSession).with(.eventType, "WebServerSession").with(.eventResult, "Failure")
        .withMessage
    private static func logon(_ details: StaticString) -> Meaning {
        Meaning.logonFailed(details).with(.logonProtocol, "HTTP").withMessage
    }
    private static let referrer = "{, referer: <HttpReferrer*>}"

    static let table = ShapeTable([
        Shape(
            """
            {<EventOriginalType>: }{Digest: }user <TargetUsername+>: authentication failure for \"<Url+>\": \
            <EventOriginalResultDetails+>\(referrer)
            """,
            logon("Incorrect password")),
        Shape(
            """
            {<EventOriginalType>: }{Digest: }user <TargetUsername+>: authorization failure for \"<Url+>\":{ \
            <EventOriginalResultDetails+>}\(referrer)
            """,
            logon("Logon violates policy")),
        Shape(
            """
            {<EventOriginalType>: }{Digest: }user `<TargetUsername+>' in realm `<.Realm+>' not found: \
            <Url+>\(referrer)
            """,
            logon("No such user")),
        Shape(
            """
            {<EventOriginalType>: }{Digest: }user <TargetUsername+>: password mismatch: <Url+>\(referrer)
            """,
            logon("Incorrect password")),
        Shape(
            """
            {<EventOriginalType>: }{Digest: }user <TargetUsername+> not found: <Url+>\(referrer)
            """,
            logon("No such user")),
        Shape("{<EventOriginalType>: }{Digest: }user <TargetUsername+> not found\(referrer)", logon("No such user")),
        Shape(
            """
            {<EventOriginalType>: }Authorization of user <TargetUsername+> to access <Url+> failed, reason: \
            <EventOriginalResultDetails+>\(referrer)
            """,
            logon("Logon violates policy")),
        Shape(
            """
            {<EventOriginalType>: }client denied by server configuration: <Url+>\(referrer)
            """,
            session.with(.dvcAction, "Deny")),
        Shape("{<EventOriginalType>: }Hostname <HttpHost> provided via SNI<.Details*>", session),
        Shape("<EventOriginalType>: <.Details+>\(referrer)", session),
        Shape("<.Details+>\(referrer)", session),
    ])
}
