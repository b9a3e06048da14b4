import Testing

@testable import EarshotQuery

struct RegexSyntaxTests {
    @Test(arguments: [
        (#"a(?<year>\d+)(?P<m_1>x)(?:y)(?i)z"#, #"a(\d+)(x)(?:y)(?i)z"#),
        (#"\u00e9\U0001F600\u{41}"#, #"\x{00e9}\x{0001F600}\x{41}"#),
        (#"[(?<a>&]\[\\u&&"#, #"[(?<a>&]\[\\u&&"#), (#"(?<=a)(?<!b)"#, #"(?<=a)(?<!b)"#), (#"\b\B[\b]"#, #"\b\B[\b]"#),
        ("", ""),
        (#"\u00"#, #"\x{00}"#), ("(?<", "(?<"), (#"a\"#, #"a\"#), ("é[ü&]", "é[ü&]"),
    ]) func spelled(_ pattern: String, expected: String) throws {
        #expect(try RegexSyntax.spelled(pattern) == expected)
    }

    @Test(arguments: ["[a-z&&[^b]]", "[a~~b]", #"\<a"#, #"a\>"#, #"\b{start}a"#, #"a\b{end-half}"#])
    func refused(_ pattern: String) {
        #expect(throws: EmissionError.self) { try RegexSyntax.spelled(pattern) }
    }
}
