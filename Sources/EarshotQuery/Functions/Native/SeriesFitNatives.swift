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
