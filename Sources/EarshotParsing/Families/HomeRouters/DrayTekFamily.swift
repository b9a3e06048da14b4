internal import EarshotModel

/// DrayTek Vigor: `[FILTER][Block][LAN/RT/VPN->WAN, 121:50:32 ][@S:R=14:1, 192.168.1.9:55000->203.0.113.1:80][TCP][HLen=20, …]`.
struct DrayTekFamily: EventFamily {
    static let name = "draytek"
    static let vendor = "DrayTek"
    static let product = "Vigor"
    static let clues: [Clue] = [.any]

    private var shapes = ShapeMatcher(DrayTekShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        guard let start = line.find("[FILTER][", header.bodyStart, end) else { return .notMine }
        guard shapes.read(line, start, end, into: &row) != nil else { return .notMine }
        return .taken
    }
}

enum DrayTekShapes {
    static let table = ShapeTable([
        Shape(
            "\\[FILTER\\]\\[<Action=Pass|Block|Drop>\\]\\[<.Way+>,{ }{ }{ }<.Uptime+>\\]\\[@S:R=<NetworkRuleName>, <SrcEnd>-\\><DstEnd>\\]\\[{PR }<NetworkProtocol>\\]\\[HLen=<.HeaderLength#>, TLen=<SrcBytes>{, Type=<NetworkIcmpType>, Code=<NetworkIcmpCode>}{, Flag=<.Flags>, Seq=<.Seq>, Ack=<.Ack>, Win=<.Window>}{, <.Rest+>}\\]{<.More*>}",
            Meaning(.networkSession))
    ])
}
