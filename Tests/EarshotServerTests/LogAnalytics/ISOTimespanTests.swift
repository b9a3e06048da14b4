import EarshotModel
import Testing

@testable import EarshotServer

@Suite struct ISOTimespanTests {
    private static let now = Ticks.unixEpoch + 1_000 * Ticks.perDay
    private static let day = Ticks.perDay

    @Test(arguments: [
        ("P1D", now - day, now), ("PT24H", now - day, now), ("PT3600.0S", now - day / 24, now),
        ("P1W", now - 7 * day, now),
        ("1970-01-02/1970-01-03", Ticks.unixEpoch + day, Ticks.unixEpoch + 2 * day),
        ("1970-01-02T00:00:00.000Z/P1D", Ticks.unixEpoch + day, Ticks.unixEpoch + 2 * day),
        ("P1D/1970-01-03T00:00:00Z", Ticks.unixEpoch + day, Ticks.unixEpoch + 2 * day),
    ])
    func bounds(text: String, from: Int64, to: Int64) throws {
        let bounds = try ISOTimespan(text).bounds(now: Self.now)
        #expect(bounds.from == from)
        #expect(bounds.to == to)
    }

    @Test(arguments: ["", "lately", "P", "PT", "P1H", "1970-01-02", "P1D/P1D", "a/b", "P1D/1970-01-03/x", "P-1D"])
    func refusals(text: String) {
        #expect(throws: APIError.self) { try ISOTimespan(text) }
    }
}
