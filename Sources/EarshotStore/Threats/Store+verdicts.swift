public import EarshotModel

/// Applies what is known to what is stored.
extension Store: IndicatorStore {
    public func apply(_ judge: any ThreatJudge) async throws -> Int {
        // From here on newcomers are judged by the new knowledge; the rest is judged beside the writer, which goes on.
        let last = try await writer.run { [writer] connection in
            writer.setJudge(judge)
            return Last(
                address: try connection.number("SELECT coalesce(max(id), 0)::BIGINT FROM addresses") ?? 0,
                domain: try connection.number("SELECT coalesce(max(id), 0)::BIGINT FROM domains") ?? 0)
        }
        let addresses = try await aside { try Self.judgeAddresses(judge, upTo: last.address, $0) }
        let domains = try await aside { try Self.judgeDomains(judge, upTo: last.domain, $0) }
        try await writer.run { connection in
            try connection.transaction {
                try Self.replace("address_verdicts", upTo: last.address, addresses, connection)
                try Self.replace("domain_verdicts", upTo: last.domain, domains, connection)
            }
        }
        return addresses.count + domains.count
    }

    private struct Last: Sendable {
        var address: Int64
        var domain: Int64
    }

    typealias Judged = [(id: Int32, verdict: ThreatVerdict)]

    private static func judgeAddresses(_ judge: any ThreatJudge, upTo last: Int64, _ connection: Connection) throws
        -> Judged
    {
        var found: Judged = []
        let sql = """
            SELECT id, (ip >> 64)::UBIGINT, (ip & 18446744073709551615::UHUGEINT)::UBIGINT, coalesce(asn, 0)::BIGINT
            FROM addresses WHERE id <= \(last) AND class = 0
            """
        try connection.query(sql) { chunk in
            var rows: [[KustoValue]] = []
            chunk.appendRows(to: &rows, types: [.int, .long, .long, .long], limit: .max)
            for row in rows {
                guard case .int(let id) = row[0], case .long(let asn) = row[3] else { continue }
                let address = IPAddress(bits: ThreatTables.bits(row[1], row[2]))
                if let verdict = judge.verdict(on: address, asn: UInt32(clamping: asn)) { found.append((id, verdict)) }
            }
            return true
        }
        return found
    }

    private static func judgeDomains(_ judge: any ThreatJudge, upTo last: Int64, _ connection: Connection) throws
        -> Judged
    {
        var found: Judged = []
        try connection.query("SELECT id, text FROM domains WHERE id <= \(last)") { chunk in
            var rows: [[KustoValue]] = []
            chunk.appendRows(to: &rows, types: [.int, .string], limit: .max)
            for row in rows {
                guard case .int(let id) = row[0], case .string(let name) = row[1] else { continue }
                if let verdict = judge.verdict(onDomain: name) { found.append((id, verdict)) }
            }
            return true
        }
        return found
    }

    /// What was hunted stays hunted as long as it has a verdict.
    private static func replace(_ table: String, upTo last: Int64, _ judged: Judged, _ connection: Connection) throws {
        var hunted: Set<Int32> = []
        for row in try connection.rows("SELECT id FROM \(table) WHERE hunted AND id <= \(last)", [.int]) {
            if case .int(let id) = row[0] { hunted.insert(id) }
        }
        try connection.execute("DELETE FROM \(table) WHERE id <= \(last)")
        guard !judged.isEmpty else { return }
        let rows = VerdictRows.rows(table, judged.map { ($0.id, $0.verdict, hunted.contains($0.id)) })
        try Appender.append([rows], on: connection)
    }
}
