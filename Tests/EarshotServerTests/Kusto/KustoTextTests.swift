import EarshotModel
import Testing

@testable import EarshotServer

@Suite struct KustoTextTests {
    @Test(arguments: [
        (KustoValue.datetime(Ticks.unixEpoch), #""1970-01-01T00:00:00Z""#),
        (.datetime(Ticks.unixEpoch + 1), #""1970-01-01T00:00:00.0000001Z""#),
        (.datetime(Ticks.unixEpoch + 5_000_000), #""1970-01-01T00:00:00.5Z""#),
        (.timespan(0), #""00:00:00""#),
        (.timespan(-864_000_000_000), #""-1.00:00:00""#),
        (.timespan(5_000_000), #""00:00:00.5000000""#),
        (.real(.nan), #""NaN""#), (.real(.infinity), #""Infinity""#), (.real(-.infinity), #""-Infinity""#),
        (.long(.max), "9223372036854775807"), (.decimal("12.50"), #""12.50""#), (.bool(true), "true"),
        (.null(.dynamic), "null"), (.null(.string), #""""#), (.dynamic(#"{"a":1}"#), #"{"a":1}"#),
    ])
    func spelling(value: KustoValue, text: String) {
        var bytes: [UInt8] = []
        value.appendKusto(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }

    @Test(arguments: [
        ("00:04:00", 240.0), ("1.02:03:04.5", 93_784.5), ("0:00:01", 1), ("1 day, 0:00:10", 86_410), ("4m", 240),
        ("1h", 3600), ("250ms", 0.25), ("2d", 172_800),
    ])
    func durations(text: String, seconds: Double) {
        #expect(WireTimespan.seconds(text) == seconds)
    }

    @Test(arguments: ["", "soon", "1:2", "::", "a:b:c", "1.2.3:00:00", "5"])
    func noDurations(text: String) {
        #expect(WireTimespan.seconds(text) == nil)
    }
}
