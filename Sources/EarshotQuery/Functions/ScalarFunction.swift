public import EarshotModel

/// A scalar function of the query language: one row in a table.
///
///     ScalarFunction("tolower", [.string], .string, "Lower case.") { "lower(\($0[0]))" }
///
/// What SQL the engine sees for the arguments' types (the same in results, literals and storage):
/// `bool` BOOLEAN · `int` INTEGER · `long` BIGINT · `real` DOUBLE · `decimal` DECIMAL(38,9)… as the dialect decides ·
/// `string` VARCHAR (NULL reads as the empty string) · `datetime` BIGINT, ticks of 100 ns since 0001-01-01 ·
/// `timespan` BIGINT, ticks of 100 ns · `dynamic` JSON text in the engine's JSON type · `guid` UUID.
/// A null of any type is SQL NULL.
public struct ScalarFunction: Sendable {
    public let name: String
    public let overloads: [Overload]
    public let summary: String
    public let examples: [Example]
    /// How Kusto names the column of a call that the query does not name. (Added by the function library.)
    public var naming: Naming = .positional
    /// For the few functions that answer with several columns (`series_stats`, `series_fit_line`, `array_sort_asc` of
    /// several arrays): their name suffixes and types. The value itself is a dynamic array with one element a column.
    public var columns: [TupleColumn] = []

    /// Kusto's rule for the name of an unnamed result.
    public enum Naming: Sendable, Hashable {
        /// `Column1`, `print_0`, …
        case positional
        /// The name of the first argument when that is a column: `tostring(x)` is `x`.
        case firstArgument
        /// `strlen_x`.
        case prefixed(String)
        /// Always this.
        case fixed(String)
    }

    /// One column of a result that has several.
    public struct TupleColumn: Sendable, Hashable {
        public let suffix: String
        public let type: KustoType
        public init(_ suffix: String, _ type: KustoType) {
            self.suffix = suffix
            self.type = type
        }
    }

    /// Parameters, result and spelling for one shape of arguments. The binder takes the first overload that fits.
    public struct Overload: Sendable {
        public let parameters: [Parameter]
        /// How many of the last parameters may be left out.
        public let optional: Int
        /// Whether the last parameter repeats (one or more times; with `optional` ≥ 1, zero or more).
        public let variadic: Bool
        public let result: ResultType
        public let emission: Emission
    }

    /// A use of the function with its answer, in KQL: documentation and test at once.
    public struct Example: Sendable {
        public let expression: String
        /// A KQL literal, or nil where the answer depends on the moment.
        public let answer: String?
    }
}

/// What a parameter accepts. The binder casts where Kusto casts silently (int → long → real/decimal; dynamic → string)
/// and refuses the rest with a diagnostic: a dynamic value is no number, moment or condition until it is converted.
public enum Parameter: Sendable, Hashable {
    case exactly(KustoType)
    case oneOf([KustoType])
    /// `int`, `long`, `real` or `decimal`.
    case number
    case integer
    case any
    /// Any type whose values have an order, which those of `dynamic` and `guid` have not.
    case orderable
    /// A constant at compile time, of that type.
    case constant(KustoType)

    /// A text, or what a dynamic value holds.
    public static let text = Parameter.oneOf([.string, .dynamic])
    /// An array, or a number that stands for an array of it.
    public static let series = Parameter.oneOf([.dynamic, .long, .int, .real, .decimal])
    public static let string = Parameter.exactly(.string)
    public static let dynamic = Parameter.exactly(.dynamic)
    public static let long = Parameter.exactly(.long)
    public static let real = Parameter.exactly(.real)
    public static let bool = Parameter.exactly(.bool)
    public static let datetime = Parameter.exactly(.datetime)
    public static let timespan = Parameter.exactly(.timespan)
}

/// The rule for a result's type.
public enum ResultType: Sendable {
    case exactly(KustoType)
    /// The type of argument `n`.
    case same(Int)
    /// The common type of the arguments from `n` on (`int`+`long` = `long`, anything numeric + `real` = `real`, …).
    case common(from: Int)
    /// As `common`, but a dynamic value goes with dynamic values only.
    case alike(from: Int)
    /// The common type of the arguments at the places that the rule gives for their count; dynamic when they have none.
    case choice(@Sendable (Int) -> [Int])
    case rule(@Sendable ([Argument]) -> KustoType?)
}

