import ArgumentParser
import EarshotModel
import EarshotQuery
import EarshotStore
import Glibc

/// `earshot query`: one question, or many on standard input.
struct QueryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Ask a question in KQL.",
        discussion: """
            Asks the running Earshot when there is one, the data directory otherwise.

              earshot query 'NetworkSession | summarize count() by NetworkDirection'
              earshot query                      question after question, on a terminal
              earshot query --batch --in-memory < questions.jsonl

            With --batch, each line of standard input is {"id": …, "query": …} and each line of output \
            {"id": …, "columns": […], "rows": […]} or {"id": …, "error": {"code", "message", "span"}}.
            A query with several tables (fork, facet, more than one statement) has the others in \
            "further": [{"name", "columns", "rows"}]. Rows are printed as they are computed; a query that fails in the \
            midst of them has both "rows" and "error".

            With --check nothing is run: each answer is {"id": …, "columns": […], "milliseconds": …}, or the error. A query \
            whose columns depend on the data has null for them.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, csv, chart }

    @ArgumentParser.Argument(help: "The query; - reads it from standard input.")
    var query: String?

    @OptionGroup var common: CommonOptions

    @Option(
        help: """
            How to print the answer: table, json, csv, or chart (what render asks for, in characters). Default: chart on a \
            terminal, else table.
            """)
    var format: Format?

    @Flag(help: "Read queries from standard input, one JSON object per line.")
    var batch = false

    @Flag(help: "Use an empty database in memory instead of the data directory.")
    var inMemory = false

    @Flag(help: "With --batch: compile the queries, and run none.")
    var check = false

    @Option(help: "Seconds after which the query is stopped.")
    var timeout: Double = 60

    @Option(help: "Rows after which the answer is cut.")
    var limit: Int = 100_000

    func validate() throws {
        if batch, query != nil {
            throw ValidationError("--batch reads the queries from standard input; leave the query out.")
        }
        if check, !batch { throw ValidationError("--check goes with --batch.") }
        if !batch, query == nil, isatty(STDIN_FILENO) != 1 || isatty(STDOUT_FILENO) != 1 {
            throw ValidationError("Say what to ask: earshot query 'NetworkSession | count'")
        }
    }

    func run() async throws {
        let engine = try await makeEngine()
        if batch {
            let settings = try common.settings()
            let folder = WatchlistFolder(dataDirectory: settings.path("dataDirectory"))
            let check = check ? QueryCheck(watchlists: folder, external: settings.externalData) : nil
            try await BatchQueries(engine: engine, options: options, check: check).run()
        } else if query == nil, let screen = Screen() {
            var session = QuerySession(engine: engine, options: options, screen: screen)
            await session.run()
        } else {
            try await single(engine)
        }
    }

    private var options: QueryOptions {
        var options = QueryOptions()
        options.timeoutSeconds = timeout
        options.rowLimit = limit
        return options
    }

    private func makeEngine() async throws -> any QueryEngine {
        let settings = try common.settings()
        if inMemory { return try DuckDBEngine.inMemory(places: settings.places(), external: settings.externalData) }
        return try await EngineFinder.engine(dataDirectory: settings.path("dataDirectory"), settings: settings)
    }

    private func single(_ engine: any QueryEngine) async throws {
        let text = query == "-" ? readStandardInput() : query ?? ""
        do {
            let stream = try await engine.stream(text, options: options)
            let isCut = try await show(stream)
            for remark in stream.tables[0].remarks { complain(remark) }
            if isCut { complain("Only the first \(limit) rows are shown; --limit allows more.") }
        } catch let error as QueryError {
            complain(DiagnosticPrinter.text(error, query: text))
            throw ExitCode.failure
        }
    }

    /// Prints an answer: for programs as its rows come, for people when its widest cell is known. Whether it was cut.
    private func show(_ stream: QueryStream) async throws -> Bool {
        switch format ?? (isatty(STDOUT_FILENO) == 1 ? .chart : .table) {
        case .csv: return try await AnswerPrinter.csv(stream).contains(where: \.truncated)
        case .json:
            print("{", terminator: "")
            defer { print("}") }
            return try await AnswerPrinter.members(stream).contains(where: \.truncated)
        case let format:
            let result = try await stream.collect()
            print(ResultPrinter.text(result, format, width: Screen.width), terminator: "")
            return ([result] + result.further).contains(where: \.truncated)
        }
    }
}
