import Testing

@testable import EarshotServer

@Suite struct EditorSpanTests {
    @Test(arguments: [
        ("abc", 1..<2, EditorSpanCase(1, 1, 1, 2)),
        // é: two bytes, one unit. 😀: four bytes, two units.
        ("é😀x", 6..<7, EditorSpanCase(3, 1, 1, 4)),
        ("a\nbc\nd", 5..<6, EditorSpanCase(5, 1, 3, 1)),
        ("ab\nc", 2..<4, EditorSpanCase(2, 2, 1, 3)),
        ("abc", 3..<3, EditorSpanCase(3, 0, 1, 4)),
        ("abc", 7..<9, EditorSpanCase(3, 0, 1, 4)),
    ])
    func countsAsEditorsDo(text: String, range: Range<Int>, expected: EditorSpanCase) {
        let span = EditorSpan(of: range, in: text)
        #expect(EditorSpanCase(span.start, span.length, span.line, span.column) == expected)
    }
}

struct EditorSpanCase: Sendable, Equatable {
    let numbers: [Int]
    init(_ start: Int, _ length: Int, _ line: Int, _ column: Int) { numbers = [start, length, line, column] }
}
