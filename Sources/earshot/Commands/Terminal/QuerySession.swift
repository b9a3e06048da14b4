import EarshotQuery
import Foundation

/// `earshot query` on a terminal: question after question, until the person has enough.
struct QuerySession {
    private let engine: any QueryEngine
    private let options: QueryOptions
    private let screen: Screen
    private let completer: Completer
    private var history: QueryHistory
    private var editor: LineEditor
    private var painter = Painter()
    private var keys = KeyDecoder()

    init(engine: any QueryEngine, options: QueryOptions, screen: Screen) {
        self.engine = engine
        self.options = options
        self.screen = screen
        completer = Completer(
            tables: engine.tables, functions: LanguageReference.functions, operators: LanguageReference.operators)
        history = QueryHistory(path: QueryHistory.standardPath)
        editor = LineEditor(history: history.entries)
    }

    private static let greeting = """
        Enter runs, Alt-Enter begins another line, Tab completes, arrows go through earlier queries, Ctrl-C stops a query,
        Ctrl-D ends. help shows questions to begin with.

        """

    /// None of these is KQL; all of them are typed at prompts.
    private static let farewells = ["exit", "quit", "bye"], cries = ["help", "?"]

    private static let help = """
        NetworkSession | where TimeGenerated > ago(1d) | summarize count() by NetworkDirection
        NetworkSession | where NetworkDirection == 'Outbound' | summarize count() by DeviceName | top 10 by count_
        AssetEntity | project DeviceName, Vendor, IpAddr, LastSeen
        Finding | where State == 'new' | project Severity, Title, LastSeen
        Tab completes tables, columns and functions; `earshot pattern` has questions with a name; exit ends.

        """

    mutating func run() async {
        screen.write(Self.greeting)
        screen.enter()
        defer { screen.leave() }
        redraw()
        while let key = nextKey() {
            switch editor.press(key) {
            case .edited: redraw()
            case .nothing: break
            case .complete: complete()
            case .clear:
                painter.forget()
                screen.write("\u{1b}[H\u{1b}[2J")
                redraw()
            case .abandon:
                screen.write(painter.finish(editor, width: Screen.width))
                editor.reset()
                redraw()
            case .leave:
                screen.write("\r\n")
                return
            case .run: if await ask() { return }
            }
        }
    }

    private mutating func redraw() { screen.write(painter.draw(editor, width: Screen.width)) }

    private mutating func nextKey() -> Key? {
        while true {
            if let key = keys.next() { return key }
            switch Screen.read(within: 50) {
            case .bytes(let bytes): keys.feed(bytes)
            case .nothing: if let key = keys.takeLoneEscape() { return key }
            case .end: return nil
            }
        }
    }

    private mutating func complete() {
        let word = editor.word
        let before = String(editor.text[..<(editor.cursor - word.count)])
        let found = completer.candidates(for: word, before: before, in: editor.string)
        let common = Completer.common(found)
        if common.count > word.count || (found.count == 1 && common != word) {
            for _ in word { _ = editor.press(.backspace) }
            editor.insert(common)
        } else if found.count > 1 {
            screen.write(painter.finish(editor, width: Screen.width))
            screen.write(Completer.list(found, width: Screen.width))
        }
        redraw()
    }

    /// - Returns: whether the person has enough.
    private mutating func ask() async -> Bool {
        let text = editor.string
        screen.write(painter.finish(editor, width: Screen.width))
        guard text.contains(where: { !$0.isWhitespace }) else {
            editor.reset()
            redraw()
            return false
        }
        let word = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        if Self.farewells.contains(word) { return true }
        history.add(text)
        editor.reset(remembering: text)
        let answer = Self.cries.contains(word) ? Self.help : await answer(text)
        // In raw mode a new line does not begin at the left by itself.
        screen.write(answer.replacing("\n", with: "\r\n") + "\r\n")
        redraw()
        return false
    }

    private mutating func answer(_ text: String) async -> String {
        var options = options
        options.identifier = UUID().uuidString
        let query = RunningQuery(engine: engine, text: text, options: options)
        do {
            let (result, typed) = try await query.run(showing: screen)
            keys.feed(typed)
            var answer = ResultPrinter.text(result, .chart, width: Screen.width)
            if result.truncated || result.further.contains(where: \.truncated) {
                answer += "Only the first \(options.rowLimit) rows are shown; --limit allows more.\n"
            }
            return answer
        } catch let error as QueryError {
            return DiagnosticPrinter.text(error, query: text) + "\n"
        } catch {
            return "error: \(error)\n"
        }
    }
}