/// An argument as it reaches a function: bound, cast to the parameter's type, spelled in SQL.
public struct Argument: Sendable {
    public let sql: SQL
    public let type: KustoType
    /// The value when it is known at compile time (a literal, or a constant expression that was folded).
    public let constant: KustoValue?

    public init(sql: SQL, type: KustoType, constant: KustoValue?) {
        self.sql = sql
        self.type = type
        self.constant = constant
    }
}

/// How a call becomes SQL.
public enum Emission: Sendable {
    /// A template; `$0[i]` in interpolation is the argument's SQL.
    case sql(@Sendable ([Argument]) throws(EmissionError) -> SQL)
    /// Runs in Swift, called by the engine row by row under the name `kql_<name>`.
    case native(NativeFunction)
}

/// Raised by a spelling that finds an argument's constant value unacceptable; becomes a diagnostic at the argument.
public struct EmissionError: Error, Sendable {
    public let message: String
    public let argument: Int?
    public init(_ message: String, argument: Int? = nil) {
        self.message = message
        self.argument = argument
    }
}

/// A scalar function computed in Swift. The engine registers it under `name`.
///
/// A null argument arrives as `.null`; string arguments are never null. The function must answer with a value of type
/// `result` or a null; it must not trap on any input.
public struct NativeFunction: Sendable {
    public let name: String
    /// The types of the arguments as registered; with `variadic`, the last one repeats.
    public let parameters: [KustoType]
    public let variadic: Bool
    public let result: KustoType
    public let body: @Sendable ([KustoValue]) -> KustoValue

    public init(
        _ name: String, _ parameters: [KustoType], variadic: Bool = false, _ result: KustoType,
        body: @escaping @Sendable ([KustoValue]) -> KustoValue
    ) {
        self.name = name
        self.parameters = parameters
        self.variadic = variadic
        self.result = result
        self.body = body
    }
}

extension SQL.StringInterpolation {
    public mutating func appendInterpolation(_ argument: Argument) { appendInterpolation(argument.sql) }
}

extension ScalarFunction {
    /// The common case: one overload, SQL template.
    public init(
        _ name: String, _ parameters: [Parameter], optional: Int = 0, variadic: Bool = false, _ result: ResultType,
        _ summary: String, examples: [Example] = [],
        sql: @escaping @Sendable ([Argument]) throws(EmissionError) -> SQL
    ) {
        self.init(
            name: name,
            overloads: [
                Overload(parameters, optional: optional, variadic: variadic, result, sql: sql)
            ],
            summary: summary, examples: examples)
    }
}

extension ScalarFunction {
    /// Several shapes of arguments; the binder takes the first that fits.
    public init(_ name: String, overloads: [Overload], _ summary: String, examples: [Example] = []) {
        self.init(name: name, overloads: overloads, summary: summary, examples: examples)
    }

    /// The same function under another, usually older, name.
    func renamed(_ alias: String) -> ScalarFunction {
        var copy = ScalarFunction(name: alias, overloads: overloads, summary: summary, examples: [])
        copy.naming = naming
        copy.columns = columns
        return copy
    }
}

extension ScalarFunction.Overload {
    /// A shape that is spelled in SQL.
    public init(
        _ parameters: [Parameter], optional: Int = 0, variadic: Bool = false, _ result: ResultType,
        sql: @escaping @Sendable ([Argument]) throws(EmissionError) -> SQL
    ) {
        let isDynamic = if case .exactly(.dynamic) = result { true } else { false }
        // Functions in Swift hand dynamic values over as text, which the engine must know to be JSON.
        let spelling: @Sendable ([Argument]) throws(EmissionError) -> SQL = {
            (arguments) throws(EmissionError) -> SQL in
            let value = try sql(arguments)
            return isDynamic ? "CAST(\(value) AS JSON)" : value
        }
        self.init(
            parameters: parameters, optional: optional, variadic: variadic, result: result,
            emission: .sql(isDynamic ? spelling : sql))
    }
}

extension ScalarFunction.Example {
    public init(_ expression: String, _ answer: String?) {
        self.init(expression: expression, answer: answer)
    }
}
