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
