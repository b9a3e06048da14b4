import EarshotModel

/// Names given by `let`, by parameters and by `as`, innermost first.
final class Environment {
    let parent: Environment?
    private var names: [String: Stored] = [:]

    enum Binding {
        case scalar(Bound)
        /// Bound anew at each use, in the surroundings where it was written.
        case table(Query, Environment)
        /// A table that every use shares.
        case shared(Relation, index: Int)
        case function(FunctionDeclaration, Environment)
        case pattern(PatternDeclaration, Environment)
    }

    /// A binding without its surroundings: they are those in which it stands, which must not hold themselves.
    private enum Stored {
        case scalar(Bound)
        case table(Query)
        case shared(Relation, index: Int)
        case function(FunctionDeclaration)
        case pattern(PatternDeclaration)
    }

    init(parent: Environment?) { self.parent = parent }

    /// The surroundings of a table, function or pattern are always those in which it is defined.
    func define(_ name: String, _ binding: Binding) {
        names[name] =
            switch binding {
            case .scalar(let bound): .scalar(bound)
            case .table(let query, _): .table(query)
            case .shared(let relation, let index): .shared(relation, index: index)
            case .function(let function, _): .function(function)
            case .pattern(let pattern, _): .pattern(pattern)
            }
    }

    /// Whether the name is given in this very scope.
    func defines(_ name: String) -> Bool { names[name] != nil }

    func lookup(_ name: String) -> Binding? {
        var scope: Environment? = self
        while let current = scope {
            switch current.names[name] {
            case .scalar(let bound): return .scalar(bound)
            case .table(let query): return .table(query, current)
            case .shared(let relation, let index): return .shared(relation, index: index)
            case .function(let function): return .function(function, current)
            case .pattern(let pattern): return .pattern(pattern, current)
            case nil: scope = current.parent
            }
        }
        return nil
    }

    var allNames: [String] { Array(names.keys) + (parent?.allNames ?? []) }
}

/// What a value may refer to where it stands.
struct Scope {
    var columns: [BoundColumn] = []
    /// In a join's condition: the columns of `$right`.
    var right: [BoundColumn]?
    /// In a join's free condition: columns of the right side that need no `$right.`.
    var fallback: [BoundColumn] = []
    var environment: Environment
    var order: [OrderKey] = []
    var isSerialized = false
    /// Aggregate calls are collected here when they are allowed.
    var aggregates: AggregateCollector?
    /// Rows of different groups are not neighbours.
    var partition: [ColumnID] = []
    /// The rows, for the few functions that must look at all of them at once.
    var plan: Plan?

    init(_ relation: Relation, _ environment: Environment) {
        columns = relation.columns
        order = relation.order
        isSerialized = relation.isSerialized
        partition = relation.partition?.keys ?? []
        plan = relation.plan
        self.environment = environment
    }

    init(_ environment: Environment) { self.environment = environment }

    func column(named name: String) -> BoundColumn? {
        columns.first { $0.name == name } ?? fallback.first { $0.name == name }
    }

    var names: [String] { columns.map(\.name) + environment.allNames }
}

/// The aggregate calls of one `summarize`.
final class AggregateCollector {
    /// Where arguments are looked up: the rows that are aggregated.
    let input: Scope
    var values: [Plan.Definition] = []
    /// Parts of arguments that are computed below the aggregation.
    var hoisted: [Plan.Definition] = []
    /// What the rewrites need to know about each value.
    var calls: [ColumnID: AggregateCall] = [:]

    init(input: Scope) { self.input = input }
}

/// An aggregate call as bound: kept beside its SQL for the rewrites.
struct AggregateCall {
    let name: String
    let arguments: [Bound]
}
