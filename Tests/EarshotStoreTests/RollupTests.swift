import EarshotModel
import EarshotQuery
import Foundation
import Testing

@testable import EarshotStore

/// Answers are the same whether or not anything was counted ahead, whatever is written in between.
struct RollupTests {
    private static let start = RollupSample.start
    private static let week = RollupSample.week
    private static let now = start + 9 * week + 200_000

    /// Two stores with the same events; the second never counts ahead.
    private struct Pair {
        let counting: Store
        let plain: Store
        var sample = RollupSample(seed: 7)

        init() throws {
            counting = try Store(.init(directory: nil))
            plain = try Store(.init(directory: nil))
        }

        mutating func write(rows: Int, from: Int64, to: Int64, withAddresses: Bool = false) async throws {
            let batch = sample.batch(rows: rows, from: from, to: to, withAddresses: withAddresses)
            try await counting.write(batch)
            try await plain.write(batch)
        }

        mutating func fill() async throws {
            let start = RollupTests.start
            // The first week begins in its middle, the last one is not over.
            try await write(rows: 9000, from: start + 300_000, to: RollupTests.now, withAddresses: true)
        }
    }

    private static func answer(_ store: Store, _ query: String) async throws -> [String] {
        var options = QueryOptions()
        options.now = (now + 62_135_596_800) * 10_000_000
        return try await store.engine.run(query, options: options).rows.map { "\($0)" }.sorted()
    }

    private static func compare(_ pair: Pair, _ queries: [String] = queries) async throws {
        for query in queries {
            let expected = try await answer(pair.plain, query)
            let found = try await answer(pair.counting, query)
            #expect(found == expected, "\(query)")
        }
    }

    private static let sides =
        "Events = count(), Inbound = countif(NetworkDirection == 'Inbound'), Outbound = countif(NetworkDirection == 'Outbound')"

    /// Time ranges: everything, edges within a week, an hour and a second, exactly on a week, shorter than a week.
    private static let ranges = [
        "NetworkSession", "NetworkSession | where TimeGenerated > ago(50d)",
        "NetworkSession | where TimeGenerated between (datetime(2026-08-12T03:17:05.5) .. datetime(2026-09-20T21:00:00))",
        "NetworkSession | where TimeGenerated >= datetime(2026-08-10) and TimeGenerated < datetime(2026-09-14)",
        "NetworkSession | where TimeGenerated > datetime(2026-08-10) and TimeGenerated <= datetime(2026-09-14)",
        "NetworkSession | where TimeGenerated between (datetime(2026-08-18T10:30) .. datetime(2026-08-20))",
    ]

    /// What can be answered from counts.
    private static let counted = [
        "summarize \(sides), Stopped = countif(DvcAction in ('Deny', 'Drop')), Devices = dcountif(DeviceId, DeviceId > 0), Remotes = dcountif(RemoteIpAddr, NetworkDirection in ('Inbound', 'Outbound')), Countries = dcountif(RemoteGeoCountry, isnotempty(RemoteGeoCountry)), Bytes = sum(SrcBytes)",
        "summarize First = min(TimeGenerated), Last = max(TimeGenerated), In = maxif(TimeGenerated, NetworkDirection == 'Inbound')",
        "summarize count() by bin(TimeGenerated, 6h), NetworkDirection",
        "summarize count() by bin(TimeGenerated, 7d), DvcAction", "summarize count() by hourofday(TimeGenerated)",
        "summarize count(), sum(SrcBytes) by startofday(TimeGenerated)",
        "where DeviceId > 0 | summarize \(sides) by DeviceId",
        "where isnotempty(RemoteGeoCountry) | summarize \(sides) by RemoteGeoCountry",
        "where NetworkDirection == 'Inbound' | summarize Events = count(), Ports = dcount(DstPortNumber) by SrcIpAddr, RemoteGeoCountry",
        // Two rollups side by side.
        "where NetworkDirection == 'Inbound' | summarize Ports = dcount(DstPortNumber), First = min(TimeGenerated), Last = max(TimeGenerated), Count = count() by SrcIpAddr",
        "where NetworkDirection == 'Inbound' | summarize Ports = dcount(DstPortNumber), Last = max(TimeGenerated), Count = count() by RemoteIpAddr, RemoteAsn | where Ports >= 1",
        "summarize dcountif(DstPortNumber, DvcAction == 'Drop'), minif(TimeGenerated, DvcAction == 'Allow') by RemoteGeoCountry, NetworkDirection",
        "where isnotnull(DstPortNumber) | summarize \(sides) by DstPortNumber, NetworkProtocol",
        "where NetworkDirection == 'Outbound' | summarize count(), dcountif(DeviceId, DeviceId > 0) by RemoteAsn, RemoteAsnName",
        "where RemoteIpAddr in ('198.51.100.3', '198.51.100.9') | summarize sumif(SrcBytes, NetworkDirection == 'Inbound') by RemoteIpAddr",
        "summarize dcount(RemoteIpAddr), dcount(RemoteGeoCity), min(RemoteGeoLatitude), count()", "count",
    ]

