import EarshotModel

/// `tostring`, `toint`, `todatetime`, … A conversion that fails answers null, never an error.
enum ConversionFunctions {
    static let all: [ScalarFunction] = numbers + times + others

    private static let numbers: [ScalarFunction] = [
        ScalarFunction(
            "tolong", [.any], .exactly(.long),
            "A 64-bit integer: the fraction of a real is dropped, text must be an integer.",
            examples: [
                .init("tolong('0x10')", "16"), .init("tolong('3.7')", "long(null)"), .init("tolong(-2.9)", "-2"),
                .init("tolong('9223372036854775808')", "long(null)"),
            ], sql: { (a) throws(EmissionError) -> SQL in try long(a[0]) }),
        ScalarFunction(
            "toint", [.any], .exactly(.int), "A 32-bit integer.",
            examples: [
                .init("toint('42')", "int(42)"), .init("toint('1e3')", "int(null)"),
                .init("toint(1e19)", "int(2147483647)"), .init("toint(real(nan))", "int(null)"),
                .init("toint(true)", "int(1)"),
            ], sql: { (a) throws(EmissionError) -> SQL in try int(a[0]) }),
        ScalarFunction(
            "toreal", [.any], .exactly(.real), "A double-precision number.",
            examples: [
                .init("toreal('1.5')", "1.5"), .init("toreal('abc')", "real(null)"),
                .init("toreal('INF')", "real(null)"),
            ], sql: { (a) throws(EmissionError) -> SQL in try real(a[0]) }),
        ScalarFunction(
            "todecimal", [.any], .exactly(.decimal), "A decimal number.",
            examples: [.init("todecimal('abc')", "decimal(null)"), .init("todecimal('2.5')", "decimal(2.5)")],
            sql: { (a) throws(EmissionError) -> SQL in try decimal(a[0]) }),
        ScalarFunction(
            "tobool", [.any], .exactly(.bool), "True for a number other than zero and for the text 'true'.",
            examples: [
                .init("tobool('true')", "true"), .init("tobool(0.5)", "true"), .init("tobool('yes')", "bool(null)"),
            ], sql: { (a) throws(EmissionError) -> SQL in try bool(a[0]) }),
    ].flatMap { [$0] + aliases(of: $0) }.map { $0.named(.firstArgument) }

    private static let times: [ScalarFunction] = [
        ScalarFunction(
            "todatetime", [.any], .exactly(.datetime), "A moment from its text or from ticks.",
            examples: [
                .init("todatetime('2020-01-01T13:45:00Z')", "datetime(2020-01-01 13:45:00)"),
                .init("todatetime('not a date')", "datetime(null)"),
            ], sql: { (a) throws(EmissionError) -> SQL in try datetime(a[0]) }),
        ScalarFunction(
            "totimespan", [.any], .exactly(.timespan), "A time span from its text or from ticks.",
            examples: [
                .init("totimespan('1.02:03:04.5')", "time(1.02:03:04.5)"), .init("totimespan('x')", "timespan(null)"),
            ],
            sql: { (a) throws(EmissionError) -> SQL in try timespan(a[0]) }),
    ].flatMap { [$0] + aliases(of: $0) }.map { $0.named(.firstArgument) }

    private static let others: [ScalarFunction] = [
        ScalarFunction(
            "tostring", [.any], .exactly(.string), "The text of a value; the empty string for null.",
            examples: [
                .init("tostring(1.0)", "'1.0'"), .init("tostring(true)", "'True'"),
                .init("tostring(1d)", "'1.00:00:00'"),
                .init("tostring(datetime(2020-01-01))", "'2020-01-01T00:00:00.0000000Z'"),
                .init("tostring(dynamic({'a': 1}))", "'{\"a\":1}'"),
            ]
        ) { Spelling.rendered($0[0]) },
        ScalarFunction(
            "toguid", [.oneOf([.string, .dynamic, .guid])], .exactly(.guid),
            "A globally unique identifier from its text.",
            examples: [
                .init(
                    "toguid('70fc66f7-8279-44fc-9092-d364d70fce44')", "guid(70fc66f7-8279-44fc-9092-d364d70fce44)"),
                .init("toguid('x')", "guid(null)"),
            ]
        ) { "TRY_CAST(\(Spelling.rendered($0[0])) AS UUID)" },
        ScalarFunction(
            "tohex", [.integer, .integer], optional: 1, .exactly(.string),
            "Hexadecimal digits in lower case, padded with zeros to a length of up to 16; negative numbers in two's complement.",
            examples: [
                .init("tohex(256)", "'100'"), .init("tohex(-256)", "'ffffffffffffff00'"),
                .init("tohex(1, 4)", "'0001'"), .init("tohex(toint(-256), 8)", "'ffffff00'"),
            ]
        ) { a in
            // The digits are as many as the type has.
            let hex: SQL =
                a[0].type == .int
                ? "lower(to_hex(CAST(\(a[0]) AS BIGINT) & 4294967295))" : "lower(to_hex(CAST(\(a[0]) AS BIGINT)))"
            guard a.count > 1 else { return hex }
            return """
                CASE WHEN length(\(hex)) >= \(a[1]) THEN \(hex) \
                ELSE lpad(\(hex), CAST(least(\(a[1]), 16) AS INTEGER), '0') END
                """
        },
        ScalarFunction(
            "gettype", [.any], .exactly(.string), "The name of a value's type; for a dynamic value, what it holds.",
            examples: [
                .init("gettype(1)", "'long'"), .init("gettype(dynamic([1]))", "'array'"),
                .init("gettype(1h)", "'timespan'"),
            ]
        ) { a in
            guard a[0].type == .dynamic else { return .value(.string(a[0].type.rawValue)) }
            return """
                CASE json_type(\(a[0])) WHEN 'OBJECT' THEN 'dictionary' WHEN 'ARRAY' THEN 'array' \
                WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'bool' WHEN 'DOUBLE' THEN 'double' \
                WHEN 'BIGINT' THEN 'long' WHEN 'UBIGINT' THEN 'long' ELSE 'null' END
                """
        }.named(.prefixed("type")),
    ].map { $0.name == "gettype" ? $0 : $0.named(.firstArgument) }

    private static func aliases(of function: ScalarFunction) -> [ScalarFunction] {
        switch function.name {
        case "toreal": [function.renamed("todouble")]
        case "tobool": [function.renamed("toboolean")]
        case "totimespan": [function.renamed("totime")]
        default: []
        }
    }
}

extension ScalarFunction {
    func named(_ naming: Naming) -> ScalarFunction {
        var copy = self
        copy.naming = naming
        return copy
    }
}
