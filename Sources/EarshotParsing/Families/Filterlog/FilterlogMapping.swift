internal import EarshotModel

/// From the fields of a filterlog line to a session.
enum FilterlogMapping {
    static func map(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        rule(line, fields, &row)
        switch line.first(of: fields[8]) {
        case 52: version4(line, fields, &row)
        case 54: version6(line, fields, &row)
        default: break
        }
    }

    private static func rule(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        row.set(.networkRuleNumber, line, fields[0])
        row.set(.networkRuleName, line, fields[3].isEmpty ? fields[0] : fields[3])
        row.add("SubRule", line, fields[1].lowerBound, fields[1].upperBound)
        row.add("Anchor", line, fields[2].lowerBound, fields[2].upperBound)
        row.add("Reason", line, fields[5].lowerBound, fields[5].upperBound)
        let isIn = line.is("in", fields[7].lowerBound, fields[7].upperBound)
        row.set(isIn ? .dvcInboundInterface : .dvcOutboundInterface, line, fields[4])
        action(line, fields[6], &row)
    }

    /// Source: pf.conf(5), "Packet filtering".
    private static func action(_ line: Span<UInt8>, _ field: Range<Int>, _ row: inout EventRow) {
        row.set(.dvcOriginalAction, line, field)
        switch line.string(field.lowerBound, field.upperBound) {
        case "pass", "match", "rdr", "nat", "binat": row.set(.dvcAction, "Allow")
        case "block": row.set(.dvcAction, "Drop")
        case "reject": row.set(.dvcAction, "Reset")
        default: break
        }
    }

    private static func version4(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        add(line, fields, [("TOS", 9), ("ECN", 10), ("TTL", 11), ("ID", 12), ("Offset", 13), ("IpFlags", 14)], &row)
        row.set(.networkProtocol, line, fields[15].isEmpty ? fields[16] : fields[15])
        ends(line, fields, from: 17, &row)
    }

    private static func version6(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        add(line, fields, [("TrafficClass", 9), ("FlowLabel", 10), ("HopLimit", 11)], &row)
        row.set(.networkProtocol, line, fields[13].isEmpty ? fields[12] : fields[13])
        ends(line, fields, from: 14, &row)
    }

    /// Length, addresses and what the protocol has: the same for both versions.
    private static func ends(_ line: Span<UInt8>, _ fields: Fields, from index: Int, _ row: inout EventRow) {
        row.set(.srcBytes, line, fields[index])
        row.set(.srcIpAddr, line, fields[index + 1])
        row.set(.dstIpAddr, line, fields[index + 2])
        let next = index + 3
        switch row.number(.networkProtocol) {
        case 6, 17: ports(line, fields, next, &row)
        case 1, 58: icmp(line, fields, next, &row)
        case 112: carp(line, fields, next, &row)
        default: rest(line, fields, next, &row)
        }
    }

    private static func ports(_ line: Span<UInt8>, _ fields: Fields, _ index: Int, _ row: inout EventRow) {
        row.set(.srcPortNumber, line, fields[index])
        row.set(.dstPortNumber, line, fields[index + 1])
        add(line, fields, [("DataLength", index + 2)], &row)
        guard row.number(.networkProtocol) == 6 else { return }
        if let flags = flags(line, fields[index + 3]) { row.set(.tcpFlags, number: flags) }
        add(
            line, fields,
            [
                ("SEQ", index + 4), ("ACKNUM", index + 5), ("WINDOW", index + 6), ("URGP", index + 7),
                ("TcpOptions", index + 8),
            ], &row)
    }

    /// `S`, `SA`, `FPA`: the letters of tcpdump.
    private static func flags(_ line: Span<UInt8>, _ field: Range<Int>) -> Int64? {
        var bits: Int64 = 0
        for index in field {
            switch line[index] {
            case 70: bits |= 1
            case 83: bits |= 2
            case 82: bits |= 4
            case 80: bits |= 8
            case 65: bits |= 16
            case 85: bits |= 32
            case 69: bits |= 64
            case 67, 87: bits |= 128
            default: return nil
            }
        }
        return field.isEmpty ? nil : bits
    }

    /// `request,ID,SEQ`, `unreach,…`: pf names the type.
    private static func icmp(_ line: Span<UInt8>, _ fields: Fields, _ index: Int, _ row: inout EventRow) {
        row.set(.eventSubType, line, fields[index])
        rest(line, fields, index + 1, &row)
    }

    private static func carp(_ line: Span<UInt8>, _ fields: Fields, _ index: Int, _ row: inout EventRow) {
        add(
            line, fields,
            [
                ("CarpType", index), ("CarpTTL", index + 1), ("VHID", index + 2), ("CarpVersion", index + 3),
                ("AdvBase", index + 4), ("AdvSkew", index + 5),
            ], &row)
    }

    /// What the format does not name, as it stands.
    private static func rest(_ line: Span<UInt8>, _ fields: Fields, _ index: Int, _ row: inout EventRow) {
        guard index < fields.count else { return }
        row.add("Details", line, fields[index].lowerBound, fields[fields.count - 1].upperBound)
    }

    private static func add(
        _ line: Span<UInt8>, _ fields: Fields, _ names: [(key: StaticString, index: Int)], _ row: inout EventRow
    ) {
        for (key, index) in names { row.add(key, line, fields[index].lowerBound, fields[index].upperBound) }
    }
}
