import EarshotModel
import EarshotQuery
import EarshotStore
import Testing

/// `_GetWatchlist('name')` over lists of the user's own.
struct WatchlistTests {
    private struct Lists: Watchlists {
        func watchlist(named name: String) throws -> Watchlist? {
            switch name {
            case "Guests": try Watchlist(csv: "Mac,Name\r\naa:bb,\"Ann, the \"\"first\"\"\"\r\ncc:dd,Bob\n", name: name)
            case "Keyed": try Watchlist(csv: "Name,SearchKey\nAnn,1\n", name: name)
            case "Torn": try Watchlist(csv: "a,b\n1\n", name: name)
            default: nil
            }
        }
        func advice(for name: String) -> String { "Write \(name).csv." }
    }

    private let engine: DuckDBEngine

    init() throws { engine = try DuckDBEngine.inMemory(watchlists: Lists()) }

    private func run(_ query: String) async throws -> QueryResult {
        try await engine.run(query, options: QueryOptions())
    }

    @Test func rowsAndTheKey() async throws {
        let result = try await run("_GetWatchlist('Guests') | project SearchKey, Mac, Name")
        #expect(
            result.rows == [
                [.string("aa:bb"), .string("aa:bb"), .string("Ann, the \"first\"")],
                [.string("cc:dd"), .string("cc:dd"), .string("Bob")],
            ])
        #expect(
            try await run("_GetWatchlist('Keyed') | project SearchKey, Name").rows == [[.string("1"), .string("Ann")]])
    }

    @Test func joinedByItsKey() async throws {
        let result = try await run(
            "print Mac = 'cc:dd' | join kind=inner (_GetWatchlist('Guests')) on $left.Mac == $right.SearchKey | project Name"
        )
        #expect(result.rows == [[.string("Bob")]])
    }

    /// A rule that names a list which nobody made yet runs, finds nothing, and says why.
    @Test func listThatIsNotThere() async throws {
        let result = try await run(
            "let t = _GetWatchlist('Later') | where Kind == 'x' | project toint(Least); print a = 1 | where a in (t)")
        #expect(result.rows.isEmpty)
        #expect(result.remarks == ["There is no watchlist 'Later': it has no rows. Write Later.csv."])
        await #expect(throws: QueryError.self) {
            try await run("_GetWatchlist('Later') | join (print a = 1) on b, $left")
        }
    }

    @Test func listThatIsBroken() async throws {
        let error = await #expect(throws: QueryError.self) { try await run("_GetWatchlist('Torn')") }
        #expect(error?.message == "Row 1 of the watchlist 'Torn' has 1 fields, the header has 2.")
    }
}
