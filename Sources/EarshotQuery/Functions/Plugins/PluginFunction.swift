import EarshotModel

/// A plugin of `evaluate` that is written in the language itself: one row in a table.
///
///     PluginFunction("sliding_window_counts", ["id", "timeline", …], dimensions: true, "Counts …") { c in "…" }
struct PluginFunction: Sendable {
    let name: String
    let parameters: [Parameter]
    /// Whether more columns may follow, by which the answer is sliced.
    let takesDimensions: Bool
    /// What else a call may have, or leave out.
    let options: Set<Option>
    /// How many tables the answer has; the text names them `_table1`, `_table2`, … when there are several.
    let tables: Int
    /// What a call without arguments means.
    let defaults: [KustoValue]
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

    var takesConditions: Bool { parameters.last == .conditions }

    enum Option: Sendable, Hashable {
        /// The third and fourth argument, the first and the last moment, may be left out: all there is.
        case period
        /// A constant after the parameters: `_cohort`.
        case cohort
        /// A table as the last argument: `_lookback`.
        case lookback
    }

    init(
        _ name: String, _ parameters: [Parameter], dimensions: Bool = false, options: Set<Option> = [], tables: Int = 1,
        defaults: [KustoValue] = [], _ summary: String,
        examples: [ScalarFunction.Example] = [], body: @escaping @Sendable (PluginCall) -> String
    ) {
        self.name = name
        self.parameters = parameters
        takesDimensions = dimensions
        self.options = options
        self.tables = tables
        self.defaults = defaults
        self.summary = summary
        self.examples = examples
        self.body = body
    }
}

/// What a plugin's text is made of. The rows are the table `_rows`; argument `n` is the column or the value `_an`.
struct PluginCall: Sendable {
    /// The name of each argument's column, as the answer shows it, quoted.
    let names: [String]
    /// Numbers and texts that are constants, as they stand in a column's name.
    let constants: [String]
    /// The arguments' types by name.
    let types: [String]
    /// The elements of constant arrays.
    let lists: [[JSON]]
    /// The names of conditions.
    let conditions: [String]
    /// The dimensions' columns, quoted.
    let dimensions: [String]

    /// What of the plugin's options is there.
    let options: Set<PluginFunction.Option>

    /// The start of the window of a moment; `week`, `month` and `year` are those of the calendar.
    func window(_ moment: String, argument: Int) -> String {
        let word = constants[argument]
        return Self.calendar.contains(word) ? "startof\(word)(\(moment))" : "bin_at(\(moment), _a\(argument), _a2)"
    }

    /// The window that comes so many windows later.
    func window(_ start: String, plus count: String, argument: Int) -> String {
        let word = constants[argument]
        guard Self.calendar.contains(word) else { return "\(start) + \(count) * _a\(argument)" }
        return "startof\(word)(datetime_add('\(word)', \(count), \(start)))"
    }

    private static let calendar = ["week", "month", "year"]

    /// `, d1, d2` to go after another key.
    var also: String { dimensions.map { ", " + $0 }.joined() }
    /// `d1, d2, ` to go before one.
    var first: String { dimensions.map { $0 + ", " }.joined() }

    /// A name in brackets and quotes, whatever is in it.
    static func quoted(_ name: String) -> String {
        "['" + name.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] } + "']"
    }
}
