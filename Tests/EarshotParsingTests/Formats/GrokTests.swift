import Testing

@testable import EarshotParsing

/// Writing patterns out, and the bounds of matching.
struct GrokTests {
    private func expansion(_ pattern: String, _ custom: [String: String] = [:]) throws -> GrokExpansion {
        try GrokExpansion(pattern, custom: custom)
    }

    @Test func fieldsAreGroups() throws {
        let written = try expansion("%{INT:a:int} (?<b>x+) (y) %{WORD}")
        #expect(written.fields == ["a", "b"])
        #expect(written.expression == #"(?<g0>[+-]?[0-9]+) (?<g1>x+) (y) (?:\b\w+\b)"#)
    }

    @Test func nestedNamesAndBackReferences() throws {
        let written = try expansion(#"%{WORD:[source][name]} \k<source.name>"#)
        #expect(written.fields == ["source.name"])
        #expect(written.expression.hasSuffix(#"\k<g0>"#))
    }

    @Test func classesAndEscapesStayAsTheyAre() throws {
        #expect(try expansion(#"[]%{(?<] \%\{ [^]%]"#).expression == #"[]%{(?<] \%\{ [^]%]"#)
        #expect(try expansion("(?<=a)b(?<!c)").expression == "(?<=a)b(?<!c)")
    }

    @Test func ownPatternsComeFirst() throws {
        #expect(try expansion("%{INT}", ["INT": "seven"]).expression == "(?:seven)")
    }

    @Test func aPatternThatRunsAwayIsGivenUp() throws {
        let expression = try Expression("^(a+)+$")
        let line = Array((String(repeating: "a", count: 5000) + "b").utf8)
        var groups: [Range<Int>] = []
        #expect(expression.match(line.span, 0, line.count, into: &groups) == .abandoned)
        #expect(groups.isEmpty)
    }

    @Test func bytesThatAreNoTextDoNoHarm() throws {
        var groups: [Range<Int>] = []
        let line: [UInt8] = [0xff, 0xfe, 97, 0, 0xc3]
        #expect(try Expression("a").match(line.span, 0, line.count, into: &groups) == .matched)
        #expect(groups == [2..<3])
        #expect(try Expression("é|a").match(line.span, 0, line.count, into: &groups) == .matched)
        #expect(try Expression("").match(line.span, 5, 5, into: &groups) == .matched)
        #expect(try Expression("a").match(line.span, 3, 9, into: &groups) == .noMatch)
    }

    @Test func groupsThatTookNoPartAreEmpty() throws {
        var groups: [Range<Int>] = []
        let line = Array("b".utf8)
        #expect(try Expression("(a)|(b)|(c)").match(line.span, 0, 1, into: &groups) == .matched)
        #expect(groups == [0..<1, 0..<0, 0..<1, 0..<0])
    }

    @Test(arguments: [
        (
            "%{IPX:a}",
            "Format `acme`, `pattern`: There is no pattern %{IPX}. Did you mean %{IP}? Define it under `patterns`, or use one of docs/formats.md."
        ),
        (
            "%{IP",
            #"Format `acme`, `pattern`: `%{` is not closed. Write %{NAME} or %{NAME:field}; \%\{ is the text itself."#
        ),
        (
            "(a",
            #"Format `acme`, `pattern`: This is no regular expression: missing closing parenthesis, behind `(a`. Correct it there; a sign that is to stand for itself needs a backslash: \( \[ \. \? \* \+ \|."#
        ),
        (
            "(*UTF)a",
            #"Format `acme`, `pattern`: `(*` begins a command to the matcher. Leave it out, or write `\(\*` for the text."#
        ),
        (
            #"\k<x>"#,
            #"Format `acme`, `pattern`: `\k<x>` refers to a group that does not stand before it. Name the group first: (?<x>…)."#
        ),
    ]) func errorsSayWhatToDo(_ pattern: String, _ expected: String) {
        let text = pattern.replacing("\\", with: "\\\\")
        #expect(formatError(#"{"pattern": "\#(text)", "table": "AuditEvent"}"#) == expected)
    }

    @Test func aPatternMadeOfItselfIsRefused() {
        let error = formatError(#"{"pattern": "%{A}", "patterns": {"A": "x%{B}", "B": "%{A}"}, "table": "Dns"}"#)
        #expect(
            error == "Format `acme`, `pattern`: %{A} is made of itself. Take it out of its own definition: A → B → A.")
    }

    @Test func aPatternThatGrowsWithoutEndIsRefused() {
        let doubling = (0..<18).map { #""P\#($0)": "%{P\#($0 + 1)}%{P\#($0 + 1)}""# }.joined(separator: ",")
        let error = formatError(#"{"pattern": "%{P0}", "patterns": {\#(doubling), "P18": "abcdef"}, "table": "Dns"}"#)
        #expect(error.contains("Written out, the pattern has more than 60000 characters."))
    }
}
