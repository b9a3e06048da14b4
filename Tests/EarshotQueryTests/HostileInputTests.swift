import Testing

@testable import EarshotQuery

/// Whatever arrives, the answer is a query or a diagnostic, soon.
@Suite struct HostileInputTests {
    @Test(arguments: [
        String(repeating: "(", count: 100_000), "print " + String(repeating: "-", count: 50_000) + "1",
        "print " + String(repeating: "not(", count: 20_000), "print " + String(repeating: "1+", count: 50_000) + "1",
        "print dynamic(" + String(repeating: "[", count: 50_000), "print d" + String(repeating: ".a", count: 50_000),
        "Events" + String(repeating: " | where (Events", count: 5_000), "let f = (x: long) { f(x) }; print f(1)",
        String(repeating: "[", count: 100_000), "print " + String(repeating: "a[", count: 20_000),
        "Events | where " + String(repeating: "Port == 1 and (", count: 3_000),
    ])
    func deepNestingIsRefused(query: String) {
        #expect(throws: QueryError.self) { try TestTables.compile(query) }
    }

    /// Each function doubles the text: the budget stops it.
    @Test func expansionIsBounded() {
        var text = "let f0 = (x: long) { x + x };\n"
        for level in 1...60 { text += "let f\(level) = (x: long) { f\(level - 1)(f\(level - 1)(x)) };\n" }
        let error = #expect(throws: QueryError.self) { try TestTables.compile(text + "print f60(1)") }
        #expect(error?.code == "too-complex")
    }

    @Test func viewsThatDoubleAreBounded() {
        var text = "let T0 = Events;\n"
        for level in 1...60 { text += "let T\(level) = union T\(level - 1), T\(level - 1);\n" }
        #expect(throws: QueryError.self) { try TestTables.compile(text + "T60 | count") }
    }

    @Test(arguments: [
        "", ";", "|", "\"", "'", "```", "@", "@'", "h\"", "print", "let", "let x", "let x =", "Events |",
        "Events | where",
        "Events | summarize", "print 0x", "print 1e", "print .5", "print datetime(", "print dynamic({", "['",
        "print \u{0}", "\u{FEFF}print 1 |", "print '\\u12'", "Events | parse Message with", "range x from",
        "print -9223372036854775808", "print long(99999999999999999999)", "print 106751991168d",
        "print time(99999999999999:00)",
        "datatable()[]", "datatable(a:int)[", "Events | join", "Events | union", "union", "Events | extend = 1",
        "Events | project Port = ", "declare query_parameters(x: long); print x", "print $left.x", "print *", "a.b.c.d",
    ])
    func brokenTextIsRefused(query: String) {
        #expect(throws: QueryError.self) { try TestTables.compile(query) }
    }

    /// A long list of alternatives is common in detections and is not nesting.
    @Test func longListsCompile() throws {
        let tests = (0..<3000).map { "Message has 'word\($0)'" }.joined(separator: " or ")
        _ = try TestTables.compile("Events | where \(tests)")
        let items = (0..<20_000).map { "'10.0.\($0 / 256).\($0 % 256)'" }.joined(separator: ", ")
        _ = try TestTables.compile("Events | where SrcIp in (\(items))")
    }

    @Test func textNeverBecomesSQL() throws {
        let sql = try TestTables.compile(
            "Events | where Message == \"x'; DROP TABLE events; --\" | project ['a\"b'] = Port"
        ).sql
        #expect(sql.contains("'x''; DROP TABLE events; --'"))
        #expect(sql.contains("AS \"a\"\"b\""))
    }
}
