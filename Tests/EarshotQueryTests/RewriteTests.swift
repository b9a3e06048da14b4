import Testing

@testable import EarshotQuery

/// What the plan leaves out and moves: each test reads the SQL for the one thing it is about.
@Suite struct RewriteTests {
    @Test func dimensionsAreJoinedOnlyWhenUsed() throws {
        #expect(try !TestTables.compile("Events | where Port == 22 | count").sql.contains("addresses"))
        #expect(try TestTables.compile("Events | project SrcIp").sql.contains("LEFT JOIN \"addresses\" AS \"t0_src\""))
        #expect(try !TestTables.compile("Events | extend x = DstIp | project SrcIp").sql.contains("t0_dst"))
    }

    @Test func oneJoinServesTwoColumns() throws {
        let sql = try TestTables.compile("Events | project SrcIp, SrcCountry").sql
        #expect(sql.components(of: "LEFT JOIN") == 1)
    }

    @Test func codedColumnsCompareByCode() throws {
        #expect(
            try TestTables.compile("Events | where Direction == 'Inbound' | count").sql.contains("t0.\"direction\" = 1")
        )
        #expect(
            try TestTables.compile("Events | where Direction in ('Inbound', 'Outbound') | count").sql.contains(
                "t0.\"direction\" IN (1, 2)"))
        // No row can have a name that is not in the list.
        #expect(try TestTables.compile("Events | where Direction == 'Sideways' | count").sql.contains("FALSE"))
    }

    @Test func timeRangesReachTheStoredSeconds() throws {
        let sql = try TestTables.compile(
            "Events | where Time >= datetime(2026-01-01) and Time < datetime(2026-02-01) | count"
        ).sql
        #expect(sql.contains("t0.\"seconds\" >= ((CAST(639028224000000000 AS BIGINT)) // 10000000 - 62135596800)"))
        #expect(sql.contains("t0.\"seconds\" <= ((CAST(639055008000000000 AS BIGINT)) // 10000000 - 62135596800)"))
        #expect(try TestTables.compile("Events | where Time > ago(1d) | count").sql.contains("t0.\"seconds\" >= "))
        #expect(
            try TestTables.compile("Events | where Time between (ago(2d) .. ago(1d)) | count").sql.contains(
                "t0.\"seconds\" <= "))
    }

    @Test func timeRangesPassThroughOperators() throws {
        let sql = try TestTables.compile(
            "Events | extend p = Port + 1 | project Time, p | where Time > ago(1d) | count"
        ).sql
        #expect(sql.contains("\"seconds\""))
    }

    /// An address's number stands for its text: the addresses are joined to the groups.
    @Test(arguments: ["count()", "dcount(Port)", "make_list(Port)", "arg_max(Time, Message)", "percentile(Bytes, 95)"])
    func uniqueNamesAreJoinedLast(aggregate: String) throws {
        let sql = try TestTables.compile("Events | summarize \(aggregate) by SrcIp").sql
        let join = try #require(sql.range(of: "LEFT JOIN"))
        let group = try #require(sql.range(of: "GROUP BY coalesce(t0.\"src_id\", 0)"))
        #expect(group.lowerBound < join.lowerBound)
    }

    /// Several addresses share a country: the groups are joined and aggregated again, where the aggregate allows it.
    @Test func sharedNamesAreAggregatedTwice() throws {
        let sql = try TestTables.compile("Events | summarize n = count(), p = dcount(Port) by SrcCountry").sql
        let join = try #require(sql.range(of: "LEFT JOIN"))
        let group = try #require(sql.range(of: "GROUP BY t0.\"src_id\""))
        #expect(group.lowerBound < join.lowerBound)
        #expect(
            try !TestTables.compile("Events | summarize make_list(Port) by SrcCountry").sql.contains(
                "GROUP BY t0.\"src_id\""))
    }

    @Test func distinctAddressesAreCountedByNumber() throws {
        let sql = try TestTables.compile("Events | summarize dcount(DstIp)").sql
        #expect(sql.contains("count(DISTINCT coalesce(t0.\"dst_id\", 0))"))
        #expect(!sql.contains("addresses"))
    }

    @Test func codedKeysAreGroupedByCode() throws {
        let sql = try TestTables.compile("Events | summarize count() by Direction").sql
        #expect(sql.contains("GROUP BY CASE WHEN t0.\"direction\" < 3"))
    }

    @Test func distinctCountsOfAnAddressTakeTwoPasses() throws {
        let sql = try TestTables.compile("Events | summarize p = dcount(Port), n = count() by SrcIp | where p > 20").sql
        #expect(sql.contains("HAVING") || sql.contains("> 20"))
        #expect(sql.contains("INNER JOIN"))
        #expect(!sql.contains("count(DISTINCT"))
        let unbounded = try TestTables.compile("Events | summarize p = dcount(Port) by SrcIp | where p < 20").sql
        #expect(!unbounded.contains("> 20"))
        // Keys that are not one row of a dimension each are counted together.
        #expect(try TestTables.compile("Events | summarize dcount(Port) by Direction").sql.contains("count(DISTINCT"))
    }

    @Test func computedColumnsAreBoundOnUse() throws {
        #expect(try TestTables.compile("Events | project Result").sql.contains("'in'"))
        #expect(try TestTables.compile("Events | take 1").sql.contains("'in'"))
        #expect(try !TestTables.compile("Events | project Port").sql.contains("'in'"))
    }

    @Test func heavyViewsAreShared() throws {
        let text = "let T = Events | summarize n = count() by Port; T | join (T | where n > 5) on Port"
        #expect(try TestTables.compile(text).sql.hasPrefix("WITH s0 AS ("))
        #expect(try TestTables.compile("let T = materialize(Events | take 3); T | count").sql.contains("MATERIALIZED"))
    }

    @Test func scalarsAreComputedOnce() throws {
        let sql = try TestTables.compile(
            "let m = toscalar(Events | summarize max(Bytes)); Events | where Bytes == m or Port == m"
        ).sql
        #expect(sql.components(of: "max(") == 1)
    }
}

extension String {
    /// How often a text occurs.
    func components(of text: String) -> Int {
        var count = 0
        var rest = self[...]
        while let found = rest.range(of: text) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }

    func range(of text: String) -> Range<Index>? { self[...].range(of: text) }
}

extension Substring {
    func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}

extension RewriteTests {
    /// Many columns of one row: its number is aggregated. Few, without keys, or not over a stored table: each column is.
    @Test func rowsAreChosenByNumber() throws {
        let chosen = "\"rowid\""
        for query in [
            "Events | summarize arg_max(Time, *) by Port",
            "Events | summarize arg_max(Message, *), count() by Port, SrcIp",
            "Events | where Bytes > 5 | extend x = Bytes + 1 | summarize arg_max(x, *), arg_min(Time, Bytes) by Direction",
        ] {
            let sql = try TestTables.compile(query).sql
            #expect(sql.contains(chosen) && sql.ranges(of: "arg_max_null").count == 1, "\(query)")
        }
        for query in [
            "Events | summarize arg_max(Time, *) by Port | project Port, Time, Bytes",
            "Events | summarize arg_max(Time, *)",
            "Events | union Events | summarize arg_max(Time, *) by Port",
            "Events | where rand() < 0.5 | summarize arg_max(Time, *) by Port",
            "Events | extend g = new_guid() | summarize arg_max(Time, *) by Port",
            "Events | sort by Time | summarize arg_max(Bytes, *) by Port",
        ] {
            #expect(try !TestTables.compile(query).sql.contains(chosen), "\(query)")
        }
    }
}
