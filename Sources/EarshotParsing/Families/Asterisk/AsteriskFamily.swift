internal import EarshotModel

/// Asterisk: `[TIME] LEVEL[PID][C-ID] FILE:LINE FUNCTION: text`, and its security events, which are pairs.
///
/// Source: Asterisk's main/logger.c, res/res_security_log.c, channels/chan_sip.c, res/res_pjsip.
struct AsteriskFamily: EventFamily {
    static let name = "asterisk"
    static let vendor = "Sangoma"
    static let product = "Asterisk"
    static let clues: [Clue] = [
        .program("asterisk"), .start("["), .start("NOTICE["), .start("SECURITY["), .start("WARNING["), .start("ERROR["),
        .start("NOTICE "), .start("VERBOSE["),
    ]

    private var shapes = ShapeMatcher(AsteriskShapes.table)
    private var pairs = KeyValues()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        let isNamed = Self.isProgram(line, header)
        var start = isNamed ? header.messageStart : header.bodyStart
        if start < end, line[start] == Byte.leftBracket {
            var next = start + 1
            guard let stamp = StampReader.read(line, &next, end), next < end, line[next] == Byte.rightBracket else {
                return .notMine
            }
            header.stamp = stamp
            start = line.skipBlanks(next + 1, end)
        }
        guard let text = Self.behindLevel(line, start, end) else { return isNamed ? .message : .notMine }
        if let event = line.find("SecurityEvent=", text, min(end, text + 80)) {
            pairs.read(line, event, end, .comma)
            AsteriskMapping.map(line, pairs, &row)
        } else if shapes.read(line, text, end, into: &row) == nil {
            return .message
        }
        row.set(.eventOriginalSeverity, line, start, Self.endOfWord(line, start, end))
        return .taken
    }

    private static func endOfWord(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, line[index].isUpper { index += 1 }
        return index
    }

    /// Behind `NOTICE[8447][C-00000244]: `; nil: there is no such thing.
    private static func behindLevel(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        let levels: [StaticString] = ["NOTICE", "SECURITY", "WARNING", "ERROR", "VERBOSE", "DEBUG", "DTMF"]
        guard levels.contains(where: { line.has($0, at: start, end) }) else { return nil }
        var index = line.skipBlanks(endOfWord(line, start, end), end)
        guard index < end, line[index] == Byte.leftBracket else { return nil }
        while index < end, line[index] == Byte.leftBracket {
            guard let close = line.position(of: Byte.rightBracket, index, end) else { return nil }
            index = close + 1
        }
        if index < end, line[index] == Byte.colon { index += 1 }
        return line.skipBlanks(index, end)
    }
}

/// `SecurityEvent="InvalidPassword",Service="SIP",AccountID="6001",RemoteAddress="IPV4/UDP/192.0.2.1/5060"`.
enum AsteriskMapping {
    private static let table = KeyTable([
        "severity": .to(.eventOriginalSubType), "service": .to(.logonProtocol), "accountid": .to(.targetUsername),
        "sessionid": .to(.targetSessionId), "securityevent": .to(.eventOriginalType), "remoteaddress": .own,
        "localaddress": .own, "eventtv": .own, "eventversion": .own,
    ])

    static func map(_ line: Span<UInt8>, _ pairs: KeyValues, _ row: inout EventRow) {
        let isGood = pairs.is("securityevent", "successfulauth", line)
        row.begin(.authentication)
        row.set(.eventType, "Logon")
        row.set(.eventResult, isGood ? "Success" : "Failure")
        if !isGood { row.set(.eventResultDetails, details(line, pairs)) }
        if pairs.is("securityevent", "challengesent", line) { row.set(.eventResult, "NA") }
        table.apply(pairs, line, &row)
        address(line, pairs.value("remoteaddress", line), (.srcIpAddr, .srcPortNumber), &row)
        address(line, pairs.value("localaddress", line), (.dstIpAddr, .dstPortNumber), &row)
    }

