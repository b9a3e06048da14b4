import EarshotModel

/// Element by element: arithmetic, comparisons, filling of gaps, filters.
enum SeriesNatives {
    static let all: [NativeFunction] = binary + unary + fills + filters + sums

    private static let binary: [NativeFunction] = [
        two("add") { .real($0 + $1) }, two("subtract") { .real($0 - $1) }, two("multiply") { .real($0 * $1) },
        two("divide") { .real($0 / $1) }, two("pow") { .real(Libm.power($0, $1)) },
        two("greater") { .bool($0 > $1) }, two("greater_equals") { .bool($0 >= $1) }, two("less") { .bool($0 < $1) },
        two("less_equals") { .bool($0 <= $1) }, two("equals") { .bool($0 == $1) },
        two("not_equals") { .bool($0 != $1) },
    ]

    private static let unary: [NativeFunction] = [
        one("abs") { $0.magnitude }, one("sign") { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }, one("exp", Libm.exponential),
        one("log", Libm.logarithm), one("sin", Libm.sine), one("cos", Libm.cosine), one("tan", Libm.tangent),
        one("asin", Libm.arcSine), one("acos", Libm.arcCosine), one("atan", Libm.arcTangent),
        one("floor") { $0.rounded(.down) }, one("ceiling") { $0.rounded(.up) },
    ]

    private static let fills: [NativeFunction] = [
        fill("forward") { elements, gap, _ in
            var last: JSON?
            return elements.map { element in
                if !gap(element) { last = element }
                return gap(element) ? last ?? element : element
            }
        },
        fill("backward") { elements, gap, _ in
            var next: JSON?
            return elements.reversed().map { element in
                if !gap(element) { next = element }
                return gap(element) ? next ?? element : element
            }.reversed()
        },
        fill("const") { elements, gap, constant in elements.map { gap($0) ? constant : $0 } },
        NativeFunction("kql_series_fill_linear", [.dynamic, .dynamic, .bool, .dynamic], .dynamic) { a in
            guard let elements = a[0].tree.elements else { return .null(.dynamic) }
            return .dynamic(of: .array(linear(elements, gapTest(a[1].tree), a[2].truth ?? true, a[3].tree)))
        },
    ]

    private static let filters: [NativeFunction] = [
        NativeFunction("kql_series_fir", [.dynamic, .dynamic, .bool, .bool], .dynamic) { a in
            guard let x = Series(a[0].tree)?.values, let taps = Series(a[1].tree)?.whole, !taps.isEmpty else {
                return .null(.dynamic)
            }
            return .dynamic(
                of: Series(fir(x.map { $0 ?? 0 }, taps, normalize: a[2].truth ?? true, center: a[3].truth ?? false))
                    .json)
        },
        NativeFunction("kql_series_iir", [.dynamic, .dynamic, .dynamic], .dynamic) { a in
            guard let x = Series(a[0].tree)?.values, let top = Series(a[1].tree)?.whole,
                let bottom = Series(a[2].tree)?.whole,
                let lead = bottom.first, lead != 0
            else { return .null(.dynamic) }
            var y: [Double] = []
            for index in x.indices {
                var sum = 0.0
                for (lag, factor) in top.enumerated() where lag <= index { sum += factor * (x[index - lag] ?? 0) }
                for (lag, factor) in bottom.enumerated() where lag >= 1 && lag <= index {
                    sum -= factor * y[index - lag]
                }
                y.append(sum / lead)
            }
            return .dynamic(of: Series(y).json)
        },
    ]

    private static let sums: [NativeFunction] = [
        reduced("kql_series_sum") { $0.reduce(0, +) }, reduced("kql_series_product") { $0.reduce(1, *) },
        reduced("kql_series_magnitude") { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() },
        NativeFunction("kql_series_dot_product", [.dynamic, .dynamic], .real) { a in
            let (left, right) = (a[0].tree, a[1].tree)
            let lengths = [left, right].compactMap { $0.elements?.count }
            guard let length = lengths.min(), length > 0, let x = values(left, length), let y = values(right, length)
            else { return .null(.real) }
            // What is no number is left out.
            return .real(zip(x, y).reduce(0) { $0 + ($1.0 ?? 0) * ($1.1 ?? 0) })
        },
        paired("kql_series_pearson") { Statistics.correlation($0, $1) },
        paired("kql_series_cosine") { x, y in
            let dot = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
            return dot / (x.reduce(0) { $0 + $1 * $1 } * y.reduce(0) { $0 + $1 * $1 }).squareRoot()
        },
    ]

