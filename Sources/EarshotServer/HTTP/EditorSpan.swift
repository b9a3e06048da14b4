/// A place in a query as editors count: UTF-16 code units from 0, lines and columns from 1.
struct EditorSpan: Hashable {
    var start: Int
    var length: Int
    var line: Int
    var column: Int

    /// - Parameter range: UTF-8 offsets; what lies beyond the text is cut.
    init(of range: Range<Int>, in text: String) {
        let utf8 = text.utf8
        let from = utf8.index(utf8.startIndex, offsetBy: range.lowerBound, limitedBy: utf8.endIndex) ?? utf8.endIndex
        let to = utf8.index(from, offsetBy: range.count, limitedBy: utf8.endIndex) ?? utf8.endIndex
        let before = text[..<from]
        let lineStart = before.utf8.lastIndex(of: UInt8(ascii: "\n")).map { utf8.index(after: $0) } ?? text.startIndex
        start = before.utf16.count
        length = text[from..<to].utf16.count
        line = 1 + before.utf8.count { $0 == UInt8(ascii: "\n") }
        column = 1 + text[lineStart..<from].utf16.count
    }

    var json: String { #"{"start":\#(start),"length":\#(length),"line":\#(line),"column":\#(column)}"# }
}
