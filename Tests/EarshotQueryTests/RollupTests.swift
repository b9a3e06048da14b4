import EarshotModel
import Testing

@testable import EarshotQuery

/// Which questions are answered from what was counted ahead, and from which table.
struct RollupTests {
    /// 2026-08-03 … 2026-10-05, nine weeks.
    private static let coverage = RollupCoverage(["network_session": [1_785_715_200..<1_791_158_400]])

    private func sql(_ query: String, _ coverage: RollupCoverage = coverage) throws -> String {
        var options = QueryOptions()
        options.now = 639_270_000_000_000_000
        return try Compiler(tables: [.networkSession]).compile(
            "NetworkSession | where TimeGenerated between (datetime(2026-08-05) .. datetime(2026-10-01)) | \(query)",
            options: options, coverage: coverage
        ).sql
    }

    @Test(arguments: [
        ("summarize count() by NetworkDirection", "session_hours"),
        ("summarize count() by bin(TimeGenerated, 2h), DvcAction", "session_hours"),
        ("summarize count() by DstPortNumber", "session_ports"),
        ("summarize count() by RemoteGeoCountry", "session_remotes"),
        ("where NetworkDirection == 'Inbound' | summarize count() by SrcIpAddr", "session_remotes"),
        ("summarize dcount(DstPortNumber) by RemoteIpAddr", "session_doors"),
        ("summarize sum(SrcBytes), max(TimeGenerated)", "session_hours"),
    ])
    func countsAreUsed(query: String, table: String) throws {
        #expect(try sql(query).contains("\"\(table)\""))
        #expect(try !sql(query, .none).contains("session_hours"))
    }

    @Test(arguments: [
        "summarize count() by bin(TimeGenerated, 30m)",
        "extend T = TimeGenerated + 30m | summarize count() by bin(T, 1h)",
        "summarize count() by bin(TimeReceived, 1d)", "summarize avg(SrcBytes)", "summarize max(SrcBytes)",
        "where SrcBytes > 40 | summarize sum(SrcBytes)", "summarize make_list(NetworkDirection)",
        "where rand() < 0.5 | summarize count()", "summarize count() by SrcIpAddr", "take 5 | summarize count()",
        "where DeviceId == 1 or TimeGenerated > datetime(2026-09-01) | summarize count()",
        "serialize n = row_number() | where n > 5 | summarize count()", "summarize count() by DeviceId, SrcPortNumber",
    ])
    func eventsAreLookedAt(query: String) throws {
        let text = try sql(query)
        for rollup in TableSchema.networkSession.rollups { #expect(!text.contains("\"\(rollup.name)\"")) }
    }

    @Test func eachValueComesFromTheSmallestTable() throws {
        let text = try sql("summarize count(), dcount(DeviceId), dcount(RemoteIpAddr), dcount(RemoteGeoCountry)")
        #expect(text.contains("\"session_hours\""))
        #expect(text.contains("\"session_remotes\""))
        #expect(text.contains("CROSS JOIN"))
    }

    @Test func theEdgesAreEvents() throws {
        let text = try sql("summarize count() by RemoteIpAddr")
        // From the first Monday on, which is not the first day; and up to the last.
        #expect(text.contains("\"session_remotes\" WHERE seconds >= 1786320000 AND seconds < 1790553600"))
        #expect(text.contains("\"network_session\" WHERE seconds >= 1785888000 AND seconds < 1786320000"))
        #expect(text.contains("\"network_session\" WHERE seconds >= 1790553600 AND seconds < "))
    }

    @Test func coverageIsMergedAndCut() {
        let hour: Int64 = 3600
        let coverage = RollupCoverage(["t": [20 * hour..<30 * hour, 0..<10 * hour, 10 * hour..<12 * hour]])
        #expect(
            coverage.ranges(of: "t", within: 100..<25 * hour + 7, grain: hour)
                == [hour..<12 * hour, 20 * hour..<25 * hour])
        #expect(coverage.ranges(of: "t", within: 100..<200, grain: hour).isEmpty)
        #expect(coverage.ranges(of: "u", within: .min..<Int64.max, grain: hour).isEmpty)
    }

    @Test func periodsBeginOnMondays() {
        #expect(Rollup.start(of: 1_785_715_200, grain: Rollup.period) == 1_785_715_200)
        #expect(Rollup.start(of: 1_785_715_199, grain: Rollup.period) == 1_785_110_400)
        #expect(Rollup.start(of: -1, grain: 3600) == -3600)
    }
}
