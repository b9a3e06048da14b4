import EarshotModel

/// Models of whole series: statistics, lines, seasons, anomalies. Those with several results answer an array.
enum SeriesModelNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_series_stats", [.dynamic, .bool], .dynamic) { a in
            guard let series = Series(a[0].tree) else { return .dynamic(of: .array(Array(repeating: .null, count: 7))) }
            return .dynamic(of: .array(stats(series, ignoreNonfinite: a[1].truth ?? false)))
        },
        NativeFunction("kql_series_fit_line", [.dynamic], .dynamic) { a in
            guard let y = Series(a[0].tree)?.values.compactMap({ $0 }), !y.isEmpty else {
                return .dynamic(of: .array(Array(repeating: .null, count: 6)))
            }
            return .dynamic(of: .array(fitLine(y)))
        },
        NativeFunction("kql_series_outliers", [.dynamic, .string, .real, .real, .real], .dynamic) { a in
            guard let x = Series(a[0].tree)?.values else { return .null(.dynamic) }
            let ignored = a[2].number
            let (low, high) = a[1].text == "tukey" ? (25, 75) : (a[3].number ?? 10, a[4].number ?? 90)
            let known = x.compactMap { $0 }.filter { $0.isFinite && $0 != ignored }
            let scores = Tukey(known, low / 100, high / 100)
            return .dynamic(of: Series(x.map { $0.map { $0 == ignored ? 0 : scores.score($0) } ?? 0 }).json)
        },
        NativeFunction("kql_series_decompose", [.dynamic, .long, .string, .long, .real], .dynamic) { a in
            guard let parts = decomposition(a) else { return .dynamic(of: .array(Array(repeating: .null, count: 4))) }
            return .dynamic(
                of: .array([parts.baseline, parts.seasonal, parts.trend, parts.residual].map { Series($0).json }))
        },
        NativeFunction(
            "kql_series_decompose_anomalies", [.dynamic, .real, .long, .string, .long, .string, .real], .dynamic
        ) { a in
            guard let parts = decomposition([a[0], a[2], a[3], a[4], a[6]]) else {
                return .dynamic(of: .array(Array(repeating: .null, count: 3)))
            }
            let threshold = a[1].number ?? 1.5
            let (low, high) = a[5].text == "tukey" ? (0.25, 0.75) : (0.1, 0.9)
            let scale = Tukey(parts.residual, low, high)
            let scores = parts.residual.map(scale.score)
            let flags = scores.map { JSON.integer($0 > threshold ? 1 : $0 < -threshold ? -1 : 0) }
            return .dynamic(of: .array([.array(flags), Series(scores).json, Series(parts.baseline).json]))
        },
        NativeFunction("kql_series_seasonal", [.dynamic, .long], .dynamic) { a in
            guard let y = Series(a[0].tree)?.values.map({ $0 ?? 0 }), !y.isEmpty else { return .null(.dynamic) }
            let period = a[1].whole ?? -1
            let length =
                period > 0
                ? Int(min(period, Int64(y.count))) : period == -1 ? Decomposition.detectPeriod(y, threshold: 0.7) : 0
            guard length > 0 else { return .dynamic(of: Series(y.map { _ in 0 }).json) }
            let phases = Decomposition.phases(y, length)
            return .dynamic(of: Series(y.indices.map { phases[$0 % length] }).json)
        },
    ]

    private static func decomposition(_ a: [KustoValue]) -> Decomposition? {
        guard let series = Series(a[0].tree), !series.values.isEmpty, series.values.count <= 100_000 else { return nil }
        return Decomposition(
            series.values.map { $0 ?? 0 }, period: a[1].whole ?? -1, trend: a[2].text, testPoints: a[3].whole ?? 0,
            threshold: a[4].number ?? 0.6)
    }

    /// min, min_idx, max, max_idx, avg, stdev, variance, sum, len.
    private static func stats(_ series: Series, ignoreNonfinite: Bool) -> [JSON] {
        let pairs = series.values.enumerated().compactMap { index, value in value.map { (index, $0) } }
            .filter { !ignoreNonfinite || $0.1.isFinite }
        let x = pairs.map(\.1)
        guard let low = pairs.min(by: { $0.1 < $1.1 }), let high = pairs.max(by: { $0.1 < $1.1 }) else {
            return Array(repeating: .null, count: 9)
        }
        let highest = pairs.first { $0.1 == high.1 } ?? high
        let variance = Statistics.variance(x)
        return [
            .real(low.1), .integer(Int64(low.0)), .real(high.1), .integer(Int64(highest.0)), .real(Statistics.mean(x)),
            .real(variance.squareRoot()), .real(variance), .real(x.reduce(0, +)), .integer(Int64(series.values.count)),
        ]
    }

    /// rsquare, slope, variance, rvariance, interception, line_fit.
    private static func fitLine(_ y: [Double]) -> [JSON] {
        let (slope, intercept) = Statistics.line(y)
        let fit = y.indices.map { intercept + slope * Double($0) }
        let variance = Statistics.variance(y)
        let residual = Statistics.variance(zip(y, fit).map { $0 - $1 })
        let quality = variance == 0 ? 1 : 1 - residual / variance
        return [.real(quality), .real(slope), .real(variance), .real(residual), .real(intercept), Series(fit).json]
    }
}

