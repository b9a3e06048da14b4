import EarshotModel
import EarshotQuery
import EarshotStore
import Testing

/// Taking kept lines out of `Syslog` for events that take their place.
struct KeptLineTests {
    private func store() throws -> Store { try Store(.init(directory: nil)) }

    /// One line per second; every `twin`th second has the same line twice.
    private func batch(_ count: Int, from seconds: Int64 = 1_790_000_000, reason: UInt8 = 1) -> EventBatch {
        let times = (0..<count).map { seconds + Int64($0) }
        func same<Value: BitwiseCopyable & Sendable & ExpressibleByIntegerLiteral>(_ value: Value) -> FixedColumn<Value>
        {
            FixedColumn(Array(repeating: value, count: count))
        }
        var batch = EventBatch()
        batch.tables = [
            TableRows(
                "syslog", .append,
                [
                    .int64(FixedColumn(times)), .int32(same(0)), .int64(FixedColumn(times)), .int32(same(1)),
                    .uint8(same(4)), .uint8(same(5)), .int32(same(0)), .uint32(same(0)), .uint8(same(reason)),
                    .int32(same(0)), .text(TextColumn((0..<count).map { "line \($0)" as String? })),
                ])
        ]
        return batch
    }

    private func count(_ store: Store, _ table: String) async throws -> KustoValue? {
        try await store.engine.run("\(table) | count", options: QueryOptions()).rows.first?.first
    }

    private func withSource(_ batch: EventBatch) -> EventBatch {
        var batch = batch
        let texts: [String?] = ["gw", "gw", "192.168.1.1", "udp", nil, nil]
        let columns = [.int32(FixedColumn([1]))] + texts.map { ColumnVector.text(TextColumn([$0])) }
        batch.tables.insert(TableRows("sources", .dimension, columns), at: 0)
        return batch
    }

    @Test func pagesHoldEveryLineOnce() async throws {
        let store = try store()
        try await store.write(withSource(batch(1000)))
        try await store.write(batch(300))  // the same lines again
        try await store.write(batch(50, from: 1_700_000_000, reason: 5))  // cut lines are not read again
        var found: [String] = []
        var place: KeptPlace?
        while true {
            let page = try await store.keptLines(after: place, since: .min, count: 64)
            guard let next = page.place, !page.lines.isEmpty else { break }
            found += page.lines.map { String(decoding: $0.text, as: UTF8.self) }
            #expect(page.lines.allSatisfy { $0.address == SourceAddress(.udp, "192.168.1.1") && $0.source == 1 })
            place = next
        }
        #expect(found.count == 1300 && Set(found).count == 1000)
        #expect(try await store.keptLines(after: nil, since: 1_790_000_990, count: 64).lines.count == 10)
    }

    @Test func linesGoWithTheEventsThatReplaceThem() async throws {
        let store = try store()
        try await store.write(withSource(batch(10)))
        let lines = try await store.keptLines(after: nil, since: .min, count: 4).lines
        var events = Sample.batch(rows: lines.count, from: 1_790_000_000)
        let removal = KeptRemoval(rows: lines.map(\.row), digests: lines.map(\.digest))
        events.removal = removal
        try await store.write(events)
        #expect(removal.isDone)
        #expect(try await count(store, "Syslog") == .long(Int64(10 - lines.count)))
        #expect(try await count(store, "NetworkSession") == .long(Int64(lines.count)))
        // The same again: the rows are gone, so nothing is doubled.
        let again = KeptRemoval(rows: lines.map(\.row), digests: lines.map(\.digest))
        events.removal = again
        events.tables.removeAll { $0.mode == .dimension }
        try await store.write(events)
        #expect(!again.isDone)
        #expect(try await count(store, "NetworkSession") == .long(Int64(lines.count)))
    }

    @Test func aRowThatIsNotAsItWasReadStopsEverything() async throws {
        let store = try store()
        try await store.write(withSource(batch(10)))
        let lines = try await store.keptLines(after: nil, since: .min, count: 20).lines
        var events = Sample.batch(rows: lines.count, from: 1_790_000_000)
        let digests = lines.dropLast().map(\.digest) + [lines[9].digest ^ 1]
        let removal = KeptRemoval(rows: lines.map(\.row), digests: digests)
        events.removal = removal
        try await store.write(events)
        #expect(!removal.isDone)
        #expect(try await count(store, "Syslog") == .long(10))
        #expect(try await count(store, "NetworkSession") == .long(0))
        // Numbers that later batches may use are stored all the same.
        let stored = Sample.batch(rows: 1, from: 1_790_000_000, withAddress: false)
        try await store.write(stored)
        let remote = try await store.engine.run("NetworkSession | project SrcIpAddr", options: QueryOptions())
        #expect(remote.rows == [[.string("198.51.100.7")]])
    }

    @Test func sourcesGetTheirNames() async throws {
        let store = try store()
        try await store.write(withSource(batch(1)))
        try await store.name(sources: [("192.168.1.1", "it's the router")])
        let named = try await store.engine.run("Syslog | project Computer", options: QueryOptions())
        #expect(named.rows == [[.string("it's the router")]])
    }
}
