import EarshotModel
import Testing

@testable import EarshotQuery

struct DecimalTests {
    @Test(
        arguments: [
            ("1.1", "*", "3", "3.30000000000000000"),
            ("123456789012345678.5", "*", "2", "246913578024691357.00000000000000000"),
            ("-0.1", "*", "0.1", "-0.01000000000000000"), ("10", "/", "3", "3.33333333333333333"),
            ("2", "/", "3", "0.66666666666666667"), ("-7", "/", "2", "-3.50000000000000000"), ("7", "/", "0", nil),
            ("99999999999999999999", "*", "99999999999999999999", nil), ("-7.5", "%", "2", "-1.50000000000000000"),
            ("1", "%", "0", nil), ("", "*", "1", nil), ("1e5", "*", "1", nil),
            ("0.00000000000000001", "*", "0.5", "0.00000000000000001"),
            ("0.00000000000000001", "/", "99999999999999999999", "0.00000000000000000"),
        ] as [(String, String, String, String?)])
    func exactToSeventeenPlaces(left: String, sign: String, right: String, expected: String?) throws {
        let body = try #require(DecimalNatives.all.first).body
        let result = body([.string(sign), .string(left), .string(right)])
        #expect(result == (expected.map { .string($0) } ?? .null(.string)))
    }
}
