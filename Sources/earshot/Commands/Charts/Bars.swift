import EarshotModel

/// A bar for each label and series: `Inbound │██████▌ 1234`.
struct Bars {
    private static let maximumBars = 60
    private let data: ChartData
    private let width: Int
    private let showsShares: Bool

    init(_ data: ChartData, width: Int, showsShares: Bool) {
        self.data = data
        self.width = width
        self.showsShares = showsShares
    }

    var text: String {
        let bars = self.bars
        let shown = bars.prefix(Self.maximumBars)
        let total = bars.reduce(0) { $0 + max(0, $1.value) }
        let names = min(shown.map(\.name.count).max() ?? 0, width / 3)
        let numbers = shown.map { number($0.value, of: total) }
        let room = max(8, width - names - 4 - (numbers.map(\.count).max() ?? 0))
        let most = shown.map { abs($0.value) }.max() ?? 0
        var lines = zip(shown, numbers).map { bar, number in
            let share = most > 0 ? abs(bar.value) / most : 0
            return "\(Self.padded(bar.name, names)) │\(Self.bar(share * Double(room))) \(number)"
        }
        if bars.count > shown.count { lines.append("… and \(bars.count - shown.count) more") }
        return lines.joined(separator: "\n") + "\n"
    }

    private var bars: [(name: String, value: Double)] {
        let isSplit = data.series.count > 1
        var result: [(name: String, value: Double, place: Double)] = []
        for series in data.series {
            for point in series.points {
                let label = label(point.x)
                result.append((isSplit ? named(label, series.name) : label, point.y, point.x))
            }
        }
        // The labels in their order; under each its series.
        let sorted =
            isSplit
            ? result.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(
                \.element) : result
        return sorted.map { ($0.name, $0.value) }
    }

    /// The label gives way, so that the series can be told apart.
    private func named(_ label: String, _ series: String) -> String {
        let room = max(6, width / 3 - series.count - 2)
        return (label.count > room ? label.prefix(room - 1) + "…" : label) + ", " + series
    }

    private func label(_ x: Double) -> String {
        if data.isTime { return String(KustoValue.datetime(Int64(x)).text.prefix(19)) }
        return data.label(at: x) ?? ChartNumber.text(x)
    }

    private func number(_ value: Double, of total: Double) -> String {
        guard showsShares, total > 0 else { return ChartNumber.text(value) }
        let share = KustoValue.real((1000 * value / total).rounded() / 10).text
        return "\(ChartNumber.text(value))  \(share) %"
    }

    private static let eighths = Array(" ▏▎▍▌▋▊▉")

    private static func bar(_ length: Double) -> String {
        let whole = Int(length)
        let part = Int((length - Double(whole)) * 8)
        let end = part > 0 ? String(eighths[part]) : ""
        let text = String(repeating: "█", count: whole) + end
        return text.isEmpty && length > 0 ? "▏" : text
    }

    private static func padded(_ name: String, _ width: Int) -> String {
        let clean = String(name.map { $0.isNewline || ($0.asciiValue ?? 32) < 32 || $0.asciiValue == 127 ? " " : $0 })
        if clean.count > width { return clean.prefix(max(1, width - 1)) + "…" }
        return clean + String(repeating: " ", count: width - clean.count)
    }
}
