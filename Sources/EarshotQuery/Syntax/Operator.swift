import EarshotModel

/// One step of a pipeline.
struct Operator {
    let kind: Kind
    let span: Span
    let keyword: Span

    indirect enum Kind {
        case filter(Expression)
        case extend([NamedExpression])
        case project([NamedExpression])
        case projectAway([Pattern])
        case projectKeep([Pattern])
        case projectRename([NamedExpression])
        case projectReorder([(pattern: Pattern, order: ReorderDirection)])
        case projectByNames([Expression])
        case summarize([NamedExpression], by: [NamedExpression])
        case sort([SortKey])
        case top(Expression, [SortKey])
        case take(Expression)
        case count(String)
        case distinct([NamedExpression])
        case union(Parameters, [Expression])
        case join(Join)
        case lookup(Join)
        case mvExpand(Parameters, [Expansion], limit: Expression?)
        case mvApply(Parameters, [Expansion], limit: Expression?, Query)
        case parse(Parse)
        case parseKeyValue(Expression, [ColumnDeclaration], Parameters)
        case render(String, [String: String])
        case getSchema(asText: Bool)
        case serialize([NamedExpression])
        case sample(Expression)
        case sampleDistinct(Expression, of: NamedExpression)
        case search(Parameters, tables: [Expression], Expression)
        case find(Find)
        case makeSeries(MakeSeries)
        case partition(Parameters, by: Expression, Query)
        case scan(Scan)
        case topNested([TopNested])
        case topHitters(Expression, of: NamedExpression, by: NamedExpression?)
        case reduce(Expression, Parameters)
        case evaluate(Expression, Parameters, schema: OutputSchema?)
        case invoke(Expression)
        case consume
        case fork([(name: String?, Query)])
        case facet([Expression], Query?)
        case named(String, materialized: Bool)
        case print([NamedExpression])
        case range(NamedExpression.Name, from: Expression, to: Expression, step: Expression)
        case assertSchema([ColumnDeclaration])
        case makeGraph(GraphSyntax.Make)
        case graph(GraphSyntax.Step)
        /// Known to Kusto, not executed here.
        case unsupported(String)
    }

    typealias Parameters = [String: Expression]

    enum ReorderDirection {
        case none
        case ascending
        case descending
        case numericAscending
        case numericDescending
    }

    /// A column name that may contain `*`.
    struct Pattern {
        let text: String
        let isWildcard: Bool
        let span: Span
    }

    struct SortKey {
        let expression: NamedExpression
        let ascending: Bool
        let nullsFirst: Bool?
    }

    struct Join {
        let parameters: Parameters
        let right: Expression
        let conditions: [Expression]
        /// `join (…) where predicate`.
        let predicate: Expression?
        let keyword: Span
    }

    struct Expansion {
        let name: NamedExpression.Name?
        let expression: Expression
        let type: KustoType?
    }

    struct Parse {
        let parameters: Parameters
        let isWhere: Bool
        let expression: Expression
        let pattern: [ParsePart]
    }

    enum ParsePart {
        case text(String, Span)
        case skip(Span)
        case column(String, KustoType, Span)
    }

    struct Find {
        let parameters: Parameters
        let tables: [Expression]
        let predicate: Expression
        /// Nil for `project-smart`.
        let columns: [FindColumn]?
    }

    struct FindColumn {
        let name: String
        let type: KustoType?
        let span: Span
    }

    /// `: (*, Name: string)` after a plugin.
    struct OutputSchema {
        let keepsInput: Bool
        let columns: [ColumnDeclaration]
    }

    struct MakeSeries {
        let parameters: Parameters
        let aggregates: [(value: NamedExpression, defaultValue: Expression?)]
        let axis: NamedExpression
        let from: Expression?
        let to: Expression?
        let step: Expression
        let by: [NamedExpression]
    }

    struct Scan {
        let orderBy: [SortKey]
        let partitionBy: [Expression]
        let matchID: String?
        let stepName: String?
        let declarations: [(column: ColumnDeclaration, value: Expression?)]
        let steps: [ScanStep]
    }

    struct ScanStep {
        let name: String
        let isOptional: Bool
        let output: String
        let condition: Expression
        let assignments: [NamedExpression]
        let span: Span
    }

    struct TopNested {
        let count: Expression?
        let column: NamedExpression
        let others: Expression?
        let aggregate: NamedExpression
        let ascending: Bool
    }
}
