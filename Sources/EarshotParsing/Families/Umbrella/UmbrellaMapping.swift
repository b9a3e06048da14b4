internal import EarshotModel

/// Which of Umbrella's logs a line is of, told by where its addresses and ports stand, and what its fields mean.
enum UmbrellaMapping {
    private static func isAddress(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        EventRow.address(line, field.lowerBound, field.upperBound) != nil
    }

    private static func isNumber(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        !field.isEmpty && EventRow.number(line, field.lowerBound, field.upperBound) != nil
    }

    static func quoted(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) -> Bool {
        if fields.count >= 10, isAddress(line, fields[3]), isAction(line, fields[5]) {
            dns(line, fields, &row)
        } else if fields.count >= 6, isAddress(line, fields[2]), isNumber(line, fields[3]), isAddress(line, fields[4]) {
            ip(line, fields, &row)
        } else if fields.count >= 10, isAddress(line, fields[4]), isAction(line, fields[6]) {
            proxy(line, fields, &row)
        } else {
            return false
        }
        return true
    }

    private static func isAction(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        line.is("allowed", field.lowerBound, field.upperBound) || line.is("blocked", field.lowerBound, field.upperBound)
    }

    private static func action(_ line: Span<UInt8>, _ field: Range<Int>, _ row: inout EventRow) {
        row.set(.dvcOriginalAction, line, field)
        let isBlock =
            line.has("block", at: field.lowerBound, field.upperBound)
            || line.has("B", at: field.lowerBound, field.upperBound)
        row.set(.dvcAction, isBlock ? "Deny" : "Allow")
    }

    /// time, identity, identities, internal and external address, action, type, code, name, categories, ….
    private static func dns(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        row.beginResponse()
        row.set(.srcUsername, line, fields[1])
        row.add("Identities", line, fields[2].lowerBound, fields[2].upperBound)
        row.set(.srcIpAddr, line, fields[3])
        row.set(.srcNatIpAddr, line, fields[4])
        action(line, fields[5], &row)
        type(line, fields[6], &row)
        row.setResponse(line, fields[7].lowerBound, fields[7].upperBound)
        row.set(.dnsQuery, line, fields[8])
        row.set(.urlCategory, line, fields[9])
        add(
            line, fields, 10,
            ["IdentityType", "IdentityTypes", "BlockedCategories", "RuleId", "DestinationCountries", "OrganizationId"],
            &row)
    }

    /// `1 (A)`, or `Other`.
    private static func type(_ line: Span<UInt8>, _ field: Range<Int>, _ row: inout EventRow) {
        guard let open = line.position(of: Byte.leftParenthesis, field.lowerBound, field.upperBound),
            let close = line.position(of: Byte.rightParenthesis, open, field.upperBound)
        else {
            row.set(.dnsQueryTypeName, line, field)
            return
        }
        row.set(.dnsQueryType, line, field.lowerBound, line.trimEnd(field.lowerBound, open))
        row.set(.dnsQueryTypeName, line, open + 1, close)
    }

    /// time, identities, internal, external and destination address, content type, verdict, URL, referrer, agent, status, ….
    private static func proxy(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        row.begin(.webSession)
        row.set(.eventType, "HTTPsession")
        row.set(.srcUsername, line, fields[1])
        row.set(.srcIpAddr, line, fields[2])
        row.set(.srcNatIpAddr, line, fields[3])
        row.set(.dstIpAddr, line, fields[4])
        row.set(.httpContentType, line, fields[5])
        action(line, fields[6], &row)
        row.set(.url, line, fields[7])
        row.set(.httpReferrer, line, fields[8])
        row.set(.httpUserAgent, line, fields[9])
        if !fields[10].isEmpty { row.setStatus(line, fields[10].lowerBound, fields[10].upperBound) }
        if !row.has(.eventResult) { row.set(.eventResult, row.is(.dvcAction, "Deny") ? "Failure" : "Success") }
        row.set(.srcBytes, line, fields[11])
        row.set(.dstBytes, line, fields[12])
        row.add("ResponseBodyBytes", line, fields[13].lowerBound, fields[13].upperBound)
        row.set(.fileSHA256, line, fields[14])
        row.set(.urlCategory, line, fields[15])
        add(
            line, fields, 16,
            [
                "AvDetections", "PotentiallyUnwanted", "AmpDisposition", "AmpMalware", "AmpScore", "IdentityType",
                "BlockedCategories",
            ], &row)
    }

    /// time, identity, source and port, destination and port, categories.
    private static func ip(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) {
        row.begin(.networkSession)
        row.set(.srcUsername, line, fields[1])
        row.set(.srcIpAddr, line, fields[2])
        row.set(.srcPortNumber, line, fields[3])
        row.set(.dstIpAddr, line, fields[4])
        row.set(.dstPortNumber, line, fields[5])
        row.add("Categories", line, fields[6].lowerBound, fields[6].upperBound)
    }

    /// origin, identity, its type, direction, protocol, size, source, port, destination, port, data centre, rule, verdict.
    static func firewall(_ line: Span<UInt8>, _ fields: Fields, _ row: inout EventRow) -> Bool {
        guard fields.count >= 13, isAddress(line, fields[6]) || isAddress(line, fields[8]) else { return false }
        row.begin(.networkSession)
        row.add("OriginId", line, fields[0].lowerBound, fields[0].upperBound)
        row.set(.srcUsername, line, fields[1])
        row.add("IdentityType", line, fields[2].lowerBound, fields[2].upperBound)
        row.set(.networkDirection, line, fields[3])
        row.set(.networkProtocol, line, fields[4])
        row.set(.srcBytes, line, fields[5])
        row.set(.srcIpAddr, line, fields[6])
        row.set(.srcPortNumber, line, fields[7])
        row.set(.dstIpAddr, line, fields[8])
        row.set(.dstPortNumber, line, fields[9])
        row.add("DataCenter", line, fields[10].lowerBound, fields[10].upperBound)
        row.set(.networkRuleName, line, fields[11])
        action(line, fields[12], &row)
        return true
    }

    private static func add(
        _ line: Span<UInt8>, _ fields: Fields, _ first: Int, _ keys: [StaticString], _ row: inout EventRow
    ) {
        for (offset, key) in keys.enumerated() {
            let field = fields[first + offset]
            row.add(key, line, field.lowerBound, field.upperBound)
        }
    }
}
