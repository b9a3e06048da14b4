import EarshotModel

/// A filter as KQL.
extension ParserFilter {
    /// nil: the call asks for nothing here, so that nothing is computed.
    func condition(_ argument: ParserArgument?, has column: (String) -> Bool) -> String? {
        guard let argument = argument ?? implied, !argument.isBlank else { return nil }
        if test == .ignored { return nil }
        if test == .notSwitchedOff { return "not(\(name))" }
        let tests = columns.filter(column).map { passes($0, argument) }
        // What a table does not know at all cannot be what is asked for.
        let filter = tests.isEmpty ? "false" : "(" + tests.joined(separator: " or ") + ")"
        guard case .variable = argument else { return filter }
        return "(\(blank) or \(filter))"
    }

    /// What holds for a parameter that is not given: names are asked for by queries.
    private var implied: ParserArgument? { test == .eventType ? .constant(.string("Query")) : nil }

    private var blank: String {
        switch test {
        case .since, .until, .number: "isnull(\(name))"
        case _ where isList: "coalesce(array_length(\(name)), 0) == 0"
        default: "\(name) in ('*', '')"
        }
    }

    private func passes(_ column: String, _ argument: ParserArgument) -> String {
        switch test {
        case .since: "\(column) >= \(name)"
        case .until: "\(column) <= \(name)"
        case .addressPrefix: prefixed(column, argument)
        case .addressPrefixWithin: "has_any_ipv4_prefix(\(column), \(name))"
        case .address: "has_ipv4(\(column), \(name))"
        case .word: "\(column) has \(name)"
        case .anyWord: "\(column) has_any (\(name))"
        case .allWords: "\(column) has_all (\(name))"
        case .equal: "\(column) =~ \(name)"
        case .among: "\(column) in~ (\(name))"
        case .identical, .number: "\(column) == \(name)"
        // The name of old for a query.
        case .eventType: "\(column) =~ iff(\(name) =~ 'lookup', 'Query', \(name)) or isempty(\(column))"
        case .notSwitchedOff, .ignored: "true"
        }
    }

    /// Prefixes that are written in the query become comparisons of the beginning, which cost next to nothing and know
    /// IPv6 addresses too.
    private func prefixed(_ column: String, _ argument: ParserArgument) -> String {
        guard case .constant(.dynamic(let json)) = argument, let elements = JSONArray.elements(json),
            elements.count <= 100
        else { return "has_any_ipv4_prefix(\(column), \(name))" }
        let tests = elements.compactMap { element -> String? in
            guard case .string(let text) = element, !text.isEmpty else { return nil }
            let literal = KustoValue.string(text).json
            return text.hasSuffix(".") || text.hasSuffix(":")
                ? "\(column) startswith_cs \(literal)" : "\(column) == \(literal)"
        }
        return tests.isEmpty ? "false" : tests.joined(separator: " or ")
    }
}
