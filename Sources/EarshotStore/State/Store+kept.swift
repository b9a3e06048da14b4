public import EarshotModel

/// Lines that `Syslog` kept, for reading them again.
extension Store: KeptLines {
    /// Those that a better parser may understand: not the cut ones.
    private static let readable = UnparsedReason.allCases.filter { $0 != .tooLong && $0 != .notText }

    /// What a row holds, as a number. Rows are found by their place in the database, which changes when the database
    /// tidies up; that and what they hold together are safe.
    static let digest = "(hash(line, seconds, received, source_id) >> 1)::BIGINT"

    public func keptLines(after place: KeptPlace?, since seconds: Int64, count: Int) async throws -> (
        lines: [KeptLine], place: KeptPlace?
    ) {
        try await writer.run { connection in
            // Codes are stored as number + 1; 0 is none.
            let reasons = Self.readable.map { "\($0.rawValue + 1)" }.joined(separator: ",")
            let from = max(seconds, place?.seconds ?? .min)
            var condition = "reason IN (\(reasons)) AND seconds >= \(from)"
            // The moment up to which there are enough lines, so that only that much is sorted.
            let last = try connection.number(
                "SELECT seconds FROM syslog WHERE \(condition) ORDER BY seconds LIMIT 1 OFFSET \(count)")
            if let last { condition += " AND seconds <= \(last)" }
            if let place {
                condition += " AND (seconds > \(place.seconds) OR \(Self.digest) > \(place.digest))"
            }
            let rows = try connection.rows(
                """
                SELECT syslog.rowid, \(Self.digest) AS digest, seconds, fraction, received, source_id, line,
                    sources.transport, sources.address
                FROM syslog LEFT JOIN sources ON sources.id = source_id WHERE \(condition)
                ORDER BY seconds, digest LIMIT \(count)
                """, [.long, .long, .long, .int, .long, .int, .string, .string, .string])
            return Self.page(rows, count)
        }
    }

    /// Without the last group of equal lines, which may go on, unless it is the only one.
    private static func page(_ rows: [[KustoValue]], _ count: Int) -> (lines: [KeptLine], place: KeptPlace?) {
        var lines = rows.compactMap(line)
        guard let end = lines.last?.place else { return ([], nil) }
        if rows.count == count, let first = lines.first?.place, first != end { lines.removeAll { $0.place == end } }
        return (lines.map(\.line), lines.last?.place)
    }

    private static func line(_ row: [KustoValue]) -> (line: KeptLine, place: KeptPlace)? {
        guard case .long(let place) = row[0], case .long(let digest) = row[1], case .long(let seconds) = row[2],
            case .int(let fraction) = row[3], case .long(let received) = row[4], case .int(let source) = row[5],
            case .string(let text) = row[6], case .string(let transport) = row[7], case .string(let address) = row[8]
        else { return nil }
        let ticks = Ticks.from(unixSeconds: received) ?? Ticks.unixEpoch
        let line = KeptLine(
            row: place, digest: digest, source: source,
            address: SourceAddress(.init(rawValue: transport) ?? .file, address),
            // A line without a time has the moment of its arrival.
            arrival: received == seconds ? ticks + Int64(fraction) : ticks, text: Array(text.utf8))
        return (line, KeptPlace(seconds: seconds, digest: digest))
    }
}

/// Rows of `Syslog` are not where they were, or gone.
struct KeptRowsChanged: Error {}

extension KeptRemoval {
    /// Inside a transaction. Throws `KeptRowsChanged` when a row is not there as it was read.
    func run(on connection: Connection) throws {
        let values = zip(rows, digests).map { "(\($0),\($1))" }.joined(separator: ",")
        let removed = try connection.number(
            """
            DELETE FROM syslog USING (VALUES \(values)) AS kept(place, digest)
            WHERE syslog.rowid = kept.place AND \(Store.digest) = kept.digest
            """)
        guard removed == Int64(rows.count) else { throw KeptRowsChanged() }
    }
}

extension Store {
    /// Gives known sources the names that the user has for them.
    public func name(sources names: [(address: String, name: String)]) async throws {
        guard !names.isEmpty else { return }
        try await writer.run { connection in
            for (address, name) in names {
                try connection.execute(
                    "UPDATE sources SET name = \(quoted(name)) WHERE address = \(quoted(address))")
            }
        }
    }
}
