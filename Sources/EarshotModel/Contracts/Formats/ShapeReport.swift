/// Which kept lines to group.
public struct ShapeRequest: Sendable {
    /// Lines of the last so many seconds.
    public var seconds: Int64
    /// Groups to tell of.
    public var limit: Int
    public init(seconds: Int64 = 7 * 86_400, limit: Int = 100) {
        self.seconds = seconds
        self.limit = limit
    }
}

/// Lines grouped by their shape.
public struct ShapeReport: Sendable, Codable {
    /// Lines that were looked at.
    public var lines: Int
    /// Lines whose shape had no room beside the others.
    public var ungrouped: Int
    public var groups: [ShapeGroup]

    public init(lines: Int, ungrouped: Int, groups: [ShapeGroup]) {
        self.lines = lines
        self.ungrouped = ungrouped
        self.groups = groups
    }
}

/// Lines of one shape.
public struct ShapeGroup: Sendable, Codable {
    /// Stays the same as long as the shape does.
    public var id: String
    /// The message with its variable parts masked: `DROP <ip>:<number> -> <ip>:<number>`.
    public var shape: String
    public var count: Int
    /// Who sends such lines.
    public var sources: [String]
    public var program: String
    /// Whole lines, the first ones of the shape and later ones that differ.
    public var samples: [String]
    /// The name and the description of a format that would read them.
    public var proposedName: String
    public var proposal: FormatNode

    public init(
        id: String, shape: String, count: Int, sources: [String], program: String, samples: [String],
        proposedName: String, proposal: FormatNode
    ) {
        self.id = id
        self.shape = shape
        self.count = count
        self.sources = sources
        self.program = program
        self.samples = samples
        self.proposedName = proposedName
        self.proposal = proposal
    }
}
