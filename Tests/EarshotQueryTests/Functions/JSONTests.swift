import Testing

@testable import EarshotQuery

struct JSONTests {
    @Test(arguments: [
        ("{\"a\": [1, 2.50, null, true]}", "{\"a\":[1,2.5,null,true]}"), ("\"\\u00e9\\uD83D\\uDE00\\n\"", "\"é😀\\n\""),
        ("{\"a\":1,\"a\":2}", "{\"a\":2}"), (" 1e21 ", "1e21"), ("12345678901234567890", "12345678901234567000.0"),
        ("[]", "[]"),
    ]) func readsAndWrites(_ text: String, expected: String) throws {
        #expect(try #require(JSON(parsing: text)).json == expected)
    }

    @Test(arguments: ["", "{", "[1,", "{a:1}", "nul", "1 2", "\"", "\"\\q\"", String(repeating: "[", count: 300)])
    func refuses(_ text: String) { #expect(JSON(parsing: text) == nil) }

    @Test func oneAndOnePointNoughtAreTheSame() {
        #expect(JSONOrder.same(.integer(1), .number(1)))
        #expect(!JSONOrder.same(.integer(1), .string("1")))
    }

    @Test(arguments: [
        (1.0, "1.0"), (-0.0, "-0.0"), (0.1, "0.1"), (100_000_000_000, "100000000000.0"), (1e21, "1e21"),
        (1e20, "100000000000000000000.0"),
        (0.00001, "0.00001"), (1e-7, "1e-7"), (1.5e300, "1.5e300"), (.infinity, "inf"), (.nan, "NaN"),
        (1.0 / 3, "0.3333333333333333"),
    ]) func realText(_ value: Double, expected: String) { #expect(RealText.of(value) == expected) }

    @Test(arguments: [
        (" NaN ", true), ("INF", false), ("Infinity", true), ("-inf", true), ("0x10", false), ("1_0", false),
        ("1e400", true), ("", false),
    ]) func realFromText(_ text: String, isNumber: Bool) { #expect((RealText.parse(text) != nil) == isNumber) }
}
