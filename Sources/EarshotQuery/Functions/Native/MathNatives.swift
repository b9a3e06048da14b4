import EarshotModel

enum MathNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_erf", [.real], .real) { a in .real(of: a[0].number.map(Libm.errorFunction)) },
        NativeFunction("kql_beta_cdf", [.real, .real, .real], .real) { a in
            with3(a) { x, alpha, beta in Beta.isDefined(x, alpha, beta) ? Beta.regularized(x, alpha, beta) : .nan }
        },
        NativeFunction("kql_beta_pdf", [.real, .real, .real], .real) { a in
            with3(a) { x, alpha, beta in Beta.isDefined(x, alpha, beta) ? Beta.density(x, alpha, beta) : .nan }
        },
        NativeFunction("kql_beta_inv", [.real, .real, .real], .real) { a in
            // A shape that cannot be is NaN, no probability is null.
            with3(a) { p, alpha, beta in
                guard Beta.isDefined(0.5, alpha, beta) else { return .nan }
                return Beta.isDefined(p, alpha, beta) ? Beta.inverse(p, alpha, beta) : nil
            }
        },
        NativeFunction("kql_welch_test", [.real, .real, .real, .real, .real, .real], .real) { a in
            let x = a.compactMap(\.number)
            return .real(of: x.count == 6 ? welch(x) : nil)
        },
        NativeFunction("kql_weighted_percentile", [.dynamic, .real], .real) { a in
            guard let rows = a[0].tree.elements, let percentage = a[1].number else { return .null(.real) }
            return .real(of: weightedPercentile(rows, percentage))
        },
    ]

    private static func with3(_ a: [KustoValue], _ body: (Double, Double, Double) -> Double?) -> KustoValue {
        guard let x = a[0].number, let y = a[1].number, let z = a[2].number else { return .null(.real) }
        return .real(of: body(x, y, z))
    }

    /// The two-sided probability of Student's t with Welch's degrees of freedom.
    private static func welch(_ x: [Double]) -> Double? {
        let (first, second) = (x[1] / x[2], x[4] / x[5])
        guard x[2] > 1, x[5] > 1, first + second > 0 else { return nil }
        let t = (x[0] - x[3]) / (first + second).squareRoot()
        let degrees = (first + second) * (first + second) / (first * first / (x[2] - 1) + second * second / (x[5] - 1))
        return Beta.regularized(degrees / (degrees + t * t), degrees / 2, 0.5)
    }

    private static func weightedPercentile(_ rows: [JSON], _ percentage: Double) -> Double? {
        let values = rows.compactMap { row -> (Double, Double)? in
            guard let value = row["v"]?.double, let weight = row["w"]?.double, weight > 0 else { return nil }
            return (value, weight)
        }.sorted { $0.0 < $1.0 }
        let wanted = values.reduce(0) { $0 + $1.1 } * percentage / 100
        var sum = 0.0
        for (value, weight) in values {
            sum += weight
            if sum >= wanted { return value }
        }
        return values.last?.0
    }
}

/// The beta distribution.
enum Beta {
    /// Kusto answers for shapes up to 10,000.
    static func isDefined(_ x: Double, _ a: Double, _ b: Double) -> Bool {
        0...1 ~= x && a > 0 && b > 0 && a <= 10_000 && b <= 10_000
    }

    private static func factor(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let gammas = Libm.logGamma(a + b) - Libm.logGamma(a) - Libm.logGamma(b)
        return Libm.exponential(gammas + a * Libm.logarithm(x) + b * Libm.logarithm(1 - x))
    }

    static func density(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x == 0 || x == 1 { return (x == 0 ? a : b) == 1 ? (x == 0 ? b : a) : (x == 0 ? a : b) < 1 ? .infinity : 0 }
        return factor(x, a, b) / (x * (1 - x))
    }

    /// The regularized incomplete beta function by its continued fraction (Lentz).
    static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        if x < (a + 1) / (a + b + 2) { return factor(x, a, b) * fraction(x, a, b) / a }
        return 1 - factor(x, a, b) * fraction(1 - x, b, a) / b
    }

    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1), tiny)
        var result = d
        for step in 1...300 {
            let m = Double(step)
            for term in [
                m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
            ] {
                d = 1 / nonzero(1 + term * d, tiny)
                c = nonzero(1 + term / c, tiny)
                result *= c * d
            }
            if (c * d - 1).magnitude < 1e-15 { break }
        }
        return result
    }

    private static func nonzero(_ x: Double, _ tiny: Double) -> Double { x.magnitude < tiny ? tiny : x }

    static func inverse(_ p: Double, _ a: Double, _ b: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if regularized(middle, a, b) < p { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
