internal import EarshotModel

/// What single makers do with CEF in their own way.
enum CommonEventVendors {
    static func read(_ pairs: KeyValues, _ line: Span<UInt8>, vendor: Range<Int>, _ row: inout EventRow) {
        for key: StaticString in [
            "suser", "susr", "usrname", "ftntfgtunauthuser", "fortinetfortigateunauthuser",
        ] where !row.has(.srcUsername) {
            setUser(line, pairs.value(key, line), &row)
        }
        // Check Point: one interface and the way through it.
        let interface = pairs.value("ifname", line)
        let isOut = pairs.is("ifdir", "outbound", line)
        row.set(isOut ? .dvcOutboundInterface : .dvcInboundInterface, line, interface)
        guard line.is("sonicwall", vendor.lowerBound, vendor.upperBound) else { return }
        // SonicWall: the translated ends stand where the labels of custom strings belong.
        for (key, field) in [("cs1label" as StaticString, EventField.srcNatIpAddr), ("cs2label", .dstNatIpAddr)] {
            let value = pairs.value(key, line)
            guard EventRow.address(line, value.lowerBound, value.upperBound) != nil else { continue }
            row.set(field, line, value)
        }
    }
}

extension CommonEventVendors {
    /// CEF has fields of its own for domains, so a mail address is a name; `DOMAIN\\name` is two things all the same.
    private static func setUser(_ line: Span<UInt8>, _ value: Range<Int>, _ row: inout EventRow) {
        guard line.position(of: Byte.backslash, value.lowerBound, value.upperBound) != nil else {
            row.set(.srcUsername, line, value)
            return
        }
        row.setUser(line, value)
    }
}

/// CEF's own scale: 0 to 3 low, 4 to 6 medium, 7 and 8 high, 9 and 10 very high, or these as words. LEEF counts alike.
///
/// Source: Micro Focus, "Implementing ArcSight Common Event Format (CEF)", "Header Field Definitions".
enum CommonEventSeverity {
    static func of(_ line: Span<UInt8>, _ range: Range<Int>) -> StaticString? {
        if let number = EventRow.number(line, range.lowerBound, range.upperBound) {
            switch number {
            case 0...3: return "Low"
            case 4...6: return "Medium"
            case 7...10: return "High"
            default: return nil
            }
        }
        if line.is("very-high", range.lowerBound, range.upperBound) { return "High" }
        return SeverityWords.severity(line, range)
    }
}
