import EarshotModel

enum ArrayNatives {
    static let all: [NativeFunction] = shapes + sorting + searching

    private static let shapes: [NativeFunction] = [
        array("kql_array_reverse") { $0.reversed() },
        NativeFunction("kql_array_concat", [.dynamic], .dynamic) { a in
            // The arrays come packed into one array; one that is none makes the whole null.
            guard let arrays = a[0].tree.elements else { return .null(.dynamic) }
            var joined: [JSON] = []
            for array in arrays {
                guard let elements = array.elements else { return .null(.dynamic) }
                joined += elements
            }
            return .dynamic(of: .array(joined))
        },
        NativeFunction("kql_array_slice", [.dynamic, .long, .long], .dynamic) { a in
            guard let elements = a[0].tree.elements, let start = a[1].whole, let end = a[2].whole else {
                return .null(.dynamic)
            }
            let from = max(0, place(start, elements.count))
            let last = min(place(end, elements.count), elements.count - 1)
            guard from <= last else { return .dynamic("[]") }
            return .dynamic(of: .array(Array(elements[from...last])))
        },
        NativeFunction("kql_array_split", [.dynamic, .dynamic], .dynamic) { a in
            guard let elements = a[0].tree.elements else { return .null(.dynamic) }
            let cuts = a[1].tree.elements?.compactMap(\.wholeNumber) ?? a[1].tree.wholeNumber.map { [$0] } ?? []
            return .dynamic(of: .array(split(elements, at: cuts)))
        },
        NativeFunction("kql_array_shift", [.dynamic, .long, .dynamic], .dynamic) { a in
            guard let elements = a[0].tree.elements, let count = a[1].whole else { return .null(.dynamic) }
            return .dynamic(of: .array(shifted(elements, left: count, filler: a[2].tree)))
        },
        NativeFunction("kql_array_rotate", [.dynamic, .long], .dynamic) { a in
            guard let elements = a[0].tree.elements, let count = a[1].whole else { return .null(.dynamic) }
            guard !elements.isEmpty else { return .dynamic("[]") }
            let size = Int64(elements.count)
            let turn = Int(((count % size) + size) % size)
            return .dynamic(of: .array(Array(elements[turn...] + elements[..<turn])))
        },
        NativeFunction("kql_array_iff", [.dynamic, .dynamic, .dynamic], .dynamic) { a in
            guard let conditions = a[0].tree.elements else { return .null(.dynamic) }
            let (yes, no) = (a[1].tree, a[2].tree)
            let chosen = conditions.enumerated().map { index, condition -> JSON in
                guard let truth = truth(condition) else { return .null }
                return element(truth ? yes : no, index)
            }
            return .dynamic(of: .array(chosen))
        },
        NativeFunction("kql_zip", [.dynamic], .dynamic) { a in
            let arrays = (a[0].tree.elements ?? []).map { $0.elements ?? [] }
            let length = arrays.map(\.count).max() ?? 0
            let rows = (0..<length).map { index in JSON.array(arrays.map { index < $0.count ? $0[index] : .null }) }
            return .dynamic(of: .array(rows))
        },
        NativeFunction("kql_repeat", [.dynamic, .long], .dynamic) { a in
            guard let count = a[1].whole, count >= 0 else { return .null(.dynamic) }
            return .dynamic(of: .array(Array(repeating: a[0].tree, count: Int(min(count, 1_048_576)))))
        },
    ]

    private static let sorting: [NativeFunction] = [
        // Several arrays come packed into one; the first decides the order of all. The answer is packed likewise.
        NativeFunction("kql_array_sort", [.dynamic, .bool, .bool], .dynamic) { a in
            let arrays = a[0].tree.elements ?? []
            guard let keys = arrays.first?.elements else { return .dynamic(of: .array(arrays.map { _ in .null })) }
            let descending = a[1].truth ?? false
            let order = JSONOrder.order(of: keys, descending: descending, nullsLast: a[2].truth ?? true)
            let sorted = arrays.map { array -> JSON in
                guard let elements = array.elements, elements.count == keys.count else { return .null }
                return .array(order.map { elements[$0] })
            }
            return .dynamic(of: .array(sorted))
        }
    ]

    private static let searching: [NativeFunction] = [
        NativeFunction("kql_array_index_of", [.dynamic, .dynamic, .long, .long, .long], .long) { a in
            guard let elements = a[0].tree.elements, let start = a[2].whole, let length = a[3].whole,
                let nth = a[4].whole
            else { return .null(.long) }
            return .long(of: index(of: a[1].tree, in: elements, start, length, nth))
        },
        NativeFunction("kql_array_sum", [.dynamic], .real) { a in
            guard let elements = a[0].tree.elements else { return .null(.real) }
            var sum = 0.0
            for element in elements where !element.isNull {
                guard let number = element.double else { return .null(.real) }
                sum += number
            }
            return .real(sum)
        },
    ]

    private static func array(_ name: String, _ body: @escaping @Sendable ([JSON]) -> [JSON]) -> NativeFunction {
        NativeFunction(name, [.dynamic], .dynamic) { a in
            guard let elements = a[0].tree.elements else { return .null(.dynamic) }
            return .dynamic(of: .array(body(elements)))
        }
    }

    private static func place(_ index: Int64, _ count: Int) -> Int {
        Int(max(-1, min(index < 0 ? index &+ Int64(count) : index, Int64(count))))
    }

    private static func split(_ elements: [JSON], at cuts: [Int64]) -> [JSON] {
        var result: [JSON] = []
        var start = 0
        for cut in cuts {
            let end = max(start, min(place(cut, elements.count), elements.count))
            result.append(.array(Array(elements[start..<end])))
            start = end
        }
        result.append(.array(Array(elements[start...])))
        return result
    }

    private static func shifted(_ elements: [JSON], left count: Int64, filler: JSON) -> [JSON] {
        let distance = Int(min(count.magnitude, UInt64(elements.count)))
        let fill = Array(repeating: filler, count: distance)
        return count >= 0 ? elements[distance...] + fill : fill + elements[..<(elements.count - distance)]
    }

    private static func truth(_ value: JSON) -> Bool? {
        if case .bool(let truth) = value { return truth }
        return value.double.map { $0 != 0 }
    }

    /// A scalar stands for every element, an array for its own; beyond its end is null.
    private static func element(_ value: JSON, _ index: Int) -> JSON {
        guard let elements = value.elements else { return value }
        return index < elements.count ? elements[index] : .null
    }

    private static func index(of sought: JSON, in elements: [JSON], _ start: Int64, _ length: Int64, _ nth: Int64)
        -> Int64?
    {
        guard length >= -1, nth >= 1 else { return nil }
        let count = Int64(elements.count)
        let first = start >= 0 ? min(start, count) : max(0, count &+ start)
        let end = length == -1 || length > count - first ? count : first + length
        var remaining = nth
        for at in Int(first)..<Int(max(first, end)) where JSONOrder.same(elements[at], sought) {
            remaining -= 1
            if remaining == 0 { return Int64(at) }
        }
        return -1
    }
}

extension JSON {
    var wholeNumber: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }
}
