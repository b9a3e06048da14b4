import EarshotModel
import EarshotQuery
import EarshotServer

/// What the editor on the page knows of the language.
enum LanguageReference {
    static var functions: [SchemaFunction] {
        let catalog = FunctionCatalog.standard
        let scalars = catalog.scalars.values.map { function in
            SchemaFunction(
                name: function.name, signature: signature(function.name, function.overloads.first?.parameters ?? []),
                summary: function.summary, example: function.examples.first?.expression,
                answer: function.examples.first?.answer)
        }
        let aggregates = catalog.aggregates.values.map { function in
            SchemaFunction(
                name: function.name, signature: signature(function.name, function.parameters),
                summary: function.summary, kind: .aggregate, example: function.examples.first?.expression,
                answer: function.examples.first?.answer)
        }
        return (scalars + aggregates + tables + plugins).sorted { $0.name < $1.name }
    }

    /// ASIM's parser functions.
    private static var tables: [SchemaFunction] {
        CallableReference.parsers.map {
            SchemaFunction(
                name: $0.name, signature: "\($0.name)(\($0.parameters))",
                summary: "The rows of \($0.table), with ASIM's filters applied first.", kind: .table,
                example: "\($0.name)(starttime=ago(1d))")
        }
    }

    private static var plugins: [SchemaFunction] {
        CallableReference.plugins.map {
            SchemaFunction(
                name: $0.name, signature: "\($0.name)(\($0.parameters))", summary: $0.summary, kind: .plugin,
                example: $0.example)
        }
    }

    private static func signature(_ name: String, _ parameters: [Parameter]) -> String {
        "\(name)(\(parameters.map(word).joined(separator: ", ")))"
    }

    private static func word(_ parameter: Parameter) -> String {
        switch parameter {
        case .exactly(let type), .constant(let type): type.rawValue
        case .oneOf(let types): types.map(\.rawValue).joined(separator: "|")
        case .number: "number"
        case .integer: "integer"
        case .any: "value"
        }
    }

    static let operators: [SchemaOperator] = [
        SchemaOperator(name: "where", signature: "where predicate", summary: "Keeps the rows for which it is true."),
        SchemaOperator(name: "extend", signature: "extend name = expression, …", summary: "Adds columns."),
        SchemaOperator(name: "project", signature: "project name = expression, …", summary: "Chooses columns."),
        SchemaOperator(name: "project-away", signature: "project-away name, …", summary: "Leaves columns out."),
        SchemaOperator(name: "project-rename", signature: "project-rename new = old, …", summary: "Renames columns."),
        SchemaOperator(
            name: "summarize", signature: "summarize aggregate, … by key, …", summary: "One row for each group."),
        SchemaOperator(name: "order by", signature: "order by name desc, …", summary: "Sorts; descending by default."),
        SchemaOperator(name: "top", signature: "top n by name", summary: "The first rows in an order."),
        SchemaOperator(name: "take", signature: "take n", summary: "Some rows."),
        SchemaOperator(name: "count", signature: "count", summary: "How many rows there are."),
        SchemaOperator(name: "distinct", signature: "distinct name, …", summary: "Each combination once."),
        SchemaOperator(
            name: "join", signature: "join kind=inner (table) on key", summary: "Combines rows of two tables."),
        SchemaOperator(name: "lookup", signature: "lookup (table) on key", summary: "Adds columns of a second table."),
        SchemaOperator(name: "union", signature: "union table, …", summary: "The rows of several tables."),
        SchemaOperator(name: "mv-expand", signature: "mv-expand name", summary: "A row for each element of an array."),
        SchemaOperator(name: "parse", signature: "parse name with \"…\" column …", summary: "Columns out of a text."),
        SchemaOperator(
            name: "make-series", signature: "make-series aggregate on time step 1h", summary: "Arrays over time."),
        SchemaOperator(name: "render", signature: "render timechart", summary: "How to show the result."),
        SchemaOperator(
            name: "let", signature: "let name = expression;", summary: "Names a value, a table or a function."),
        SchemaOperator(name: "print", signature: "print expression, …", summary: "One row of values."),
        SchemaOperator(
            name: "datatable", signature: "datatable(name: type, …)[value, …]", summary: "A table written down."),
        SchemaOperator(
            name: "range", signature: "range name from a to b step c", summary: "A column of numbers or times."),
    ]
}
