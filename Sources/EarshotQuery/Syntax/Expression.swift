import EarshotModel

/// A node of the syntax tree for values, with the text it came from.
struct Expression {
    let kind: Kind
    let span: Span
    /// Height of the tree below, bounded by the parser so that no later step can run out of stack.
    let depth: Int

    indirect enum Kind {
        case literal(KustoValue)
        case name(String)
        /// `*`, `Src*`.
        case wildcard(String)
        case member(Expression, String)
        case element(Expression, Expression)
        case call(String, [Argument])
        case negative(Expression)
        case positive(Expression)
        case binary(String, Expression, Expression)
        case logical(and: Bool, [Expression])
        case between(Expression, Expression, Expression, negated: Bool)
        /// `in`, `in~`, `!in`, `!in~`, `has_any`, `has_all`.
        case membership(String, Expression, [Expression])
        /// A pipeline where a value stands: `toscalar(T | count)`, `x in (T | project y)`.
        case query(Query)
        case typeOf([KustoType])
        /// `[a, b]` after `project-by-names`, in hints and the like.
        case list([Expression])
    }

    struct Argument {
        let name: String?
        let value: Expression
    }

    init(_ kind: Kind, _ span: Span, depth: Int) {
        self.kind = kind
        self.span = span
        self.depth = depth
    }

    /// The name, when the expression is nothing but a name.
    var name: String? {
        if case .name(let name) = kind { name } else { nil }
    }
}

/// `name = expression`; several names for functions that give several columns.
struct NamedExpression {
    let names: [Name]
    let expression: Expression
    let span: Span

    struct Name {
        let text: String
        let span: Span
    }
}
