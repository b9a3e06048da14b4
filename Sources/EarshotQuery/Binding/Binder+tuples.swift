import EarshotModel

/// Functions that answer with several columns.
extension Binder {
    func tupleColumns(_ expression: Expression) -> [ScalarFunction.TupleColumn] {
        guard case .call(let name, _) = expression.kind else { return [] }
        return context.catalog.scalars[name]?.columns ?? []
    }

    /// `(a, b) = f(x)`: the function's value is an array with one element a column.
    func tuple(
        _ item: NamedExpression, _ value: Bound, _ naming: Naming
    ) throws(QueryError) -> [Item] {
        var columns = tupleColumns(item.expression)
        guard !columns.isEmpty, case .call(let name, let arguments) = item.expression.kind else {
            throw .invalid("This value cannot have several names.", item.span)
        }
        let first = arguments.first.flatMap { naming.name(of: $0.value) } ?? ""
        var prefix = "\(name)_\(first)_"
        if name.hasPrefix("array_sort_") {
            let arrays = arguments.filter { if case .literal(.bool) = $0.value.kind { false } else { true } }
            columns = arrays.enumerated().map { index, argument in
                .init("\(naming.name(of: argument.value) ?? "array\(index)")_sorted", .dynamic)
            }
            prefix = ""
        }
        guard item.names.count <= columns.count else {
            throw .invalid("This value cannot have several names.", item.span)
        }
        if columns.count == 1 {
            let explicit = item.names.first?.text
            return [Item(explicit: explicit, generated: prefix + columns[0].suffix, value: value, span: item.span)]
        }
        let array = hoist(value)
        var result: [Item] = []
        for (index, column) in columns.enumerated() {
            let path = SQL.value(.string("$[\(index)]"))
            let element = derived("kql_json_value(json_extract(\(array.sql), \(path)))", .dynamic, [array])
            let converted = column.type == .dynamic ? element : try convert(element, to: column.type, item.span)
            let explicit = index < item.names.count ? item.names[index].text : nil
            result.append(
                Item(explicit: explicit, generated: prefix + column.suffix, value: converted, span: item.span))
        }
        return result
    }
}
