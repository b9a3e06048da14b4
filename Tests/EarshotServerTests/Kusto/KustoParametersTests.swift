import EarshotModel
import Testing

@testable import EarshotServer

@Suite struct KustoParametersTests {
    private let query = "declare query_parameters(n:long = 1, s : string, t:datetime, j:dynamic); print n"

    private func value(_ name: String, _ value: JSONValue) -> KustoValue? {
        KustoParameters(query: query).values([name: value])[name]
    }

    @Test func literalsOfTheDeclaredType() {
        #expect(value("n", .string("long(7)")) == .string("7"))
        #expect(value("n", .string("7")) == .string("7"))
        #expect(value("n", .long(7)) == .long(7))
        #expect(value("n", .string("long(null)")) == .null(.long))
        #expect(value("t", .string("datetime('2026-01-02')")) == .string("2026-01-02"))
        #expect(value("j", .string("dynamic([1,2])")) == .dynamic("[1,2]"))
    }

    @Test func textsAreTheirOwnLiterals() {
        #expect(value("s", .string("bare")) == .string("bare"))
        #expect(value("s", .string("long(7)")) == .string("long(7)"))
        #expect(value("s", .string(#""a\"b\n""#)) == .string("a\"b\n"))
        #expect(value("s", .string("@'a''b\\'")) == .string("a'b\\"))
        #expect(value("s", .string("'a' or 'b'")) == .string("'a' or 'b'"))
    }

    @Test func undeclaredOnesAreTexts() {
        #expect(value("other", .string("x")) == .string("x"))
        #expect(KustoParameters(query: "print 1").values([:]).isEmpty)
        #expect(KustoParameters(query: "declare query_parameters").values(["a": .string("b")]) == ["a": .string("b")])
    }
}
