import Testing

@testable import EarshotQuery

/// Every message word for word: it is what the user sees.
@Suite struct DiagnosticTests {
    @Test(arguments: [
        (
            "Events | where Prot == 1",
            "unknown-column: There is no column, variable or function named 'Prot' here. [Prot] Did you mean 'Port'?"
        ),
        (
            "Event | count",
            "unknown-table: There is no table, function or variable named 'Event'. [Event] Did you mean 'Events'?"
        ),
        (
            "Events | extend x = tolowr(SrcIp)",
            "unknown-function: There is no function named 'tolowr'. [tolowr(SrcIp)] Did you mean 'tolower'?"
        ),
        (
            "Events | sumarize count()",
            "syntax: There is no operator named 'sumarize'. [sumarize] Did you mean 'summarize'?"
        ),
        ("Events | where Port ==", "syntax: Expected an expression, found the end of the query. []"),
        (
            "Events | where Port == 1 |",
            "syntax: Expected an operator such as 'where' or 'summarize', found the end of the query. []"
        ),
        (
            "print \"abc",
            "syntax: This string has no end. [\"abc] Close it with \"; text over several lines goes between ```."
        ),
        (
            "print 'a\\qb'",
            "syntax: Unknown escape in a string. [\\q] Write \\\\ for a backslash, or put @ before the string: @\"C:\\temp\"."
        ),
        (
            "print 99999999999999999999",
            "syntax: The number 99999999999999999999 is too large for a long. [99999999999999999999]"
        ),
        (
            "print datetime(2026-13-01)",
            "syntax: '2026-13-01' is not a datetime. [2026-13-01] For example datetime(2026-05-31 13:45); to convert a value use todatetime()."
        ),
        (
            "Events | extend first = 1",
            "syntax: 'first' is a keyword and cannot be a name here. [first] Write ['first'] to use it as a name."
        ),
        (
            "print 'a' + 'b'",
            "type-mismatch: '+' does not apply to string and string. ['a' + 'b'] strcat() joins strings."
        ),
        (
            "Events | where Port has 'x'",
            "type-mismatch: 'has' compares strings, this is a int. [Port has 'x'] tostring() converts a value."
        ),
        ("Events | where Message", "type-mismatch: A condition is expected here, not a string. [Message]"),
        ("print a = 1, a = 2", "invalid-argument: The column 'a' is given twice. [a = 2]"),
        ("Events | distinct Port, Port", "invalid-argument: The column 'Port' is given twice. [Port]"),
        ("Events | project-reorder Port, Port", "invalid-argument: The column 'Port' is given twice. [Port]"),
        ("print d = dynamic([1]) | mv-expand d, d", "invalid-argument: The column 'd' is given twice. [d]"),
        (
            "print strlen(12)",
            "type-mismatch: 'strlen' does not take a long here. [12] It takes one of: string, dynamic."
        ),
        (
            "print parse_json(12)",
            "type-mismatch: 'parse_json' does not take a long here. [12] It takes one of: string, dynamic."
        ),
        (
            "print array_sort_asc('b,a')",
            "type-mismatch: 'array_sort_asc' does not take a string here. ['b,a'] It takes a dynamic; todynamic() converts a value."
        ),
        (
            "Events | top-hitters 2 of Port + 1",
            "invalid-argument: top-hitters counts the values of a column. [Port + 1] Make one with extend before it."
        ),
        (
            "print d = dynamic(1) | summarize count_distinct(d)",
            "invalid-argument: 'count_distinct' takes no dynamic value; dcount() does, and tostring() converts it. [d]"
        ),
        (
            "print s = 'a=1' | parse-kv s as (a: long, a: string)",
            "invalid-argument: The column 'a' is given twice. [a]"
        ),
        (
            "Events | extend x = abs(dynamic(1))",
            "type-mismatch: 'abs' does not take a dynamic here. [dynamic(1)] It takes one of: int, long, real, decimal, timespan."
        ),
        (
            "Events | summarize sum(dynamic(1))",
            "type-mismatch: 'sum' does not take a dynamic here. [dynamic(1)] It takes one of: int, long, real, decimal, timespan."
        ),
        (
            "Events | summarize max(dynamic(1))",
            "type-mismatch: 'max' does not take a dynamic here. [dynamic(1)] It takes a value that has an order; tostring(), tolong(), … convert one."
        ),
        (
            "Events | where now() > dynamic(1)",
            "type-mismatch: '>' does not apply to a datetime and a dynamic value. [now() > dynamic(1)] todatetime() converts a value."
        ),
        (
            "print iff(1, 'a', 'b')",
            "type-mismatch: 'iff' does not take a long here. [1] It takes a bool; tobool() converts a value."
        ),
        (
            "print coalesce(dynamic(1), 'x')",
            "type-mismatch: The arguments of 'coalesce' are of different types: dynamic and string. ['x'] Convert one of them, for example with tostring()."
        ),
        (
            "Events | summarize make_list(Port, Port)",
            "invalid-argument: How many elements there may be must be a constant. [make_list(Port, Port)]"
        ),
        (
            "Events | summarize percentile(Port, Port)",
            "invalid-argument: A percentage must be a constant. [percentile(Port, Port)]"
        ),
        (
            "Events | sample-distinct 3 of Port + 1",
            "invalid-argument: sample-distinct takes the name of a column. [Port + 1] Make the value a column with extend."
        ),
        (
            "Events | serialize n = row_number(Port > 1)",
            "type-mismatch: row_number() counts from a whole number, not from a bool. [row_number(Port > 1)] A condition for starting anew is the second argument."
        ),
        (
            "Events | summarize Port",
            "invalid-argument: The column 'Port' must be inside an aggregate function here. [Port] For example max(Port), or add it after 'by'."
        ),
        (
            "Events | extend n = count()",
            "invalid-argument: The aggregate function 'count' is allowed only in summarize and its like. [count()]"
        ),
        (
            "Events | extend n = row_number()",
            "invalid-argument: 'row_number' needs ordered rows. [row_number()] Put '| sort by …' or '| serialize' before it."
        ),
        (
            "Events | join kind=iner (Events) on Port",
            "invalid-argument: There is no join of the kind 'iner'. [iner] Did you mean 'inner'?"
        ),
        (
            "Events | join (Events) on $left.Port == $right.Message",
            "type-mismatch: The keys 'Port' (int) and 'Message' (string) are of different types. [join]"
        ),
        (
            "Events | sort by More",
            "type-mismatch: Rows cannot be sorted by a dynamic value. [More] Convert it, for example with tostring() or tolong()."
        ),
        (
            "Events | mv-expand Port",
            "type-mismatch: mv-expand takes a dynamic value, not a int. [Port] parse_json() or split() make arrays."
        ),
        (
            "Events | make-graph SrcIp --> DstIp | take 1",
            "invalid-argument: This operator takes a table, not a graph. [take] graph-match or graph-to-table makes a table of it."
        ),
        (
            "Events | fork (count) (take 1) | count",
            "not-supported: 'fork' inside another query is not supported. [fork] It gives several tables: put it last."
        ),
        (
            "Events | evaluate bag_unpack(More)",
            "needs-data: What columns this gives depends on the data. [bag_unpack(More)] Name them: evaluate bag_unpack(d) : (*, Name: string, Age: long)."
        ),
        (
            "datatable (a: int, b: int) [1, 2, 3]",
            "invalid-argument: The number of values (3) is not a multiple of the number of columns (2). [datatable (a: int, b: int) [1, 2, 3]]"
        ),
        ("let f = (x: long) { x + 1 }; print f()", "invalid-argument: The argument 'x' of 'f' is missing. [f()]"),
        (
            "Events | project-rename A = Nope",
            "unknown-column: There is no column, variable or function named 'Nope' here. [Nope]"
        ),
    ])
    func message(query: String, expected: String) {
        #expect(TestTables.failure(query) == expected)
    }

    /// A span counts UTF-8 bytes, whatever stands before it.
    @Test func spansCountBytes() throws {
        let error = #expect(throws: QueryError.self) { try TestTables.compile("print 'é', nope") }
        #expect(error?.span == 12..<16)
    }

    @Test(arguments: [
        ("print startofmonth('month')", 19..<26), ("print startofmonth('mo' 'nth')", 19..<29),
        ("print startofmonth(true)", 19..<23),
    ])
    func spansOfLiteralsAreWhole(query: String, expected: Range<Int>) throws {
        let error = #expect(throws: QueryError.self) { try TestTables.compile(query) }
        #expect(error?.span == expected)
    }
}
