import EarshotModel
import EarshotQuery
import EarshotStore
import Foundation
import Testing

/// The store on a real DuckDB in a directory of its own.
struct StoreTests {
    private let directory = NSTemporaryDirectory() + "earshot-store-\(UUID().uuidString)"

    private func open(readOnly: Bool = false) throws -> Store {
        var configuration = Store.Configuration(directory: directory)
        configuration.readOnly = readOnly
        return try Store(configuration)
    }

    private func count(_ store: Store, _ query: String) async throws -> [[KustoValue]] {
        try await store.engine.run(query, options: QueryOptions()).rows
    }

    @Test func rowsAreThereAfterReopening() async throws {
        do {
            let store = try open()
            try await store.write(Sample.batch(rows: 5000, from: 1_790_000_000))
        }
        let store = try open()
        #expect(try await count(store, "NetworkSession | count") == [[.long(5000)]])
        let first = try await count(
            store, "NetworkSession | top 1 by TimeGenerated asc | project SrcIpAddr, DstPortNumber, NetworkDirection")
        #expect(first == [[.string("198.51.100.7"), .int(0), .string("Inbound")]])
    }

    @Test func retentionDeletesByAge() async throws {
        let store = try open()
        let now: Int64 = 1_790_000_000
        try await store.write(Sample.batch(rows: 100, from: now - 500 * 86_400))
        try await store.write(Sample.batch(rows: 50, from: now - 1000))
        var retention = Retention.Configuration()
        retention.days = 400
        #expect(try await store.enforce(retention, now: now) == 100)
        #expect(try await count(store, "NetworkSession | count") == [[.long(50)]])
    }

    @Test func retentionDeletesTheOldestDaysWhenItIsTooLarge() async throws {
        let store = try open()
        let now: Int64 = 1_790_000_000
        for day in 0..<4 {
            try await store.write(
                Sample.batch(rows: 150_000, from: now - Int64(day) * 86_400 - 40_000, withAddress: day == 0))
        }
        var retention = Retention.Configuration()
        retention.maximumBytes = 12_000_000
        #expect(try await store.enforce(retention, now: now) > 0)
        let oldest = try await count(store, "NetworkSession | summarize Oldest = min(TimeGenerated), Rows = count()")
        guard case .long(let rows) = oldest.first?.last else {
            Issue.record("no count")
            return
        }
        #expect(rows < 600_000)
        #expect(rows > 0)
    }

    /// More than a file must have before it is worth compacting it.
    private func fill(_ store: Store, from seconds: Int64) async throws {
        let first = Sample.batch(rows: 100_000, from: seconds)
        try await store.write(first)
        let further = Sample.batch(rows: 100_000, from: seconds, withAddress: false)
        for _ in 0..<29 { try await store.write(further) }
    }

    @Test func theDiskSpaceOfDeletedDaysComesBack() async throws {
        let now: Int64 = 1_790_000_000
        let path = directory + "/" + Store.fileName
        do {
            let store = try open()
            // The first day stays, so that the freed blocks are not at the end of the file.
            try await fill(store, from: now - 450 * 86_400)
            try await store.write(Sample.batch(rows: 1000, from: now - 1000, withAddress: false))
            try await store.settle()
        }
        let before = try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
        do {
            let store = try open()
            try await store.enforce(Retention.Configuration(), now: now)
        }
        let store = try open()
        let after = try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
        #expect(after * 3 < before)
        #expect(try await count(store, "NetworkSession | count") == [[.long(1000)]])
        #expect(try await count(store, "NetworkSession | where SrcIpAddr == '198.51.100.7' | count") == [[.long(1000)]])
    }

    /// Limits that were lowered count from a start on, and so does the space.
    @Test func aStartWithLowerLimitsGivesTheSpaceBackAtOnce() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let path = directory + "/" + Store.fileName
        do {
            let store = try open()
            try await fill(store, from: now - 300 * 86_400)
            try await store.write(Sample.batch(rows: 1000, from: now - 2000, withAddress: false))
            try await store.settle()
        }
        let before = try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
        var configuration = Store.Configuration(directory: directory)
        var retention = Retention.Configuration()
        retention.days = 100
        configuration.retention = retention
        let store = try Store(configuration)
        let after = try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
        #expect(after * 3 < before)
        #expect(try await count(store, "NetworkSession | count") == [[.long(1000)]])
    }

    /// The planner's shortcuts for addresses against the plain way, on the same rows.
    @Test(arguments: [
        "summarize Ports = dcount(DstPortNumber), First = min(TimeGenerated), Rows = count() by SrcIpAddr",
        "summarize Ports = dcount(DstPortNumber) by SrcIpAddr | where Ports > 20",
        "summarize Rows = count(), Bytes = sum(SrcBytes) by SrcIpAddr, NetworkDirection",
        "summarize Rows = count() by SrcGeoCountry", "summarize Rows = dcount(DstPortNumber) by NetworkDirection",
    ])
    func shortcutsAnswerLikeThePlainWay(_ question: String) async throws {
        let store = try open()
        try await store.write(Sample.batch(rows: 5000, from: 1_790_000_000))
        let columns = ["Ports", "Rows", "SrcIpAddr"].filter { question.contains($0) }.joined(separator: ", ")
        let suffix = columns.isEmpty ? "" : " | order by " + columns
        let quick = try await count(store, "NetworkSession | " + question + suffix)
        // A materialized copy has no dimensions to be clever with.
        let plain = try await count(store, "let T = materialize(NetworkSession); T | " + question + suffix)
        #expect(!quick.isEmpty)
        #expect(quick == plain)
    }

    @Test func importMarksAreReplaced() async throws {
        let store = try open()
        for offset in [100, 200] as [Int64] {
            var batch = EventBatch()
            batch.marks = [Sample.mark(offset: offset)]
            try await store.write(batch)
        }
        #expect(try await store.importMarks() == [Sample.mark(offset: 200)])
    }

    @Test func anInterruptedQuerySaysWhy() async throws {
        let store = try open()
        var options = QueryOptions()
        options.timeoutSeconds = 0.05
        let query = "range x from 1 to 100000000 step 1 | extend y = hash_sha256(tostring(x)) | summarize dcount(y)"
        await #expect {
            _ = try await store.engine.run(query, options: options)
        } throws: {
            ($0 as? QueryError)?.code == "timeout"
        }
    }

    @Test func rowsBeyondTheLimitAreCut() async throws {
        let store = try open()
        var options = QueryOptions()
        options.rowLimit = 10
        let result = try await store.engine.run("range x from 1 to 11 step 1", options: options)
        #expect(result.rows.count == 10)
        #expect(result.truncated)
        options.rowLimit = 11
        #expect(try await store.engine.run("range x from 1 to 11 step 1", options: options).truncated == false)
    }

    @Test func aNewerStoreIsLeftAlone() async throws {
        do {
            let store = try open()
            try await store.write(Sample.batch(rows: 1, from: 0))
            try await store.pretendNewer()
        }
        #expect(throws: DatabaseError.self) { _ = try open() }
    }
}
