extension Compiler {
    /// As `prepare`, from the cache where that has the query. Without `options.now` nothing is kept.
    public func prepare(_ text: String, options: QueryOptions, cache: PlanCache) throws -> Preparation {
        guard let now = options.now else { return try prepare(text, options: options) }
        let key = PlanCache.Key(text: text, parameters: options.parameters)
        switch cache.answer(key, at: now) {
        case .plan(let query): return .ready(query)
        case .unfit: return try prepare(text, options: options)
        case .new:
            let preparation = try prepare(text, options: options)
            guard case .ready(let query) = preparation else {
                cache.keep(preparation.compiled, later: nil, key, at: now)
                return preparation
            }
            cache.keep(query, later: probe(text, options, now), key, at: now)
            return preparation
        }
    }

    private func probe(_ text: String, _ options: QueryOptions, _ now: Int64) -> CompiledQuery? {
        var later = options
        later.now = now + PlanTemplate.distance
        guard case .ready(let query)? = try? prepare(text, options: later) else { return nil }
        return query
    }
}

extension CompiledQuery {
    var withoutSQL: CompiledQuery {
        var copy = self
        copy.sql = ""
        copy.further = further.map(\.withoutSQL)
        return copy
    }

    /// One for each table; nil: the two differ by more than the clock, or depend on more than that.
    func templates(with later: CompiledQuery, at now: Int64) -> [PlanTemplate]? {
        guard isRepeatable, later.isRepeatable, refusal == later.refusal, columns == later.columns,
            visualization == later.visualization, name == later.name, rowLimit == later.rowLimit,
            timeoutSeconds == later.timeoutSeconds, remarks == later.remarks, externals == later.externals,
            couldUseRollups == later.couldUseRollups, further.count == later.further.count,
            let own = PlanTemplate(sql, later: later.sql, moment: now)
        else { return nil }
        var result = [own]
        for (table, other) in zip(further, later.further) {
            guard let templates = table.templates(with: other, at: now) else { return nil }
            result += templates
        }
        return result
    }

    /// With the SQL that templates give, in the order of `templates(with:at:)`.
    func with(sql templates: [PlanTemplate], at now: Int64) -> CompiledQuery? {
        var rest = templates[...]
        return filled(&rest, now)
    }

    private func filled(_ templates: inout ArraySlice<PlanTemplate>, _ now: Int64) -> CompiledQuery? {
        guard let sql = templates.popFirst()?.sql(at: now) else { return nil }
        var copy = self
        copy.sql = sql
        copy.further = []
        for table in further {
            guard let filled = table.filled(&templates, now) else { return nil }
            copy.further.append(filled)
        }
        return copy
    }
}
