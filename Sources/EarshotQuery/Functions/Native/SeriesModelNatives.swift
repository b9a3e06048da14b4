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
            return .dynamic(of: Series(x.map { $0.map { $0 == ignored ? 0 : scores.score($0) } }).json)
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
            let length = period > 0 ? Int(min(period, Int64(y.count))) : Decomposition.detectPeriod(y, threshold: 0.6)
            let mean = Statistics.mean(y)
            guard length > 1 else { return .dynamic(of: Series(y.map { _ in 0 }).json) }
            return .dynamic(of: Series(Decomposition.season(y, length).map { $0 - 0 * mean }).json)
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

/// A series taken apart: baseline = seasonal + trend, and what remains.
struct Decomposition {
    private(set) var seasonal: [Double]
    private(set) var trend: [Double]
    private(set) var baseline: [Double]
    private(set) var residual: [Double]

    /// `period` -1 looks for one, 0 means none. `trend` is `avg` (the default), `linefit` or `none`.
    init(_ y: [Double], period: Int64, trend kind: String, testPoints: Int64, threshold: Double) {
        let known = Array(y.dropLast(Int(max(0, min(testPoints, Int64(y.count - 1))))))
        let mean = Statistics.mean(known)
        let line = Statistics.line(known)
        switch kind {
        case "linefit": trend = y.indices.map { line.intercept + line.slope * Double($0) }
        case "none": trend = y.map { _ in 0 }
        default: trend = y.map { _ in mean }
        }
        let detrended = zip(known, trend).map { $0 - $1 }
        let length =
            period > 0
            ? Int(min(period, Int64(known.count))) : period < 0 ? Self.detectPeriod(detrended, threshold: threshold) : 0
        let season = length > 1 ? Self.season(detrended, length) : detrended.map { _ in 0 }
        seasonal = y.indices.map { length > 1 ? season[$0 % length] : 0 }
        baseline = zip(seasonal, trend).map { $0 + $1 }
        residual = zip(y, baseline).map { $0 - $1 }
    }

    /// The mean of each phase, repeated over the series.
    static func season(_ y: [Double], _ length: Int) -> [Double] {
        let phases = (0..<length).map { phase in
            Statistics.mean(stride(from: phase, to: y.count, by: length).map { y[$0] })
        }
        return y.indices.map { phases[$0 % length] }
    }

    /// The shortest lag at which the autocorrelation has a peak above the threshold; 0 when there is none.
    static func detectPeriod(_ y: [Double], threshold: Double) -> Int {
        guard y.count >= 8 else { return 0 }
        let mean = Statistics.mean(y)
        let x = y.map { $0 - mean }
        let power = x.reduce(0) { $0 + $1 * $1 }
        guard power > 0 else { return 0 }
        let longest = min(y.count / 2, 2000)
        let correlations = (0...longest).map { lag -> Double in
            let overlap = Double(x.count - lag)
            return zip(x.dropFirst(lag), x).reduce(0) { $0 + $1.0 * $1.1 } / power * Double(x.count) / overlap
        }
        let peaks = (2..<max(2, longest)).filter { lag in
            correlations[lag] > threshold && correlations[lag] >= correlations[lag - 1]
                && correlations[lag] >= correlations[lag + 1]
        }
        guard let best = peaks.map({ correlations[$0] }).max() else { return 0 }
        return peaks.first { correlations[$0] > best - 0.05 } ?? 0
    }
}
