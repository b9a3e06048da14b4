import EarshotModel

/// Answering an aggregation from what was counted ahead.
///
///     events ─ filter ─ group by country: count
///     (rows of session_remotes for whole weeks ∪ events of the edges) ─ filter ─ group by country: sum of events
///
/// A row of a rollup stands for events that agree in its dimensions and lie in one stretch of time. So the rows can take
/// the events' place when the query looks at nothing else of an event, when its time range holds the whole stretch, and
/// when the time it groups by does not change within it. Counts become sums; what repetition does not change stays.
struct RollupUse {
    let context: Context
    let scan: TableScan
    var need = RollupNeed()
    /// What columns computed above the scan are.
    var definitions: [ColumnID: SQL] = [:]
    private var conditions: [SQL] = []
    /// Columns of the right side of a semi join, which is no business of the scan's.
    private var foreign: Set<ColumnID> = []
    private var seen: Set<ColumnID> = []

    /// The aggregation over another source, or nil where the events have to be looked at.
    static func plan(
        _ child: Plan, keys: [Plan.Definition], values: [Plan.Definition], _ context: Context
    ) -> (child: Plan, values: [Plan.Definition])? {
        guard let scan = base(child), !scan.table.rollups.isEmpty else { return nil }
        var use = RollupUse(context: context, scan: scan)
        use.read(child)
        guard use.analyze(keys, values), let source = use.source() else { return nil }
        return (substituted(child, source), values.map(use.respelled))
    }

    init(context: Context, scan: TableScan) {
        self.context = context
        self.scan = scan
    }

    /// The scan below filters, computations and semi joins: operators that look at one row at a time.
    static func base(_ plan: Plan) -> TableScan? {
        switch plan {
        case .scan(let scan): scan
        case .filter(let child, _), .compute(let child, _): base(child)
        case .join(let join) where join.kind == .semi: base(join.left)
        default: nil
        }
    }

    private static func substituted(_ plan: Plan, _ source: RollupSource) -> Plan {
        switch plan {
        case .scan(let scan): .rollup(scan, source)
        case .filter(let child, let conditions): .filter(substituted(child, source), conditions)
        case .compute(let child, let definitions): .compute(substituted(child, source), definitions)
        case .join(let join):
            .join(
                .init(
                    left: substituted(join.left, source), right: join.right, kind: join.kind, condition: join.condition)
            )
        default: plan
        }
    }

    mutating func read(_ plan: Plan) {
        switch plan {
        case .filter(let child, let conditions):
            read(child)
            self.conditions += conditions.flatMap { context.meanings.conjuncts(of: $0) }.map(Binder.unwrapped)
        case .compute(let child, let definitions):
            read(child)
            for definition in definitions { self.definitions[definition.id] = definition.sql }
        case .join(let join):
            read(join.left)
            conditions.append(join.condition)
            for id in join.condition.columns where !join.left.provides(id, context) { foreign.insert(id) }
        default: break
        }
    }

    // MARK: what is needed

    mutating func analyze(_ keys: [Plan.Definition], _ values: [Plan.Definition]) -> Bool {
        need.facts = facts()
        for condition in conditions { limit(condition) }
        for key in keys { require(key.sql) }
        for value in values { require(value) }
        return need.isPossible
    }

    private mutating func limit(_ condition: SQL) {
        if let limit = context.meanings.limit(condition), isTime(limit.column) {
            need.range = need.range.clamped(to: limit.range)
        } else {
            require(condition)
        }
    }

    func isTime(_ id: ColumnID) -> Bool {
        guard case .column(let owner, let column) = context.owner(of: id), owner === scan,
            case .instant("seconds", _) = column.origin
        else { return false }
        return true
    }

    /// Stored numbers that every row has here, from conditions such as `NetworkDirection == "Inbound"`.
    private func facts() -> [String: Int] {
        var facts: [String: Int] = [:]
        for case .coded(.column(let name), let names) in scan.table.columns.map(\.origin) where facts[name] == nil {
            let code = SQL(column: context.twin(in: scan, .column(name)))
            facts[name] = names.indices.first { index in
                conditions.contains(Binder.unwrapped("coalesce(\(code) = \(index), FALSE)"))
            }
        }
        return facts
    }

    mutating func require(_ sql: SQL) {
        let (rest, grains) = context.meanings.withoutPeriods(sql, where: isTime)
        for grain in grains { need.add(grain: grain) }
        for case .text(let text) in rest.pieces where Self.isCapricious(text) { need.isPossible = false }
        for id in rest.columns where !foreign.contains(id) && seen.insert(id).inserted {
            if let definition = definitions[id] { require(definition) } else { require(column: id) }
        }
    }

    /// Whether a piece of SQL is about rows that a rollup does not keep apart.
    static func isCapricious(_ text: String) -> Bool {
        text.contains("OVER (") || SQL.isRandom(text)
    }

    private mutating func require(column id: ColumnID) {
        switch context.owner(of: id) {
        case .physical(let owner, let physical) where owner === scan: need.add(physical)
        case .column(let owner, let column) where owner === scan: require(column, depth: 0)
        default: need.isPossible = false
        }
    }

    private mutating func require(_ column: Column, depth: Int) {
        switch column.origin {
        case .stored(let physical), .coded(let physical, _), .bit(let physical, _): need.add(physical)
        case .lookup(let lookup, _): need.add(lookup.key)
        case .constant: break
        case .alias(let name):
            guard depth < 8, let target = scan.table.column(named: name) else {
                need.isPossible = false
                return
            }
            require(target, depth: depth + 1)
        case .computed:
            guard depth < 8, let sql = context.computed(column, of: scan) else {
                need.isPossible = false
                return
            }
            require(sql)
        case .instant, .bag: need.isPossible = false
        }
    }

    // MARK: the source

    /// The smallest rollup that has what is needed, with the time it covers.
    func source() -> RollupSource? {
        for rollup in scan.table.rollups where need.isMet(by: rollup) {
            context.couldUseRollups = true
            let ranges = context.coverage.ranges(
                of: scan.table.storedName, within: need.wholeSeconds, grain: rollup.grain)
            if !ranges.isEmpty {
                return RollupSource(rollup: rollup, covered: ranges, within: need.touchedSeconds, facts: need.facts)
            }
        }
        return nil
    }
}
