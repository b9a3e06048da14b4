/// What can be configured about parsing.
public struct ParserConfiguration: Sendable {
    /// Which words in a firewall's prefix mean which action; the built-in table unless extended.
    public var actionRules: ActionRules
    /// Bytes; a longer line is kept up to here, unparsed.
    public var maximumLineLength: Int
    /// Formats of the user's own.
    public var formats = OwnFormats()

    public init(actionRules: ActionRules = ActionRules(), maximumLineLength: Int = 65_536) {
        self.actionRules = actionRules
        self.maximumLineLength = max(maximumLineLength, 1)
    }
}
