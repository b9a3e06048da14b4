import EarshotModel
import EarshotQuery
import Testing

@testable import EarshotStore

/// Answers that are read while they are computed.
@Suite struct StreamTests {
    private let engine: DuckDBEngine

    init() throws { engine = try DuckDBEngine.inMemory() }

    private func options(rows: Int = 10_000_000, seconds: Double = 600, name: String? = nil) -> QueryOptions {
        var options = QueryOptions()
        (options.rowLimit, options.timeoutSeconds, options.identifier) = (rows, seconds, name)
        return options
    }

    /// Waits until no query runs and no answer is open.
    private func expectRest() async throws {
        while !engine.whenNobodyAsks({ true }) { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test func rowsComeInPiecesAndInOrder() async throws {
        let stream = try await engine.stream("range x from 1 to 100000 step 1 | extend y = -x", options: options())
        #expect(stream.tables.map(\.columns) == [[.init(name: "x", type: .long), .init(name: "y", type: .long)]])
        var (count, pieces) = (Int64(0), 0)
        var end: QueryStream.End?
        for try await piece in stream {
            #expect(end == nil)
            for row in piece.rows {
                count += 1
                guard row == [.long(count), .long(-count)] else {
                    Issue.record("row \(count) is \(row)")
                    return
                }
            }
            pieces += 1
            end = piece.end
        }
        #expect(pieces > 3)
        #expect(end?.rowCount == 100_000)
        #expect(end?.truncated == false)
    }

    @Test(.timeLimit(.minutes(5)))
    func theFirstRowsDoNotWaitForTheLast() async throws {
        let endless = "range x from 1 to 1000000000000 step 1"
        let stream = try await engine.stream(endless, options: options(rows: .max))
        #expect(try await stream.next()?.rows.first == [.long(1)])
        #expect(try await stream.next()?.rows.isEmpty == false)
    }

    @Test(.timeLimit(.minutes(5)))
    func droppingTheStreamStopsTheQuery() async throws {
        do {
            let stream = try await engine.stream("range x from 1 to 1000000000000 step 1", options: options())
            #expect(!engine.whenNobodyAsks { true })
            #expect(!engine.isBusy, "nobody is at work while the reader is")
            _ = stream.tables
        }
        try await expectRest()
    }

    @Test(.timeLimit(.minutes(5)))
    func aStreamCanBeCancelledBetweenItsPieces() async throws {
        let stream = try await engine.stream("range x from 1 to 1000000000000 step 1", options: options(name: "q"))
        #expect(try await stream.next()?.rows.isEmpty == false)
        engine.cancel("q")
        let error = await #expect(throws: QueryError.self) { try await stream.next() }
        #expect(error?.code == "cancelled")
        try await expectRest()
    }

    @Test(.timeLimit(.minutes(5)))
    func theDeadlineHoldsInTheMidst() async throws {
        let query = "range x from 1 to 1000000000000 step 1"
        let stream = try await engine.stream(query, options: options(rows: .max, seconds: 0.3))
        var count = 0
        let error = await #expect(throws: QueryError.self) {
            while let piece = try await stream.next(), count < 500_000_000 { count += piece.rows.count }
        }
        // 128 MB of numbers may be there sooner than the deadline.
        if let error { #expect(error.code == "timeout") }
        #expect(count > 0)
        try await expectRest()
    }

    @Test func limitsCut() async throws {
        let query = "range x from 1 to 100000 step 1 | extend y = strcat('line ', x)"
        let whole = try await engine.run(query, options: options(rows: 100_000))
        #expect(whole.rows.count == 100_000)
        #expect(!whole.truncated)
        let cut = try await engine.run(query, options: options(rows: 99_999))
        #expect(cut.rows.count == 99_999)
        #expect(cut.rows.last == [.long(99_999), .string("line 99999")])
        #expect(cut.truncated)
        let wide = "range x from 1 to 100000 step 1 | extend y = strrep('0123456789', 1000)"
        let large = try await engine.run(wide, options: options())
        #expect(large.truncated)
        #expect((12_000..<15_000).contains(large.rows.count))
    }

    @Test func severalTablesFollowOneAnother() async throws {
        let query = "range x from 1 to 50000 step 1 | fork Low = (where x <= 20000) High = (where x > 20000 | count)"
        let stream = try await engine.stream(query, options: options())
        #expect(stream.tables.map(\.name) == ["Low", "High"])
        var tables: [Int] = []
        var ends: [Int] = []
        for try await piece in stream {
            tables.append(piece.table)
            if let end = piece.end { ends.append(end.rowCount) }
        }
        #expect(tables == tables.sorted())
        #expect(ends == [20_000, 1])
    }

    /// Kusto's numbers wrap around. Rows before the first that does are with the reader already when that is found out.
    @Test func anOverflowInTheMidstGoesOnWhereItWas() async throws {
        let query = "range x from 1 to 300000 step 1 | extend y = x * 40000000000000"
        let stream = try await engine.stream(query, options: options())
        var (count, pieces) = (Int64(0), 0)
        for try await piece in stream {
            pieces += 1
            for row in piece.rows {
                count += 1
                guard row == [.long(count), .long(count &* 40_000_000_000_000)] else {
                    Issue.record("row \(count) is \(row)")
                    return
                }
            }
        }
        #expect(count == 300_000)
        #expect(pieces > 10)
    }

    @Test func anErrorBeforeTheFirstRowIsThrownAtOnce() async throws {
        let error = await #expect(throws: QueryError.self) { try await engine.stream("T", options: options()) }
        #expect(error?.code == "unknown-table")
        try await expectRest()
    }

    @Test(.timeLimit(.minutes(5)))
    func theReadersTimeIsNotTheQuerys() async throws {
        let (events, event) = AsyncStream<Bool>.makeStream()
        let timer = WorkTimer(work: 0.2, patience: 600) { event.yield($0) }
        timer.work()
        timer.wait()
        try await Task.sleep(for: .milliseconds(400))
        let clock = ContinuousClock()
        let start = clock.now
        timer.work()
        var iterator = events.makeAsyncIterator()
        #expect(await iterator.next() == true)
        #expect(clock.now - start > .milliseconds(100))
    }

    @Test(.timeLimit(.minutes(5)))
    func aReaderWhoDoesNotReadIsGivenUp() async throws {
        let (events, event) = AsyncStream<Bool>.makeStream()
        let timer = WorkTimer(work: 600, patience: 0.1) { event.yield($0) }
        timer.work()
        timer.wait()
        var iterator = events.makeAsyncIterator()
        #expect(await iterator.next() == false)
    }
}
