/// A plugin of `evaluate` that is written in the language itself: one row in a table.
///
///     PluginFunction("sliding_window_counts", ["id", "timeline", …], dimensions: true, "Counts …") { c in "…" }
struct PluginFunction: Sendable {
    let name: String
    let parameters: [Parameter]
    /// Whether more columns may follow, by which the answer is sliced.
    let takesDimensions: Bool
    let summary: String
    /// A query, and its answer as a KQL literal of the first column of the first row, or nil.
    let examples: [ScalarFunction.Example]
    let body: @Sendable (PluginCall) -> String

    /// What stands at a place.
    enum Parameter: Sendable, Hashable {
        /// A column, or a value of each row.
        case column
        /// A value known when the query is compiled.
        case constant
        /// A condition; any number of them.
        case conditions
    }

    init(
        _ name: String, _ parameters: [Parameter], dimensions: Bool = false, _ summary: String,
        examples: [ScalarFunction.Example] = [], body: @escaping @Sendable (PluginCall) -> String
    ) {
        self.name = name
        self.parameters = parameters
        takesDimensions = dimensions
        self.summary = summary
        self.examples = examples
        self.body = body
    }
}

/// What a plugin's text is made of. The rows are the table `_rows`; argument `n` is the column or the value `_an`.
struct PluginCall: Sendable {
    /// The name of each argument's column, as the answer shows it, quoted.
    let names: [String]
    /// Numbers that are constants, as they stand in a column's name.
    let constants: [String]
    /// The arguments' types by name.
    let types: [String]
    /// The elements of constant arrays.
    let lists: [[JSON]]
    /// The names of conditions.
    let conditions: [String]
    /// The dimensions' columns, quoted.
    let dimensions: [String]

    /// `, d1, d2` to go after another key.
    var also: String { dimensions.map { ", " + $0 }.joined() }
    /// `d1, d2, ` to go before one.
    var first: String { dimensions.map { $0 + ", " }.joined() }

    /// A name in brackets and quotes, whatever is in it.
    static func quoted(_ name: String) -> String {
        "['" + name.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] } + "']"
    }
}
