/// What came before a sequence of states, and what came after it.
enum FunnelPlugin {
    static let plugin = PluginFunction(
        "funnel_sequence", [.column, .column, .constant, .constant, .constant, .constant, .column, .constant],
        tables: 3,
        "How many identifiers went through a sequence of states, by the state before it and the state after it.",
        examples: [
            .init(
                "datatable(u: long, t: long, s: string)[1, 0, 'a', 1, 1, 'b', 1, 2, 'c', 2, 0, 'b'] "
                    + "| evaluate funnel_sequence(u, t, 0, 9, 5, 10, s, dynamic(['b'])) | where prev == 'a' | project next",
                "'c'")
        ]
    ) { c in
        // A state that is reported several times in a row is one state that lasts.
        """
        let _runs = _rows | where _a1 >= _a2 and _a1 < _a3 | extend _s = tostring(_a6) | sort by _a0 asc, _a1 asc
            | extend _run = row_cumsum(iff(_a0 == prev(_a0) and _s == prev(_s), 0, 1))
            | summarize _from = min(_a1), _to = max(_a1) by _run, _a0, _s | sort by _run asc;
        let _found = _runs
            | extend prev = iff(prev(_a0) == _a0 and _from - prev(_to) <= _a4, prev(_s), ""),
                next = iff(\(gap(c.lists[7].count)), next(_s, \(c.lists[7].count)), "")
            | where \(sequence(c.lists[7].count))
            | extend _b = bin_at(_from, _a5, _a2);
        let _table1 = _found | summarize ['dcount'] = dcount(_a0), samples = make_set(_a0, 128) by _b, prev, next
            | project \(c.names[1]) = _b, prev, next, ['dcount'], samples | sort by ['dcount'] desc, prev asc, next asc;
        let _table2 = _found | summarize ['dcount'] = dcount(_a0), samples = make_set(_a0, 128) by _b, prev
            | project \(c.names[1]) = _b, prev, ['dcount'], samples | sort by ['dcount'] desc, prev asc;
        let _table3 = _found | summarize ['dcount'] = dcount(_a0), samples = make_set(_a0, 128) by _b, next
            | project \(c.names[1]) = _b, next, ['dcount'], samples | sort by ['dcount'] desc, next asc;
        """
    }

    /// Whether the row so many places on goes on with what the one before it was, soon enough.
    private static func gap(_ place: Int) -> String {
        let before = place == 1 ? "_to" : "next(_to, \(place - 1))"
        return "next(_a0, \(place)) == _a0 and next(_from, \(place)) - \(before) <= _a4"
    }

    private static func sequence(_ count: Int) -> String {
        (["_s == tostring(_a7[0])"]
            + (1..<max(1, count)).map { "\(gap($0)) and next(_s, \($0)) == tostring(_a7[\($0)])" })
            .joined(separator: " and ")
    }
}
