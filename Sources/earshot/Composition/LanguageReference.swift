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
        case .any, .orderable: "value"
        }
    }

    static let operators: [SchemaOperator] = OperatorReference.all.map {
        SchemaOperator(name: $0.name, signature: $0.syntax, summary: $0.summary)
    }
}
