import EarshotModel

/// Statements of one request.
struct Script {
    let statements: [Statement]
}

enum Statement {
    case letValue(String, Expression, Span)
    case letFunction(String, FunctionDeclaration, Span)
    case set(String, Expression?, Span)
    case declareParameters([FunctionDeclaration.Parameter])
    case query(Query)
    /// `alias database D = …`: accepted, for there is one database.
    case alias(String, Span)
    /// `restrict access to (…)`: names and patterns of what stays visible.
    case restrict([String], Span)
    case pattern(String, PatternDeclaration, Span)
}

/// `let F = (x: long, T: (a: string), y: int = 5) { … }`.
struct FunctionDeclaration {
    struct Parameter {
        let name: String
        let type: ParameterType
        let defaultValue: Expression?
        let span: Span
    }

    indirect enum ParameterType {
        case scalar(KustoType)
        /// The columns asked for; empty means any.
        case table([(name: String, type: KustoType)])
    }

    let parameters: [Parameter]
    let body: [Statement]
    /// `view () { … }`: counts as a table, with its name.
    let isView: Bool
    let span: Span
}

/// `declare pattern p = (x: string)[y: string] { ("a").["b"] = { … } }`: tables chosen by constant texts.
struct PatternDeclaration {
    struct Rule {
        let arguments: [String]
        let path: String?
        let body: [Statement]
    }

    let rules: [Rule]
    let parameters: Int
    let hasPath: Bool
}

/// A pipeline: where rows come from, then operators.
struct Query {
    let source: Source
    let operators: [Operator]
    let span: Span

    enum Source {
        case expression(Expression)
        case datatable(columns: [ColumnDeclaration], values: [Expression], Span)
        case externalData(
            columns: [ColumnDeclaration], addresses: [Expression], properties: Operator.Parameters, Span)
        /// The first operator makes its own rows: `print`, `range`, `union`, `search`, `find`.
        case none
        /// Inside `mv-apply`, `partition` and `fork`: the rows handed in.
        case context
    }
}

struct ColumnDeclaration {
    let name: String
    let type: KustoType
    let span: Span
}

extension Query {
    /// What a query computes that is `materialize(…)` and nothing else.
    var materialized: Expression? {
        guard operators.isEmpty, case .expression(let expression) = source,
            case .call("materialize", let arguments) = expression.kind, arguments.count == 1
        else { return nil }
        return arguments[0].value
    }
}
