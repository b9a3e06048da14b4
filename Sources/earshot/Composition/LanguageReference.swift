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
                summary: function.summary)
        }
        let aggregates = catalog.aggregates.values.map { function in
            SchemaFunction(
                name: function.name, signature: signature(function.name, function.parameters), summary: function.summary
            )
        }
        return (scalars + aggregates).sorted { $0.name < $1.name }
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

    static let operators: [SchemaOperator] = OperatorReference.all.map {
        SchemaOperator(name: $0.name, signature: $0.syntax, summary: $0.summary)
    }
}
