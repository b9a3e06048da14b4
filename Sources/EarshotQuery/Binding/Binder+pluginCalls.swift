import EarshotModel

/// Calls of plugins that are written in the language.
extension Binder {
    /// The plugin's text, bound with the arguments under names of its own.
    func expand(
        _ plugin: PluginFunction, _ arguments: [Expression.Argument], _ input: Relation, _ environment: Environment,
        _ span: Span, table: Int = 1
    ) throws(QueryError) -> Relation {
        let home = Environment(parent: environment)
        let bound = try bindPlugin(plugin, arguments, input, home, span)
        let lacksPeriod = plugin.options.contains(.period) && !bound.call.options.contains(.period)
        let text =
            (lacksPeriod ? Self.wholePeriod : "") + plugin.body(bound.call)
            + (plugin.tables > 1 ? "\n_table\(table)" : "")
        var rows = bound.rows
        rows.isSerialized = false
        home.define("_rows", .shared(rows, index: share(rows, materialized: false)))
        do {
            guard let relation = try run(try Parser.parse(text).statements, in: home) else { return input }
            return relation
        } catch {
            // What is wrong is an argument: the text itself is ours.
            throw QueryError(
                code: error.code, message: "In '\(plugin.name)': \(error.message)", span: span, hint: error.hint)
        }
    }

    private static let wholePeriod = """
        let _a2 = toscalar(_rows | summarize min(_a1)); let _a3 = toscalar(_rows | summarize max(_a1));

        """

    private func bindPlugin(
        _ plugin: PluginFunction, _ arguments: [Expression.Argument], _ input: Relation, _ home: Environment,
        _ span: Span
    ) throws(QueryError) -> (rows: Relation, call: PluginCall) {
        var binding = PluginBinding(rows: input, scope: Scope(input, home))
        let minimum = plugin.parameters.count
        var arguments = arguments
        try takeOptions(plugin, &arguments, home, &binding)
        let missing = plugin.options.contains(.period) && !binding.options.contains(.period) ? 2 : 0
        let count = arguments.count + missing
        guard count >= minimum, plugin.takesDimensions || plugin.takesConditions || count == minimum else {
            throw .invalid("'\(plugin.name)' does not take \(arguments.count) arguments.", span, hint: plugin.summary)
        }
        for (place, argument) in arguments.enumerated() {
            if place == 2, missing > 0 { binding.addPeriod() }
            let index = place < 2 ? place : place + missing
            let value = try scalar(argument.value, binding.scope)
            let isCondition = plugin.takesConditions && value.type == .bool
            let kind = index < minimum ? plugin.parameters[index] : isCondition ? .conditions : nil
            try add(argument, value, kind, index, home, &binding)
        }
        binding.rows.plan = .compute(withHoisted(input.plan), binding.definitions)
        return (
            binding.rows,
            PluginCall(
                names: binding.names, constants: binding.constants, types: binding.types, lists: binding.lists,
                conditions: binding.conditions, dimensions: binding.dimensions, options: binding.options)
        )
    }

    /// What has been collected of a plugin's arguments.
    private struct PluginBinding {
        var rows: Relation
        let scope: Scope
        var options: Set<PluginFunction.Option> = []
        var definitions: [Plan.Definition] = []
        var names: [String] = []
        var constants: [String] = []
        var types: [String] = []
        var lists: [[JSON]] = []
        var conditions: [String] = []
        var dimensions: [String] = []

        /// The places of a start and an end that are not given.
        mutating func addPeriod() {
            for _ in 0..<2 {
                names.append(PluginCall.quoted(""))
                constants.append("")
                types.append(types[1])
                lists.append([])
            }
        }
    }

    /// Finds out which of a plugin's options are there, and takes away the arguments that are no parameters.
    private func takeOptions(
        _ plugin: PluginFunction, _ arguments: inout [Expression.Argument], _ home: Environment,
        _ binding: inout PluginBinding
    ) throws(QueryError) {
        let minimum = plugin.parameters.count
        if plugin.options.contains(.lookback), arguments.count > minimum, let last = arguments.last,
            isTable(last.value, binding.scope)
        {
            let rows = try table(last.value, home)
            home.define("_lookback", .shared(rows, index: share(rows, materialized: false)))
            arguments.removeLast()
            binding.options.insert(.lookback)
        }
        if plugin.options.contains(.cohort), arguments.count > minimum {
            let value = try scalar(arguments[minimum].value, binding.scope)
            if !value.sql.hasColumns {
                home.define("_cohort", .scalar(value))
                arguments.remove(at: minimum)
                binding.options.insert(.cohort)
            }
        }
        if plugin.options.contains(.period), arguments.count >= minimum {
            let values = [
                try scalar(arguments[1].value, binding.scope), try scalar(arguments[2].value, binding.scope),
                try scalar(arguments[3].value, binding.scope),
            ]
            let isPeriod = values[0].type != .datetime || values[1].type == .datetime
            if isPeriod, !values[2].sql.hasColumns { binding.options.insert(.period) }
        }
    }

    private func isTable(_ expression: Expression, _ scope: Scope) -> Bool {
        if case .query = expression.kind { return true }
        guard let name = expression.name, scope.column(named: name) == nil else { return false }
        switch scope.environment.lookup(name) {
        case .table, .shared, .function: return true
        case .scalar, .pattern: return false
        case nil: return context.tables[name] != nil
        }
    }

    /// `kind` nil: a dimension.
    private func add(
        _ argument: Expression.Argument, _ value: Bound, _ kind: PluginFunction.Parameter?, _ index: Int,
        _ home: Environment, _ binding: inout PluginBinding
    ) throws(QueryError) {
        let name = argument.name ?? argument.value.name ?? "Column\(index + 1)"
        binding.names.append(PluginCall.quoted(name))
        binding.constants.append(Self.constantText(value))
        binding.types.append(value.type.rawValue)
        binding.lists.append(value.constant?.tree.elements ?? [])
        switch kind {
        case .constant:
            guard !value.sql.hasColumns else { throw .invalid("A constant is expected here.", argument.value.span) }
            home.define("_a\(index)", .scalar(value))
        case .column: binding.rows.columns.append(define("_a\(index)", value, &binding.definitions))
        case .conditions:
            guard value.type == .bool else { throw .invalid("A condition is expected here.", argument.value.span) }
            binding.rows.columns.append(define("_e\(binding.conditions.count)", value, &binding.definitions))
            binding.conditions.append(argument.name ?? "Column\(index + 1)")
        case nil:
            binding.dimensions.append(PluginCall.quoted(name))
            if binding.rows.column(named: name) == nil {
                binding.rows.columns.append(define(name, value, &binding.definitions))
            }
        }
    }

    /// A number or a text as it stands in a column's name.
    private static func constantText(_ value: Bound) -> String {
        switch value.constant {
        case .long(let number): String(number)
        case .int(let number): String(number)
        case .string(let text): text
        case .real(let number):
            RealText.of(number).hasSuffix(".0") ? String(RealText.of(number).dropLast(2)) : RealText.of(number)
        default: ""
        }
    }
}
