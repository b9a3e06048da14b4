/// What is wrong with the description of a format: where, what, and what would be right.
public struct FormatError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The format's name.
    public var format: String
    /// Where in the description: `pattern`, `fields.src`.
    public var key: String
    public var problem: String
    public var remedy: String

    public init(_ format: String, _ key: String, _ problem: String, _ remedy: String) {
        self.format = format
        self.key = key
        self.problem = problem
        self.remedy = remedy
    }

    public var description: String {
        let place = key.isEmpty ? "Format `\(format)`" : "Format `\(format)`, `\(key)`"
        return "\(place): \(problem) \(remedy)"
    }
}
