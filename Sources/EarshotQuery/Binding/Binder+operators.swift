import EarshotModel

/// One operator applied to rows.
extension Binder {
    func apply(_ step: Operator, to input: Relation, _ environment: Environment) throws(QueryError) -> Relation {
        let saved = hoisted
        hoisted = []
        defer { hoisted = saved }
        try context.spend(4, step.span)
        if input.partition != nil, !step.worksWithinGroups {
            throw .notSupported("This operator inside mv-apply or partition", step.keyword)
        }
        if input.graph != nil, !step.takesGraph {
            throw .invalid(
                "This operator takes a table, not a graph.", step.keyword,
                hint: "graph-match or graph-to-table makes a table of it.")
        }
        let aggregation = input.aggregation
        var input = input
        input.aggregation = nil
        if !step.looksAtLabel { input.label = nil }
        switch step.kind {
        case .filter(let condition):
            if let aggregation, let plan = restricted(aggregation, condition, input) { input.plan = plan }
            return try filter(condition, input, environment)
        case .extend(let items), .serialize(let items):
            var result = items.isEmpty ? input : try extend(items, input, environment, isSerialize: step.isSerialize)
            if step.isSerialize { result.isSerialized = true }
            return result
        case .project(let items): return try project(items, input, environment)
        case .projectAway(let patterns): return try projectAway(patterns, input)
        case .projectKeep(let patterns): return try projectKeep(patterns, input)
        case .projectRename(let items): return try projectRename(items, input)
        case .projectReorder(let items): return try projectReorder(items, input)
        case .projectByNames(let items): return try projectByNames(items, input, environment)
        case .sort(let keys): return try sort(keys, input, environment)
        case .top(let count, let keys): return try top(count, keys, input, environment)
        case .take(let count): return try take(count, input, environment)
        case .count(let name): return try count(input, name)
        case .distinct(let items): return try distinct(items, input, environment, step.span)
        case .summarize(let values, let keys): return try summarize(values, by: keys, input, environment)
        case .print(let items): return try print(items, environment)
        case .range(let name, let from, let to, let step): return try range(name, from, to, step, environment)
        case .named(let name, let materialized):
            guard input.graph == nil else { throw .notSupported("'as' after a graph", step.keyword) }
            let index = share(input, materialized: materialized)
            environment.define(name, .shared(input, index: index))
            var result = materialized ? renumbered(input, index) : input
            result.label = name
            return result
        case .render(let kind, let properties):
            visualization = Visualization(kind: kind, properties: properties)
            return input
        case .consume:
            return Relation(plan: .filter(input.plan, ["FALSE"]), columns: input.columns)
        case .getSchema(let asText): return asText ? schemaText(input) : getSchema(input)
        default: return try applyFurther(step, to: input, environment)
        }
    }

    private func applyFurther(_ step: Operator, to input: Relation, _ environment: Environment) throws(QueryError)
        -> Relation
    {
        switch step.kind {
        case .union(let parameters, let tables): return try union(parameters, tables, input, step, environment)
        case .join(let join): return try self.join(join, input, environment)
        case .lookup(let join): return try lookup(join, input, environment)
        case .mvExpand(let parameters, let items, let limit):
            return try mvExpand(parameters, items, limit, input, environment, step.span)
        case .parse(let parse): return try self.parse(parse, input, environment)
        case .invoke(let call): return try invoke(call, input, environment)
        case .sample(let count): return try sample(count, input, environment)
        case .sampleDistinct(let count, let column): return try sampleDistinct(count, column, input, environment)
        case .search(let parameters, let tables, let condition):
            return try search(parameters, tables, condition, input, step, environment)
        case .makeSeries(let series): return try makeSeries(series, input, environment, step.span)
        case .mvApply(let parameters, let items, let limit, let body):
            return try mvApply(parameters, items, limit, body, input, environment, step.span)
        case .parseKeyValue(let value, let columns, let parameters):
            return try parseKeyValue(value, columns, parameters, input, environment, step.span)
        case .topNested(let levels): return try topNested(levels, input, environment, step.span)
        case .topHitters(let count, let value, let weight):
            return try topHitters(count, value, weight, input, environment)
        case .evaluate(let call, _, let schema): return try evaluate(call, schema, input, environment)
        case .makeGraph(let graph): return try makeGraph(graph, input, environment, step.keyword)
        case .graph(let graph): return try self.graph(graph, input, environment, step.keyword)
        case .reduce(let value, let parameters): return try reduce(value, parameters, input, environment, step.keyword)
        case .assertSchema(let columns):
            guard columns.map(\.name) == input.columns.map(\.name), columns.map(\.type) == input.columns.map(\.type)
            else {
                throw .invalid("The columns differ from those that assert-schema names.", step.span)
            }
            return input
        case .scan(let scan): return try self.scan(scan, input, environment, step.span)
        case .partition(let parameters, let key, let body):
            return try partition(parameters, key, body, input, environment, step.span)
        case .find(let find): return try self.find(find, step, environment)
        case .fork, .facet:
            let word = if case .fork = step.kind { "fork" } else { "facet" }
            throw .notSupported(
                "'\(word)' inside another query", step.keyword, hint: "It gives several tables: put it last.")
        case .unsupported(let name): throw .notSupported("The operator '\(name)'", step.keyword)
        default: throw .notSupported("This operator", step.keyword)
        }
    }

    /// Puts what was moved out of expressions below the operator, each level above those it uses.
    func withHoisted(_ plan: Plan) -> Plan {
        defer { hoisted = [] }
        return Self.stacked(hoisted, on: plan)
    }

    static func stacked(_ definitions: [Plan.Definition], on plan: Plan) -> Plan {
        var result = plan
        var level: [Plan.Definition] = []
        for definition in definitions {
            let ids = Set(level.map(\.id))
            if !definition.sql.columns.isDisjoint(with: ids) {
                result = .compute(result, level)
                level = []
            }
            level.append(definition)
        }
        return level.isEmpty ? result : .compute(result, level)
    }

    /// A new column for a value, unless the value is a column already.
    func define(_ name: String, _ value: Bound, _ definitions: inout [Plan.Definition]) -> BoundColumn {
        if let id = value.column { return BoundColumn(name: name, id: id, type: value.type) }
        let id = context.newID()
        definitions.append(.init(id: id, sql: value.sql))
        return BoundColumn(name: name, id: id, type: value.type)
    }
}

extension Operator {
    /// Whether the operator can run for each group of rows by itself.
    var worksWithinGroups: Bool {
        switch kind {
        case .filter, .extend, .project, .projectAway, .projectKeep, .projectRename, .projectReorder, .summarize, .sort,
            .top,
            .take, .count, .distinct, .mvExpand, .parse, .parseKeyValue, .serialize, .scan, .projectByNames,
            .mvApply:
            true
        default: false
        }
    }

    var takesGraph: Bool {
        switch kind {
        case .graph, .named: true
        default: false
        }
    }

    /// Whether the name that `as` gave to the rows shows in what comes out.
    var looksAtLabel: Bool {
        if case .union = kind { true } else { false }
    }

    var isSerialize: Bool { if case .serialize = kind { true } else { false } }
}
