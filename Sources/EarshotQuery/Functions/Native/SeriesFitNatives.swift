import EarshotModel

/// Fits, transforms and periods of series.
enum SeriesFitNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_series_fit_2lines", [.dynamic], .dynamic) { a in
            guard let y = Series(a[0].tree)?.whole, y.count > 3 else { return nothing(15) }
            return .dynamic(of: .array(SeriesFit.twoLines(y)))
        },
        NativeFunction("kql_series_fit_poly", [.dynamic, .dynamic, .long], .dynamic) { a in
            guard let y = Series(a[0].tree)?.whole, !y.isEmpty, let degree = a[2].whole, 1...10 ~= degree else {
                return nothing(5)
            }
            let x = Series(a[1].tree)?.whole ?? y.indices.map(Double.init)
            guard x.count == y.count, let fit = SeriesFit.polynomial(x, y, Int(degree)) else { return nothing(5) }
            return .dynamic(of: .array(fit))
        },
        NativeFunction("kql_series_fft", [.dynamic, .dynamic], .dynamic) { a in transformed(a, inverse: false) },
        NativeFunction("kql_series_ifft", [.dynamic, .dynamic], .dynamic) { a in transformed(a, inverse: true) },
        NativeFunction("kql_series_periods_detect", [.dynamic, .real, .real, .long], .dynamic) { a in
            guard let y = Series(a[0].tree)?.values.map({ $0 ?? 0 }), !y.isEmpty, y.count <= 100_000,
                let low = a[1].number, let high = a[2].number, let count = a[3].whole, 1...64 ~= count
            else { return nothing(2) }
            let found = Periods(y).detected(low...max(low, high), Int(count))
            let padded = found + Array(repeating: (0, 0), count: Int(count) - found.count)
            return .dynamic(
                of: .array([.array(padded.map { .real($0.0) }), .array(padded.map { .real($0.1) })]))
        },
        NativeFunction("kql_series_periods_validate", [.dynamic, .dynamic], .dynamic) { a in
            guard let y = Series(a[0].tree)?.values.map({ $0 ?? 0 }), y.count <= 100_000,
                let asked = Series(a[1].tree)?.whole
            else { return nothing(2) }
            let periods = Periods(y)
            return .dynamic(
                of: .array([.array(asked.map(JSON.real)), .array(asked.map { .real(periods.score($0)) })]))
        },
    ]

    private static func nothing(_ count: Int) -> KustoValue {
        .dynamic(of: .array(Array(repeating: .null, count: count)))
    }

    private static func transformed(_ a: [KustoValue], inverse: Bool) -> KustoValue {
        guard let real = Series(a[0].tree)?.whole, !real.isEmpty, real.count <= 1 << 20 else { return nothing(2) }
        let imaginary = Series(a[1].tree)?.whole ?? Array(repeating: 0, count: real.count)
        guard imaginary.count == real.count else { return nothing(2) }
        let result = Fourier.transform(real, imaginary, inverse: inverse)
        return .dynamic(of: .array([Series(result.real).json, Series(result.imaginary).json]))
    }
}

/// Least squares.
enum SeriesFit {
    /// Quality, variance and residual variance of a fit.
    private static func quality(_ y: [Double], _ fit: [Double]) -> (rsquare: Double, variance: Double, residual: Double)
    {
        let variance = Statistics.variance(y)
        let residual = Statistics.variance(zip(y, fit).map { $0 - $1 })
        return (variance == 0 ? 1 : 1 - residual / variance, variance, residual)
    }

    private static func line(_ y: [Double]) -> (fit: [Double], slope: Double, intercept: Double) {
        let (slope, intercept) = Statistics.line(y)
        return (y.indices.map { intercept + slope * Double($0) }, slope, intercept)
    }

    /// The two lines, one after the other, that together fit best. The squares of either side come from running sums.
    static func twoLines(_ y: [Double]) -> [JSON] {
        let left = residuals(y)
        let right = Array(residuals(y.reversed()).reversed())
        var best = (squares: Double.infinity, split: 1)
        for split in 1..<y.count where left[split - 1] + right[split] < best.squares {
            best = (left[split - 1] + right[split], split)
        }
        let (first, second) = (Array(y[..<best.split]), Array(y[best.split...]))
        let (a, b) = (line(first), line(second))
        let whole = quality(y, a.fit + b.fit)
        let (qa, qb) = (quality(first, a.fit), quality(second, b.fit))
        return [
            .real(whole.rsquare), .integer(Int64(best.split)), .real(whole.variance), .real(whole.residual),
            Series(a.fit + b.fit).json, .real(qb.rsquare), .real(b.slope), .real(b.intercept), .real(qb.variance),
            .real(qb.residual), .real(qa.rsquare), .real(a.slope), .real(a.intercept), .real(qa.variance),
            .real(qa.residual),
        ]
    }

