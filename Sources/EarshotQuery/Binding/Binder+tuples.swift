import EarshotModel

/// Functions that answer with several columns.
extension Binder {
    /// The columns of a call that gives several, with the names that Kusto makes for them.
    func tupleColumns(_ expression: Expression, _ names: [String]) -> [ScalarFunction.TupleColumn] {
        guard case .call(let name, let arguments) = expression.kind else { return [] }
        let columns = context.catalog.scalars[name]?.columns ?? []
        if name.hasPrefix("array_sort_") {
            // One column for each array; a flag may follow them.
            var arrays = names
            if arrays.isEmpty { return [] }
            if case .literal(.bool) = arguments.last?.value.kind { arrays.removeLast() }
            return arrays.count > 1 ? arrays.map { .init("\($0)_sorted", .dynamic) } : []
        }
        return columns.map { .init("\(name)_\(names.first ?? "")_\($0.suffix)", $0.type) }
    }

    /// `(a, b) = f(x)`: the function's value is an array with one element a column.
    func tuple(
        _ item: NamedExpression, _ value: Bound, _ columns: [ScalarFunction.TupleColumn]
    ) throws(QueryError) -> [Item] {
        guard !columns.isEmpty, item.names.count <= columns.count else {
            throw .invalid("This value cannot have several names.", item.span)
        }
        if columns.count == 1 {
            let name = item.names.first?.text
            return [Item(explicit: name, generated: columns[0].suffix, value: value, span: item.span)]
        }
        let array = hoist(value)
        var result: [Item] = []
        for (index, column) in columns.enumerated() {
            let path = SQL.value(.string("$[\(index)]"))
            let element = derived("kql_json_value(json_extract(\(array.sql), \(path)))", .dynamic, [array])
            let converted = column.type == .dynamic ? element : try convert(element, to: column.type, item.span)
            let explicit = index < item.names.count ? item.names[index].text : nil
            result.append(Item(explicit: explicit, generated: column.suffix, value: converted, span: item.span))
        }
        return result
    }
}
