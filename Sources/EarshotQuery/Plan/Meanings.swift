import EarshotModel

/// What the planner knows of expressions, by their SQL: which conditions hold together, which limit a moment, and which
/// functions of a moment stay the same for a while.
struct Meanings {
    /// A moment compared with a constant.
    struct Limit {
        let column: ColumnID
        /// The moments that meet the condition, in ticks.
        let range: Range<Int64>
    }

    struct Period {
        let sql: SQL
        /// The moment.
        let column: ColumnID
        /// Ticks; the stretches begin at multiples of it.
        let grain: Int64
    }

    private var parts: [SQL: [SQL]] = [:]
    private var limits: [SQL: Limit] = [:]
    private var periods: [Period] = []

    /// `sql` is met when all of `conditions` are.
    mutating func note(_ sql: SQL, allOf conditions: [SQL]) { parts[sql] = conditions }

    /// `sql` compares `column` with a moment. Other operators than `< <= > >=` say nothing about whole stretches.
    mutating func note(_ sql: SQL, _ column: ColumnID, _ symbol: String, _ ticks: Int64) {
        guard (0...Ticks.max).contains(ticks) else { return }
        let range: Range<Int64>
        switch symbol {
        case "<": range = .min..<ticks
        case "<=": range = .min..<(ticks + 1)
        case ">": range = (ticks + 1)..<Int64.max
        case ">=": range = ticks..<Int64.max
        default: return
        }
        limits[sql] = Limit(column: column, range: range)
    }

    /// `sql`, a function of `column` alone, has the same value for all moments of each stretch of `ticks`.
    mutating func note(_ sql: SQL, of column: ColumnID, constantFor ticks: Int64) {
        guard !periods.contains(where: { $0.sql == sql }) else { return }
        periods.append(Period(sql: sql, column: column, grain: ticks))
    }

    func limit(_ sql: SQL) -> Limit? { limits[sql] }

    /// The conditions that together are `sql`: itself when it is not made of others.
    func conjuncts(of sql: SQL) -> [SQL] {
        guard let parts = parts[sql] else { return [sql] }
        return parts.flatMap { conjuncts(of: $0) }
    }

    /// `sql` without the functions in it that stay the same for a while, and for how long each does. Only functions of
    /// the moments that `isTime` accepts: the stretches of a moment half an hour later are others.
    func withoutPeriods(_ sql: SQL, where isTime: (ColumnID) -> Bool) -> (rest: SQL, grains: [Int64]) {
        var rest = sql
        var grains: [Int64] = []
        for period in periods where isTime(period.column) {
            let size = period.sql.pieces.count
            var start = 0
            while start + size <= rest.pieces.count {
                if rest.pieces[start..<start + size].elementsEqual(period.sql.pieces) {
                    rest.pieces.replaceSubrange(start..<start + size, with: [.text("NULL")])
                    grains.append(period.grain)
                }
                start += 1
            }
        }
        return (rest, grains)
    }
}
