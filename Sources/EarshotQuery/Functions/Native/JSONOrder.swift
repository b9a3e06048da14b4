/// How dynamic values compare and sort.
enum JSONOrder {
    /// 1 and 1.0 are the same value; 1 and "1" are not.
    static func same(_ a: JSON, _ b: JSON) -> Bool {
        switch (a, b) {
        case (.integer(let x), .number(let y)), (.number(let y), .integer(let x)): Double(x) == y
        default: a == b
        }
    }

    /// The places of the elements in sorted order. Equal elements keep theirs.
    static func order(of keys: [JSON], descending: Bool, nullsLast: Bool) -> [Int] {
        let values = keys.indices.filter { !keys[$0].isNull }
        let nulls = keys.indices.filter { keys[$0].isNull }
        let sorted = values.sorted { x, y in
            let comparison = compare(keys[x], keys[y])
            if comparison == 0 { return x < y }
            return descending ? comparison > 0 : comparison < 0
        }
        return nullsLast ? sorted + nulls : nulls + sorted
    }

    /// Numbers sort before texts, texts before booleans, and what has no order after them.
    static func compare(_ a: JSON, _ b: JSON) -> Int {
        let (x, y) = (rank(a), rank(b))
        if x != y { return x < y ? -1 : 1 }
        switch (a, b) {
        case (.integer(let x), .integer(let y)): return x < y ? -1 : x > y ? 1 : 0
        case (.string(let x), .string(let y)): return compare(x, y)
        default:
            guard let x = a.double, let y = b.double else { return 0 }
            return x < y ? -1 : x > y ? 1 : 0
        }
    }

    /// By code point, unlike Swift's own order of strings.
    static func compare(_ a: String, _ b: String) -> Int {
        if a.utf8.elementsEqual(b.utf8) { return 0 }
        return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
    }

    private static func rank(_ value: JSON) -> Int {
        switch value {
        case .integer, .number: 0
        case .string: 1
        case .bool: 2
        default: 3
        }
    }
}
