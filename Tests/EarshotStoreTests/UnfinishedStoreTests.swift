import EarshotModel
import EarshotQuery
import Foundation
import Testing

@testable import EarshotStore

/// A store whose first start was cut short, asked by somebody who only reads.
struct UnfinishedStoreTests {
    @Test func whatIsMissingIsMadeBeforeReading() async throws {
        let directory = NSTemporaryDirectory() + "earshot-store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        do {
            let connection = try Connection(Database(.init(path: directory + "/" + Store.fileName)))
            // What a first start does before the transaction that makes the tables.
            try connection.execute("CREATE TABLE earshot_schema (version BIGINT)")
        }
        var configuration = Store.Configuration(directory: directory)
        configuration.readOnly = true
        for _ in 0..<2 {
            let store = try Store(configuration)
            let answer = try await store.engine.run("NetworkSession | count", options: QueryOptions())
            #expect(answer.rows == [[.long(0)]])
        }
    }
}
