public import EarshotModel

extension Store: LookupStore {
    private static let lookupTypes: [KustoType] = [
        .string, .int, .string, .long, .int, .string, .string, .string, .string,
    ]

    public func lookups(of value: String) async throws -> [StoredLookup] {
        let sql = """
            SELECT service, kind, value, asked, score, category, name, summary, answer FROM threat_lookups
            WHERE value = \(quoted(value)) ORDER BY service
            """
        return try await aside { connection in
            try connection.rows(sql, Self.lookupTypes).compactMap { row in
                guard case .int(let code) = row[1], let kind = Indicator.Kind(rawValue: UInt8(clamping: code)) else {
                    return nil
                }
                var lookup = StoredLookup(
                    service: ThreatTables.text(row[0]), kind: kind, value: ThreatTables.text(row[2]),
                    asked: ThreatTables.number(row[3]) ?? 0)
                lookup.score = ThreatTables.number(row[4]).map { UInt8(clamping: $0) }
                lookup.category = ThreatTables.text(row[5])
                lookup.name = ThreatTables.text(row[6])
                lookup.summary = ThreatTables.text(row[7])
                lookup.answer = ThreatTables.text(row[8])
                return lookup
            }
        }
    }

    public func save(_ lookup: StoredLookup) async throws {
        let service = quoted(lookup.service)
        let value = quoted(lookup.value)
        let texts = [lookup.category, lookup.name, lookup.summary, lookup.answer].map {
            $0.isEmpty ? "NULL" : quoted($0)
        }
        let score = lookup.score.map { String($0) } ?? "NULL"
        var statements = """
            DELETE FROM threat_lookups WHERE service = \(service) AND value = \(value);
            INSERT INTO threat_lookups (service, kind, value, asked, score, category, name, summary, answer) VALUES
                (\(service), \(lookup.kind.rawValue), \(value), \(lookup.asked), \(score), \(texts.joined(separator: ", ")));
            DELETE FROM threat_indicators WHERE feed = \(service) AND value = \(value);
            """
        if let score = lookup.score, score > 0 {
            let bits = IPAddress(lookup.value).map { "'\($0.bits)'::UHUGEINT" } ?? "0"
            statements += """
                INSERT INTO threat_indicators (feed, kind, value, range_start, range_end, category, name, confidence,
                    last_seen, created, modified) VALUES (\(service), \(lookup.kind.rawValue), \(value), \(bits), \(bits),
                    \(texts[0]), \(texts[1]), \(score), \(lookup.asked), \(lookup.asked), \(lookup.asked));
                """
        }
        let sql = statements
        try await writer.run { connection in try connection.transaction { try connection.execute(sql) } }
    }

    public func candidates(
        for service: String, kinds: CandidateKinds, since: Int64, askedSince: Int64, limit: Int
    ) async throws -> [IntelValue] {
        var parts: [String] = []
        if kinds.contains(.addresses) { parts.append(Self.candidateAddresses(since)) }
        if kinds.contains(.domains) { parts.append(Self.candidateNames(since)) }
        guard !parts.isEmpty else { return [] }
        let sql = """
            SELECT c.value FROM (\(parts.joined(separator: " UNION ALL "))) c
            WHERE NOT EXISTS (SELECT 1 FROM threat_lookups l WHERE l.service = \(quoted(service)) AND l.value = c.value
                AND l.asked >= \(askedSince))
            ORDER BY c.rank, c.events, c.last DESC LIMIT \(limit)
            """
        return try await aside { connection in
            try connection.rows(sql, [.string]).map { row in
                let text = ThreatTables.text(row[0])
                return IPAddress(text).map(IntelValue.address) ?? .domain(text)
            }
        }
    }

    private static func candidateAddresses(_ since: Int64) -> String {
        """
        SELECT a.text AS value, s.rank, s.events, s.last FROM (
            SELECT remote_id, min(CASE WHEN direction = \(NetworkDirection.outbound.rawValue) THEN 0 ELSE 1 END) AS rank,
                count(*) AS events, max(seconds) AS last
            FROM network_session WHERE seconds >= \(since) AND \(Self.counts) GROUP BY remote_id
        ) s JOIN addresses a ON a.id = s.remote_id AND a.class = 0
        LEFT JOIN address_verdicts v ON v.id = s.remote_id
        WHERE coalesce(v.score, 0) < \(RiskLevel.high.minimum) AND NOT regexp_matches(coalesce(v.labels, ''),
            '\\b(cdn|infrastructure|public resolver)\\b')
        """
    }

    /// The registered names of what was contacted and asked for: its hosts change too often to be known to anybody.
    private static func candidateNames(_ since: Int64) -> String {
        """
        SELECT d.registered AS value, 0 AS rank, sum(s.events) AS events, max(s.last) AS last FROM (
            SELECT dst_fqdn AS id, count(*) AS events, max(seconds) AS last FROM network_session_rows
            WHERE seconds >= \(since) AND direction = \(NetworkDirection.outbound.rawValue) AND \(Self.counts)
                AND dst_fqdn IS NOT NULL GROUP BY dst_fqdn
            UNION ALL
            SELECT dns_query, count(*), max(seconds) FROM dns_rows
            WHERE seconds >= \(since) AND dns_query IS NOT NULL GROUP BY dns_query
        ) s JOIN domains d ON d.id = s.id LEFT JOIN domain_verdicts v ON v.id = d.id
        WHERE d.registered IS NOT NULL AND NOT regexp_matches(d.registered, '\(innerNames)') GROUP BY d.registered
        HAVING max(coalesce(v.score, 0)) < \(RiskLevel.high.minimum)
        """
    }

    /// Names of homes and reserved ones (RFC 2606, 6761, 6762, 8375): nobody outside knows them, and none of his business.
    private static let innerNames =
        "(^|\\.)(lan|local|home|internal|intranet|corp|private|localdomain|localhost|test|invalid|example|arpa|onion"
        + "|example\\.(com|net|org)|fritz\\.box)$"
}
