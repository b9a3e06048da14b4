/// The workbench for log lines that no family understands: their shapes, formats of the user's own, and reading again
/// what is kept.
public protocol FormatBench: Sendable {
    /// The formats in force, in the order in which they are asked.
    func formats() async -> [FormatSummary]
    /// Saves a format, which counts from the next line on. Throws `FormatError`.
    func save(_ name: String, _ description: FormatNode) async throws -> FormatSummary
    /// Removes a format that was saved. Throws `FormatError`.
    func remove(_ name: String) async throws
    /// What a description makes of lines, each a JSON object as `earshot parse` prints it. Throws `FormatError`.
    func attempt(_ description: FormatNode, on lines: [String]) async throws -> [String]
    /// The kept lines that no family takes, grouped.
    func shapes(_ request: ShapeRequest) async throws -> ShapeReport
    /// Reads the kept lines again and moves what is now understood. Throws `ReparseError`.
    func reparse(_ request: ReparseRequest) async throws -> ReparseReport
    /// How the last reading again stands; nil: there was none.
    func reparseProgress() async -> ReparseReport?
}

/// A format of the user's own.
public struct FormatSummary: Sendable, Codable {
    public var name: String
    /// Where it is described: `earshot.yaml`, or the file in the data directory.
    public var origin: String
    /// Whether the page may change it: it is a file in the data directory.
    public var isEditable: Bool
    public var table: String
    public var description: FormatNode
    /// Lines it has taken since the start.
    public var matched: Int
    /// Lines on which its pattern was given up because it took too many steps.
    public var abandoned: Int

    public init(
        name: String, origin: String, isEditable: Bool, table: String, description: FormatNode, matched: Int,
        abandoned: Int
    ) {
        self.name = name
        self.origin = origin
        self.isEditable = isEditable
        self.table = table
        self.description = description
        self.matched = matched
        self.abandoned = abandoned
    }
}
