internal import EarshotModel

/// The audit log of Windows' DHCP server: comma-separated, in an order that depends on the version of IP.
///
/// `ID,MM/DD/YY,HH:MM:SS,Description,Address,Host,MAC,User,Transaction,…` and, from number 11000 on,
/// `…,Address,Host,Error,DUID length,DUID,User,Dhcid,Prefix`. Source: the header that the server writes into each file.
struct MicrosoftDHCPFamily: EventFamily {
    static let name = "microsoft_dhcp"
    static let vendor = "Microsoft"
    static let product = "DHCP Server"
    static let clues: [Clue] = (0...9).map { .start(digits[$0]) }

    private static let digits: [StaticString] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    private var fields = Fields()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let (start, end) = (header.bodyStart, header.bodyEnd)
        var next = start
        guard let number = line.decimal(&next, min(end, start + 6)), next < end, line[next] == Byte.comma,
            let stamp = Self.stamp(line, next + 1, end)
        else { return .notMine }
        fields.splitQuoted(line, start, end, at: Byte.comma)
        guard fields.count >= 5 else { return .notMine }
        header.stamp = stamp
        if number >= 11_000 {
            MicrosoftDHCPMapping.version6(line, Int(number), fields, &row)
        } else {
            MicrosoftDHCPMapping.version4(line, Int(number), fields, &row)
        }
        return .taken
    }

    /// `09/20/21,09:18:01`: month, day, year without century.
    private static func stamp(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Stamp? {
        guard end - start >= 17, line[start + 2] == Byte.slash, line[start + 5] == Byte.slash,
            let month = line.fixedDecimal(start, 2, end), let day = line.fixedDecimal(start + 3, 2, end),
            let year = line.fixedDecimal(start + 6, 2, end), line[start + 8] == Byte.comma
        else { return nil }
        var stamp = Stamp()
        var next = start + 9
        guard stamp.readTime(line, &next, end) else { return nil }
        stamp.month = month == 0 ? 99 : UInt8(month)
        stamp.day = UInt8(day)
        stamp.year = Int32(2000 + year)
        return stamp
    }
}

/// From the numbers and fields of the audit log to an event.
enum MicrosoftDHCPMapping {
    /// Source: "Event ID Meaning" in the log's own header.
    private static func kind(_ number: Int) -> (type: StaticString, result: StaticString)? {
        switch number {
        case 10, 20, 21: ("Assign", "Success")
        case 11, 11004, 11005: ("Renew", "Success")
        case 12, 16, 18, 23, 11007: ("Release", "Success")
        case 13, 11006: ("Decline", "Failure")
        case 14, 22, 11009: ("Assign", "Failure")
        case 15: ("Reject", "Failure")
        case 17: ("Expire", "Success")
        case 11008: ("Inform", "NA")
        case 30: ("DNS Update", "NA")
        case 31, 35: ("DNS Update", "Failure")
        case 32: ("DNS Update", "Success")
        case 33, 34, 36: ("Reject", "Failure")
        case 11000: ("Discover", "NA")
        case 11001: ("Offer", "NA")
        case 11002, 11003: ("Request", "NA")
        default: nil
        }
    }

    private static func begin(_ line: Span<UInt8>, _ number: Int, _ fields: Fields, _ row: inout EventRow) {
        if let kind = kind(number) {
            row.begin(.dhcpEvent)
            row.set(.eventType, kind.type)
            row.set(.eventResult, kind.result)
            row.set(.networkProtocol, protocol: 17)
        } else {
            row.begin(.auditEvent)
            row.set(.eventType, "Other")
            row.set(.operation, line, fields[3])
            row.set(.eventResult, "NA")
        }
        row.set(.eventOriginalType, line, fields[0])
        row.set(.eventMessage, line, fields[3])
        if EventRow.address(line, fields[4].lowerBound, fields[4].upperBound) != nil {
            row.set(.srcIpAddr, line, fields[4])
        } else {
            row.add("IpAddress", line, fields[4].lowerBound, fields[4].upperBound)
        }
        row.set(.srcHostname, line, fields[5])
    }

    static func version4(_ line: Span<UInt8>, _ number: Int, _ fields: Fields, _ row: inout EventRow) {
        begin(line, number, fields, &row)
        // A client identifier that is no MAC address is kept as one.
        if !row.hasMAC(line, fields[6].lowerBound, fields[6].upperBound) { row.set(.dhcpSrcDHCId, line, fields[6]) }
        row.set(.srcUsername, line, fields[7])
        if !line.is("0", fields[8].lowerBound, fields[8].upperBound) { row.set(.dhcpSessionId, line, fields[8]) }
        row.add("QuarantineResult", line, fields[9].lowerBound, fields[9].upperBound)
        row.add("ProbationTime", line, fields[10].lowerBound, fields[10].upperBound)
        row.add("CorrelationId", line, fields[11].lowerBound, fields[11].upperBound)
        row.add("Dhcid", line, fields[12].lowerBound, fields[12].upperBound)
        row.set(.dhcpVendorClassId, line, fields[13])
        row.set(.dhcpVendorClass, line, fields[14])
        row.add("UserClassHex", line, fields[15].lowerBound, fields[15].upperBound)
        row.set(.dhcpUserClass, line, fields[16])
        row.set(.dhcpCircuitId, line, fields[17])
        row.set(.eventOriginalResultDetails, line, fields[18])
    }

    static func version6(_ line: Span<UInt8>, _ number: Int, _ fields: Fields, _ row: inout EventRow) {
        begin(line, number, fields, &row)
        row.set(.eventOriginalResultDetails, line, fields[6])
        row.add("DuidLength", line, fields[7].lowerBound, fields[7].upperBound)
        row.set(.dhcpSrcDHCId, line, fields[8])
        row.set(.srcUsername, line, fields[9])
        row.add("Dhcid", line, fields[10].lowerBound, fields[10].upperBound)
        row.add("SubnetPrefix", line, fields[11].lowerBound, fields[11].upperBound)
    }
}
