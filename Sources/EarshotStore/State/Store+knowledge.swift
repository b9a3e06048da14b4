public import EarshotModel

/// What earlier runs learned, read once at start.
extension Store: KnowledgeSource {
    public func knowledge() async throws -> Knowledge {
        try await writer.run { connection in
            var knowledge = Knowledge()
            let own = try Self.state("public_addresses", connection) ?? ""
            knowledge.publicAddresses = own.split(separator: " ").compactMap { IPAddress(String($0)) }
            let last = try connection.number("SELECT coalesce(max(id), 0)::BIGINT FROM addresses") ?? 0
            knowledge.lastAddressNumber = Int32(clamping: last)
            try Self.readAddresses(&knowledge, connection)
            try Self.readTexts(&knowledge, connection)
            try Self.readDevices(&knowledge, connection)
            try Self.readStates(&knowledge, connection)
            try Self.readAnswers(&knowledge, connection)
            return knowledge
        }
    }

    public func remember(publicAddresses: [IPAddress]) async throws {
        let addresses = publicAddresses.map(\.description).joined(separator: " ")
        try await writer.run { connection in
            try connection.execute(
                """
                INSERT OR REPLACE INTO state VALUES ('public_addresses', \(quoted(addresses)))
                """)
        }
    }

    private static func state(_ key: String, _ connection: Connection) throws -> String? {
        let rows = try connection.rows("SELECT value FROM state WHERE key = \(quoted(key))", [.string])
        guard case .string(let text)? = rows.first?.first else { return nil }
        return text
    }

    private static func readStates(_ knowledge: inout Knowledge, _ connection: Connection) throws {
        for row in try connection.rows("SELECT key, value FROM state WHERE key LIKE 'pipeline.%'", [.string, .string]) {
            guard case .string(let key) = row[0], case .string(let value) = row[1] else { continue }
            knowledge.states[key] = value
        }
    }

    private static func readAddresses(_ knowledge: inout Knowledge, _ connection: Connection) throws {
        let sql = """
            SELECT id, (ip >> 64)::UBIGINT, (ip & 18446744073709551615::UHUGEINT)::UBIGINT FROM addresses
            """
        var addresses: [Knowledge.KnownAddress] = []
        try connection.query(sql) { chunk in
            var rows: [[KustoValue]] = []
            chunk.appendRows(to: &rows, types: [.int, .long, .long], limit: .max)
            for row in rows {
                guard case .int(let number) = row[0], case .long(let high) = row[1], case .long(let low) = row[2] else {
                    continue
                }
                let bits = UInt128(UInt64(bitPattern: high)) << 64 | UInt128(UInt64(bitPattern: low))
                let address = IPAddress(bits: bits)
                addresses.append(.init(number: number, address: address))
            }
            return true
        }
        knowledge.addresses = addresses
    }

    private static func readTexts(_ knowledge: inout Knowledge, _ connection: Connection) throws {
        for row in try connection.rows("SELECT text FROM labels ORDER BY id", [.string]) {
            if case .string(let text) = row[0] { knowledge.labels.append(text) }
        }
        for row in try connection.rows("SELECT text FROM domains ORDER BY id", [.string]) {
            if case .string(let text) = row[0] { knowledge.domains.append(text) }
        }
        try readProducts(&knowledge, connection)
        for row in try connection.rows("SELECT id, mac FROM macs", [.int, .long]) {
            guard case .int(let number) = row[0], case .long(let mac) = row[1] else { continue }
            knowledge.macs.append(.init(number: number, address: MACAddress(bits: UInt64(bitPattern: mac))))
        }
        let types: [KustoType] = [.int, .string, .string, .string]
        for row in try connection.rows("SELECT id, transport, address, hostname FROM sources", types) {
            guard case .int(let number) = row[0], case .string(let transport) = row[1],
                case .string(let address) = row[2], case .string(let host) = row[3],
                let transport = SourceAddress.Transport(rawValue: transport)
            else { continue }
            knowledge.sources.append(.init(number: number, address: SourceAddress(transport, address), host: host))
        }
    }

    /// Those that may still explain a connection.
    private static func readAnswers(_ knowledge: inout Knowledge, _ connection: Connection) throws {
        try connection.execute("DELETE FROM answers WHERE last < (SELECT max(last) FROM answers) - 172800")
        let sql = """
            SELECT device_id, (address >> 64)::UBIGINT, (address & 18446744073709551615::UHUGEINT)::UBIGINT, first, last,
                domain_id FROM answers ORDER BY first DESC LIMIT 500000
            """
        for row in try connection.rows(sql, [.int, .long, .long, .long, .long, .int]).reversed() {
            guard case .int(let device) = row[0], case .long(let high) = row[1], case .long(let low) = row[2],
                case .long(let first) = row[3], case .long(let last) = row[4], case .int(let domain) = row[5]
            else { continue }
            let bits = UInt128(UInt64(bitPattern: high)) << 64 | UInt128(UInt64(bitPattern: low))
            knowledge.answers.append(
                .init(device: device, address: IPAddress(bits: bits), first: first, last: last, domain: domain))
        }
    }

    private static func readProducts(_ knowledge: inout Knowledge, _ connection: Connection) throws {
        let types: [KustoType] = [.int, .string, .string, .string]
        for row in try connection.rows("SELECT id, family, vendor, product FROM products", types) {
            guard case .int(let number) = row[0], case .string(let family) = row[1], case .string(let vendor) = row[2],
                case .string(let product) = row[3]
            else { continue }
            knowledge.products.append(.init(number: number, family: family, vendor: vendor, product: product))
        }
    }
}
