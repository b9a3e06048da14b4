import EarshotModel

/// Calls: functions of the query, functions with a meaning of their own, then the tables of functions.
extension Binder {
    func call(
        _ name: String, _ arguments: [Expression.Argument], _ span: Span, _ scope: Scope
    ) throws(QueryError) -> Bound {
        if case .function(let function, let home) = scope.environment.lookup(name) {
            return try callScalar(function, name, arguments, span, home, scope)
        }
        if let collector = scope.aggregates,
            context.catalog.aggregates[name] != nil || Self.rowAggregates.contains(name)
        {
            return try aggregate(name, arguments, span, scope, collector)
        }
        if let special = try specialCall(name, arguments, span, scope) { return special }
        guard let function = context.catalog.scalars[name] else {
            if context.catalog.aggregates[name] != nil || Self.rowAggregates.contains(name) {
                throw .invalid("The aggregate function '\(name)' is allowed only in summarize and its like.", span)
            }
            throw .unknownFunction(name, span, candidates: Array(context.catalog.scalars.keys))
        }
        var bound: [Bound] = []
        var spans: [Span] = []
        for argument in arguments {
            guard argument.name == nil else {
                throw .invalid("'\(name)' takes no named arguments.", argument.value.span)
            }
            let columns = try everyColumn(argument.value, name, scope)
            let values = if let columns { columns } else { [try scalar(argument.value, scope)] }
            bound += values
            spans += values.map { _ in argument.value.span }
        }
        return try invoke(function, bound, spans, span)
    }

    /// The columns that `*` stands for in the functions that take it; nil for any other argument.
    private func everyColumn(
        _ argument: Expression, _ name: String, _ scope: Scope
    ) throws(QueryError) -> [Bound]? {
        guard case .wildcard("*") = argument.kind, name == "pack_array" || name == "estimate_data_size" else {
            return nil
        }
        var columns: [Bound] = []
        for column in scope.columns { columns.append(try self.column(column, argument.span, scope)) }
        return columns
    }

    /// Chooses the overload and spells the call.
    func invoke(
        _ function: ScalarFunction, _ arguments: [Bound], _ spans: [Span], _ span: Span
    ) throws(QueryError) -> Bound {
        var failure: QueryError?
        for exact in [true, false] {
            for overload in function.overloads {
                guard accepts(overload.parameters, overload.optional, overload.variadic, arguments.count) else {
                    continue
                }
                do throws(QueryError) {
                    guard let cast = try fit(arguments, overload, exact: exact, spans, name: function.name) else {
                        continue
                    }
                    return try emit(function.name, overload, cast, spans, span)
                } catch {
                    failure = failure ?? error
                }
            }
        }
        if let failure { throw widened(failure, function, spans) }
        throw .invalid(
            "'\(function.name)' does not take \(arguments.count) argument\(arguments.count == 1 ? "" : "s").", span,
            hint: function.summary)
    }

    /// The failure of one form of a function, with what all of its forms take at that place.
    private func widened(_ failure: QueryError, _ function: ScalarFunction, _ spans: [Span]) -> QueryError {
        let forms = function.overloads.filter {
            accepts($0.parameters, $0.optional, $0.variadic, spans.count) && !$0.parameters.isEmpty
        }
        guard forms.count > 1, failure.code == "type-mismatch",
            let index = spans.firstIndex(where: { $0 == failure.span })
        else { return failure }
        let types = forms.flatMap { accepted($0.parameters[min(index, $0.parameters.count - 1)]) }
        let known = KustoType.allCases.filter(types.contains)
        return QueryError(
            code: failure.code, message: failure.message, span: failure.span,
            hint: known.count > 1 ? expectation(.oneOf(known)) : failure.hint)
    }

    private func accepted(_ parameter: Parameter) -> [KustoType] {
        switch parameter {
        case .exactly(let type), .constant(let type): [type]
        case .oneOf(let types): types
        case .number: [.int, .long, .real, .decimal]
        case .integer: [.int, .long]
        case .any: KustoType.allCases
        case .orderable: KustoType.allCases.filter { $0 != .dynamic && $0 != .guid }
        }
    }

    func accepts(_ parameters: [Parameter], _ optional: Int, _ variadic: Bool, _ count: Int) -> Bool {
        count >= parameters.count - optional && (variadic || count <= parameters.count)
    }

    private func fit(
        _ arguments: [Bound], _ overload: ScalarFunction.Overload, exact: Bool, _ spans: [Span], name: String
    ) throws(QueryError) -> [Bound]? {
        var result: [Bound] = []
        for (index, argument) in arguments.enumerated() {
            let parameter = overload.parameters[min(index, overload.parameters.count - 1)]
            guard let bound = try fit(argument, parameter, exact: exact, spans[index], name: name) else { return nil }
            result.append(bound)
        }
        return result
    }

    /// The argument as the parameter wants it; nil when it does not fit without a conversion and none is wanted yet.
    func fit(
        _ argument: Bound, _ parameter: Parameter, exact: Bool, _ span: Span, name: String
    ) throws(QueryError) -> Bound? {
        switch parameter {
        case .any: return argument
        case .number where argument.type.isNumeric: return argument
        case .integer where argument.type == .int || argument.type == .long: return argument
        case .orderable where argument.type != .dynamic && argument.type != .guid: return argument
        case .exactly(let type) where argument.type == type: return argument
        case .oneOf(let types) where types.contains(argument.type): return argument
        case .constant(let type):
            if let constant = argument.constant {
                if argument.type == type { return argument }
                if let value = LiteralConversion.convert(constant, to: type) { return Bound(value) }
            }
            if exact { return nil }
            throw .invalid("'\(name)' needs a constant \(type.rawValue) here.", span)
        default: break
        }
        if exact { return nil }
        return try converted(argument, parameter, span, name: name)
    }

