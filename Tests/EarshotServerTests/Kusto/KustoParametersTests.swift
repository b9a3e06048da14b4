import EarshotModel
import Testing

@testable import EarshotServer

@Suite struct KustoParametersTests {
    private let query = "declare query_parameters(n:long = 1, s : string, t:datetime, j:dynamic); print n"

    private func value(_ name: String, _ value: JSONValue) throws -> KustoValue? {
        try KustoParameters(query: query).values([name: value])[name]
    }

    @Test func literalsOfTheDeclaredType() throws {
        #expect(try value("n", .string("long(7)")) == .long(7))
        #expect(try value("n", .string(" 7 ")) == .long(7))
        #expect(try value("n", .long(7)) == .long(7))
        #expect(try value("n", .string("long(null)")) == .null(.long))
        #expect(try value("t", .string("datetime('2026-01-02')")) == .datetime(Ticks.unixEpoch + 20_455 * Ticks.perDay))
        #expect(try value("j", .string("dynamic([1,2])")) == .dynamic("[1,2]"))
    }

    @Test func whatIsNoLiteralIsRefused() {
        #expect(throws: APIError.self) { try value("n", .string("seven")) }
        #expect(throws: APIError.self) { try value("t", .string("datetime(soon)")) }
    }

    @Test func textsAreTheirOwnLiterals() throws {
        #expect(try value("s", .string("bare")) == .string("bare"))
        #expect(try value("s", .string("long(7)")) == .string("long(7)"))
        #expect(try value("s", .string(#""a\"b\n""#)) == .string("a\"b\n"))
        #expect(try value("s", .string("@'a''b\\'")) == .string("a'b\\"))
        #expect(try value("s", .string("'a' or 'b'")) == .string("'a' or 'b'"))
    }

    @Test func undeclaredOnesAreTexts() throws {
        #expect(try value("other", .string("x")) == .string("x"))
        #expect(try KustoParameters(query: "print 1").values([:]).isEmpty)
        #expect(
            try KustoParameters(query: "declare query_parameters").values(["a": .string("b")]) == ["a": .string("b")])
    }
}
