import EarshotModel

/// What stands in for Kusto's sketches (HyperLogLog, t-digest): the values themselves, so that answers are exact.
///
/// An `hll` is the array of the distinct values, a `tdigest` the array of all values; both are dynamic and can be stored
/// and merged like Kusto's, but not exchanged with it.
enum SketchNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_dcount_hll", [.dynamic], .long) { a in .long(of: a[0].tree.elements.map { Int64($0.count) })
        },
        NativeFunction("kql_hll_common", [.dynamic], .long) { a in
            let sketches = (a[0].tree.elements ?? []).map { Set($0.elements ?? []) }
            guard let first = sketches.first else { return .null(.long) }
            return .long(Int64(sketches.dropFirst().reduce(first) { $0.intersection($1) }.count))
        },
        NativeFunction("kql_tdigest_merge", [.dynamic], .dynamic) { a in
            .dynamic(of: .array((a[0].tree.elements ?? []).flatMap { $0.elements ?? [] }))
        },
        NativeFunction("kql_tdigest_percentile", [.dynamic, .real], .dynamic) { a in
            guard let values = a[0].tree.elements, let percentage = a[1].number, percentage.isFinite, !values.isEmpty
            else { return .null(.dynamic) }
            let sorted = values.sorted { JSONOrder.compare($0, $1) < 0 }
            let rank = (max(0, min(percentage, 100)) / 100 * Double(sorted.count)).rounded(.up)
            return .dynamic(of: sorted[max(0, min(sorted.count, Int(rank)) - 1)])
        },
        NativeFunction("kql_tdigest_percentiles", [.dynamic, .dynamic], .dynamic) { a in
            guard let values = a[0].tree.elements, !values.isEmpty, let asked = a[1].tree.elements else {
                return .null(.dynamic)
            }
            let sorted = values.sorted { JSONOrder.compare($0, $1) < 0 }
            return .dynamic(
                of: .array(
                    asked.map { percentage in
                        guard let percentage = percentage.double, percentage.isFinite else { return .null }
                        let rank = (max(0, min(percentage, 100)) / 100 * Double(sorted.count)).rounded(.up)
                        return sorted[max(0, min(sorted.count, Int(rank)) - 1)]
                    }))
        },
        NativeFunction("kql_tdigest_rank", [.dynamic, .dynamic], .real) { a in
            guard let values = a[0].tree.elements else { return .null(.real) }
            let limit = a[1].tree
            return .real(Double(values.filter { JSONOrder.compare($0, limit) <= 0 }.count))
        },
    ]
}