    private func converted(
        _ argument: Bound, _ parameter: Parameter, _ span: Span, name: String
    ) throws(QueryError) -> Bound {
        switch parameter {
        case .exactly(let type) where argumentFits(argument.type, type): return try cast(argument, to: type, span)
        case .oneOf(let types):
            if let type = types.first(where: { argumentFits(argument.type, $0) }) {
                return try cast(argument, to: type, span)
            }
        default: break
        }
        throw .typeMismatch(
            "'\(name)' does not take a \(argument.type.rawValue) here.", span, hint: expectation(parameter))
    }

    private func argumentFits(_ from: KustoType, _ to: KustoType) -> Bool {
        if from == .dynamic { return to == .string }
        if to == .dynamic || from == .bool || to == .bool { return false }
        return castIsSilent(from, to)
    }

    private func expectation(_ parameter: Parameter) -> String {
        switch parameter {
        case .exactly(let type), .constant(let type):
            "It takes a \(type.rawValue); to\(type.rawValue)() converts a value."
        case .oneOf(let types): "It takes one of: \(types.map(\.rawValue).joined(separator: ", "))."
        case .number: "It takes a number."
        case .integer: "It takes an integer."
        case .any: "It takes any value."
        case .orderable: "It takes a value that has an order; tostring(), tolong(), … convert one."
        }
    }

    private func emit(
        _ name: String, _ overload: ScalarFunction.Overload, _ arguments: [Bound], _ spans: [Span], _ span: Span
    ) throws(QueryError) -> Bound {
        var arguments = arguments
        let type = try resultType(overload.result, &arguments, name, spans, span)
        var sql = try spell(overload.emission, arguments, spans, span)
        // A spelling that repeats its arguments would grow with every level of nesting.
        let size = arguments.reduce(0) { $0 + $1.sql.pieces.count }
        if sql.pieces.count > 120, sql.pieces.count > 2 * size + 40 {
            arguments = arguments.map { hoist($0) }
            sql = try spell(overload.emission, arguments, spans, span)
        }
        try context.spend(sql.pieces.count / 16, span)
        notePeriod(name, arguments, sql)
        let native: Bool = if case .native = overload.emission { true } else { false }
        return derived(sql, type, arguments, maybeNull: type == .string && native)
    }

    /// Moves a value below the operator that uses it.
    func hoist(_ bound: Bound) -> Bound {
        guard bound.sql.pieces.count > 8, bound.sql.hasColumns else { return bound }
        let id = context.newID()
        hoisted.append(.init(id: id, sql: bound.sql))
        var result = bound
        result.sql = SQL(column: id)
        result.hasWindow = false
        return result
    }

    private func spell(
        _ emission: Emission, _ arguments: [Bound], _ spans: [Span], _ span: Span
    ) throws(QueryError) -> SQL {
        switch emission {
        case .sql(let template):
            do {
                return try template(arguments.map(\.argument))
            } catch {
                throw emissionFailure(error, spans, span)
            }
        case .native(let native):
            let name = SQL(raw: native.name)
            return "\(name)(\(arguments.map(\.argument.sql).joined()))"
        }
    }

    func emissionFailure(_ error: EmissionError, _ spans: [Span], _ span: Span) -> QueryError {
        let place = error.argument.flatMap { spans.indices.contains($0) ? spans[$0] : nil } ?? span
        let message = error.message.prefix(1).uppercased() + error.message.dropFirst()
        return .invalid(message.hasSuffix(".") ? message : message + ".", place)
    }

    func resultType(
        _ rule: ResultType, _ arguments: inout [Bound], _ name: String, _ spans: [Span], _ span: Span
    ) throws(QueryError) -> KustoType {
        switch rule {
        case .exactly(let type): return type
        case .same(let index): return index < arguments.count ? arguments[index].type : .dynamic
        case .rule(let rule):
            guard let type = rule(arguments.map(\.argument)) else {
                throw .typeMismatch(
                    "'\(name)' does not take \(arguments.map(\.type.rawValue).joined(separator: ", ")).", span)
            }
            return type
        case .common(let start):
            return try unify(&arguments, Array(arguments.indices.dropFirst(start)), name, spans)
        case .alike(let start):
            let places = Array(arguments.indices.dropFirst(start))
            if let odd = places.first(where: { (arguments[$0].type == .dynamic) != (arguments[start].type == .dynamic) }
            ) {
                throw differentTypes(name, arguments[start].type, arguments[odd].type, spans[odd])
            }
            return try unify(&arguments, places, name, spans)
        case .choice(let rule):
            let places = rule(arguments.count)
            return try unify(&arguments, places, name, spans, orDynamic: true)
        }
    }

    /// Casts the arguments at these places to their common type.
    private func unify(
        _ arguments: inout [Bound], _ places: [Int], _ name: String, _ spans: [Span], orDynamic: Bool = false
    ) throws(QueryError) -> KustoType {
        guard let first = places.first else { return .dynamic }
        var type = arguments[first].type
        for index in places {
            if let common = commonType(type, arguments[index].type) {
                type = common
            } else if orDynamic {
                type = .dynamic
                break
            } else {
                throw differentTypes(name, type, arguments[index].type, spans[index])
            }
        }
        for index in places where arguments[index].type != type {
            arguments[index] = try cast(arguments[index], to: type, spans[index])
        }
        return type
    }

    private func differentTypes(_ name: String, _ one: KustoType, _ other: KustoType, _ span: Span) -> QueryError {
        .typeMismatch(
            "The arguments of '\(name)' are of different types: \(one.rawValue) and \(other.rawValue).", span,
            hint: "Convert one of them, for example with tostring().")
    }
}
