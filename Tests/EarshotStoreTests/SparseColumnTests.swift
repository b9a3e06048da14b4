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

    /// Parts of a batch that have other columns each are stored together; what a part does not have is missing.
    @Test func partsWithOtherColumnsAreOneTable() async throws {
        let store = try open()
        let bytes = ColumnVector.int64(FixedColumn([7]))
        func name(_ text: String?) -> (String, ColumnVector) { ("dst_hostname", .text(TextColumn([text]))) }
        var whole = batch(at: 100, [("dst_bytes", bytes), name("a-name-of-some-length.example")])
        whole.tables += batch(at: 200).tables
        whole.tables += batch(at: 300, [name("gr\u{f6}\u{df}e.example")]).tables
        whole.tables += batch(at: 400, [name(nil), ("dst_bytes", bytes)]).tables
        #expect(AppendedColumns.groups(whole.tables).map(\.count) == [4])
        try await store.write(whole)
        let found = try await rows(
            store, "NetworkSession | sort by TimeGenerated asc | project DstBytes, DstHostname, isnull(DstBytes)")
        #expect(
            found == [
                [.long(7), .string("a-name-of-some-length.example"), .bool(false)],
                [.null(.long), .string(""), .bool(true)],
                [.null(.long), .string("gr\u{f6}\u{df}e.example"), .bool(true)],
                [.long(7), .string(""), .bool(false)],
            ])
    }

    @Test func onlyRowsOfOneTableThatNameTheirColumnsAreGrouped() {
        let session = batch(at: 100).tables
        let unnamed = Sample.batch(rows: 1, from: 200).tables
        let groups = AppendedColumns.groups(session + unnamed + session + session)
        #expect(
            groups.map { $0.map(\.table) } == [
                ["network_session"], ["addresses"], ["network_session"], ["network_session", "network_session"],
            ])
    }

    /// One at a time, as a large table gets them; the rows stay as they were.
    @Test func aLargeTableGetsItsColumnsOneByOne() async throws {
        let store = try open()
        for second in 1...5 { try await store.write(batch(at: Int64(second) * 100)) }
        let sparse = TableSchema.networkSession.stored.filter(\.isSparse)
        #expect(sparse.count > 20)
        try await store.writer.run { try SparseColumns.add(sparse, to: .networkSession, on: $0, large: 5) }
        #expect(try await Set(sparse.map(\.name)).isSubset(of: columns(store)))
        #expect(try await rows(store, "NetworkSession | where isnull(DstBytes) | count") == [[.long(5)]])
        try await store.write(batch(at: 900, [("dst_bytes", .int64(FixedColumn([7])))]))
        #expect(try await rows(store, "NetworkSession | summarize count(), sum(DstBytes)") == [[.long(6), .long(7)]])
        // Again, there is nothing to add.
        try await store.writer.run { try SparseColumns.add(sparse, to: .networkSession, on: $0, large: 5) }
    }

    /// All columns on a table that is as large as the memory limit is small.
    @Test func manyColumnsOnManyRowsNeedLittleMemory() async throws {
        var configuration = Store.Configuration(directory: directory)
        configuration.memoryLimit = 64_000_000
        configuration.threads = 1
        let store = try Store(configuration)
        let sparse = TableSchema.networkSession.stored.filter(\.isSparse)
        try await store.writer.run { connection in
            try connection.execute("SET max_temp_directory_size = '1MB'")
            try connection.execute(
                "INSERT INTO network_session (seconds, source_id) SELECT range, 1 FROM range(3000000); CHECKPOINT")
            try SparseColumns.add(sparse, to: .networkSession, on: connection)
        }
        #expect(try await Set(sparse.map(\.name)).isSubset(of: columns(store)))
        #expect(try await rows(store, "NetworkSession | count") == [[.long(3_000_000)]])
        try? FileManager.default.removeItem(atPath: directory)
    }

    @Test func newColumnsOfALargeTableComeOneByOne() async throws {
        let store = try open()
        for second in 1...5 { try await store.write(batch(at: Int64(second) * 100)) }
        try await store.writer.run { connection in
            try connection.execute("ALTER TABLE heartbeat DROP COLUMN clock_offset")
            try connection.execute("ALTER TABLE syslog DROP COLUMN fraction")
            try connection.execute("INSERT INTO heartbeat (seconds) SELECT range FROM range(10)")
            #expect(try !Migrations.isComplete(connection))
            try Migrations.bringLargeTables(on: connection, large: 10)
            #expect(try SparseColumns.present(in: "heartbeat", on: connection).contains("clock_offset"))
            // The small one waits for the transaction that brings all the rest.
            #expect(try !SparseColumns.present(in: "syslog", on: connection).contains("fraction"))
            try Migrations.run(on: connection)
            #expect(try Migrations.isComplete(connection))
        }
        #expect(try await rows(store, "Heartbeat | where isnull(ClockOffsetSeconds) | count") == [[.long(10)]])
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
