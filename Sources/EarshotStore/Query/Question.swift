import EarshotQuery

/// A query that is known to be right, before it is known what is counted ahead.
struct Question: Sendable {
    let text: String
    var options: QueryOptions
    let compiled: CompiledQuery
    let external: [ExternalDocument: [UInt8]]
    var answers: [QueryResult] = []
    /// The query itself, not a question of it.
    var isWhole = false
    /// Seconds that the query and its questions may take together, for the message when they take longer.
    let allowed: Double
}
