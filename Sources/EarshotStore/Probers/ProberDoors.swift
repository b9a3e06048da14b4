import EarshotModel
import EarshotQuery

/// Which doors were tried by whom: counted a week at a time, and kept when the events are deleted.
///
/// `prober_doors` has the weeks that are over, with a mark for each (see `Rollups`), and under `forgotten` what events
/// said that are deleted by now. The view `prober_doors_rows` adds the events of weeks without a mark. Rows, marks and
/// events change in transactions of one writer: a door is counted exactly once, whatever a query sees.
enum ProberDoors {
    static let events = TableSchema.networkSession.storedName
    private static let table = TableSchema.proberDoor.storedName
    private static let view = TableSchema.proberDoor.sourceName
    /// The week of what is remembered of deleted events; no week begins then.
    static let forgotten = 0
    /// Rows of deleted events that are kept; a row takes 17 bytes. Beyond, those sources are forgotten first that
    /// tried the fewest doors and were not seen for longest.
    static let maximumRemembered: Int64 = 10_000_000

    static func makeView(on connection: Connection) throws {
        let week = "(seconds + \(Rollup.epoch)) // \(Rollup.period) * \(Rollup.period) - \(Rollup.epoch)"
        let marks = "SELECT start FROM rollup_marks WHERE source = \(quoted(events))"
        let columns = TableSchema.proberDoor.stored.map(\.name).joined(separator: ", ")
        // Before the first mark lies what is not counted yet, and what a router wrote that did not know the time.
        // Two ranges, because a range that is one condition is found without reading the events outside of it.
        let after = "seconds >= (\(firstOpen)) AND \(week) NOT IN (\(marks))"
        let before = """
            seconds < (SELECT min(start) FROM (\(marks))) AND seconds < (\(firstOpen)) AND \(week) NOT IN (\(marks))
            """
        try connection.execute(
            """
            CREATE OR REPLACE VIEW \(view) AS SELECT \(columns) FROM \(table)
            WHERE week = \(forgotten) OR week IN (\(marks)) UNION ALL
            (\(DoorSelection.text(where: [after, before], since: "(\(firstOpen))", week: week)))
            """)
    }

    /// The beginning of what is not counted: the end of the weeks that are counted without a gap from the first event on,
    /// ten years at most.
    private static let firstOpen = """
        SELECT CASE WHEN count(*) = 0 OR EXISTS (SELECT 1 FROM network_session
                WHERE seconds >= (SELECT max(start) FROM rollup_marks) - \(520 * Rollup.period)
                    AND seconds < (SELECT min(start) FROM rollup_marks WHERE source = \(quoted(events))))
                THEN -62135596800
            ELSE min(start + \(Rollup.period)) FILTER (WHERE following IS DISTINCT FROM start + \(Rollup.period)) END
        FROM (SELECT start, lead(start) OVER (ORDER BY start) AS following FROM rollup_marks
            WHERE source = \(quoted(events)))
        """

    /// Counts the events of one week, in place of what was counted before. Inside a transaction.
    static func count(week start: Int64, on connection: Connection) throws {
        let end = start + Rollup.period
        let range = "seconds >= \(start) AND seconds < \(end)"
        try connection.execute("DELETE FROM \(table) WHERE week = \(start)")
        try connection.execute(
            """
            INSERT INTO \(table) \(DoorSelection.text(where: [range], since: "\(start)", until: "\(end)", week: "\(start)"))
            ORDER BY remote_id, dst_port
            """)
    }

    /// Takes over what events before `seconds` say. Inside the transaction that deletes them and their marks.
    static func remember(before seconds: Int64, on connection: Connection, maximum: Int64 = maximumRemembered) throws {
        let limit = Rollup.start(of: seconds &+ Rollup.period &- 1, grain: Rollup.period)
        let fresh = DoorSelection.text(
            where: ["seconds < \(seconds)"], since: "-62135596800", until: "\(seconds)", week: "\(forgotten)")
        try connection.execute("CREATE OR REPLACE TEMP TABLE fresh_doors AS \(fresh)")
        // A day of a week does not show what the week did.
        try connection.execute(
            """
            UPDATE fresh_doors SET sure = TRUE WHERE NOT sure AND dst_port >= \(DoorSelection.ephemeral)
                AND (remote_id, local_id, protocol) IN (SELECT (remote_id, local_id, protocol) FROM \(table)
                    WHERE sure AND dst_port >= \(DoorSelection.ephemeral) AND week < \(limit));
            DELETE FROM \(table) WHERE week <> \(forgotten) AND week < \(limit)
            """)
        let known = "week = \(forgotten) AND remote_id IN (SELECT remote_id FROM fresh_doors)"
        try connection.execute("INSERT INTO fresh_doors SELECT * FROM \(table) WHERE \(known)")
        try connection.execute("DELETE FROM \(table) WHERE \(known)")
        try connection.execute(
            """
            INSERT INTO \(table)
            SELECT \(forgotten), remote_id, local_id, protocol, dst_port, bool_or(sure), open, sum(attempts)::BIGINT,
                min(first_seen), max(last_seen)
            FROM fresh_doors GROUP BY remote_id, local_id, protocol, dst_port, open ORDER BY remote_id, dst_port;
            DROP TABLE fresh_doors
            """)
        try forget(beyond: maximum, on: connection)
    }

    private static func forget(beyond maximum: Int64, on connection: Connection) throws {
        let remembered = "FROM \(table) WHERE week = \(forgotten)"
        let count = try connection.number("SELECT count(*) \(remembered)") ?? 0
        guard count > maximum else { return }
        // A tenth more, so that it is not done every day.
        let excess = count - maximum + maximum / 10
        try connection.execute(
            """
            DELETE \(remembered) AND remote_id IN (
                SELECT remote_id FROM (
                    SELECT remote_id, doors, sum(doors) OVER (ORDER BY least(doors, 10), latest, remote_id) AS total
                    FROM (SELECT remote_id, count(*) AS doors, max(last_seen) AS latest \(remembered) GROUP BY remote_id))
                WHERE total - doors < \(excess))
            """)
    }
}
