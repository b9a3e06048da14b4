import EarshotModel

/// Plugins of `evaluate`.
extension Binder {
    static let plugins: [String: PluginFunction] = Dictionary(
        (ActivityPlugins.all + SequencePlugins.all + [SchemaPlugin.merge]).map { ($0.name, $0) },
        uniquingKeysWith: { $1 })

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
        var given = arguments
        if given.isEmpty {
            given = plugin.defaults.map { .init(name: nil, value: Expression(.literal($0), call.span, depth: 1)) }
        }
        return try expand(plugin, given, input, environment, call.span)
    }

    /// The tables of a plugin that gives several, when it is the last operator of a query; nil for anything else.
    func pluginTables(
        _ step: Operator, _ before: Query, _ environment: Environment
    ) throws(QueryError) -> [Relation]? {
        guard case .evaluate(let call, _, _) = step.kind, case .call(let name, let arguments) = call.kind,
            let plugin = Self.plugins[name], plugin.tables > 1
        else { return nil }
        let input = try relation(before, environment)
        let index = share(input, materialized: false)
        var result: [Relation] = []
        for table in 1...plugin.tables {
            result.append(try expand(plugin, arguments, renumbered(input, index), environment, call.span, table: table))
        }
        return result
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
}
