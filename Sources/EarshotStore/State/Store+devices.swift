import EarshotModel

/// The devices as they were stored, for the registry to go on with.
extension Store {
    static func readDevices(_ knowledge: inout Knowledge, _ connection: Connection) throws {
        let types: [KustoType] = [
            .int, .string, .long, .long, .string, .string, .string, .string, .string, .string, .int, .string, .string,
            .int, .string, .string, .string, .string, .string, .string,
        ]
        let sql = """
            SELECT id, address, first_seen, last_seen, hostname, given_name, given_type, owner, type, type_evidence,
                type_confidence, coalesce(macs, mac), addresses, merged_into, dns_servers,
                announced_name, announced_host, announced_model, announced_server, announced_services FROM devices ORDER BY id
            """
        for row in try connection.rows(sql, types) {
            guard case .int(let number) = row[0] else { continue }
            var device = Knowledge.KnownDevice()
            device.number = number
            device.address = IPAddress(text(row[1]))
            if case .long(let first) = row[2] { device.firstSeen = first }
            if case .long(let last) = row[3] { device.lastSeen = last }
            device.hostname = text(row[4])
            device.words = DeviceWords(name: text(row[5]), type: text(row[6]), owner: text(row[7]))
            device.guess.type = device.words.type.isEmpty ? text(row[8]) : ""
            device.guess.evidence = text(row[9]).split(separator: "\n").map(String.init)
            if case .int(let confidence) = row[10] { device.guess.confidence = Int(confidence) }
            device.macs = quoted(in: text(row[11])).compactMap { MACAddress($0) }
            device.addresses = seen(text(row[12]))
            if case .int(let target) = row[13] { device.mergedInto = target }
            device.resolvers = ResolverUse.read(text(row[14]))
            device.announced = announced(row[15...].map(text))
            knowledge.devices.append(device)
        }
    }

    private static func announced(_ texts: [String]) -> DeviceAnnouncement {
        var announced = DeviceAnnouncement()
        (announced.name, announced.host, announced.model, announced.server) = (texts[0], texts[1], texts[2], texts[3])
        announced.services = texts[4] == "[]" ? [] : quoted(in: texts[4])
        return announced
    }

    private static func text(_ value: KustoValue) -> String {
        if case .string(let text) = value { return text }
        return ""
    }

    /// The texts of a JSON array of plain texts; a text without quotes is one text.
    private static func quoted(in json: String) -> [String] {
        guard json.contains("\"") else { return json.isEmpty ? [] : [json] }
        return json.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }

    /// `{"192.168.1.2":1790000000,…}`, as `deviceRows` writes it.
    private static func seen(_ json: String) -> [(address: IPAddress, seen: Int64)] {
        json.split(separator: ",").compactMap { member in
            let parts = member.split(separator: "\"")
            guard parts.count >= 2, let address = IPAddress(String(parts[parts.count - 2])) else { return nil }
            let digits = (parts.last ?? "").filter(\.isNumber)
            return (address, Int64(digits) ?? 0)
        }
    }
}
