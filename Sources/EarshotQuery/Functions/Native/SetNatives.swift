import EarshotModel

/// Arrays as sets: each value once, in the order of first occurrence.
enum SetNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_set_union", [.dynamic], .dynamic) { a in
            guard let sets = arrays(a[0].tree) else { return .null(.dynamic) }
            return .dynamic(of: .array(distinct(sets.flatMap { $0 })))
        },
        NativeFunction("kql_set_intersect", [.dynamic], .dynamic) { a in
            guard let sets = arrays(a[0].tree), let first = sets.first else { return .null(.dynamic) }
            let others = sets.dropFirst().map { Set($0.map(key)) }
            return .dynamic(
                of: .array(distinct(first).filter { value in others.allSatisfy { $0.contains(key(value)) } }))
        },
        NativeFunction("kql_set_difference", [.dynamic], .dynamic) { a in
            guard let sets = arrays(a[0].tree), let first = sets.first else { return .null(.dynamic) }
            let others = Set(sets.dropFirst().flatMap { $0.map(key) })
            return .dynamic(of: .array(distinct(first).filter { !others.contains(key($0)) }))
        },
        NativeFunction("kql_set_has_element", [.dynamic, .dynamic], .bool) { a in
            guard let elements = a[0].tree.elements else { return .null(.bool) }
            let sought = a[1].tree
            return .bool(elements.contains { JSONOrder.same($0, sought) })
        },
        NativeFunction("kql_jaccard_index", [.dynamic, .dynamic], .real) { a in
            guard let x = a[0].tree.elements, let y = a[1].tree.elements else { return .null(.real) }
            let (left, right) = (Set(x.map(key)), Set(y.map(key)))
            let union = left.union(right).count
            return union == 0 ? .real(.nan) : .real(Double(left.intersection(right).count) / Double(union))
        },
        // For make_list: elements that are arrays are joined, a limit cuts.
        NativeFunction("kql_joined_list", [.dynamic, .long], .dynamic) { a in
            let values = a[0].tree.elements ?? []
            let limit = Int(max(0, min(a[1].whole ?? 1_048_576, 1_048_576)))
            return .dynamic(of: .array(Array(values.flatMap { $0.elements ?? [$0] }.prefix(limit))))
        },
        // For make_set: elements that are arrays are merged, nulls are dropped, a limit cuts.
        NativeFunction("kql_set_of_list", [.dynamic, .long], .dynamic) { a in
            let values = a[0].tree.elements ?? []
            let flat = values.flatMap { value in value.elements ?? [value] }.filter { !$0.isNull }
            let limit = Int(max(0, min(a[1].whole ?? 1_048_576, 1_048_576)))
            return .dynamic(of: .array(Array(distinct(flat).prefix(limit))))
        },
    ]

    private static func arrays(_ packed: JSON) -> [[JSON]]? {
        var result: [[JSON]] = []
        for array in packed.elements ?? [] {
            guard let elements = array.elements else { return nil }
            result.append(elements)
        }
        return result
    }

    /// 1 and 1.0 are one element.
    private static func key(_ value: JSON) -> JSON {
        if case .number(let number) = value, number.rounded() == number, number.magnitude < 9e15 {
            return .integer(Int64(number))
        }
        return value
    }

    static func distinct(_ values: [JSON]) -> [JSON] {
        var seen: Set<JSON> = []
        return values.filter { seen.insert(key($0)).inserted }
    }
}
