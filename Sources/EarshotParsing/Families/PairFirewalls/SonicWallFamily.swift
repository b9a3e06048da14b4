internal import EarshotModel

/// SonicWall SonicOS: `id=firewall sn=… time="…" fw=… pri=6 c=262144 m=98 msg="…" src=192.0.2.1:1234:X0 dst=…`.
///
/// Source: SonicWall, SonicOS Log Events Reference Guide.
struct SonicWallFamily: PairFamily {
    static let name = "sonicwall"
    static let vendor = "SonicWall"
    static let product = "SonicOS"
    static let clues: [Clue] = [.start("id="), .start("sn=")]
    static let syntax = PairSyntax(singleQuotes: true)

    var pairs = KeyValues()
    init(configuration: ParserConfiguration) {}

    static func isMine(_ pairs: KeyValues, _ line: Span<UInt8>) -> Bool {
        pairs.has("sn", line) && pairs.has("m", line) && (pairs.has("fw", line) || pairs.has("c", line))
    }

    static func table(_ pairs: KeyValues, _ line: Span<UInt8>) -> EventTable {
        pairs.has("src", line) && pairs.has("dst", line) ? .networkSession : .auditEvent
    }

    static func read(
        _ pairs: KeyValues, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) {
        header.setStamp(line, pairs.value("time", line))
        row.setSeverity(line, pairs.value("pri", line))
        row.setAction(pairs, line, ["fw_action", "action"])
        side(.source, pairs.value("src", line), line, &row)
        side(.destination, pairs.value("dst", line), line, &row)
        translated(.srcNatIpAddr, .srcNatPortNumber, pairs.value("natsrc", line), line, &row)
        translated(.dstNatIpAddr, .dstNatPortNumber, pairs.value("natdst", line), line, &row)
        translated(.srcNatIpAddr, .srcNatPortNumber, pairs.value("natsrcv6", line), line, &row)
        translated(.dstNatIpAddr, .dstNatPortNumber, pairs.value("natdstv6", line), line, &row)
        let proto = pairs.value("proto", line)
        guard !proto.isEmpty else { return }
        let slash = line.position(of: Byte.slash, proto.lowerBound, proto.upperBound) ?? proto.upperBound
        row.set(.networkProtocol, line, proto.lowerBound, slash)
        // Without a name it is the port, which is there already.
        if slash + 1 < proto.upperBound, !line[slash + 1].isDigit {
            row.set(.networkApplicationProtocol, line, slash + 1, proto.upperBound)
        }
    }

    /// `address:port:interface:name`; the address may be missing (then it is in `srcV6`), or in brackets.
    private static func side(
        _ side: EventRow.Side, _ value: Range<Int>, _ line: Span<UInt8>, _ row: inout EventRow
    ) {
        guard !value.isEmpty else { return }
        var fields = Fields()
        var start = value.lowerBound
        if line[start] == Byte.leftBracket, let close = line.position(of: Byte.rightBracket, start, value.upperBound) {
            row.set(side.address, line, start, close + 1)
            start = min(close + 2, value.upperBound)
            fields.split(line, start, value.upperBound, at: Byte.colon)
            return rest(side, fields, 0, line, &row)
        }
        if EventRow.address(line, start, value.upperBound) != nil {
            row.set(side.address, line, value)
            return
        }
        fields.split(line, start, value.upperBound, at: Byte.colon)
        row.set(side.address, line, fields[0])
        rest(side, fields, 1, line, &row)
    }

    private static func rest(
        _ side: EventRow.Side, _ fields: Fields, _ first: Int, _ line: Span<UInt8>, _ row: inout EventRow
    ) {
        row.set(side.port, line, fields[first])
        row.set(side.interface, line, fields[first + 1])
        row.set(side.host, line, fields[first + 2])
    }

    private static func translated(
        _ address: EventField, _ port: EventField, _ value: Range<Int>, _ line: Span<UInt8>, _ row: inout EventRow
    ) {
        guard !value.isEmpty, !row.has(address) else { return }
        row.setEnd(address, port, line, value.lowerBound, value.upperBound)
    }

    static let keys = KeyTable([
        "src": .own, "dst": .own, "natsrc": .own, "natdst": .own, "natsrcv6": .own, "natdstv6": .own, "proto": .own,
        "pri": .own, "fw_action": .own, "time": .own, "srcv6": .to(.srcIpAddr), "dstv6": .to(.dstIpAddr),
        "srcmac": .to(.srcMacAddr), "dstmac": .to(.dstMacAddr), "sent": .to(.srcBytes), "rcvd": .to(.dstBytes),
        "out": .to(.srcBytes), "in": .to(.dstBytes),
        "spkt": .to(.srcPackets), "rpkt": .to(.dstPackets), "cdur": .to(.networkDuration),
        "usr": .to(.srcUsername), "user": .to(.srcUsername), "dstname": .to(.dstFQDN), "arg": .to(.url),
        "srczone": .to(.srcZone), "dstzone": .to(.dstZone), "rule": .to(.networkRuleName), "msg": .to(.eventMessage),
        "m": .to(.eventOriginalType), "category": .to(.urlCategory), "appname": .to(.dstAppName),
        "sid": .to(.threatId), "ipscat": .to(.threatCategory), "type": .to(.networkIcmpType),
        "icmpcode": .to(.networkIcmpCode),
        "vpnpolicy": .own, "result": .to(.eventOriginalResultDetails),
    ])
}
