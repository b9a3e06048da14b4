internal import EarshotModel

/// D-Link's home routers: `[INFO] Sat Jan 31 12:00:00 2026 Blocked incoming TCP packet from 192.0.2.1:6000 to …`.
///
/// Source: D-Link, DIR series user manuals, "Logs".
struct DLinkFamily: EventFamily {
    static let name = "dlink"
    static let vendor = "D-Link"
    static let product = "DIR"
    static let clues: [Clue] = [
        .start("[INFO] "), .start("[WARN] "), .start("[NOTICE] "), .start("[ERROR] "), .start("[CRITICAL] "),
        .start("Blocked incoming "), .start("Blocked outgoing "), .start("Allowed configuration "),
        .start("Failed configuration "), .start("Wireless system "), .start("Log viewed "), .start("Dropped "),
    ]

    private var shapes = ShapeMatcher(Self.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        for from in [header.messageStart, header.bodyStart] {
            var start = from
            var level = 0..<0
            if line.has("[", at: start, end),
                let close = line.position(of: Byte.rightBracket, start, min(end, start + 12))
            {
                level = start + 1..<close
                start = line.skipBlanks(close + 1, end)
                if let stamp = StampReader.read(line, &start, end) { header.stamp = stamp }
                start = line.skipBlanks(start, end)
                if line.has(": ", at: start, end) { start += 2 }
            }
            guard shapes.read(line, start, end, into: &row)?.table != nil else { continue }
            if header.hostEnd > from { header.hostEnd = header.hostStart }
            if header.programEnd > from { header.programEnd = header.programStart }
            row.setSeverity(line, level)
            return .taken
        }
        return .notMine
    }

    private static let blocked = Meaning(.networkSession).with(.dvcAction, "Deny").with(.dvcOriginalAction, "Blocked")

    private static let table = ShapeTable([
        Shape(
            "Blocked incoming <NetworkProtocol> packet from <SrcEnd> to <DstEnd>{ as <EventOriginalResultDetails*>}",
            blocked.with(.networkDirection, "Inbound")),
        Shape(
            "Blocked outgoing <NetworkProtocol> packet from <SrcEnd> to <DstEnd>{ as <EventOriginalResultDetails*>}",
            blocked.with(.networkDirection, "Outbound")),
        Shape(
            "Blocked incoming <NetworkProtocol> packet (ICMP type <NetworkIcmpType>) from <SrcIpAddr> to <DstIpAddr>{ <.Rest*>}",
            blocked.with(.networkDirection, "Inbound")),
        Shape(
            "Blocked incoming <NetworkProtocol> error message (ICMP type <NetworkIcmpType>) from <SrcIpAddr> to <DstIpAddr> as <EventOriginalResultDetails*>",
            blocked.with(.networkDirection, "Inbound")),
        Shape("Dropped packet from <SrcIpAddr> to <DstIpAddr> <.Rest*>", blocked),
        Shape("Allowed configuration authentication by IP address <SrcIpAddr>{.}", .logon),
        Shape("Failed configuration authentication by IP address <SrcIpAddr>{.}", .logonFailed("Other")),
        Shape("Wireless system with MAC address <SrcMacAddr> associated{.}", .audit("Associate")),
        Shape(
            "Wireless system with MAC address <SrcMacAddr> disconnected{ <.Rest*>}{.}", .audit("Disassociate")),
        Shape("Wireless system with MAC address <SrcMacAddr> secured and linked{.}", .audit("Associate")),
        Shape("Log viewed by IP address <SrcIpAddr>{.}", .audit("View log", type: "Read")),
    ])
}
