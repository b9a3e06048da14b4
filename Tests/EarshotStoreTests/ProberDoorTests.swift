import EarshotModel
import Testing

@testable import EarshotStore

/// What is remembered of deleted events has a bound.
struct ProberDoorTests {
    @Test func theLeastTellingSourcesAreForgottenFirst() async throws {
        let store = try Store(.init(directory: nil))
        var sample = RollupSample(seed: 3)
        let end = RollupSample.start + RollupSample.week
        try await store.write(sample.batch(rows: 20_000, from: RollupSample.start, to: end, withAddresses: true))
        let (all, kept, fewest) = try await store.writer.run { connection -> (Int64, Int64, Int64) in
            func number(_ sql: String) throws -> Int64 { try connection.number(sql) ?? -1 }
            var all: Int64 = 0
            try connection.transaction {
                // Protocols of the sample are 0…3: doors are of TCP and UDP.
                try connection.execute(
                    "UPDATE network_session SET protocol = 6, direction = 1, action = 3, tcp_flags = 2")
                try connection.execute("UPDATE network_session SET dst_port = dst_port + 1000 * (remote_id % 5)")
                try connection.execute("DELETE FROM network_session WHERE remote_id = 7 AND dst_port % 25 > 3")
                try ProberDoors.remember(before: end, on: connection)
                all = try number("SELECT count(*) FROM prober_doors")
                try connection.execute("DELETE FROM network_session")
                try ProberDoors.remember(before: end, on: connection, maximum: all / 2)
            }
            return (
                all, try number("SELECT count(*) FROM prober_doors"),
                try number("SELECT count(*) FROM prober_doors WHERE remote_id = 7")
            )
        }
        #expect(all > 1000)
        #expect(kept <= all / 2 && kept > all / 4)
        #expect(fewest == 0)
    }
}
