/// Draws the text that is being written, over what was drawn before.
struct Painter {
    static let prompt = "kql> "
    static let continuation = "   … "

    /// Rows between the first row and the one that the cursor is in.
    private var cursorRow = 0

    /// The bytes that show the text; the cursor ends where it is in the text.
    mutating func draw(_ editor: LineEditor, width: Int) -> String {
        let whole = layout(editor.text, width)
        let before = layout(Array(editor.text[..<editor.cursor]), width)
        var output = cursorRow > 0 ? "\u{1b}[\(cursorRow)A" : ""
        output += "\r\u{1b}[J" + whole.text
        // A full row leaves the cursor in it until something follows.
        if whole.column == 0, whole.row > 0, !whole.endsWithBreak { output += " \r" }
        let up = whole.row - before.row
        if up > 0 { output += "\u{1b}[\(up)A" }
        output += "\r"
        if before.column > 0 { output += "\u{1b}[\(before.column)C" }
        cursorRow = before.row
        return output
    }

    /// Goes below what was drawn.
    mutating func finish(_ editor: LineEditor, width: Int) -> String {
        let down = layout(editor.text, width).row - cursorRow
        cursorRow = 0
        return (down > 0 ? "\u{1b}[\(down)B" : "") + "\r\n"
    }

    mutating func forget() { cursorRow = 0 }

    private struct Layout {
        var text = Painter.prompt
        var row = 0
        var column = Painter.prompt.count
        var endsWithBreak = false
    }

    private func layout(_ text: [Character], _ width: Int) -> Layout {
        var result = Layout()
        for character in text {
            result.endsWithBreak = character == "\n"
            if character == "\n" {
                result.text += "\r\n" + Self.continuation
                result.row += 1
                result.column = Self.continuation.count
                continue
            }
            result.text.append(character == "\t" ? " " : character)
            result.column += 1
            if result.column == width {
                result.row += 1
                result.column = 0
            }
        }
        return result
    }
}
