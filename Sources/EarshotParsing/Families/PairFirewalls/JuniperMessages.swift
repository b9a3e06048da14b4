internal import EarshotModel

/// What Junos writes without structured data: the filter's packets (`FW: ge-0/0/0.0 A tcp …`) and its daemons' messages.
///
/// Source: Juniper, "Firewall Filter Match Conditions and Actions" (log of the packet forwarding engine), System Log Explorer.
struct JuniperMessages: Sendable {
    private var shapes = ShapeMatcher(Self.table)
    private var words = Fields()

    private static let programs: [StaticString] = [
        "mgd", "kmd", "mib2d", "l2ald", "chassisd", "eswd", "dcd", "cosd", "jdhcpd", "pfed", "rpd", "nsd",
    ]

    mutating func read(
        _ line: Span<UInt8>, _ header: SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        if let at = line.find("FW: ", header.bodyStart, min(end, header.bodyStart + 160)) {
            return packet(line, at + 4, end, &row)
        }
        if let at = line.find("RT_", header.bodyStart, min(end, header.bodyStart + 120)),
            JuniperFlow.read(line, at, end, into: &row)
        {
            return .taken
        }
        if let start = Self.behindSecondHost(line, header), start < end {
            row.beginNotice(line, start, end)
            return .taken
        }
        let program = header.programStart..<header.programEnd
        guard !program.isEmpty,
            Self.programs.contains(where: {
                line.has($0, at: program.lowerBound, program.upperBound)
                    && [0, 1].contains(header.endOfProgramBase(line) - program.lowerBound - $0.utf8CodeUnitCount)
            }), let start = Self.text(line, header.messageStart, end)
        else { return .notMine }
        if shapes.read(line, start, end, into: &row)?.table == nil { row.beginNotice(line, start, end) }
        if start > header.messageStart {
            row.set(.eventOriginalType, line, header.messageStart, line.endOfToken(header.messageStart, end) - 1)
        }
        return .taken
    }

    /// The packet forwarding engine of a virtual SRX leaves all of RFC 5424's header nil and writes its host once more in
    /// front of the message, which begins with the name of a function: `HOST - - - - HOST nh_fabric_fill_jnhinfo: text`.
    private static func behindSecondHost(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int? {
        guard header.isStructured, header.programEnd == header.programStart, header.hasHost else { return nil }
        let hostEnd = line.endOfToken(header.bodyStart, header.bodyEnd)
        guard hostEnd - header.bodyStart == header.hostEnd - header.hostStart, hostEnd < header.bodyEnd,
            (header.hostStart..<header.hostEnd).allSatisfy({
                line[$0] == line[header.bodyStart + $0 - header.hostStart]
            })
        else { return nil }
        let start = line.skipBlanks(hostEnd, header.bodyEnd)
        let name = start..<line.endOfToken(start, header.bodyEnd)
        let isFunction = name.allSatisfy { line[$0].isLetter || line[$0].isDigit || Self.joins.contains(line[$0]) }
        return isFunction && name.count(where: { line[$0] == Byte.underscore }) >= 2 ? start : nil
    }

    private static let joins = [Byte.underscore, Byte.colon]

    /// Behind `UI_AUTH_EVENT: `, which every message of Junos' daemons has, but `kmd`'s about VPNs.
    private static func text(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        let tagEnd = line.endOfToken(start, end)
        if tagEnd - start > 4, line[tagEnd - 1] == Byte.colon,
            (start..<tagEnd - 1).allSatisfy({ line[$0].isUpper || line[$0] == Byte.underscore || line[$0].isDigit })
        {
            return line.skipBlanks(tagEnd, end)
        }
        return line.has("IPSec ", at: start, end) || line.has("IKE ", at: start, end) ? start : nil
    }

    /// Interface, action (A, D, R), perhaps Ethernet type and hardware addresses, protocol, addresses, ports.
    private mutating func packet(
        _ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow
    ) -> FamilyVerdict {
        var tokens: [Range<Int>] = []
        var position = line.skipBlanks(start, end)
        while position < end, tokens.count < 14 {
            let tokenEnd = line.endOfToken(position, end)
            tokens.append(position..<tokenEnd)
            position = line.skipBlanks(tokenEnd, end)
        }
        guard tokens.count >= 5, tokens[1].count == 1,
            let source = tokens.indices.first(where: {
                EventRow.address(line, tokens[$0].lowerBound, tokens[$0].upperBound) != nil
            }), source >= 3, source + 1 < tokens.count
        else { return .notMine }
        row.begin(.networkSession)
        row.set(.dvcInboundInterface, line, tokens[0])
        row.set(.dvcOriginalAction, line, tokens[1])
        row.set(.dvcAction, line.has("A", at: tokens[1].lowerBound, end) ? "Allow" : "Deny")
        row.set(.networkProtocol, line, tokens[source - 1])
        // `4a:74:92:52:6c:20 -> bd:83:17:63:d5:f7` in front of the protocol.
        if source >= 6, line.is("->", tokens[source - 3].lowerBound, tokens[source - 3].upperBound) {
            row.set(.srcMacAddr, line, tokens[source - 4])
            row.set(.dstMacAddr, line, tokens[source - 2])
        }
        row.set(.srcIpAddr, line, tokens[source])
        row.set(.dstIpAddr, line, tokens[source + 1])
        guard source + 3 < tokens.count else { return .taken }
        let isICMP = line.has("icmp", at: tokens[source - 1].lowerBound, end)
        row.set(isICMP ? .networkIcmpType : .srcPortNumber, line, tokens[source + 2])
        row.set(isICMP ? .networkIcmpCode : .dstPortNumber, line, tokens[source + 3])
        return .taken
    }

    private static let table = ShapeTable([
        Shape("Authenticated user '<TargetUsername+>' assigned to class '<.Class+>'", .logon),
        Shape("Authenticated user '<TargetUsername+>' <=at permission level|assigned to class> <.Class*>", .logon),
        Shape("User '<TargetUsername+>' login, class '<.Class+>' {\\[<.Pid>\\], }<.Rest*>", .logon),
        Shape("User '<TargetUsername+>' logout", .logoff),
        Shape(
            "IKE negotiation <.Result+>. IKE Version: <.Version>, VPN: <Object+> Gateway: <.Gateway+>, Local: <SrcIpAddr>/<SrcPortNumber>, Remote: <DstIpAddr>/<DstPortNumber>, <.Rest*>",
            .audit("IKE")),
        Shape("User '<ActorUsername+>', command '<Object*>'", .audit("Execute", type: "Execute")),
        Shape(
            "User '<ActorUsername+>' used <.Client+> to run command '<Object*>'", .audit("Execute", type: "Execute")),
        Shape("User '<ActorUsername+>' <.What*>", .audit("Management")),
    ])
}
