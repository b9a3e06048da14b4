import EarshotModel
import EarshotQuery
import Foundation
import Testing

@testable import EarshotStore

/// Giving the database's memory back between questions.
struct RestTests {
    private func limit(_ store: Store) async throws -> String {
        let rows = try await store.writer.run {
            try $0.rows("SELECT current_setting('memory_limit')::VARCHAR", [.string])
        }
        return rows.first?.first?.text ?? ""
    }

    @Test func theLimitIsAsBeforeAndNothingIsLost() async throws {
        let directory = NSTemporaryDirectory() + "earshot-rest-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let store = try Store(.init(directory: directory))
        let before = try await limit(store)
        try await store.write(Sample.batch(rows: 200_000, from: 1_790_000_000))
        let active = store.activity
        for _ in 0..<3 {
            #expect(try await store.rest())
            #expect(try await limit(store) == before)
            let answer = try await store.engine.run(
                "NetworkSession | summarize count(), dcount(DstPortNumber)", options: QueryOptions())
            #expect(answer.rows == [[.long(200_000), .long(65_536)]])
        }
        #expect(store.activity > active)
    }

    @Test func notWhileSomebodyAsks() throws {
        let store = try Store(.init(directory: nil))
        #expect(store.engine.whenNobodyAsks { !store.engine.whenNobodyAsks { true } })
        #expect(store.engine.whenNobodyAsks { true })
    }
}