    /// For each place the sum of squares that a line through all values up to it leaves.
    private static func residuals(_ y: [Double]) -> [Double] {
        var (sx, sy, sxx, sxy, syy) = (0.0, 0.0, 0.0, 0.0, 0.0)
        return y.enumerated().map { index, value in
            let x = Double(index)
            (sx, sy, sxx, sxy, syy) = (sx + x, sy + value, sxx + x * x, sxy + x * value, syy + value * value)
            let n = x + 1
            let (vx, vy, cov) = (sxx - sx * sx / n, syy - sy * sy / n, sxy - sx * sy / n)
            return max(0, vx > 0 ? vy - cov * cov / vx : vy)
        }
    }

    /// rsquare, coefficients from the highest power down, variance, rvariance, poly_fit; nil when `x` does not vary enough.
    static func polynomial(_ x: [Double], _ y: [Double], _ degree: Int) -> [JSON]? {
        // Powers of a centered and scaled x keep the equations solvable; the result is expanded at the end.
        let center = Statistics.mean(x)
        let spread = x.map { ($0 - center).magnitude }.max() ?? 1
        let scale = spread > 0 ? spread : 1
        let u = x.map { ($0 - center) / scale }
        let size = degree + 1
        var matrix = Array(repeating: Array(repeating: 0.0, count: size + 1), count: size)
        for (place, value) in zip(u, y) {
            let powers = (0..<(2 * size)).map { Libm.power(place, Double($0)) }
            for row in 0..<size {
                for column in 0..<size { matrix[row][column] += powers[row + column] }
                matrix[row][size] += powers[row] * value
            }
        }
        guard let scaled = solved(matrix) else { return nil }
        let fit = u.map { place in scaled.reversed().reduce(0) { $0 * place + $1 } }
        let coefficients = expanded(scaled, center, scale)
        let q = quality(y, fit)
        return [
            .real(q.rsquare), Series(Array(coefficients.reversed())).json, .real(q.variance), .real(q.residual),
            Series(fit).json,
        ]
    }

    private static func solved(_ equations: [[Double]]) -> [Double]? {
        var m = equations
        let n = m.count
        for column in 0..<n {
            guard let pivot = (column..<n).max(by: { m[$0][column].magnitude < m[$1][column].magnitude }),
                m[pivot][column].magnitude > 1e-12
            else { return nil }
            m.swapAt(column, pivot)
            for row in 0..<n where row != column {
                let factor = m[row][column] / m[column][column]
                for place in column...n { m[row][place] -= factor * m[column][place] }
            }
        }
        return (0..<n).map { m[$0][n] / m[$0][$0] }
    }

    /// The polynomial in `(x - center) / scale` as one in `x`.
    private static func expanded(_ scaled: [Double], _ center: Double, _ scale: Double) -> [Double] {
        var result = [0.0]
        for coefficient in scaled.reversed() {
            // result = result · (x - center) / scale + coefficient
            var next = Array(repeating: 0.0, count: result.count + 1)
            for (power, value) in result.enumerated() {
                next[power + 1] += value / scale
                next[power] -= value * center / scale
            }
            next[0] += coefficient
            result = next
        }
        return Array(result.prefix(scaled.count))
    }
}

/// The discrete Fourier transform of any length.
enum Fourier {
    static func transform(
        _ real: [Double], _ imaginary: [Double], inverse: Bool
    ) -> (real: [Double], imaginary: [Double]) {
        let n = real.count
        let isPower = n & (n - 1) == 0
        var result = isPower ? radix2(real, imaginary, inverse) : chirp(real, imaginary, inverse)
        if inverse {
            result.real = result.real.map { $0 / Double(n) }
            result.imaginary = result.imaginary.map { $0 / Double(n) }
        }
        return result
    }

    private static func radix2(
        _ real: [Double], _ imaginary: [Double], _ inverse: Bool
    ) -> (real: [Double], imaginary: [Double]) {
        let n = real.count
        guard n > 1 else { return (real, imaginary) }
        let even = stride(from: 0, to: n, by: 2)
        let odd = stride(from: 1, to: n, by: 2)
        let e = radix2(even.map { real[$0] }, even.map { imaginary[$0] }, inverse)
        let o = radix2(odd.map { real[$0] }, odd.map { imaginary[$0] }, inverse)
        var (re, im) = (real, imaginary)
        let turn = (inverse ? 2 : -2) * Double.pi / Double(n)
        for k in 0..<(n / 2) {
            let (c, s) = (Libm.cosine(turn * Double(k)), Libm.sine(turn * Double(k)))
            let (x, y) = (c * o.real[k] - s * o.imaginary[k], c * o.imaginary[k] + s * o.real[k])
            (re[k], im[k]) = (e.real[k] + x, e.imaginary[k] + y)
            (re[k + n / 2], im[k + n / 2]) = (e.real[k] - x, e.imaginary[k] - y)
        }
        return (re, im)
    }

