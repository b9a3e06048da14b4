import EarshotModel
import Testing

@Suite struct KustoValueTextTests {
    @Test(arguments: [
        (KustoValue.null(.long), ""), (.null(.string), ""), (.bool(false), "false"), (.int(.min), "-2147483648"),
        (.long(.min), "-9223372036854775808"), (.long(0), "0"), (.real(1), "1"), (.real(-0.25), "-0.25"),
        (.real(1e21), "1e+21"), (.real(.nan), "NaN"), (.real(-.infinity), "-Infinity"), (.decimal("12.50"), "12.50"),
        (.string("a\"b"), "a\"b"), (.datetime(0), "0001-01-01T00:00:00.0000000Z"),
        (.datetime(Ticks.max), "9999-12-31T23:59:59.9999999Z"),
        (.datetime(Ticks.unixEpoch - 1), "1969-12-31T23:59:59.9999999Z"),
        (.datetime(Ticks.unixEpoch + 1), "1970-01-01T00:00:00.0000001Z"), (.timespan(0), "00:00:00.0000000"),
        (.timespan(937_840_000_000), "1.02:03:04.0000000"), (.timespan(-1), "-00:00:00.0000001"),
        (.timespan(.min), "-10675199.02:48:05.4775808"), (.timespan(.max), "10675199.02:48:05.4775807"),
        (.dynamic("[1]"), "[1]"), (.guid("g"), "g"),
    ])
    func text(value: KustoValue, expected: String) { #expect(value.text == expected) }

    @Test(arguments: [
        (KustoValue.null(.long), "null"), (.null(.string), "\"\""), (.null(.dynamic), "null"), (.dynamic(""), "null"),
        (.real(1), "1.0"), (.real(1e21), "1e+21"), (.real(.nan), "\"NaN\""), (.real(.infinity), "\"Infinity\""),
        (.decimal("12.50"), "\"12.50\""),
        (.string("\u{8}\t\n\u{c}\r\u{1f}\\\"/é\u{7f}"), "\"\\b\\t\\n\\f\\r\\u001f\\\\\\\"/é\u{7f}\""),
        (.datetime(0), "\"0001-01-01T00:00:00.0000000Z\""), (.dynamic(#"{"a":1}"#), #"{"a":1}"#),
    ])
    func json(value: KustoValue, expected: String) { #expect(value.json == expected) }
}
