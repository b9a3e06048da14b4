import EarshotModel

/// Comparisons with constants on what is really stored, so that the engine can skip whole blocks.
extension Binder {
    /// `Direction == "Inbound"` compares the code.
    func codedEquality(_ column: Bound, _ constant: Bound, negated: Bool) -> Bound? {
        guard case .string(let text) = constant.constant, !text.isEmpty, let (code, names) = code(of: column) else {
            return nil
        }
        guard let index = names.firstIndex(of: text) else { return Bound(.bool(negated)) }
        return Bound(
            negated ? "(\(code) IS DISTINCT FROM \(index))" : "coalesce(\(code) = \(index), FALSE)", .bool)
    }

    /// The stored number of a coded column and its names.
    func code(of bound: Bound) -> (SQL, [String])? {
        guard let id = bound.column, case .column(let scan, let column) = context.owner(of: id),
            case .coded(let physical, let names) = resolved(column, scan).origin
        else { return nil }
        return (SQL(column: context.twin(in: scan, physical)), names)
    }

    func resolved(_ column: Column, _ scan: TableScan) -> Column {
        guard case .alias(let name) = column.origin, let target = scan.table.column(named: name) else { return column }
        return target
    }

    /// Adds the same bound on the stored seconds, for which the engine keeps a range per block.
    func withTimeRange(_ symbol: String, _ left: Bound, _ right: Bound, _ bound: Bound) -> Bound {
        if let seconds = seconds(of: left), !right.sql.hasColumns {
            return ranged(symbol, left, seconds, right, bound)
        }
        if let seconds = seconds(of: right), !left.sql.hasColumns {
            let mirrored = ["<": ">", "<=": ">=", ">": "<", ">=": "<="][symbol] ?? symbol
            return ranged(mirrored, right, seconds, left, bound)
        }
        return bound
    }

    private func ranged(
        _ symbol: String, _ instant: Bound, _ seconds: SQL, _ limit: Bound, _ bound: Bound
    ) -> Bound {
        // Left to the engine, which folds it: a plan that is kept knows its moment by the ticks alone. Ticks are never
        // negative, so that their division rounds down.
        let whole: SQL = "((\(limit.sql)) // 10000000 - 62135596800)"
        // The whole second is compared inclusively: the exact comparison beside it decides within the second.
        let coarse: SQL =
            switch symbol {
            case "<", "<=": "\(seconds) <= \(whole)"
            case ">", ">=": "\(seconds) >= \(whole)"
            default: "\(seconds) = \(whole)"
            }
        var result = bound
        result.sql = "(\(bound.sql) AND \(coarse))"
        if case .datetime(let ticks) = limit.constant, let column = instant.column {
            context.meanings.note(result.sql, column, symbol, ticks)
        }
        return result
    }

    private func seconds(of bound: Bound) -> SQL? {
        guard let id = bound.column, case .column(let scan, let column) = context.owner(of: id),
            case .instant(let name, _) = resolved(column, scan).origin
        else { return nil }
        return SQL(column: context.twin(in: scan, .column(name)))
    }

    /// Functions of a moment that are the same all day, by UTC.
    private static let daily: Set<String> = [
        "startofday", "endofday", "startofweek", "endofweek", "startofmonth", "endofmonth", "startofyear", "endofyear",
        "dayofweek", "dayofmonth", "dayofyear", "getmonth", "monthofyear", "getyear", "weekofyear", "week_of_year",
    ]

    /// Notes for how long a function of a moment stays the same: `bin(TimeGenerated, 1d)` for a day.
    func notePeriod(_ name: String, _ arguments: [Bound], _ sql: SQL) {
        guard let moment = arguments.first?.column, arguments[0].type == .datetime, sql.columns == [moment],
            arguments.dropFirst().allSatisfy({ $0.constant != nil })
        else { return }
        switch name {
        case "bin", "floor":
            if arguments.count == 2, case .timespan(let step) = arguments[1].constant, step > 0 {
                context.meanings.note(sql, of: moment, constantFor: step)
            }
        case "hourofday": context.meanings.note(sql, of: moment, constantFor: Ticks.perSecond * 3600)
        case _ where Self.daily.contains(name): context.meanings.note(sql, of: moment, constantFor: Ticks.perDay)
        default: break
        }
    }
}
