extension DeviceClues {
    /// One row of a clue file.
    static func clue(_ row: FactFile.Row, of table: FactFile) throws(FactFileError) -> DeviceClue {
        guard let kind = DeviceClue.Kind(rawValue: String(row.fields[0])) else {
            throw table.error(
                row, "`\(row.fields[0])` is no kind of clue.",
                "Use one of " + DeviceClue.Kind.allCases.map(\.rawValue).joined(separator: ", ") + ".")
        }
        guard let type = DeviceType(rawValue: String(row.fields[2])) else {
            throw table.error(
                row, "`\(row.fields[2])` is no type of device.",
                "Use one of " + DeviceType.allCases.map(\.rawValue).joined(separator: ", ") + ".")
        }
        guard let weight = Int(row.fields[3]), 0...10 ~= weight else {
            throw table.error(
                row, "`\(row.fields[3])` is no weight.",
                "Use 1 (a hint) to 10 (sure), or 0 to take a built-in clue away.")
        }
        return DeviceClue(
            kind: kind, pattern: try pattern(kind, row, of: table), type: type, weight: weight,
            evidence: String(row.fields[4]))
    }

    private static func pattern(
        _ kind: DeviceClue.Kind, _ row: FactFile.Row, of table: FactFile
    ) throws(FactFileError) -> String {
        let text = row.fields[1].lowercased()
        switch kind {
        case .contactedDomain:
            guard let domain = HostName.domain(row.fields[1]) else {
                throw table.error(row, "`\(text)` is no domain.", "Write it like `example.com`, without `*.`.")
            }
            return domain
        case .contactedPurpose:
            guard ServiceTable.purposes.contains(text) else {
                throw table.error(
                    row, "`\(text)` is no purpose.",
                    "Use one of " + ServiceTable.purposes.sorted().joined(separator: ", ") + ".")
            }
        case .mdnsService:
            guard text.hasPrefix("_"), text.hasSuffix("._tcp") || text.hasSuffix("._udp") else {
                throw table.error(row, "`\(text)` is no mDNS service.", "Write it like `_ipp._tcp`.")
            }
        case .hostname, .vendorClass, .macVendor, .model, .ssdpServer, .ssdpType:
            // Such a pattern would be a clue for every device.
            guard text.contains(where: { !"*?#%".contains($0) }) else {
                throw table.error(row, "`\(text)` fits everything.", "Write some of its letters as well.")
            }
        }
        return text
    }
}
