import EarshotModel
import EarshotQuery
import Testing

@testable import EarshotStore

struct CancelTests {
    /// A browser cancels a query and hangs up as well, at any moment: also while the transaction is rolled back.
    @Test func whoeverAsksAfterACancelledQueryIsAnswered() async throws {
        let store = try Store(.init(directory: nil))
        var sample = RollupSample(seed: 3)
        let end = RollupSample.start + 5 * RollupSample.week
        try await store.write(sample.batch(rows: 5000, from: RollupSample.start, to: end, withAddresses: true))
        try await store.rollUp(now: end)
        let engine = store.engine
        for round in 0..<30 {
            var options = QueryOptions()
            options.identifier = "query \(round)"
            // Answered from what is counted ahead, hence in a transaction.
            let asked = Task { [options] in
                try await engine.run(
                    "NetworkSession | summarize Events = count(), Ports = dcount(DstPortNumber) by RemoteIpAddr",
                    options: options)
            }
            let cancelling = Task.detached {
                while !Task.isCancelled {
                    engine.cancel("query \(round)")
                    await Task.yield()
                }
            }
            _ = await asked.result
            cancelling.cancel()
            await cancelling.value
            let rows = try await engine.run("NetworkSession | count", options: QueryOptions()).rows
            #expect(rows == [[.long(5000)]])
        }
    }
}