/// How far a value lies outside a range of percentiles, in widths of that range.
struct Tukey {
    private let (low, high): (Double, Double)

    init(_ values: [Double], _ low: Double, _ high: Double) {
        self.low = Statistics.quantile(values, low)
        self.high = Statistics.quantile(values, high)
    }

    func score(_ value: Double) -> Double {
        guard value > high || value < low else { return 0 }
        let distance = value > high ? value - high : value - low
        return high > low ? distance / (high - low) : distance > 0 ? .infinity : -.infinity
    }
}

/// A series taken apart, in this order: the season, the trend of what is left without it, the rest. The baseline is season
/// and trend together.
struct Decomposition {
    private(set) var seasonal: [Double]
    private(set) var trend: [Double]
    private(set) var baseline: [Double]
    private(set) var residual: [Double]

    /// `period` -1 looks for one, 0 means none. `trend` is `avg` (the default), `linefit` or `none`. The last `testPoints`
    /// elements are not learnt from.
    init(_ y: [Double], period: Int64, trend kind: String, testPoints: Int64, threshold: Double) {
        let known = Array(y.dropLast(Int(max(0, min(testPoints, Int64(y.count - 1))))))
        let length =
            period > 0
            ? Int(min(period, Int64(known.count))) : period < 0 ? Self.detectPeriod(known, threshold: threshold) : 0
        let phases = length > 1 ? Self.phases(known, length) : []
        seasonal = y.indices.map { phases.isEmpty ? 0 : phases[$0 % length] }
        let rest = zip(known, seasonal).map { $0 - $1 }
        switch kind {
        case "linefit":
            let line = Statistics.line(rest)
            trend = y.indices.map { line.intercept + line.slope * Double($0) }
        case "none": trend = y.map { _ in 0 }
        default:
            let mean = Statistics.mean(rest)
            trend = y.map { _ in mean }
        }
        baseline = zip(seasonal, trend).map { $0 + $1 }
        residual = zip(y, baseline).map { $0 - $1 }
    }

    /// The median of the elements at each place of the period.
    static func phases(_ y: [Double], _ length: Int) -> [Double] {
        (0..<length).map { phase in
            let sorted = stride(from: phase, to: y.count, by: length).map { y[$0] }.sorted()
            guard let last = sorted.last else { return 0 }
            let middle = sorted.count / 2
            return sorted.count % 2 == 1
                ? sorted[middle] : (sorted[middle - 1] + (middle < sorted.count ? sorted[middle] : last)) / 2
        }
    }

    /// The shortest of the strongest periods whose score is above the threshold; 0 when there is none.
    static func detectPeriod(_ y: [Double], threshold: Double) -> Int {
        guard y.count >= 8 else { return 0 }
        // A slope would look like one long period.
        let line = Statistics.line(y)
        let level = y.enumerated().map { $1 - line.slope * Double($0) }
        return Periods(level).shortest(above: threshold)
    }
}
