import EarshotModel
import EarshotParsing
import EarshotPipeline
import EarshotQuery
import EarshotStore
import Foundation

/// The workbench of a running Earshot: formats in force, formats on trial, shapes of kept lines, reading them again.
actor Workbench: FormatBench {
    private let ground: Ground
    private let folder: FormatFolder
    private let configured: [OwnFormat]
    private let parser: ParserConfiguration
    private var saved: [OwnFormat]
    private var isReparsing = false
    private var progress: ReparseReport?

    init(_ ground: Ground, directory: String, settings: Settings) {
        self.ground = ground
        folder = FormatFolder(directory)
        configured = settings.formats
        saved = folder.read().formats
        parser = settings.parserConfiguration(directory)
    }

    func formats() -> [FormatSummary] { (configured + saved).map(summary) }

    private func summary(_ format: OwnFormat) -> FormatSummary {
        let counts = format.counts
        return FormatSummary(
            name: format.name, origin: format.origin, isEditable: format.origin == folder.origin(of: format.name),
            table: format.table, description: format.node, matched: counts.matched, abandoned: counts.abandoned)
    }

    func save(_ name: String, _ description: FormatNode) async throws -> FormatSummary {
        if let known = configured.first(where: { $0.name == name }) {
            throw FormatError(
                name, "", "It is described in \(known.origin).", "Change it there, or save under another name.")
        }
        let format = try OwnFormat(name, description, origin: folder.origin(of: name))
        try folder.save(format)
        saved = (saved.filter { $0.name != name } + [format]).sorted { $0.name < $1.name }
        try await ground.intake.use(OwnFormats(configured + saved))
        return summary(format)
    }

    func remove(_ name: String) async throws {
        guard try folder.remove(name) else {
            let isConfigured = configured.contains { $0.name == name }
            throw FormatError(
                name, "", isConfigured ? "It is described in the configuration file." : "There is no such format.",
                isConfigured ? "Take it out there." : "GET /api/v1/formats lists them.")
        }
        saved.removeAll { $0.name == name }
        try await ground.intake.use(OwnFormats(configured + saved))
    }

    nonisolated func attempt(_ description: FormatNode, on lines: [String]) async throws -> [String] {
        try FormatTrial.run(description, on: lines)
    }

    /// Rows that are looked at: the latest ones.
    private static let maximumLines = 30_000

    nonisolated func shapes(_ request: ShapeRequest) async throws -> ShapeReport {
        var options = QueryOptions()
        options.rowLimit = Self.maximumLines
        let rows = try await ground.store.engine.run(
            """
            Syslog | where TimeGenerated > ago(\(request.seconds)s)
            | where UnparsedReason in ('no_family', 'impossible_value', 'truncated')
            | top \(Self.maximumLines) by TimeReceived
            | project Line, MessageStart, ProcessName, Computer
            """, options: options
        ).rows
        var board = ShapeBoard()
        for row in rows {
            guard case .string(let line) = row[0], case .int(let start) = row[1], case .string(let program) = row[2],
                case .string(let source) = row[3]
            else { continue }
            board.add(Array(line.utf8), messageStart: Int(start), program: program, source: source)
        }
        return board.report(limit: request.limit)
    }

    func reparse(_ request: ReparseRequest) async throws -> ReparseReport {
        guard !isReparsing else { throw ReparseError.running }
        isReparsing = true
        progress = ReparseReport()
        defer { isReparsing = false }
        let reader = Rereader(intake: ground.intake, kept: ground.store)
        // A client that hangs up does not stop what is half done.
        let task = Task.detached {
            try await reader.run(request, now: Int64(Date().timeIntervalSince1970)) { report in
                Task { await self.note(report) }
            }
        }
        let report = try await task.value
        progress = report
        return report
    }

    private func note(_ report: ReparseReport) {
        if isReparsing, report.lines >= progress?.lines ?? 0 { progress = report }
    }

    func reparseProgress() -> ReparseReport? { progress }
}

/// A description tried on lines, without touching anything.
enum FormatTrial {
    /// The family that a trial's lines show; nobody saves under it.
    static let name = "on_trial"

    static func run(_ description: FormatNode, on lines: [String]) throws -> [String] {
        let format = try OwnFormat(name, description, origin: "")
        var configuration = ParserConfiguration()
        configuration.formats = OwnFormats([format])
        var parser = EventParser(configuration: configuration)
        var labels = LabelTable()
        var batch = ParsedBatch()
        var context = LineContext(source: 0, arrival: Ticks.from(unixSeconds: Int64(Date().timeIntervalSince1970)) ?? 0)
        // Not the families: they would take what the format leaves.
        context.pinnedFamily = EventParser.family(named: name)
        return lines.enumerated().map { index, line in
            batch.removeAll()
            parser.parse(Array(line.utf8).span, context, labels: &labels, into: &batch)
            return ParsedJSON.text(line: index + 1, batch: batch, labels: labels)
        }
    }
}
