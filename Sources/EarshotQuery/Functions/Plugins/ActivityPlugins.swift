/// Who was there, who came, who stayed: plugins over a column of identifiers and a timeline.
enum ActivityPlugins {
    static let all: [PluginFunction] = [
        counts, metrics, newMetrics, engagement, activeUsers, slidingWindow, sessions,
    ]

    private static let sample = "datatable(u: string, t: long)['a', 0, 'b', 0, 'a', 1, 'c', 1, 'c', 2] | "

    private static let counts = PluginFunction(
        "activity_counts_metrics", [.column, .column, .constant, .constant, .constant], dimensions: true,
        "For each period: how many events, how many different identifiers, how many new ones, and how many so far.",
        examples: [
            .init(sample + "evaluate activity_counts_metrics(u, t, 0, 2, 1) | summarize sum(new_dcount)", "3")
        ]
    ) { c in
        """
        let _w = _rows | where _a1 >= _a2 and _a1 <= _a3 | extend _b = \(c.window("_a1", argument: 4));
        let _n = _w | summarize _f = min(_b) by _a0\(c.also) | summarize _new = count() by _b = _f\(c.also);
        _w | summarize _c = count(), _d = dcount(_a0) by _b\(c.also)
        | join kind=leftouter _n on _b\(c.also)
        | extend _new = coalesce(_new, 0)
        | sort by \(c.first)_b asc
        | extend _all = row_cumsum(_new, row_number() > 1\(change(c)))
        | project \(c.names[1]) = _b\(c.also), ['count'] = _c, ['dcount'] = _d, new_dcount = _new, aggregated_dcount = _all
        """
    }

    /// The condition under which sorted rows begin a new slice; never, when there is only one.
    private static func change(_ c: PluginCall) -> String {
        c.dimensions.isEmpty
            ? " and false" : " and (" + c.dimensions.map { "\($0) != prev(\($0))" }.joined(separator: " or ") + ")"
    }

    private static let metrics = PluginFunction(
        "activity_metrics", [.column, .column, .constant, .constant, .constant], dimensions: true, options: [.period],
        "For each period: how many identifiers, how many that the one before had not, which part of it stayed or left.",
        examples: [
            .init(sample + "evaluate activity_metrics(u, t, 0, 2, 1) | where t == 1 | project retention_rate", "0.5")
        ]
    ) { c in
        """
        let _w = _rows | where _a1 >= _a2 and _a1 <= _a3 | extend _b = \(c.window("_a1", argument: 4))
            | distinct _b, _a0\(c.also);
        let _stay = _w | extend _b = \(c.window("_b", plus: "1", argument: 4))
            | join kind=inner _w on _b, _a0\(c.also) | summarize _s = count() by _b\(c.also);
        let _last = _w | extend _b = \(c.window("_b", plus: "1", argument: 4)) | summarize _p = count() by _b\(c.also);
        _w | summarize _d = count() by _b\(c.also)
        | join kind=leftouter _stay on _b\(c.also)
        | join kind=leftouter _last on _b\(c.also)
        | extend _r = toreal(coalesce(_s, 0)) / coalesce(_p, 0)
        | project \(c.names[1]) = _b\(c.also), dcount_values = _d, dcount_newvalues = _d - coalesce(_s, 0),
            retention_rate = _r, churn_rate = 1.0 - _r
        | sort by \(c.names[1]) asc
        """
    }

    private static let newMetrics = PluginFunction(
        "new_activity_metrics", [.column, .column, .constant, .constant, .constant], dimensions: true,
        options: [.cohort, .lookback],
        "For each period's new identifiers and each later period: how many came back and how many did not.",
        examples: [
            .init(
                sample + "evaluate new_activity_metrics(u, t, 0, 2, 1) | where from_t == 0 and to_t == 1 "
                    + "| project dcount_retained_values", "1")
        ]
    ) { c in
        """
        let _w = _rows | where _a1 >= _a2 and _a1 <= _a3 | extend _b = \(c.window("_a1", argument: 4))
            | distinct _b, _a0\(c.also);
        let _f = _w\(isNew(c)) | summarize _from = min(_b) by _a0\(c.also);
        let _size = _f\(inCohort(c)) | summarize _n = count() by _from\(c.also);
        let _to = range _i from 0 to 9999 step 1
            | extend _to = \(c.window(c.window("_a2", argument: 4), plus: "_i", argument: 4)), _one = 1
            | where _to <= _a3;
        let _pairs = _size | extend _one = 1 | join kind=inner _to on _one | where _to >= _from;
        let _kept = _f | join kind=inner _w on _a0\(c.also) | summarize _k = count() by _from, _to = _b\(c.also);
        let _newer = _f | join kind=inner _w on _a0\(c.also) | project _seen = _from, _to = _b\(c.also);
        let _fresh = _size | project _from\(c.also) | extend _one = 1
            | join kind=inner (_newer | extend _one = 1) on _one\(c.also)
            | where _to >= _from and (_seen > _from or _seen == _from and _to == _from)
            | summarize _v = count() by _from, _to\(c.also);
        _pairs
        | join kind=leftouter _kept on _from, _to\(c.also)
        | join kind=leftouter _fresh on _from, _to\(c.also)
        | extend _k = coalesce(_k, 0), _v = coalesce(_v, 0)
        | project \(prefixed("from_", c)) = _from, \(prefixed("to_", c)) = _to\(c.also), dcount_new_values = _v,
            dcount_retained_values = _k, dcount_churn_values = _n - _k, retention_rate = toreal(_k) / _n,
            churn_rate = toreal(_n - _k) / _n
        | sort by \(prefixed("from_", c)) asc, \(prefixed("to_", c)) asc
        """
    }