    private static func details(_ line: Span<UInt8>, _ pairs: KeyValues) -> StaticString {
        if pairs.is("securityevent", "invalidaccountid", line) { return "No such user" }
        if pairs.is("securityevent", "invalidpassword", line) { return "Incorrect password" }
        if pairs.is("securityevent", "challengeresponsefailed", line) { return "Incorrect password" }
        if pairs.is("securityevent", "failedacl", line) { return "Logon violates policy" }
        return "Other"
    }

    /// `IPV4/UDP/192.0.2.1/5060`.
    private static func address(
        _ line: Span<UInt8>, _ value: Range<Int>, _ fields: (address: EventField, port: EventField),
        _ row: inout EventRow
    ) {
        guard let first = line.position(of: Byte.slash, value.lowerBound, value.upperBound),
            let second = line.position(of: Byte.slash, first + 1, value.upperBound),
            let third = line.position(of: Byte.slash, second + 1, value.upperBound)
        else { return }
        row.set(fields.address, line, second + 1, third)
        row.set(fields.port, line, third + 1, value.upperBound)
        row.set(.networkProtocol, protocol: line.is("udp", first + 1, second) ? 17 : 6)
    }
}

enum AsteriskShapes {
    private static let front = "{<.File>:{<.Line#>}{ <.Function>:} }"
    private static func failed(_ details: StaticString) -> Meaning {
        Meaning.logonFailed(details).with(.logonProtocol, "SIP").withMessage
    }
    private static let call = Meaning.auditFailed("Call")

    static let table = ShapeTable([
        Shape(
            """
            \(front)Registration from '<TargetUsername*>' failed for '<SrcEnd>' - <EventOriginalResultDetails=Wrong \
            password>
            """,
            failed("Incorrect password")),
        Shape(
            """
            \(front)Registration from '<TargetUsername*>' failed for '<SrcEnd>' - <EventOriginalResultDetails=No \
            matching peer found|Username/auth name mismatch|No matching endpoint found>
            """,
            failed("No such user")),
        Shape(
            """
            \(front)Registration from '<TargetUsername*>' failed for '<SrcEnd>' - <EventOriginalResultDetails*>
            """,
            failed("Other")),
        Shape(
            """
            \(front)Request {'<EventOriginalType+>' }from '<TargetUsername*>' failed for '<SrcEnd>' (callid: \
            <TargetSessionId+>) - <EventOriginalResultDetails*>
            """,
            failed("Other")),
        Shape("\(front)<SrcIpAddr> failed to authenticate as '<TargetUsername*>'", failed("Incorrect password")),
        Shape(
            """
            \(front)Call from '<ActorUsername*>' \
            (<.Transport=TCP|UDP|TLS|WS|WSS>:\\[<SrcIpAddr>\\]:<SrcPortNumber>) to extension '<Object*>' rejected \
            because <EventOriginalResultDetails*>
            """,
            call),
        Shape(
            """
            \(front)Call from '<ActorUsername*>' ({<.Transport=TCP|UDP|TLS|WS|WSS>:}<SrcEnd>) to extension \
            '<Object*>' rejected because <EventOriginalResultDetails*>
            """,
            call),
        Shape(
            """
            \(front)Host <SrcIpAddr> failed MD5 authentication for '<TargetUsername*>' \
            (<EventOriginalResultDetails*>
            """,
            failed("Incorrect password")),
        Shape("\(front)No registration for peer '<TargetUsername*>' (from <SrcIpAddr>)", failed("No such user")),
        Shape("\(front)hacking attempt detected '<SrcIpAddr>'", call),
        Shape("Ext. <.Extension+>: \"Rejecting unknown SIP connection from <SrcEnd>\"", call),
        Shape("\(front)<EventOriginalResultDetails+> for device <TargetUsername*>{<.Details*>}", failed("Other")),
    ])
}
