/// Plugins over the order of events.
enum SequencePlugins {
    static let all: [PluginFunction] = [detect, completion, FunnelPlugin.plugin, rolling]

    private static let sample = "datatable(s: string, t: long)['a', 0, 'b', 1, 'a', 5, 'c', 6] | "

    private static let detect = PluginFunction(
        "sequence_detect", [.column, .constant, .constant, .conditions], dimensions: true,
        "Rows that meet conditions one after another, each step and the whole within a time.",
        examples: [
            .init(
                sample + "evaluate sequence_detect(t, 2, 2, first=(s == 'a'), second=(s == 'b')) | project Duration",
                "1")
        ]
    ) { c in
        var text = "let _r = _rows;\n_r | where _e0 | project _t0 = _a0\(c.also)\n"
        for step in c.conditions.indices.dropFirst() {
            let on = c.dimensions.isEmpty ? "_one" : c.dimensions.joined(separator: ", ")
            text += """
                | extend _one = 1 | join kind=inner (_r | where _e\(step) | project _t\(step) = _a0, _one = 1\(c.also)) on \(on)
                | where _t\(step) >= _t\(step - 1) and _t\(step) - _t\(step - 1) <= _a1 and _t\(step) - _t0 <= _a2
                | project \((0...step).map { "_t\($0)" }.joined(separator: ", "))\(c.also)

                """
        }
        let last = c.conditions.count - 1
        let steps = c.conditions.enumerated().map { index, name in
            PluginCall.quoted(name + "_" + c.names[0].dropFirst(2).dropLast(2)) + " = _t\(index)"
        }
        return text + """
            | sort by _t0 asc
            | project \(c.first)\(steps.joined(separator: ", ")), Duration = _t\(last) - _t0
            """
    }

    private static let completion = PluginFunction(
        "funnel_sequence_completion",
        [.column, .column, .constant, .constant, .constant, .column, .constant, .constant],
        "How many identifiers went through the states of a sequence, up to each of them, within each of some times.",
        examples: [
            .init(
                "datatable(u: long, t: long, s: string)[1, 0, 'a', 1, 1, 'b', 2, 0, 'a'] "
                    + "| evaluate funnel_sequence_completion(u, t, 0, 9, 10, s, dynamic(['a', 'b']), dynamic([5])) "
                    + "| where s == 'b' | project ['dcount']", "1")
        ]
    ) { c in
        var parts: [String] = []
        for period in c.lists[7].indices {
            for state in c.lists[6].indices {
                parts.append(completed(c, upTo: state, within: "to\(c.types[4])(_a7[\(period)])"))
            }
        }
        return """
            let _w = _rows | where _a1 >= _a2 and _a1 < _a3 | extend _s = tostring(_a5), _b = bin_at(_a1, _a4, _a2);
            union \(parts.map { "(\($0))" }.joined(separator: ", "))
            | project \(c.names[1]) = _b, \(c.names[5]) = _state, Period = _period, ['dcount'] = _d
            """
    }

    private static func completed(_ c: PluginCall, upTo last: Int, within period: String) -> String {
        var text = "_w | where _s == tostring(_a6[0]) | project _a0, _b, _t0 = _a1, _t = _a1"
        for state in 0..<(last + 1) where state > 0 {
            text += """
                | join kind=inner (_w | where _s == tostring(_a6[\(state)]) | project _a0, _b, _u = _a1) on _a0, _b
                | where _u > _t and _u - _t0 <= \(period)
                | summarize _t = min(_u) by _a0, _b, _t0
                """
        }
        return text
            + "| summarize _d = dcount(_a0) by _b | extend _state = tostring(_a6[\(last)]), _period = \(period)"
    }

    private static let rolling = PluginFunction(
        "rolling_percentile", [.column, .constant, .column, .constant, .constant], dimensions: true,
        "A percentile of the values in a window of periods that moves one period at a time.",
        examples: [
            .init(
                "range t from 0 to 9 step 1 | extend v = t | evaluate rolling_percentile(v, 50, t, 1, 3) "
                    + "| where t == 5 | project rolling_3_percentile_v_50", "4")
        ]
    ) { c in
        let name = "rolling_\(c.constants[4])_percentile_" + c.names[0].dropFirst(2).dropLast(2) + "_\(c.constants[1])"
        return """
            let _w = _rows | extend _e = bin(_a2, _a3);
            let _last = toscalar(_w | summarize max(_e));
            _w | mv-expand _i = range(0, _a4 - 1, 1) to typeof(long)
            | extend _b = _e + _i * _a3 | where _b <= _last
            | summarize _p = percentile(_a0, \(c.constants[1])) by _b\(c.also)
            | project \(c.names[2]) = _b\(c.also), \(PluginCall.quoted(name)) = _p
            | sort by \(c.names[2]) asc
            """
    }
}