    /// What looks closer at the events than the counts do, or at the time in other stretches.
    private static let uncounted = [
        "summarize avg(SrcBytes), max(SrcBytes), percentile(SrcBytes, 90)",
        "where SrcBytes > 700 | summarize sum(SrcBytes)",
        "summarize count() by bin(TimeGenerated, 35m)", "summarize count() by bin(TimeGenerated, 90m)",
        "extend T = TimeGenerated + 30m | summarize count() by bin(T, 1h)",
        "extend T = TimeGenerated + 1d | summarize count() by startofweek(T)",
        "summarize count() by bin_at(TimeGenerated, 1d, datetime(2026-01-01T05:30))",
        "summarize count() by minute = datetime_part('minute', TimeGenerated)",
        "where TimeGenerated < datetime(2026-08-19T00:00:01) or NetworkDirection == 'Inbound' | summarize count()",
        "where not(TimeGenerated between (datetime(2026-08-12) .. datetime(2026-08-30))) | summarize count()",
        "summarize dcount(TimeGenerated), countif(TimeGenerated > datetime(2026-08-20T01:02:03))",
        "where NetworkDirection == 'Inbound' or DeviceId == 2 | summarize count() by SrcIpAddr",
        "summarize count() by SrcIpAddr, DstIpAddr",
        "order by TimeGenerated asc, RemoteIpAddr asc, SrcBytes asc | take 4000 | summarize count(), sum(SrcBytes)",
        "where RemoteIpAddr in ((NetworkSession | where DeviceId == 3 and SrcBytes > 1480 | project RemoteIpAddr)) | summarize count(), dcount(DstPortNumber)",
        "where RemoteIpAddr !in ((NetworkSession | summarize n = count() by RemoteIpAddr | where n > 300 | project RemoteIpAddr)) | summarize \(sides) by RemoteIpAddr",
    ]

    private static var queries: [String] {
        ranges.flatMap { range in (counted + uncounted).map { "\(range) | \($0)" } }
    }

    @Test func aLongImportCountsAheadAtItsEndAndAShortOneDoesNot() async throws {
        var pair = try Pair()
        try await pair.fill()
        var told = 0
        try await pair.counting.rollUpAfterImport(ofMoreThan: .max, now: Self.now) { told += 1 }
        #expect(told == 0)
        try await pair.counting.rollUpAfterImport(ofMoreThan: 0, now: Self.now) { told += 1 }
        #expect(told == 1)
        #expect(try await pair.counting.rollUp(now: Self.now) == 0, "nothing is left to count")
        try await Self.compare(pair)
    }

    @Test func answersAreTheSame() async throws {
        var pair = try Pair()
        try await pair.fill()
        #expect(try await pair.counting.rollUp(now: Self.now) == 9)
        try await Self.compare(pair)
        for query in Self.queries { #expect(try await !Self.answer(pair.plain, query).isEmpty, "\(query)") }
        #expect(try await pair.counting.rollUp(now: Self.now) == 0)
    }

    @Test func lateEventsCount() async throws {
        var pair = try Pair()
        try await pair.fill()
        try await pair.counting.rollUp(now: Self.now)
        // In two weeks that are counted, in the one that is not over, before all others, and in the future.
        try await pair.write(rows: 300, from: Self.start + 2 * Self.week + 5000, to: Self.start + 3 * Self.week + 9000)
        try await pair.write(rows: 50, from: Self.now - 500, to: Self.now)
        try await pair.write(rows: 50, from: Self.start - 90_000, to: Self.start - 80_000)
        try await pair.write(rows: 5, from: Self.now + 50 * Self.week, to: Self.now + 51 * Self.week)
        try await Self.compare(pair)
        #expect(try await pair.counting.rollUp(now: Self.now) == 3)
        try await Self.compare(pair)
    }

    @Test func countsGoWithTheEvents() async throws {
        var pair = try Pair()
        try await pair.fill()
        try await pair.counting.rollUp(now: Self.now)
        var retention = Retention.Configuration()
        retention.days = 40
        for store in [pair.counting, pair.plain] { try await store.enforce(retention, now: Self.now) }
        try await Self.compare(pair)
        try await pair.counting.rollUp(now: Self.now)
        try await Self.compare(pair)
        let left = try await pair.counting.writer.run {
            try $0.number("SELECT count(*) FROM session_hours WHERE seconds < \(Self.now - 40 * 86_400 - 3600)")
        }
        #expect(left == 0)
    }

    @Test func sumsWrapAsTheyDoWithoutCounts() async throws {
        var pair = try Pair()
        try await pair.fill()
        for store in [pair.counting, pair.plain] {
            try await store.writer.run {
                try $0.execute("UPDATE network_session SET length = 9223372036854775000 WHERE device_id = 2")
            }
        }
        try await pair.counting.rollUp(now: Self.now)
        try await Self.compare(pair, ["NetworkSession | summarize sum(SrcBytes), count() by NetworkDirection"])
    }
}
