internal import EarshotModel

/// Who got which address, and what else an exchange tells.
enum DnsmasqDHCPMapping {
    /// `[ADDRESS] [CLIENT] [TEXT]`: the client is a MAC address or, with DHCPv6, a DUID; the text a name or a reason.
    static func client(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        var position = start
        if let address = line.endOfAddress(position, end), line.endOfMAC(position, end) == nil {
            row.set(.srcIpAddr, line, position, address)
            position = line.skipBlanks(line.endOfToken(address, end), end)
        }
        let token = line.endOfToken(position, end)
        if isClient(line, position, token) {
            if !row.hasMAC(line, position, token) { row.set(.dhcpSrcDHCId, line, position, token) }
            position = line.skipBlanks(token, end)
        }
        guard position < end else { return }
        // A name has no blanks; what dnsmasq says itself has.
        if line.endOfToken(position, end) == end, !row.is(.eventResult, "Failure"), !isReason(line, position, end) {
            row.setClientName(line, position, end)
        } else {
            row.set(.eventOriginalResultDetails, line, position, end)
        }
    }

    private static func isReason(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        line.is("ignored", start, end) || line.is("disabled", start, end)
    }

    /// Hexadecimal pairs with colons, with a hardware type in front for others than Ethernet (`06-02:…`).
    private static func isClient(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard end - start >= 5 else { return false }
        var colons = 0
        for index in start..<end {
            if line[index] == Byte.colon {
                colons += 1
            } else if line[index].hexValue > 15, line[index] != Byte.dash, line[index] | 32 != 120 {
                return false
            }
        }
        return colons >= 2
    }

    /// Lines of `log-dhcp` and remarks.
    static func option(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ isExchange: Bool, _ row: inout EventRow) {
        guard isExchange || line.has("not giving name ", at: start, end) || line.has("abandoning lease", at: start, end)
        else { return row.beginNotice(line, start, end) }
        row.beginLease(line, start, start)
        row.set(.eventType, "Information")
        row.set(.eventMessage, line, start, end)
        value("client provides name: ", .srcHostname, line, start, end, &row)
        value("client MAC address: ", .srcMacAddr, line, start, end, &row)
        value("vendor class: ", .dhcpVendorClass, line, start, end, &row)
        value("user class: ", .dhcpUserClass, line, start, end, &row)
        lease(line, start, end, &row)
    }

    private static func value(
        _ text: StaticString, _ field: EventField, _ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow
    ) {
        if line.has(text, at: start, end) { row.set(field, line, start + text.utf8CodeUnitCount, end) }
    }

    /// `not giving name NAME to the DHCP lease of ADDRESS because …`, `abandoning lease to CLIENT of ADDRESS`.
    private static func lease(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        guard let of = line.find("lease of ", start, end) ?? line.find(" of ", start, end) else { return }
        let from = line.skipBlanks(of + (line.has(" of ", at: of, end) ? 4 : 9), end)
        if let address = line.endOfAddress(from, end) { row.set(.srcIpAddr, line, from, address) }
    }
}

extension EventRow {
    /// Sets the source's MAC address when the bytes are one (of OpenWrt's with masked digits they are not).
    mutating func hasMAC(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard span.endOfMAC(start, end) == end else { return false }
        return set(.srcMacAddr, span, start, end)
    }
}
