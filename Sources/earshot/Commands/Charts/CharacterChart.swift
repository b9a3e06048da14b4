import EarshotModel
import EarshotQuery

/// What `render` asks for, in characters.
enum CharacterChart {
    /// nil when the kind or the result's shape has no such chart; the table says it all then.
    static func text(_ result: QueryResult, width: Int) -> String? {
        guard let visualization = result.visualization, let data = ChartData(result) else { return nil }
        let width = max(40, min(width, 240))
        let chart: String
        switch visualization.kind {
        case "timechart", "linechart", "areachart", "scatterchart", "anomalychart", "stackedareachart", "timepivot":
            chart = Plot(data, width: width).text
        case "barchart", "columnchart": chart = Bars(data, width: width, showsShares: false).text
        case "piechart": chart = Bars(data, width: width, showsShares: true).text
        default: return nil
        }
        let title = visualization.properties["title"].map { $0 + "\n" } ?? ""
        return title + chart
    }
}

/// Numbers as axes and bars show them.
enum ChartNumber {
    /// `1234567` is `1.23M`, `0.5` is `0.5`.
    static func text(_ value: Double) -> String {
        for (limit, unit) in [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k")] where abs(value) >= limit {
            return digits(value / (unit == "k" ? 1e3 : limit)) + unit
        }
        return digits(value)
    }

    private static func digits(_ value: Double) -> String {
        let rounded = abs(value) >= 100 ? value.rounded() : (value * 100).rounded() / 100
        return KustoValue.real(rounded).text
    }
}
