import EarshotModel

/// Plugins of `evaluate`.
extension Binder {
    static let plugins: [String: PluginFunction] = Dictionary(
        (ActivityPlugins.all + SequencePlugins.all).map { ($0.name, $0) }, uniquingKeysWith: { $1 })

    func evaluate(
        _ call: Expression, _ schema: Operator.OutputSchema?, _ input: Relation, _ environment: Environment
    ) throws(QueryError) -> Relation {
        guard case .call(let name, let arguments) = call.kind else {
            throw .syntax("evaluate takes the call of a plugin.", call.span)
        }
        switch name {
        case "bag_unpack": return try bagUnpack(arguments, schema, input, environment, call.span)
        case "pivot": return try pivot(arguments, schema, input, environment, call.span)
        case "ipv4_lookup", "ipv6_lookup", "geo_polygon_lookup", "geo_line_lookup":
            return try lookupPlugin(name, arguments, input, environment, call.span)
        case "narrow": return try narrow(input)
        case "identity": return input
        case "preview": return try preview(arguments, input, environment, call.span)
        case "estimate_rows_count": return estimateRows(input)
        case "rows_near": return try rowsNear(arguments, input, environment, call.span)
        case "dcount_intersect": return try dcountIntersect(arguments, input, environment, call.span)
        case "autocluster", "basket", "diffpatterns":
            return try patterns(name, arguments, input, environment, call.span)
        default: break
        }
        guard let plugin = Self.plugins[name] else { throw .notSupported("The plugin '\(name)'", call.span) }
        return try expand(plugin, arguments, input, environment, call.span)
    }

    /// Arguments by name: those that are given by name, then the others in order.
    func pluginArguments(
        _ plugin: String, _ arguments: [Expression.Argument], _ names: [String], _ span: Span
    ) throws(QueryError) -> [String: Expression] {
        var result: [String: Expression] = [:]
        for argument in arguments {
            guard let name = argument.name else { continue }
            guard names.contains(name) else {
                throw .invalid("'\(plugin)' has no parameter named '\(name)'.", span)
            }
            result[name] = argument.value
        }
        var free = names.filter { result[$0] == nil }[...]
        for argument in arguments where argument.name == nil {
            guard let name = free.popFirst() else {
                throw .invalid("'\(plugin)' does not take so many arguments.", span)
            }
            result[name] = argument.value
        }
        return result
    }

    func constantText(_ expression: Expression?, _ environment: Environment) throws(QueryError) -> String? {
        guard let expression else { return nil }
        guard case .string(let text) = try scalar(expression, Scope(environment)).constant else {
            throw .invalid("A constant text is expected here.", expression.span)
        }
        return text
    }

    /// A plugin that is written in the language: its text is bound with the arguments under names of its own.
    private func expand(
        _ plugin: PluginFunction, _ arguments: [Expression.Argument], _ input: Relation, _ environment: Environment,
        _ span: Span
    ) throws(QueryError) -> Relation {
        let home = Environment(parent: environment)
        let bound = try bindPlugin(plugin, arguments, input, home, span)
        let text = plugin.body(bound.call)
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

    private func bindPlugin(
        _ plugin: PluginFunction, _ arguments: [Expression.Argument], _ input: Relation, _ home: Environment,
        _ span: Span
    ) throws(QueryError) -> (rows: Relation, call: PluginCall) {
        let minimum = plugin.parameters.count
        guard arguments.count >= minimum, plugin.takesDimensions || arguments.count == minimum else {
            throw .invalid("'\(plugin.name)' does not take \(arguments.count) arguments.", span, hint: plugin.summary)
        }
        var binding = PluginBinding(rows: input, scope: Scope(input, home))
        for (index, argument) in arguments.enumerated() {
            let value = try scalar(argument.value, binding.scope)
            let isCondition = plugin.parameters.last == .conditions && value.type == .bool
            let kind = index < minimum ? plugin.parameters[index] : isCondition ? .conditions : nil
            try add(argument, value, kind, index, home, &binding)
        }
        binding.rows.plan = .compute(withHoisted(input.plan), binding.definitions)
        return (
            binding.rows,
            PluginCall(
                names: binding.names, constants: binding.constants, types: binding.types, lists: binding.lists,
                conditions: binding.conditions, dimensions: binding.dimensions)
        )
    }

    /// What has been collected of a plugin's arguments.
    private struct PluginBinding {
        var rows: Relation
        let scope: Scope
        var definitions: [Plan.Definition] = []
        var names: [String] = []
        var constants: [String] = []
        var types: [String] = []
        var lists: [[JSON]] = []
        var conditions: [String] = []
        var dimensions: [String] = []
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

    /// A number as it stands in a column's name.
    private static func constantText(_ value: Bound) -> String {
        switch value.constant {
        case .long(let number): String(number)
        case .int(let number): String(number)
        case .real(let number):
            RealText.of(number).hasSuffix(".0") ? String(RealText.of(number).dropLast(2)) : RealText.of(number)
        default: ""
        }
    }
}
