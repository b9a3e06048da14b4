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
        /// `database("x").table("T")`.
        case methodCall(Expression, String, [Argument])
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

    /// The same tree with some nodes replaced: `change` answers nil for nodes that stay and are looked into.
    func mapped(_ change: (Expression) -> Expression?) -> Expression {
        if let other = change(self) { return other }
        func each(_ list: [Expression]) -> [Expression] { list.map { $0.mapped(change) } }
        func each(_ list: [Argument]) -> [Argument] {
            list.map { Argument(name: $0.name, value: $0.value.mapped(change)) }
        }
        let kind: Kind =
            switch kind {
            case .literal, .name, .wildcard, .query, .typeOf: kind
            case .member(let base, let name): .member(base.mapped(change), name)
            case .element(let base, let index): .element(base.mapped(change), index.mapped(change))
            case .call(let name, let arguments): .call(name, each(arguments))
            case .methodCall(let base, let name, let arguments):
                .methodCall(base.mapped(change), name, each(arguments))
            case .negative(let operand): .negative(operand.mapped(change))
            case .positive(let operand): .positive(operand.mapped(change))
            case .binary(let symbol, let left, let right):
                .binary(symbol, left.mapped(change), right.mapped(change))
            case .logical(let isAnd, let operands): .logical(and: isAnd, each(operands))
            case .between(let value, let low, let high, let negated):
                .between(value.mapped(change), low.mapped(change), high.mapped(change), negated: negated)
            case .membership(let symbol, let value, let items):
                .membership(symbol, value.mapped(change), each(items))
            case .list(let items): .list(each(items))
            }
        return Expression(kind, span, depth: depth)
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
