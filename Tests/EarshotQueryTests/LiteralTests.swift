import EarshotModel
import Testing

@testable import EarshotQuery

@Suite struct LiteralTests {
    @Test(arguments: [
        ("1d", 864_000_000_000), ("1.5h", 54_000_000_000), ("90m", 54_000_000_000), ("10ms", 100_000), ("1tick", 1),
        ("2microseconds", 20), ("3days", 2_592_000_000_000), ("time(1.02:03:04.5)", 937_845_000_000),
        ("timespan(7)", 6_048_000_000_000),
        ("time(-1:30)", -54_000_000_000), ("-1d", -864_000_000_000), ("7 * 1d", 6_048_000_000_000),
    ])
    func timespans(text: String, ticks: Int64) throws {
        #expect(try constant(text) == .timespan(ticks))
    }

    @Test(arguments: [
        ("datetime(2026-05-31)", "2026-05-31T00:00:00.0000000Z"),
        ("datetime(2026-05-31 13:45)", "2026-05-31T13:45:00.0000000Z"),
        ("datetime(2026-05-31T13:45:10.1234567Z)", "2026-05-31T13:45:10.1234567Z"),
        ("datetime('2026-05-31T13:45:10+02:00')", "2026-05-31T11:45:10.0000000Z"),
        ("datetime(5/31/2026)", "2026-05-31T00:00:00.0000000Z"),
        ("datetime(2026)", "2026-01-01T00:00:00.0000000Z"), ("datetime(2026-05)", "2026-05-01T00:00:00.0000000Z"),
        ("datetime(2026-05-31 1:45 PM)", "2026-05-31T13:45:00.0000000Z"),
        ("datetime(1969-12-31 23:59:59)", "1969-12-31T23:59:59.0000000Z"),
        ("datetime(2026-01-01) + 36h", "2026-01-02T12:00:00.0000000Z"),
    ])
    func datetimes(text: String, expected: String) throws {
        guard case .datetime(let ticks) = try constant(text) else { throw Unexpected() }
        #expect(DatetimeText.text(ticks) == expected)
    }

    @Test(arguments: [
        (#""tab\there""#, "tab\there"), (#"@"C:\temp""#, #"C:\temp"#), (#"@'a''b'"#, "a'b"),
        (#"h"secret""#, "secret"), (#""a" "b""#, "ab"), ("```two\nlines```", "two\nlines"), (#""\u00e9""#, "é"),
        (#""\ud83d\ude00""#, "😀"), (#""\x41""#, "A"),
    ])
    func strings(text: String, expected: String) throws {
        #expect(try constant(text) == .string(expected))
    }

    @Test(arguments: [
        ("0x10", KustoValue.long(16)), ("int(5)", .int(5)), ("long(null)", .null(.long)), ("real(nan)", .real(.nan)),
        ("1e3", .real(1000)),
        ("bool(1)", .bool(true)),
        ("guid(74be27de-1e4e-49d9-b579-fe0b331d3642)", .guid("74be27de-1e4e-49d9-b579-fe0b331d3642")),
        ("decimal(1.50)", .decimal("1.50")),
        ("dynamic({'a': [1, -2.5, null, true]})", .dynamic(#"{"a":[1,-2.5,null,true]}"#)),
        ("dynamic(null)", .null(.dynamic)), ("dynamic([1d])", .dynamic("[864000000000]")),
    ])
    func values(text: String, expected: KustoValue) throws {
        let value = try constant(text)
        if case .real(let number) = expected, number.isNaN {
            guard case .real(let found) = value, found.isNaN else { throw Unexpected() }
        } else {
            #expect(value == expected)
        }
    }

    private struct Unexpected: Error {}

    private func constant(_ text: String) throws -> KustoValue? {
        let script = try Parser.parse(text)
        guard case .query(let query) = script.statements.first, case .expression(let expression) = query.source else {
            throw Unexpected()
        }
        let context = Context(catalog: .standard, tables: [:], options: QueryOptions())
        return try Binder(context: context, references: [:]).scalar(expression, Scope(Environment(parent: nil)))
            .constant
    }
}
