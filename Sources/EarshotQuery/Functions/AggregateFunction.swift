/// An aggregate function of `summarize`: one row in a table.
///
///     AggregateFunction("sum", [.number], .rule(sumType), column: .prefixed("sum_"), "Sum …") { "sum(\($0[0]))" }
public struct AggregateFunction: Sendable {
    public let name: String
    public let parameters: [Parameter]
    public let optional: Int
    public let variadic: Bool
    public let result: ResultType
    /// How Kusto names the column when the query does not.
    public let column: DefaultName
    public let summary: String
    public let examples: [ScalarFunction.Example]
    public let emission: @Sendable ([Argument]) throws(EmissionError) -> SQL

    /// Kusto's default names: `count_`, `sum_x`, `dcount_x`, `list_x`, `percentile_x_95`, …
    public enum DefaultName: Sendable {
        /// Always this: `count_`.
        case fixed(String)
        /// The prefix and the first argument's column name (`sum_x`); the prefix alone when it is no plain column.
        case prefixed(String)
        /// The prefix and the column names of the first two arguments: `covariance_x_y`.
        case prefixedPair(String)
        case rule(@Sendable (_ columnName: String?, [Argument]) -> String)
    }

    public init(
        _ name: String, _ parameters: [Parameter], optional: Int = 0, variadic: Bool = false, _ result: ResultType,
        column: DefaultName, _ summary: String, examples: [ScalarFunction.Example] = [],
        sql: @escaping @Sendable ([Argument]) throws(EmissionError) -> SQL
    ) {
        self.name = name
        self.parameters = parameters
        self.optional = optional
        self.variadic = variadic
        self.result = result
        self.column = column
        self.summary = summary
        self.examples = examples
        emission = sql
    }
}
