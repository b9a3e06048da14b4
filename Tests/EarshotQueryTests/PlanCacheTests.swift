import EarshotModel
import Testing

@testable import EarshotQuery

/// Compiled queries that are kept mean what they would mean if they were compiled anew.
struct PlanCacheTests {
    private let compiler = Compiler(tables: [TestTables.events], references: [:])
    private static let noon: Int64 = 639_000_000_000_000_000

    private func options(_ now: Int64, _ parameters: [String: KustoValue] = [:]) -> QueryOptions {
        var options = QueryOptions()
        options.now = now
        options.parameters = parameters
        return options
    }

    private func compiled(_ text: String, _ now: Int64, _ cache: PlanCache) throws -> CompiledQuery {
        try compiler.prepare(text, options: options(now), cache: cache).compiled
    }

    /// Moments minutes, weeks and years apart, and one that is earlier.
    private static let moments: [Int64] = [
        noon + 1_234_567, noon + 612_345_678, noon + 6_048_000_000_001, noon + 99_999_999_999_999_999,
        noon - 3_000_000_001,
    ]

    private static let kept = [
        "Events | where Time > ago(1h) | count",
        "Events | where Time between (ago(7d) .. now()) | summarize count() by bin(Time, 1h), Direction",
        "let begin = ago(1d); let finish = begin + 2h; Events | where Time >= begin and Time < finish | project Time, age = now() - Time",
        "print a = now(), b = now(-1d), c = bin(now(), 1d), d = startofday(now(-1d))",
        "print a = format_datetime(now(), 'yyyy'), b = dayofweek(ago(1d)), c = iff(now() > datetime(2030-01-01), 1, 2)",
        "Events | where Time < now() | fork a = (where Time > ago(1h) | count) b = (top 3 by Time)",
        "range t from ago(1d) to now() step 1h",
        "Events | where Port == 443 and Message has 'x1234' | take 10 | render table",
        "Events | make-series n = count() on Time from ago(1d) to now() step 1h by Direction",
        "set query_now = datetime(2026-01-01); print now()",
        "Events | join kind=inner (Events | where Time > ago(2d) | summarize arg_max(Time, *) by Port) on Port",
    ]

    @Test(arguments: kept) func keptPlansAreThoseOfTheMoment(query: String) throws {
        let cache = PlanCache()
        _ = try compiled(query, Self.noon, cache)
        for now in Self.moments {
            let (mine, fresh) = (
                try compiled(query, now, cache), try compiler.prepare(query, options: options(now)).compiled
            )
            #expect(mine.sql == fresh.sql)
            #expect(mine.further.map(\.sql) == fresh.further.map(\.sql))
            #expect(mine.columns == fresh.columns)
            #expect(mine.visualization == fresh.visualization)
        }
        #expect(cache.figures == .init(hits: 5, misses: 1, unfit: 0, entries: 1, bytes: cache.figures.bytes))
    }

    /// Whatever every function makes of the moment, a kept plan says the same as a new one, or there is none.
    @Test func allFunctionsOfTheLanguage() throws {
        let cache = PlanCache(maximumEntries: 10_000, maximumBytes: 100_000_000)
        let examples = FunctionCatalog.standard.scalars.values.flatMap(\.examples).map { "print \($0.expression)" }
        #expect(examples.count > 300)
        for query in examples {
            guard (try? compiled(query, Self.noon, cache)) != nil else { continue }
            for now in Self.moments.prefix(2) {
                let fresh = try compiler.prepare(query, options: options(now)).compiled
                #expect(try compiled(query, now, cache).sql == fresh.sql, "\(query)")
            }
        }
        #expect(cache.figures.hits > cache.figures.unfit)
    }

    /// Half of the time that has passed, or seven times as much, is no matter of adding.
    @Test(arguments: [
        "print x = (now() - datetime(2020-01-01)) / 2", "print x = 7 * (now() - datetime(2020-01-01))",
        "print x = datetime(2026-11-28) - now()",
    ])
    func whatIsMoreThanAShiftIsCompiledEachTime(query: String) throws {
        let cache = PlanCache()
        for now in [Self.noon] + Self.moments {
            let fresh = try compiler.prepare(query, options: options(now)).compiled
            #expect(try compiled(query, now, cache).sql == fresh.sql)
        }
        #expect(cache.figures.hits == 0)
    }

    @Test func parametersAreAnotherQuery() throws {
        let cache = PlanCache()
        let query = "declare query_parameters(p: long); print x = p"
        for value in [Int64(1), 1, 1, 2, 2, 2] {
            let asked = options(Self.noon, ["p": .long(value)])
            let kept = try compiler.prepare(query, options: asked, cache: cache).compiled
            let fresh = try compiler.prepare(query, options: asked).compiled
            #expect(kept.sql == fresh.sql)
        }
        #expect(cache.figures.hits == 4)
    }

    @Test func mistakesStayMistakes() {
        let cache = PlanCache()
        for _ in 0..<3 {
            #expect(throws: QueryError.self) { try compiled("Events | where Nope == 1", Self.noon, cache) }
        }
        #expect(cache.figures.hits == 0)
    }

    @Test func watchlistsAreReadAnew() throws {
        let cache = PlanCache()
        let compiler = Compiler(tables: [TestTables.events], references: [:], watchlists: NoLists())
        for _ in 0..<4 {
            _ = try compiler.prepare("_GetWatchlist('a') | count", options: options(Self.noon), cache: cache)
        }
        #expect(cache.figures.hits == 0)
        #expect(cache.figures.unfit == 3)
    }

    @Test func entriesAndBytesAreBounded() throws {
        let cache = PlanCache(maximumEntries: 8, maximumBytes: 40_000)
        for number in 0..<40 { for _ in 0..<3 { _ = try compiled("print x = \(number)", Self.noon, cache) } }
        #expect(cache.figures.entries <= 8)
        #expect(cache.figures.bytes <= 40_000)
        #expect(cache.figures.hits == 80)
        // The last is still there, the first is not.
        _ = try compiled("print x = 39", Self.noon, cache)
        #expect(cache.figures.hits == 81)
        _ = try compiled("print x = 0", Self.noon, cache)
        #expect(cache.figures.hits == 81)
        let long = "print x = '" + String(repeating: "y", count: 39_000) + "'"
        for _ in 0..<3 { _ = try compiled(long, Self.noon, cache) }
        #expect(cache.figures.hits == 81)
        #expect(cache.figures.bytes <= 40_000)
    }

    @Test func manyAtATime() async throws {
        let cache = PlanCache(maximumEntries: 4)
        let compiler = compiler
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for round in 0..<50 {
                        var options = QueryOptions()
                        options.now = Self.noon + Int64(round)
                        let query = "Events | where Time > ago(\((task + round) % 6)h) | count"
                        let mine = try compiler.prepare(query, options: options, cache: cache).compiled
                        let fresh = try compiler.prepare(query, options: options).compiled
                        #expect(mine.sql == fresh.sql)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(cache.figures.entries <= 4)
    }
}

private struct NoLists: Watchlists {
    func watchlist(named name: String) throws -> Watchlist? { Watchlist(columns: ["a"], rows: [["1"]]) }
    func advice(for name: String) -> String { "" }
}
