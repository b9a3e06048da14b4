import ArgumentParser
import EarshotDetect
import EarshotQuery

/// `earshot pattern`: questions with a name.
struct PatternCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pattern", abstract: "Ask a question that has a name; without one, list them.",
        discussion: """
              earshot pattern
              earshot pattern port-probers --param window=180d --param minimum=20
              earshot pattern port-probers --kql          # the query behind it
            """)

    @ArgumentParser.Argument(help: "The pattern's name.")
    var name: String?

    @Option(
        name: [.customLong("param"), .customShort("p")], help: "A parameter: name=value. May be given several times.")
    var parameters: [String] = []

    @Flag(help: "Print the query and do not ask it.")
    var kql = false

    @OptionGroup var common: CommonOptions

    @Option(help: "How to print the answer: table, json or csv.")
    var format: QueryCommand.Format = .table

    @Option(help: "Seconds after which the query is stopped.")
    var timeout: Double = 120

    func run() async throws {
        let settings = try common.settings()
        let directory = settings.path("dataDirectory")
        let library = PatternLibrary(folder: directory + "/patterns")
        guard let name else { return list(library) }
        let text: String
        do { text = try library.pattern(named: name).kql(try values()) } catch let error as PatternError {
            complain("error: \(error)")
            throw ExitCode.failure
        }
        if kql { return print(text, terminator: "") }
        let engine = try await EngineFinder.engine(dataDirectory: directory, settings: settings)
        var options = QueryOptions()
        options.timeoutSeconds = timeout
        do {
            print(ResultPrinter.text(try await engine.run(text, options: options), format), terminator: "")
        } catch let error as QueryError {
            complain(DiagnosticPrinter.text(error, query: text))
            throw ExitCode.failure
        }
    }

    private func values() throws -> [String: String] {
        var values: [String: String] = [:]
        for text in parameters {
            guard let sign = text.firstIndex(of: "=") else {
                throw ValidationError("--param \(text): write name=value.")
            }
            values[String(text[..<sign])] = String(text[text.index(after: sign)...])
        }
        return values
    }

    private func list(_ library: PatternLibrary) {
        let (entries, problems) = library.all()
        for entry in entries {
            let parameters = (entry.pattern.parameters ?? []).map { "\($0.name)=\($0.standard)" }
            print("\(entry.pattern.name)\(entry.isOwn ? " (yours)" : "")\n    \(entry.pattern.sentence)")
            if !parameters.isEmpty { print("    --param \(parameters.joined(separator: " --param "))") }
        }
        for problem in problems { complain("\(problem)") }
    }
}
