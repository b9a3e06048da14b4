public import EarshotModel

/// Searches the whole history for what has become known as risky.
///
/// Only the numbers of addresses and names that are new are looked for, each once: a scan of one or two columns.
extension Store {
    /// Matches of one hunt; more are counted by whoever asks for them in KQL.
    static let maximumMatches = 10_000

    public func unhunted(minimum: Int) async throws -> HuntTargets {
        try await writer.run { connection in
            var targets = HuntTargets()
            targets.addresses = try Self.ids("address_verdicts", minimum, connection)
            targets.domains = try Self.ids("domain_verdicts", minimum, connection)
            return targets
        }
    }

    private static func ids(_ table: String, _ minimum: Int, _ connection: Connection) throws -> [Int32] {
        try connection.rows(
            "SELECT id FROM \(table) WHERE score >= \(minimum) AND NOT hunted ORDER BY id LIMIT 100000", [.int]
        ).compactMap { row in
            if case .int(let id) = row[0] { id } else { nil }
        }
    }

    public func setHunted(_ targets: HuntTargets) async throws {
        try await writer.run { connection in
            for (table, ids) in [("address_verdicts", targets.addresses), ("domain_verdicts", targets.domains)]
            where !ids.isEmpty {
                try connection.execute(
                    "UPDATE \(table) SET hunted = TRUE WHERE id IN (\(ids.map(String.init).joined(separator: ",")))")
            }
        }
    }

    public func hunt(_ targets: HuntTargets) async throws -> [RetroMatch] {
        try await aside { connection in
            var found: [RetroMatch] = []
            if !targets.addresses.isEmpty {
                found += try Self.matches(
                    Self.search("remote_id", "address_verdicts", targets.addresses, from: "network_session_rows"),
                    connection)
            }
            if !targets.domains.isEmpty {
                found += try Self.matches(
                    Self.search("dst_fqdn", "domain_verdicts", targets.domains, from: "network_session_rows"),
                    connection)
                found += Self.asked(try Self.matches(Self.questions(targets.domains), connection))
            }
            return found
        }
    }

    /// Answers in a name server's log do not say who asked; they count only where nothing else tells of the name.
    private static func asked(_ matches: [RetroMatch]) -> [RetroMatch] {
        let told = Set(matches.filter { $0.device > 0 || !$0.local.isEmpty }.map(\.domain))
        return matches.filter { $0.device > 0 || !$0.local.isEmpty || !told.contains($0.domain) }
    }

    private static func search(_ column: String, _ verdicts: String, _ ids: [Int32], from table: String) -> String {
        let name = column == "dst_fqdn" ? "coalesce(d.text, '')" : "''"
        return """
            WITH wanted AS (SELECT unnest([\(ids.map(String.init).joined(separator: ","))])::INTEGER AS id),
            hits AS (
                SELECT \(column) AS subject, device_id, direction, any_value(remote_id) AS remote_id,
                    any_value(local_id) AS local_id, any_value(dst_port) AS dst_port, min(seconds) AS first,
                    max(seconds) AS last, count(*) AS events
                FROM \(table) WHERE \(column) IN (SELECT id FROM wanted) AND \(counts)
                GROUP BY \(column), device_id, direction ORDER BY last DESC LIMIT \(maximumMatches)
            )
            SELECT h.device_id, coalesce(v.name, ''), (h.direction = \(NetworkDirection.inbound.rawValue))::INTEGER,
                coalesce(l.text, ''), coalesce(a.text, ''), \(name), h.dst_port::INTEGER, h.first, h.last,
                h.events::BIGINT, t.score::INTEGER, coalesce(t.category, ''), coalesce(t.name, ''),
                coalesce(t.sources, '')
            FROM hits h JOIN \(verdicts) t ON t.id = h.subject LEFT JOIN addresses a ON a.id = h.remote_id
                LEFT JOIN addresses l ON l.id = h.local_id LEFT JOIN devices v ON v.id = h.device_id
                LEFT JOIN domains d ON d.id = h.subject
            ORDER BY h.last DESC
            """
    }

    /// What left the home, and what came in and was let through; the rest is background.
    static let counts = """
        (direction = \(NetworkDirection.outbound.rawValue) AND action IN (0, \(SessionAction.allow.rawValue)) OR \
        direction = \(NetworkDirection.inbound.rawValue) AND action = \(SessionAction.allow.rawValue))
        """

    /// Questions for a risky name are as telling as connections to it.
    private static func questions(_ ids: [Int32]) -> String {
        """
        WITH wanted AS (SELECT unnest([\(ids.map(String.init).joined(separator: ","))])::INTEGER AS id),
        hits AS (
            SELECT dns_query AS subject, device_id, any_value(src_ip_addr) AS local_id, min(seconds) AS first,
                max(seconds) AS last, count(*) AS events
            FROM dns_rows WHERE dns_query IN (SELECT id FROM wanted) GROUP BY dns_query, device_id
            ORDER BY last DESC LIMIT \(maximumMatches)
        )
        SELECT h.device_id, coalesce(v.name, ''), 0, coalesce(l.text, ''), '', coalesce(d.text, ''), NULL::INTEGER,
            h.first, h.last, h.events::BIGINT, t.score::INTEGER, coalesce(t.category, ''), coalesce(t.name, ''),
            coalesce(t.sources, '')
        FROM hits h JOIN domain_verdicts t ON t.id = h.subject LEFT JOIN domains d ON d.id = h.subject
            LEFT JOIN addresses l ON l.id = h.local_id LEFT JOIN devices v ON v.id = h.device_id
        ORDER BY h.last DESC
        """
    }

    private static func matches(_ sql: String, _ connection: Connection) throws -> [RetroMatch] {
        let types: [KustoType] = [
            .int, .string, .int, .string, .string, .string, .int, .long, .long, .long, .int, .string, .string, .string,
        ]
        return try connection.rows(sql, types).map { row in
            var match = RetroMatch()
            match.device = Int32(clamping: ThreatTables.number(row[0]) ?? 0)
            match.deviceName = ThreatTables.text(row[1])
            match.isInbound = ThreatTables.number(row[2]) == 1
            match.local = ThreatTables.text(row[3])
            match.remote = ThreatTables.text(row[4])
            match.domain = ThreatTables.text(row[5])
            match.port = ThreatTables.number(row[6]).map { Int32(clamping: $0) }
            match.first = ThreatTables.number(row[7]) ?? 0
            match.last = ThreatTables.number(row[8]) ?? 0
            match.events = ThreatTables.number(row[9]) ?? 0
            match.score = Int(ThreatTables.number(row[10]) ?? 0)
            match.category = ThreatTables.text(row[11])
            match.name = ThreatTables.text(row[12])
            match.sources = ThreatTables.text(row[13])
            return match
        }
    }
}
