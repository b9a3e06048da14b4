import ArgumentParser
import EarshotDetect
import EarshotModel
import EarshotQuery
import EarshotStore
import Foundation
import NIOHTTP1

/// `earshot findings`: what the detections found, and what the owner makes of it.
struct FindingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings", abstract: "Show what the detections found, and say what becomes of it.",
        discussion: """
            earshot findings                    # what is new
            earshot findings --state all
            earshot findings 7                  # one of them, with its evidence
            earshot findings 7 --state seen
            earshot findings 7 --state ignored --reason 'The backup, every night'
            """)

    @OptionGroup var common: CommonOptions

    @ArgumentParser.Argument(help: "The number of a finding to show or to change.")
    var finding: Int32?

    @Option(help: "Without a number: new (default), seen, closed, ignored, or all. With one: what it becomes.")
    var state: String?

    @Option(help: "Why it is closed or ignored; ignoring needs one.")
    var reason: String?

    @Option(help: "How to print the answer: table, json or csv.")
    var format: QueryCommand.Format = .table

    func validate() throws {
        let words = Finding.State.allCases.map(\.rawValue) + (finding == nil ? ["all"] : [])
        if let state, !words.contains(state) {
            throw ValidationError(
                "--state is \(state); it can be \(words.dropLast().joined(separator: ", ")) or \(words.last ?? "").")
        }
        if reason != nil, finding == nil || state == nil {
            throw ValidationError(
                "--reason says why a finding changes: `earshot findings NUMBER --state closed --reason …`.")
        }
    }

    func run() async throws {
        guard let finding else { return try await list(state ?? "new") }
        if let state = state.flatMap(Finding.State.init(rawValue:)) {
            try await FindingTable(common).change(finding, FindingChange(state: state, reason: reason))
        }
        try await show(finding)
    }

    private func list(_ state: String) async throws {
        try await print(
            """
            Finding\(state == "all" ? "" : " | where State == '\(state)'")
            | order by LastSeen desc
            | project FindingId, Severity, State, Title, Occurrences, FirstSeen, LastSeen
            """)
    }

    private func print(_ query: String) async throws {
        let result = try await FindingTable(common).rows(query)
        Swift.print(ResultPrinter.text(result, format), terminator: "")
    }

    /// All of one: a line a column in a table, else as the format has it.
    private func show(_ finding: Int32) async throws {
        let query = """
            Finding
            | where FindingId == \(finding)
            | project FindingId, Severity, State, Reason, Title, Description, Occurrences, FirstSeen, LastSeen, Entities, \
            Details, Tactics, Techniques, RuleName, Query
            """
        let result = try await FindingTable(common).rows(query)
        guard let row = result.rows.first else { throw FindingError.unknown(finding) }
        guard format == .table else { return Swift.print(ResultPrinter.text(result, format), terminator: "") }
        for (column, value) in zip(result.columns, row) where !value.text.isEmpty {
            Swift.print("\(column.name): \(ResultPrinter.plain(value))")
        }
    }
}

/// The findings of a data directory, whether an Earshot runs on it or not.
struct FindingTable {
    private let settings: Settings
    private let directory: String

    init(_ common: CommonOptions) throws {
        settings = try common.settings()
        directory = settings.path("dataDirectory")
    }

    func rows(_ query: String) async throws -> QueryResult {
        let engine = try await EngineFinder.engine(dataDirectory: directory, settings: settings)
        do { return try await engine.run(query, options: QueryOptions()) } catch let error as QueryError {
            complain(DiagnosticPrinter.text(error, query: query))
            throw ExitCode.failure
        }
    }

    func change(_ finding: Int32, _ change: FindingChange) async throws {
        if let server = RunningServer.find(directory) {
            let body = String(decoding: try JSONEncoder().encode(change), as: UTF8.self)
            _ = try await server.ask(.PATCH, "/api/v1/findings/\(finding)", body: body)
        } else {
            let logger = settings.logger("findings")
            let ground = try Ground(directory: directory, settings: settings, for: .importing, logger: logger)
            let keeper = ground.detections(directory: directory, logger: logger).keeper
            _ = try await keeper.change(finding, change)
            try await ground.store.settle()
        }
    }
}