    /// Identifiers of the time before are not new.
    private static func isNew(_ c: PluginCall) -> String {
        c.options.contains(.lookback) ? " | where _a0 !in ((_lookback | distinct \(c.names[0])))" : ""
    }

    private static func inCohort(_ c: PluginCall) -> String {
        c.options.contains(.cohort) ? " | where _from == \(c.window("_cohort", argument: 4))" : ""
    }

    private static func prefixed(_ prefix: String, _ c: PluginCall) -> String {
        "['" + prefix + c.names[1].dropFirst(2)
    }

    private static let engagement = PluginFunction(
        "activity_engagement", [.column, .column, .constant, .constant, .constant, .constant], dimensions: true,
        options: [.period],
        "For each inner period: how many identifiers, how many in the outer window that ends with it, and their ratio.",
        examples: [
            .init(
                sample
                    + "evaluate activity_engagement(u, t, 0, 2, 1, 3) | where t == 2 | project dcount_activities_outer",
                "3")
        ]
    ) { c in
        """
        let _w = _rows | where _a1 >= _a2 and _a1 <= _a3 | extend _e = bin_at(_a1, _a4, _a2) | distinct _e, _a0\(c.also);
        _w | mv-expand _b = range(_e, _e + _a5 - _a4, _a4)
        | extend _b = to\(c.types[2])(_b) | where _b <= _a3
        | summarize _in = dcountif(_a0, _b == _e), _out = dcount(_a0) by _b\(c.also)
        | project \(c.names[1]) = _b\(c.also), dcount_activities_inner = _in, dcount_activities_outer = _out,
            activity_ratio = toreal(_in) / _out
        | sort by \(c.names[1]) asc
        """
    }

    private static let activeUsers = PluginFunction(
        "active_users_count",
        [.column, .column, .constant, .constant, .constant, .constant, .constant, .constant], dimensions: true,
        options: [.period],
        "For each step: how many identifiers appeared in at least so many periods of the time before.",
        examples: [
            .init(sample + "evaluate active_users_count(u, t, 0, 2, 3, 1, 2, 1) | summarize sum(['dcount'])", "2")
        ]
    ) { c in
        """
        let _w = _rows | where _a1 <= _a3;
        let _p = _w | distinct _period = bin(_a1, _a5), _q = _a1, _a0\(c.also);
        _w | where _a1 >= _a2 | distinct _a1, _a0\(c.also)
        | join kind=inner _p on _a0\(c.also)
        | where _q <= _a1 and _q > _a1 - _a4
        | summarize _n = dcount(_period) by _a1, _a0\(c.also)
        | where _n >= _a6
        | summarize _d = dcount(_a0) by _b = bin_at(_a1, _a7, _a2)\(c.also)
        | project \(c.names[1]) = _b\(c.also), ['dcount'] = _d
        | sort by \(c.names[1]) asc
        """
    }

    private static let slidingWindow = PluginFunction(
        "sliding_window_counts", [.column, .column, .constant, .constant, .constant, .constant], dimensions: true,
        "For each step: how many events and how many different identifiers in the window that ends with it.",
        examples: [
            .init(sample + "evaluate sliding_window_counts(u, t, 0, 2, 2, 1) | where t == 1 | project Dcount", "3")
        ]
    ) { c in
        """
        _rows | where _a1 >= _a2 - _a4 + _a5 and _a1 <= _a3 | extend _e = bin_at(_a1, _a5, _a2)
        | mv-expand _b = range(_e, _e + _a4 - _a5, _a5)
        | extend _b = to\(c.types[2])(_b) | where _b >= _a2 and _b <= _a3
        | summarize _c = count(), _d = dcount(_a0) by _b\(c.also)
        | project \(c.names[1]) = _b\(c.also), Count = _c, Dcount = _d
        | sort by \(c.names[1]) asc
        """
    }

    private static let sessions = PluginFunction(
        "session_count", [.column, .column, .constant, .constant, .constant, .constant], dimensions: true,
        "For each period: how many sessions; a session ends when its identifier is away for longer than the window.",
        examples: [
            .init(sample + "evaluate session_count(u, t, 0, 2, 1, 1) | where t == 0 | project count_sessions", "2")
        ]
    ) { c in
        """
        _rows | where _a1 >= _a2 and _a1 <= _a3
        | sort by \(c.first)_a0 asc, _a1 asc
        | extend _s = row_cumsum(iff(_a0 == prev(_a0)\(c.dimensions.map { " and \($0) == prev(\($0))" }.joined())
            and _a1 - prev(_a1) <= _a5, 0, 1))
        | extend _b = bin_at(_a1, _a4, _a2)
        | summarize _n = dcount(_s) by _b\(c.also)
        | project \(c.names[1]) = _b\(c.also), count_sessions = _n
        | sort by \(c.names[1]) asc
        """
    }
}
