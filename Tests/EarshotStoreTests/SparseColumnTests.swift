import EarshotModel
import EarshotQuery
import Foundation
import Testing

@testable import EarshotStore

/// Columns that are in the store only when a row needed them.
struct SparseColumnTests {
    private let directory = NSTemporaryDirectory() + "earshot-sparse-\(UUID().uuidString)"

    private func open() throws -> Store { try Store(Store.Configuration(directory: directory)) }

    private func rows(_ store: Store, _ query: String) async throws -> [[KustoValue]] {
        try await store.engine.run(query, options: QueryOptions()).rows
    }

    /// A session with what every session has, and `more`.
    private func batch(at seconds: Int64, _ more: [(String, ColumnVector)] = []) -> EventBatch {
        let plain = Sample.batch(rows: 1, from: seconds, withAddress: false).tables[0]
        let stored = TableSchema.networkSession.stored
        let own = zip(stored, plain.columns).filter { !$0.0.isSparse }
        var batch = EventBatch()
        batch.tables = [
            TableRows(
                "network_session", .append, own.map(\.1) + more.map(\.1), names: own.map(\.0.name) + more.map(\.0))
        ]
        return batch
    }

    private func columns(_ store: Store) async throws -> Set<String> {
        try await store.writer.run { try SparseColumns.present(in: "network_session", on: $0) }
    }

    @Test func aColumnComesWithItsFirstValue() async throws {
        let store = try open()
        try await store.write(batch(at: 100))
        #expect(try await !columns(store).contains("dst_bytes"))
        #expect(
            try await rows(store, "NetworkSession | project DstBytes, DstHostname") == [[.null(.long), .string("")]])
        try await store.write(batch(at: 200, [("dst_bytes", .int64(FixedColumn([77])))]))
        #expect(try await columns(store).contains("dst_bytes"))
        #expect(try await !columns(store).contains("dst_hostname"))
        try await store.write(batch(at: 300))
        let found = try await rows(store, "NetworkSession | sort by TimeGenerated asc | project DstBytes")
        #expect(found == [[.null(.long)], [.long(77)], [.null(.long)]])
        #expect(try await rows(store, "NetworkSession | where DstBytes > 70 | count") == [[.long(1)]])
    }

    @Test func itIsThereAfterReopening() async throws {
        do {
            let store = try open()
            try await store.write(batch(at: 100, [("dst_hostname", .text(TextColumn(["nas.example"])))]))
        }
        let store = try open()
        try await store.write(batch(at: 200, [("dst_bytes", .int64(FixedColumn([5])))]))
        let found = try await rows(store, "NetworkSession | sort by TimeGenerated asc | project DstHostname, DstBytes")
        #expect(found == [[.string("nas.example"), .null(.long)], [.string(""), .long(5)]])
    }

    /// The order in which columns came is not that of the schema.
    @Test func aBatchWithAllColumnsFitsAnyOrder() async throws {
        let store = try open()
        try await store.write(batch(at: 100, [("threat_name", .text(TextColumn(["worm"])))]))
        try await store.write(Sample.batch(rows: 3, from: 200, withAddress: false))
        #expect(try await rows(store, "NetworkSession | count") == [[.long(4)]])
        #expect(try await rows(store, "NetworkSession | where DstBytes >= 200 | count") == [[.long(3)]])
    }

    @Test func aNameThatComesLateHasItsColumn() async throws {
        let store = try open()
        try await store.write(batch(at: 100))
        var late = EventBatch()
        late.names = [LateName(device: 0, remote: 1, since: 50, domain: 3)]
        try await store.write(late)
        #expect(try await columns(store).contains("dst_fqdn"))
    }
}
