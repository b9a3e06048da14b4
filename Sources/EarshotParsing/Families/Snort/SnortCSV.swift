internal import EarshotModel

/// `alert_csv` in its default order of columns, and pfSense's shorter one. The time, which is in front of the first comma,
/// is not among the fields.
enum SnortCSV {
    static func isAlert(_ line: Span<UInt8>, _ fields: Fields) -> Bool {
        guard fields.count >= 9 else { return false }
        for index in 0..<3 where EventRow.number(line, fields[index].lowerBound, fields[index].upperBound) == nil {
            return false
        }
        return EventRow.address(line, fields[5].lowerBound, fields[5].upperBound) != nil
    }

    static func map(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        SnortSignature.set(line, generator: fields[0], number: fields[1], fields[3], &row)
        row.add("Revision", line, fields[2].lowerBound, fields[2].upperBound)
        row.set(.networkProtocol, line, fields[4])
        row.set(.srcIpAddr, line, fields[5])
        row.set(.srcPortNumber, line, fields[6])
        row.set(.dstIpAddr, line, fields[7])
        row.set(.dstPortNumber, line, fields[8])
        if fields.count <= 16 { pfSense(line, fields, &row) } else { long(line, fields, &row) }
    }

    private static func pfSense(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        row.add("ID", line, fields[9].lowerBound, fields[9].upperBound)
        row.set(.threatCategory, line, fields[10])
        SnortSignature.set(priority: fields[11], line, &row)
        row.set(.eventOriginalType, line, fields[12])
        SnortSignature.set(action: fields[13], line, &row)
    }

    private static let names: [(key: StaticString, index: Int)] = [
        ("EthernetLength", 11), ("SEQ", 13), ("ACK", 14), ("TcpLength", 15), ("WINDOW", 16), ("TTL", 17), ("TOS", 18),
        ("ID", 19), ("DatagramLength", 20), ("IpLength", 21), ("IcmpId", 24), ("IcmpSequence", 25),
    ]

    private static func long(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        SnortSignature.set(priority: 0..<0, line, &row)
        row.set(.srcMacAddr, line, fields[9])
        row.set(.dstMacAddr, line, fields[10])
        if let flags = flags(line, fields[12]) { row.set(.tcpFlags, number: flags) }
        row.set(.networkIcmpType, line, fields[22])
        row.set(.networkIcmpCode, line, fields[23])
        for (key, index) in names { row.add(key, line, fields[index].lowerBound, fields[index].upperBound) }
        for index in 26..<max(fields.count, 26) {
            row.add("Column", line, fields[index].lowerBound, fields[index].upperBound)
        }
    }

    /// `***AP***`: the bits from the highest on (`12UAPRSF`).
    private static func flags(_ line: Span<UInt8>, _ field: Range<Int>) -> Int64? {
        guard field.count == 8 else { return nil }
        return field.reduce(0) { $0 << 1 | (line[$1] == 42 ? 0 : 1) }
    }
}
