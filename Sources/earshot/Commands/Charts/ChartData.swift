import EarshotModel
import EarshotQuery
import Foundation

/// A result as points: what a chart of any kind is drawn from.
struct ChartData {
    struct Series {
        var name: String
        var points: [(x: Double, y: Double)] = []
    }

    var labels: [String] = []
    var series: [Series] = []
    /// Whether `x` is a moment, in ticks; else it is a number, or the place of a label.
    var isTime = false

    /// nil when the result has nothing to draw.
    init?(_ result: QueryResult) {
        let properties = result.visualization?.properties ?? [:]
        let expanded = Self.expandingArrays(result)
        let columns = expanded.columns
        let wanted = properties["xcolumn"].flatMap { name in columns.firstIndex { $0.name == name } }
        let x = wanted ?? columns.firstIndex { $0.type == .datetime } ?? 0
        let names = properties["ycolumns"]?.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        let values = columns.indices.filter {
            $0 != x && columns[$0].type.isNumeric && (names?.contains(columns[$0].name) ?? true)
        }
        let splits = columns.indices.filter { $0 != x && !values.contains($0) && columns[$0].type == .string }
        guard !values.isEmpty, columns.indices.contains(x) else { return nil }
        isTime = columns[x].type == .datetime
        collect(expanded, x, values, splits)
        if series.allSatisfy(\.points.isEmpty) { return nil }
    }

    private mutating func collect(_ result: QueryResult, _ x: Int, _ values: [Int], _ splits: [Int]) {
        var places: [String: Int] = [:]
        var known: [String: Int] = [:]
        let isNumber = result.columns[x].type.isNumeric || isTime
        for row in result.rows {
            let place: Double
            if isNumber {
                guard let number = row[x].chartNumber else { continue }
                place = number
            } else {
                let label = row[x].text
                if places[label] == nil {
                    places[label] = labels.count
                    labels.append(label)
                }
                place = Double(places[label] ?? 0)
            }
            for value in values {
                guard let y = row[value].chartNumber else { continue }
                let parts =
                    splits.map { row[$0].text }
                    + (values.count > 1 || splits.isEmpty ? [result.columns[value].name] : [])
                let name = parts.joined(separator: ", ")
                let index = known[name] ?? series.count
                if index == series.count {
                    known[name] = index
                    series.append(Series(name: name))
                }
                series[index].points.append((place, y))
            }
        }
    }

    /// The label at a place, where the axis has labels.
    func label(at place: Double) -> String? {
        guard !labels.isEmpty, let index = Int(exactly: place.rounded()), labels.indices.contains(index) else {
            return nil
        }
        return labels[index]
    }

    /// `make-series` gives a row with arrays for each series: a row for each of their elements.
    private static func expandingArrays(_ result: QueryResult) -> QueryResult {
        let arrays = result.columns.indices.filter { result.columns[$0].type == .dynamic }
        guard !arrays.isEmpty, !result.columns.contains(where: { $0.type.isNumeric || $0.type == .datetime }) else {
            return result
        }
        var columns = result.columns
        var rows: [[KustoValue]] = []
        for row in result.rows {
            let lists = arrays.map { list(row[$0]) }
            for index in 0..<(lists.map(\.count).max() ?? 0) {
                var copy = row
                for (array, list) in zip(arrays, lists) {
                    copy[array] = index < list.count ? list[index] : .null(.real)
                }
                rows.append(copy)
            }
        }
        for array in arrays {
            let type = rows.lazy.map { $0[array] }.first { !$0.isNull }?.type ?? .real
            columns[array] = .init(name: columns[array].name, type: type)
        }
        var expanded = QueryResult(columns: columns, rows: rows)
        expanded.visualization = result.visualization
        return expanded
    }

    private static func list(_ value: KustoValue) -> [KustoValue] {
        guard case .dynamic(let text) = value,
            let array = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Any]
        else { return [] }
        return array.map { element in
            if let number = element as? NSNumber { return .real(number.doubleValue) }
            if let text = element as? String { return WireTime.ticks(text).map(KustoValue.datetime) ?? .string(text) }
            return .null(.real)
        }
    }
}

extension KustoValue {
    /// As a coordinate; moments and durations in ticks.
    var chartNumber: Double? {
        switch self {
        case .int(let value): Double(value)
        case .long(let value), .datetime(let value), .timespan(let value): Double(value)
        case .real(let value): value.isFinite ? value : nil
        case .decimal(let text): Double(text)
        case .bool(let value): value ? 1 : 0
        case .null, .string, .dynamic, .guid: nil
        }
    }
}
