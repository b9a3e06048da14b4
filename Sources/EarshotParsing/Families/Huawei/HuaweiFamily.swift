internal import EarshotModel

/// Huawei's VRP and H3C's (HPE's) Comware: `%%01SECLOG/6/SESSION_TEARDOWN(l):IPVer=4,Protocol=tcp,SourceIP=192.0.2.1,…`.
///
/// Source: Huawei, USG6000 Log Reference; HPE, Comware 7 System Log Messages.
struct HuaweiFamily: EventFamily {
    static let name = "huawei"
    static let vendor = "Huawei"
    static let product = "VRP"
    static let clues: [Clue] = [.any]

    private var pairs = KeyValues()
    private var reader = NoticeReader()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let tag = HuaweiTag(line, header.bodyStart, header.bodyEnd) else { return .notMine }
        let end = header.bodyEnd
        if header.programEnd > tag.start { header.programEnd = header.programStart }
        if header.hostEnd > tag.start { header.hostEnd = header.hostStart }
        pairs.read(line, tag.messageStart, end, .comma)
        let isSession = !Self.value(pairs, line, Self.sources).isEmpty && !Self.value(pairs, line, Self.targets).isEmpty
        if isSession {
            row.begin(.networkSession)
            action(line, tag.name, &row)
            Self.keys.apply(pairs, line, &row)
        } else {
            notice(line, tag, end, &row)
        }
        row.set(.eventOriginalType, line, tag.name)
        row.setSeverity(level: tag.level)
        row.fillDefaults()
        return .taken
    }

    private static let sources: [StaticString] = ["sourceip", "srcip", "srcipaddr", "source-ip"]
    private static let targets: [StaticString] = ["destinationip", "dstip", "destip", "dstipaddr", "destination-ip"]

    private static func value(_ pairs: KeyValues, _ line: Span<UInt8>, _ keys: [StaticString]) -> Range<Int> {
        for key in keys {
            let value = pairs.value(key, line)
            if !value.isEmpty { return value }
        }
        return 0..<0
    }

    /// The mnemonic says what was done.
    private func action(_ line: Span<UInt8>, _ name: Range<Int>, _ row: inout EventRow) {
        let (start, end) = (name.lowerBound, name.upperBound)
        if line.find("SESSION", start, end) != nil {
            row.set(.dvcAction, "Allow")
            row.set(.eventSubType, line.find("TEARDOWN", start, end) == nil ? "Start" : "End")
        }
        if line.find("DENY", start, end) != nil { row.set(.dvcAction, "Deny") }
        if line.find("PERMIT", start, end) != nil { row.set(.dvcAction, "Allow") }
    }

    private mutating func notice(_ line: Span<UInt8>, _ tag: HuaweiTag, _ end: Int, _ row: inout EventRow) {
        row.beginNotice(line, tag.messageStart, end)
        // Huawei puts its pairs into parentheses behind the sentence, H3C separates them by dashes.
        for mark: StaticString in ["UserName=", "User="] {
            guard let at = line.find(mark, tag.messageStart, end) else { continue }
            let start = at + mark.utf8CodeUnitCount
            var stop = start
            while stop < end, line[stop] != Byte.comma, line[stop] != 59, line[stop] != Byte.rightParenthesis,
                !line[stop].isBlank
            {
                stop += 1
            }
            if stop > start { row.setPerson(line, start..<stop) }
            break
        }
        reader.read(line, tag.messageStart, end, into: &row)
    }

    private static let keys = KeyTable([
        "sourceip": .to(.srcIpAddr), "srcip": .to(.srcIpAddr), "srcipaddr": .to(.srcIpAddr),
        "source-ip": .to(.srcIpAddr), "destinationip": .to(.dstIpAddr), "dstip": .to(.dstIpAddr),
        "destip": .to(.dstIpAddr), "dstipaddr": .to(.dstIpAddr), "destination-ip": .to(.dstIpAddr),
        "sourceport": .to(.srcPortNumber), "srcport": .to(.srcPortNumber), "source-port": .to(.srcPortNumber),
        "destinationport": .to(.dstPortNumber), "dstport": .to(.dstPortNumber), "destport": .to(.dstPortNumber),
        "destination-port": .to(.dstPortNumber), "protocol": .to(.networkProtocol), "proto": .to(.networkProtocol),
        "sourcenatip": .to(.srcNatIpAddr), "sourcenatport": .to(.srcNatPortNumber),
        "destinationnatip": .to(.dstNatIpAddr), "destinationnatport": .to(.dstNatPortNumber),
        "sendpkts": .to(.srcPackets), "sendbytes": .to(.srcBytes), "rcvpkts": .to(.dstPackets),
        "rcvbytes": .to(.dstBytes), "policyname": .to(.networkRuleName), "policy": .to(.networkRuleName),
        "sourcezone": .to(.srcZone), "srczone": .to(.srcZone), "source-zone": .to(.srcZone),
        "destinationzone": .to(.dstZone), "dstzone": .to(.dstZone), "destination-zone": .to(.dstZone),
        "username": .to(.srcUsername), "user": .to(.srcUsername), "application": .to(.dstAppName),
        "app": .to(.dstAppName), "ipver": .own,
    ])
}

/// `%%01SECLOG/6/SESSION_TEARDOWN(l)[12]:`
struct HuaweiTag {
    var start: Int
    var name: Range<Int>
    var level: Int
    var messageStart: Int

    init?(_ line: Span<UInt8>, _ from: Int, _ to: Int) {
        guard let at = line.find("%%", from, Swift.min(to, from + 120)), line.fixedDecimal(at + 2, 2, to) != nil,
            let slash = line.position(of: Byte.slash, at + 4, Swift.min(to, at + 40)),
            let level = line.fixedDecimal(slash + 1, 1, to), slash + 2 < to, line[slash + 2] == Byte.slash
        else { return nil }
        var nameEnd = slash + 3
        while nameEnd < to, line[nameEnd].isAlphanumeric || line[nameEnd] == Byte.underscore { nameEnd += 1 }
        guard nameEnd > slash + 3, let colon = line.position(of: Byte.colon, nameEnd, Swift.min(to, nameEnd + 24))
        else {
            return nil
        }
        start = at
        self.level = level
        name = slash + 3..<nameEnd
        messageStart = line.skipBlanks(colon + 1, to)
    }
}
