import EarshotModel

/// The reference of the language, written from the tables that define it.
public enum LanguageDocument {
    public static func markdown(_ catalog: FunctionCatalog = .standard) -> String {
        introduction + operators + functions(catalog) + aggregates(catalog) + plugins + parsers
    }

    private static let introduction = """
        # The query language

        Written from the tables in `Sources/EarshotQuery` that define the language; `earshot reference` prints it. The
        examples are run by the tests. `value` is a value of any type, `number` any type of number; what stands in brackets
        may be left out, and `…` says that there may be more.

        """

    private static var operators: String {
        "\n## Statements and operators\n"
            + OperatorReference.all.map { row in
                let names = row.otherNames.isEmpty ? "" : " (also \(row.otherNames.map(code).joined(separator: ", ")))"
                return """

                    ### \(row.name)

                    \(code(row.syntax))\(names): \(row.summary)

                    ```kusto
                    \(row.example)
                    ```

                    """
            }.joined()
    }

    private static func functions(_ catalog: FunctionCatalog) -> String {
        let rows = catalog.scalars.values.sorted { $0.name < $1.name }.map { function in
            let calls = function.overloads.map { call(function.name, $0.parameters, $0.optional, $0.variadic) }
            return row(calls, function.summary, function.examples)
        }
        return "\n## Functions\n\n" + head + rows.joined()
    }

    private static func aggregates(_ catalog: FunctionCatalog) -> String {
        let rows = catalog.aggregates.values.sorted { $0.name < $1.name }.map { function in
            row(
                [call(function.name, function.parameters, function.optional, function.variadic)], function.summary,
                function.examples)
        }
        return "\n## Aggregates\n\nFor `summarize`, `make-series` and their like.\n\n" + head + rows.joined()
    }

    private static var plugins: String {
        let written = Binder.plugins.values.map { ($0.name, row(["\($0.name)(…)"], $0.summary, $0.examples)) }
        let bound = BoundPlugins.all.map { ($0.name, row(["\($0.name)(…)"], $0.summary, [$0.example])) }
        let rows = (written + bound).sorted { $0.0 < $1.0 }.map(\.1)
        return "\n## Plugins\n\nFor `evaluate`.\n\n" + head + rows.joined()
    }

    /// ASIM's functions and what filters they take.
    private static var parsers: String {
        let rows = ParserCatalog.all.map { parser in
            let names = parser.otherNames.map { code("_Im_\($0)") }.joined(separator: ", ")
            let filters = parser.filters.map { code($0.name) }.joined(separator: ", ")
            return "| \(names) | \(parser.table) | \(filters) |\n"
        }
        return """

            ## ASIM's functions

            Each is also there as `_ASim_…`, `im…`, `ASim…` and `vim…`.

            | function | table | filters |
            |---|---|---|
            \(rows.joined())
            """
    }

    private static let head = "| call | what it answers | example |\n|---|---|---|\n"

    private static func row(_ calls: [String], _ summary: String, _ examples: [ScalarFunction.Example]) -> String {
        var seen: Set<String> = []
        let spelled = calls.filter { seen.insert($0).inserted }.map(code).joined(separator: "<br>")
        let shown = examples.map { example in
            code(example.expression) + (example.answer.map { " → " + code($0) } ?? "")
        }
        return "| \(spelled) | \(escaped(summary)) | \(shown.joined(separator: "<br>")) |\n"
    }

    static func call(_ name: String, _ parameters: [Parameter], _ optional: Int, _ variadic: Bool) -> String {
        var words = parameters.map(word)
        if variadic { words.append("…") }
        let required = max(0, parameters.count - optional)
        guard optional > 0 else { return "\(name)(\(words.joined(separator: ", ")))" }
        let rest = words[required...].joined(separator: ", ")
        let first = words[..<required].joined(separator: ", ")
        return "\(name)(\(first)\(first.isEmpty ? "[" : " [, ")\(rest)])"
    }

    private static func word(_ parameter: Parameter) -> String {
        switch parameter {
        case .exactly(let type), .constant(let type): type.rawValue
        case .oneOf(let types): types.map(\.rawValue).joined(separator: "/")
        case .number: "number"
        case .integer: "integer"
        case .any: "value"
        case .orderable: "value"
        }
    }

    /// Code in a cell: a bar would end the cell, a backtick the code.
    private static func code(_ text: String) -> String {
        let fence = text.contains("`") ? "``" : "`"
        return fence + escaped(text) + fence
    }

    private static func escaped(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
            .split(separator: "\n").joined(separator: " ")
    }
}
