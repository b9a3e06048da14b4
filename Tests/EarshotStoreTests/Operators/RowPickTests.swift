import EarshotModel
import EarshotQuery
import Testing

@testable import EarshotStore

/// `arg_max` of many columns takes them from one row, and the same row as `arg_max` of few.
struct RowPickTests {
    private let engine: DuckDBEngine

    init() async throws {
        let store = try Store(.init(directory: nil))
        var sample = RollupSample(seed: 7)
        try await store.write(
            sample.batch(
                rows: 3000, from: RollupSample.start, to: RollupSample.start + RollupSample.week, withAddresses: true))
        engine = store.engine
    }

    private func rows(_ query: String) async throws -> [[KustoValue]] {
        try await engine.run(query, options: QueryOptions()).rows
    }

    /// Moments are all but unique here, so that the row is known.
    @Test(
        arguments: ["arg_max", "arg_min"],
        ["RemoteIpAddr", "NetworkDirection", "DstPortNumber", "DstPortNumber, bin(TimeGenerated, 1d)"])
    func wideAndNarrowAgree(function: String, keys: String) async throws {
        let names = "NetworkDirection, DstPortNumber, RemoteIpAddr, DvcAction, NetworkProtocol"
        let wide = try await rows(
            "NetworkSession | summarize \(function)(TimeGenerated, *) by k = strcat_delim('|', \(keys)) "
                + "| project k, TimeGenerated, \(names) | sort by k asc")
        let narrow = try await rows(
            "NetworkSession | summarize \(function)(TimeGenerated, \(names)) by k = strcat_delim('|', \(keys)) "
                + "| project k, TimeGenerated, \(names) | sort by k asc")
        #expect(wide.count > 1)
        #expect(wide == narrow)
    }

    @Test func namesAreThoseOfTheTable() async throws {
        let all = try await engine.run("NetworkSession | take 0", options: QueryOptions()).columns.map(\.name)
        let result = try await engine.run(
            "NetworkSession | summarize arg_max(TimeGenerated, *) by RemoteIpAddr", options: QueryOptions())
        #expect(result.columns.prefix(2).map(\.name) == ["RemoteIpAddr", "TimeGenerated"])
        #expect(Set(result.columns.map(\.name)) == Set(all))
        let groups = try await rows("NetworkSession | distinct RemoteIpAddr")
        #expect(result.rows.count == groups.count)
    }

    /// A row whose key is null counts only where there is no other.
    @Test func nullsComeLast() async throws {
        let query = """
            NetworkSession | extend t = iff(NetworkDirection == 'Inbound' or DstPortNumber % 2 == 0, datetime(null), TimeGenerated)
            | summarize arg_max(t, *), count() by DstPortNumber
            | summarize Rows = count(), Nulls = countif(isnull(t)), Wrong = countif(isnotnull(t) and t != TimeGenerated)
            """
        let wide = try await rows(query)
        let narrow = try await rows(query.replacing("arg_max(t, *), count()", with: "arg_max(t, TimeGenerated)"))
        #expect(wide == narrow)
        #expect(wide[0][2] == .long(0))
        #expect(wide[0][1] != .long(0))
    }

    /// Rows of equal keys: all values are of one of them.
    @Test func oneRowAmongEqualOnes() async throws {
        let query = """
            NetworkSession | extend t = 1, pair = strcat(RemoteIpAddr, '/', DstPortNumber, '/', TimeGenerated)
            | summarize arg_max(t, *) by NetworkDirection
            | where pair != strcat(RemoteIpAddr, '/', DstPortNumber, '/', TimeGenerated) | count
            """
        #expect(try await rows(query) == [[.long(0)]])
    }

    @Test(arguments: Tables.all.map(\.name)) func everyTableHasRowNumbers(name: String) async throws {
        #expect(try await rows("\(name) | summarize arg_max(TimeGenerated, *) by x = 1 | where x > 1") == [])
    }

    /// Values beside them are those of the group.
    @Test func besideOtherAggregates() async throws {
        let query =
            "NetworkSession | summarize n = count(), arg_max(TimeGenerated, *), d = dcount(DstPortNumber) by NetworkDirection"
        let wide = try await rows(query + " | project NetworkDirection, n, TimeGenerated, d | sort by n")
        let narrow = try await rows(
            "NetworkSession | summarize n = count(), t = max(TimeGenerated), d = dcount(DstPortNumber) by NetworkDirection"
                + " | project NetworkDirection, n, t, d | sort by n")
        #expect(wide == narrow)
    }

    @Test(arguments: [
        "NetworkSession | where false | summarize arg_max(TimeGenerated, *) by DvcAction",
        "CommonSecurityLog | summarize arg_max(TimeGenerated, *) by SourceIP",
    ])
    func noRowsNoGroups(query: String) async throws { #expect(try await rows(query) == []) }

    @Test func withoutKeysThereIsAlwaysOneRow() async throws {
        #expect(try await rows("NetworkSession | where false | summarize arg_max(TimeGenerated, *)").count == 1)
    }
}
