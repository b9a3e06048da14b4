import ArgumentParser
import EarshotQuery

/// `earshot findings`: what the detections found.
struct FindingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings", abstract: "Show what the detections found.",
        discussion: "The page and PATCH /api/v1/findings/{id} mark findings as seen, closed or ignored.")

    @OptionGroup var common: CommonOptions

    @Option(help: "new, seen, closed, ignored, or all.")
    var state = "new"

    @Option(help: "How to print the answer: table, json or csv.")
    var format: QueryCommand.Format = .table

    func validate() throws {
        guard ["new", "seen", "closed", "ignored", "all"].contains(state) else {
            throw ValidationError("--state is \(state); it can be new, seen, closed, ignored or all.")
        }
    }

    func run() async throws {
        let settings = try common.settings()
        let engine = try await EngineFinder.engine(dataDirectory: settings.path("dataDirectory"), settings: settings)
        let condition = state == "all" ? "" : " | where State == '\(state)'"
        let query = """
            Finding\(condition)
            | order by LastSeen desc
            | project FindingId, Severity, State, Title, Occurrences, FirstSeen, LastSeen
            """
        do {
            print(ResultPrinter.text(try await engine.run(query, options: QueryOptions()), format), terminator: "")
        } catch let error as QueryError {
            complain(DiagnosticPrinter.text(error, query: query))
            throw ExitCode.failure
        }
    }
}