    /// Bluestein's way: any length as a convolution of a power of two.
    private static func chirp(
        _ real: [Double], _ imaginary: [Double], _ inverse: Bool
    ) -> (real: [Double], imaginary: [Double]) {
        let n = real.count
        var size = 1
        while size < 2 * n + 1 { size *= 2 }
        let sign = inverse ? 1.0 : -1.0
        let wave = (0..<n).map { k -> (Double, Double) in
            let angle = sign * Double.pi * Double(k * k % (2 * n)) / Double(n)
            return (Libm.cosine(angle), Libm.sine(angle))
        }
        var (ar, ai) = (Array(repeating: 0.0, count: size), Array(repeating: 0.0, count: size))
        var (br, bi) = (ar, ai)
        for k in 0..<n {
            ar[k] = real[k] * wave[k].0 - imaginary[k] * wave[k].1
            ai[k] = real[k] * wave[k].1 + imaginary[k] * wave[k].0
            (br[k], bi[k]) = (wave[k].0, -wave[k].1)
            if k > 0 { (br[size - k], bi[size - k]) = (wave[k].0, -wave[k].1) }
        }
        let a = radix2(ar, ai, false)
        let b = radix2(br, bi, false)
        let product = (0..<size).map { k -> (Double, Double) in
            let (x, y, u, v) = (a.real[k], a.imaginary[k], b.real[k], b.imaginary[k])
            return (x * u - y * v, x * v + y * u)
        }
        let c = radix2(product.map(\.0), product.map(\.1), true)
        let scale = Double(size)
        let pairs = (0..<n).map { k -> (Double, Double) in
            let (x, y) = (c.real[k] / scale, c.imaginary[k] / scale)
            return (x * wave[k].0 - y * wave[k].1, x * wave[k].1 + y * wave[k].0)
        }
        return (pairs.map(\.0), pairs.map(\.1))
    }
}

/// How strongly a series repeats itself after a number of steps.
struct Periods: Sendable {
    private let correlations: [Double]

    init(_ y: [Double]) {
        let mean = Statistics.mean(y)
        // Zeros behind the series keep its end from meeting its beginning.
        var size = 1
        while size < 2 * y.count { size *= 2 }
        let x = y.map { $0 - mean } + Array(repeating: 0, count: size - y.count)
        let spectrum = Fourier.transform(x, Array(repeating: 0, count: size), inverse: false)
        let power = zip(spectrum.real, spectrum.imaginary).map { $0 * $0 + $1 * $1 }
        let sums = Fourier.transform(power, Array(repeating: 0, count: size), inverse: true).real
        let whole = sums.first ?? 0
        let n = Double(y.count)
        correlations =
            whole > 1e-12
            ? (0...(y.count / 2)).map { lag in sums[lag] / whole * n / (n - Double(lag)) }
            : []
    }

    private func isPeak(_ lag: Int) -> Bool {
        correlations.indices.contains(lag - 1) && correlations.indices.contains(lag + 1)
            && correlations[lag] > correlations[lag - 1] && correlations[lag] >= correlations[lag + 1]
    }

    /// 0…1; 0 for a period that the series does not have.
    func score(_ period: Double) -> Double {
        guard period.isFinite, period > 1, period < Double(correlations.count - 1) else { return 0 }
        let lag = Int(period.rounded())
        guard (lag - 1...lag + 1).contains(where: isPeak) else { return 0 }
        return max(0, min(1, correlations[lag]))
    }

    /// The strongest periods. A multiple of a shorter one is that one again, unless it is clearly stronger.
    func detected(_ range: ClosedRange<Double>, _ count: Int) -> [(Double, Double)] {
        let peaks = correlations.indices.filter { isPeak($0) && range.contains(Double($0)) && correlations[$0] > 0.1 }
            .sorted {
                correlations[$0] > correlations[$1] + 1e-9 || (correlations[$0] >= correlations[$1] - 1e-9 && $0 < $1)
            }
        var result: [Int] = []
        for peak in peaks where result.count < count {
            let repeats = result.contains { peak > $0 && abs(peak - (peak + $0 / 2) / $0 * $0) <= max(1, $0 / 20) }
            if repeats { continue }
            // A shorter period whose multiple was found before takes nothing from it, both are told.
            result.append(peak)
        }
        return result.map { (Double($0), max(0, min(1, correlations[$0]))) }
    }
}
