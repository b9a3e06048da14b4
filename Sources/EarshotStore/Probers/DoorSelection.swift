import EarshotModel
import EarshotQuery

/// The events from outside that tried a door, in groups: the columns of `prober_doors` in their order.
///
/// What counts as an attempt, and why, stands with `ProberLedger`.
enum DoorSelection {
    /// Late answers come within a week of what they answer.
    private static let answerSeconds = Rollup.period
    /// Ports from which systems call, and where answers come back to.
    static let ephemeral = 32768

    /// - Parameters:
    ///   - conditions: of the events that are looked at; no event fits two of them.
    ///   - since: SQL for the first second of them; calls from inside are looked up from a week before.
    ///   - until: SQL for the second after the last of them; nil: they go on.
    ///   - week: SQL for the week of an event.
    static func text(where conditions: [String], since: String, until: String? = nil, week: String) -> String {
        """
        WITH doors AS MATERIALIZED (
            SELECT \(week) AS week, remote_id, local_id, protocol, dst_port, bool_or(sure) AS sure, open,
                count(*) AS attempts, min(seconds) AS first_seen, max(seconds) AS last_seen, min(src_port) AS src_port
            FROM (\(conditions.map(packets).joined(separator: " UNION ALL "))) AS e
            WHERE open OR refused AND (sure OR NOT EXISTS (\(call(since: since, until: until))))
            GROUP BY ALL)
        SELECT week, remote_id, local_id, protocol, dst_port,
            sure OR dst_port >= \(ephemeral) AND coalesce(begins OR \(isKnownToBegin), FALSE) AS sure,
            open, attempts, first_seen, last_seen
        FROM doors LEFT JOIN (\(beginners)) AS b USING (week, remote_id, local_id, protocol)
        """
    }

    /// Who begins something for sure although his packets do not say so (no flags, or UDP), of those that try ephemeral
    /// ports. What answers keeps the port that was called. Another port of the source for nearly every door is somebody
    /// who opens connections (TCP only: friends in a call differ as well); eight doors in a row are somebody who counts
    /// (six belong to a browser whose system numbers its ports in turn). Ports of traceroute are in a row by nature.
    private static let beginners = """
        SELECT week, remote_id, local_id, protocol, TRUE AS begins
        FROM (SELECT week, remote_id, local_id, protocol, src_port,
                count(*) OVER (PARTITION BY week, remote_id, local_id, protocol, island) AS run
            FROM (SELECT week, remote_id, local_id, protocol, src_port, dst_port - row_number() OVER (
                    PARTITION BY week, remote_id, local_id, protocol ORDER BY dst_port) AS island
                FROM doors
                WHERE NOT sure AND NOT open AND dst_port >= \(ephemeral)
                    AND NOT (protocol = 17 AND dst_port BETWEEN 33434 AND 33700)))
        GROUP BY week, remote_id, local_id, protocol
        HAVING protocol = 6 AND count(*) >= 5 AND count(DISTINCT src_port) * 5 >= count(*) * 4 OR max(run) >= 8
        """

    /// Of whom that is remembered from events that are deleted.
    private static let isKnownToBegin = """
        (remote_id, local_id, protocol) IN (SELECT (remote_id, local_id, protocol)
            FROM \(TableSchema.proberDoor.storedName)
            WHERE week = \(ProberDoors.forgotten) AND sure AND dst_port >= \(ephemeral))
        """

    private static func packets(where condition: String) -> String {
        let actions = [SessionAction.deny, .drop, .reset].map { String($0.rawValue) }.joined(separator: ", ")
        let ports = Probe.servicePorts.map(String.init).joined(separator: ", ")
        let isAnswer = """
            dst_port >= 1024 AND (src_port IN (\(ports)) AND src_port <> dst_port OR src_port < 1024)
            """
        return """
            SELECT *, refused_packet AND coalesce(tcp_flags & 20, 0) = 0
                AND (sure OR NOT coalesce(\(isAnswer), FALSE)) AS refused
            FROM (SELECT seconds, remote_id, local_id, protocol, src_port, dst_port, tcp_flags,
                    (action = \(SessionAction.allow.rawValue) OR \(isState(Probe.openStates)))
                        AND NOT \(isState(Probe.failedStates)) AS open,
                    action IN (\(actions)) OR \(isState(Probe.failedStates)) AS refused_packet,
                    protocol = 6 AND (coalesce(tcp_flags & 2, 0) <> 0 OR \(isState(Probe.failedStates))) AS sure
                FROM \(TableSchema.networkSession.sourceName)
                WHERE \(condition) AND direction = \(NetworkDirection.inbound.rawValue)
                    AND protocol IN (6, 17) AND dst_port IS NOT NULL AND remote_id IS NOT NULL)
            """
    }

    /// One of our devices called the place that the packet comes from.
    private static func call(since: String, until: String?) -> String {
        let end = until.map { "c.seconds < \($0) AND " } ?? ""
        return """
            SELECT 1 FROM network_session AS c
            WHERE \(end)c.seconds >= \(since) - \(answerSeconds)
                AND c.direction = \(NetworkDirection.outbound.rawValue) AND c.remote_id = e.remote_id
                AND c.protocol = e.protocol AND c.dst_port = e.src_port
            """
    }

    private static func isState(_ names: [String]) -> String {
        let list = names.map(quoted).joined(separator: ", ")
        return "coalesce(event_original_result_details IN (SELECT id FROM labels WHERE text IN (\(list))), FALSE)"
    }
}