    // MARK: kinds

    /// A number stands for a series of it; where one series has no number the answer is null.
    private static func two(_ name: String, _ body: @escaping @Sendable (Double, Double) -> JSON) -> NativeFunction {
        NativeFunction("kql_series_" + name, [.dynamic, .dynamic], .dynamic) { a in
            let (left, right) = (a[0].tree, a[1].tree)
            let length = max(left.elements?.count ?? 0, right.elements?.count ?? 0)
            guard left.elements != nil || right.elements != nil, let x = values(left, length),
                let y = values(right, length)
            else { return .null(.dynamic) }
            let result = zip(x, y).map { x, y -> JSON in
                guard let x, let y else { return .null }
                return body(x, y)
            }
            return .dynamic(of: .array(result))
        }
    }

    private static func values(_ value: JSON, _ length: Int) -> [Double?]? {
        if let number = value.double { return Array(repeating: number, count: length) }
        guard let series = Series(value) else { return nil }
        return series.values.prefix(length) + Array(repeating: nil, count: max(0, length - series.values.count))
    }

    private static func one(_ name: String, _ body: @escaping @Sendable (Double) -> Double) -> NativeFunction {
        NativeFunction("kql_series_" + name, [.dynamic], .dynamic) { a in
            .dynamic(of: Series(a[0].tree).map { Series($0.values.map { $0.map(body) }).json })
        }
    }

    private static func fill(
        _ name: String, _ body: @escaping @Sendable ([JSON], (JSON) -> Bool, JSON) -> [JSON]
    ) -> NativeFunction {
        NativeFunction("kql_series_fill_" + name, [.dynamic, .dynamic, .dynamic], .dynamic) { a in
            guard let elements = a[0].tree.elements else { return .null(.dynamic) }
            return .dynamic(of: .array(body(elements, gapTest(a[1].tree), a[2].tree)))
        }
    }

    private static func gapTest(_ placeholder: JSON) -> (JSON) -> Bool {
        { element in element.isNull || JSONOrder.same(element, placeholder) }
    }

    private static func linear(_ elements: [JSON], _ gap: (JSON) -> Bool, _ edges: Bool, _ constant: JSON) -> [JSON] {
        let known = elements.indices.filter { !gap(elements[$0]) }
        guard let first = known.first, let last = known.last else {
            return elements.map { _ in constant.isNull ? .integer(0) : constant }
        }
        let isWhole = known.allSatisfy { if case .integer = elements[$0] { true } else { false } }
        var result = elements
        for (left, right) in zip(known, known.dropFirst()) where right > left + 1 {
            guard let a = elements[left].double, let b = elements[right].double else { continue }
            for index in (left + 1)..<right {
                let value = a + (b - a) * Double(index - left) / Double(right - left)
                // Among whole numbers it stays with whole numbers.
                let whole = isWhole ? Int64(exactly: value.rounded(.towardZero)) : nil
                result[index] = whole.map(JSON.integer) ?? .real(value)
            }
        }
        if edges {
            for index in 0..<first { result[index] = elements[first] }
            for index in (last + 1)..<max(last + 1, elements.count) { result[index] = elements[last] }
        }
        return result
    }

    private static func fir(_ x: [Double], _ taps: [Double], normalize: Bool, center: Bool) -> [Double] {
        let sum = taps.reduce(0, +)
        let scale = normalize && sum != 0 ? sum : 1
        let shift = center ? taps.count / 2 : 0
        return x.indices.map { index in
            var result = 0.0
            for (lag, factor) in taps.enumerated() {
                let place = index + shift - lag
                if x.indices.contains(place) { result += factor * x[place] }
            }
            return result / scale
        }
    }

    private static func reduced(_ name: String, _ body: @escaping @Sendable ([Double]) -> Double) -> NativeFunction {
        NativeFunction(name, [.dynamic], .real) { a in .real(of: Series(a[0].tree)?.whole.map(body)) }
    }

    private static func paired(_ name: String, _ body: @escaping @Sendable ([Double], [Double]) -> Double)
        -> NativeFunction
    {
        NativeFunction(name, [.dynamic, .dynamic], .real) { a in
            guard let x = Series(a[0].tree)?.whole, let y = Series(a[1].tree)?.whole, x.count == y.count, !x.isEmpty
            else { return .null(.real) }
            return .real(body(x, y))
        }
    }
}
