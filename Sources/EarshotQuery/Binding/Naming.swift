import EarshotModel

/// How Kusto names a column that the query does not name.
struct Naming {
    let scope: Scope
    let catalog: FunctionCatalog

    /// The name an expression passes on, or nil when the column is named by position.
    func name(of expression: Expression) -> String? {
        switch expression.kind {
        case .name(let name):
            if scope.column(named: name) != nil || scope.aggregates?.input.column(named: name) != nil { return name }
            if case .scalar = scope.environment.lookup(name) { return name }
            return nil
        case .member(let base, let member):
            if let root = base.name, root == "$left" || root == "$right" { return member }
            return name(of: base).map { "\($0)_\(member)" }
        case .element(let base, let index):
            guard case .literal(let key) = index.kind, let prefix = name(of: base) else { return nil }
            switch key {
            case .string(let text): return "\(prefix)_\(text)"
            case .long(let number): return "\(prefix)_\(number < 0 ? "_\(number.magnitude)" : "\(number)")"
            default: return nil
            }
        case .call(let function, let arguments):
            return name(ofCall: function, arguments)
        default: return nil
        }
    }

    private func name(ofCall function: String, _ arguments: [Expression.Argument]) -> String? {
        if function == "column_ifexists" || function == "columnifexists" {
            guard case .literal(.string(let text)) = arguments.first?.value.kind else { return nil }
            return scope.column(named: text) != nil ? text : arguments.count > 1 ? name(of: arguments[1].value) : nil
        }
        if function == "ingestion_time" { return "$IngestionTime" }
        let first = arguments.first.flatMap { name(of: $0.value) }
        if arguments.count == 1, ["make_datetime", "make_timespan", "bin_auto"].contains(function) { return first }
        if function.hasPrefix("array_sort_") { return "\(first ?? "")_sorted" }
        switch catalog.scalars[function]?.naming {
        case .firstArgument: return first
        case .prefixed(let prefix): return "\(prefix)_\(first ?? "")"
        case .fixed(let name): return name
        case .positional, nil: return nil
        }
    }
}

/// Gives every column of an operator its name.
struct NameAssignment {
    private var taken: Set<String> = []
    private let spelledOut: Set<String>
    private let avoided: Set<String>
    private var position = 0

    /// `explicit`: names the query writes anywhere in the list. `avoided`: what `Column1` steps past.
    init(explicit: [String], avoided: [String] = []) {
        spelledOut = Set(explicit)
        self.avoided = Set(avoided)
    }

    mutating func reserve(_ name: String) { taken.insert(name) }

    /// A name for a column without one: the generated name, or `Column1`, `Column2`, …
    mutating func assign(_ generated: String?, prefix: String = "Column") -> String {
        if let generated { return unique(generated) }
        repeat {
            position += 1
        } while avoided.contains("\(prefix)\(position)") && !taken.contains("\(prefix)\(position)")
        return unique("\(prefix)\(position)")
    }

    /// The name itself, or with the first number that makes it new.
    mutating func unique(_ name: String) -> String {
        if taken.insert(name).inserted { return name }
        var number = 1
        while taken.contains("\(name)\(number)") || spelledOut.contains("\(name)\(number)") { number += 1 }
        let result = "\(name)\(number)"
        taken.insert(result)
        return result
    }
}
