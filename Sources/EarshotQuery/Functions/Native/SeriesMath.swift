/// Series as Kusto sees them: arrays of numbers with gaps.
struct Series: Sendable {
    /// nil where an element is missing or no number.
    var values: [Double?]

    init(_ values: [Double?]) { self.values = values }

    /// nil when the value is no array.
    init?(_ tree: JSON) {
        guard let elements = tree.elements else { return nil }
        values = elements.map { element in
            if case .bool = element { return nil }
            return element.double
        }
    }

    var json: JSON { .array(values.map { $0.map(JSON.real) ?? .null }) }

    /// All numbers; nil when there is a gap.
    var whole: [Double]? {
        var result: [Double] = []
        for value in values {
            guard let value else { return nil }
            result.append(value)
        }
        return result
    }
}

/// Statistics on plain numbers.
enum Statistics {
    static func mean(_ x: [Double]) -> Double { x.isEmpty ? .nan : x.reduce(0, +) / Double(x.count) }

    /// Of a sample; 0 for one value.
    static func variance(_ x: [Double]) -> Double {
        guard x.count > 1 else { return x.isEmpty ? .nan : 0 }
        let m = mean(x)
        return x.reduce(0) { $0 + ($1 - m) * ($1 - m) } / Double(x.count - 1)
    }

    /// Between the two nearest ranks.
    static func quantile(_ x: [Double], _ q: Double) -> Double {
        let sorted = x.sorted()
        guard let last = sorted.last, 0...1 ~= q else { return .nan }
        let place = Double(sorted.count - 1) * q
        let low = Int(place.rounded(.down))
        guard low + 1 < sorted.count else { return last }
        return sorted[low] + (sorted[low + 1] - sorted[low]) * (place - Double(low))
    }

    /// Slope and intercept of the least-squares line over 0, 1, 2, …
    static func line(_ y: [Double]) -> (slope: Double, intercept: Double) {
        let n = Double(y.count)
        guard y.count > 1 else { return (0, y.first ?? .nan) }
        let center = (n - 1) / 2
        let m = mean(y)
        var (top, bottom) = (0.0, 0.0)
        for (index, value) in y.enumerated() {
            top += (Double(index) - center) * (value - m)
            bottom += (Double(index) - center) * (Double(index) - center)
        }
        let slope = top / bottom
        return (slope, m - slope * center)
    }

    static func correlation(_ x: [Double], _ y: [Double]) -> Double {
        let (mx, my) = (mean(x), mean(y))
        var (top, left, right) = (0.0, 0.0, 0.0)
        for (a, b) in zip(x, y) {
            top += (a - mx) * (b - my)
            left += (a - mx) * (a - mx)
            right += (b - my) * (b - my)
        }
        return top / (left * right).squareRoot()
    }
}
