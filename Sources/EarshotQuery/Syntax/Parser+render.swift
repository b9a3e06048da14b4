import EarshotModel

/// `render`: a kind of chart and its properties.
extension Parser {
    mutating func render() throws(QueryError) -> Operator.Kind {
        guard token.kind == .name, Self.charts.contains(token.text) else {
            throw unexpected("a kind of chart", hint: Suggestion.hint(for: token.text, among: Self.charts.sorted()))
        }
        let kind = token.text
        advance()
        var properties: [String: String] = [:]
        if isName("with"), isSymbol("(", at: 1) {
            index += 2
            while !isSymbol(")") {
                let property = token
                let name = try parameterName()
                guard Self.chartProperties.contains(name) else {
                    throw .syntax(
                        "'render' has no property '\(name)'.", property.span,
                        hint: Suggestion.hint(for: name, among: Self.chartProperties.sorted()))
                }
                try expect(symbol: "=")
                properties[name] = try renderValue()
                if !skip(symbol: ",") { break }
            }
            try expect(symbol: ")")
        } else {
            while token.kind == .name, isSymbol("=", at: 1) || isName("by") {
                guard isName("by") || ["title", "kind", "accumulate"].contains(token.text) else {
                    throw unexpected("'with (' and a property")
                }
                let name = try parameterName()
                if name != "by" { try expect(symbol: "=") }
                properties[name == "by" ? "series" : name] = try renderValue()
            }
        }
        return .render(kind, properties)
    }

    static let charts: Set<String> = [
        "table", "list", "barchart", "piechart", "ladderchart", "timechart", "linechart", "anomalychart", "pivotchart",
        "areachart", "stackedareachart", "scatterchart", "timepivot", "columnchart", "timeline", "3Dchart", "card",
        "treemap", "plotly", "graph", "sankey",
    ]

    static let chartProperties: Set<String> = [
        "title", "xcolumn", "series", "ycolumns", "anomalycolumns", "kind", "xtitle", "ytitle", "xaxis", "yaxis",
        "legend", "ysplit", "accumulate", "ymin", "ymax", "xmin", "xmax",
    ]

    /// A literal, a word, a call, or a list of columns.
    mutating func renderValue() throws(QueryError) -> String {
        let start = token.span.lowerBound
        if isSymbol("-") || isSymbol("+") || (token.kind == .name && isSymbol("(", at: 1)) {
            let value = try expression()
            return source(value.span)
        }
        if let literal = try literal() {
            if case .literal(.string(let text)) = literal.kind { return text }
            return source(span(from: start))
        }
        var names: [String] = []
        repeat {
            if let name = bracketedName() {
                names.append(name)
            } else {
                guard token.kind == .name else { throw unexpected("a value") }
                names.append(token.text)
                advance()
            }
        } while isSymbol(",") && !isSymbol("=", at: 2) && skip(symbol: ",")
        return names.joined(separator: ",")
    }
}
