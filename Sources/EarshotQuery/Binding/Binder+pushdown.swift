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
        let twin = context.twin(of: id, in: scan, "code \(physical)", Emitter.physical(physical, scan))
        return (SQL(column: twin), names)
    }

    private func resolved(_ column: Column, _ scan: TableScan) -> Column {
        guard case .alias(let name) = column.origin, let target = scan.table.column(named: name) else { return column }
        return target
    }

    /// Adds the same bound on the stored seconds, for which the engine keeps a range per block.
    func withTimeRange(_ symbol: String, _ left: Bound, _ right: Bound, _ bound: Bound) -> Bound {
        if let seconds = seconds(of: left), !right.sql.hasColumns { return ranged(symbol, seconds, right, bound) }
        if let seconds = seconds(of: right), !left.sql.hasColumns {
            let mirrored = ["<": ">", "<=": ">=", ">": "<", ">=": "<="][symbol] ?? symbol
            return ranged(mirrored, seconds, left, bound)
        }
        return bound
    }

    private func ranged(_ symbol: String, _ seconds: SQL, _ limit: Bound, _ bound: Bound) -> Bound {
        let whole: SQL
        if case .datetime(let ticks) = limit.constant {
            whole = SQL(raw: String(Ticks.unixSeconds(ticks).seconds))
        } else {
            whole = "((\(limit.sql) - 621355968000000000) // 10000000)"
        }
        // The whole second is compared inclusively: the exact comparison beside it decides within the second.
        let coarse: SQL =
            switch symbol {
            case "<", "<=": "\(seconds) <= \(whole)"
            case ">", ">=": "\(seconds) >= \(whole)"
            default: "\(seconds) = \(whole)"
            }
        var result = bound
        result.sql = "(\(bound.sql) AND \(coarse))"
        return result
    }

    private func seconds(of bound: Bound) -> SQL? {
        guard let id = bound.column, case .column(let scan, let column) = context.owner(of: id),
            case .instant(let name, _) = resolved(column, scan).origin
        else { return nil }
        let twin = context.twin(of: id, in: scan, "seconds \(name)", Emitter.physical(.column(name), scan))
        return SQL(column: twin)
    }
}
