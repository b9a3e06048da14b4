/// How strongly a series repeats itself after a number of steps.
struct Periods: Sendable {
    private let correlations: [Double]
    /// Shorter ones cannot be told from noise.
    static let least = 4

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

    /// The first period that is about as strong as the strongest, if that is strong enough; otherwise 0.
    func shortest(above threshold: Double) -> Int {
        let peaks = correlations.indices.filter { $0 >= Self.least && isPeak($0) && correlations[$0] > threshold }
        guard let best = peaks.map({ correlations[$0] }).max() else { return 0 }
        return peaks.first { correlations[$0] > best - 0.05 } ?? 0
    }

    /// The strongest periods. A multiple of a shorter one is that one again, unless it is clearly stronger.
    func detected(_ range: ClosedRange<Double>, _ count: Int) -> [(Double, Double)] {
        let peaks = correlations.indices.filter {
            $0 >= Self.least && isPeak($0) && range.contains(Double($0)) && correlations[$0] > 0.1
        }
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
