import EarshotModel
import Glibc

/// Counts lines per source and minute, for the `Heartbeat` table.
struct HeartbeatCounter {
    private struct Count {
        var parsed: Int64 = 0
        var unrecognized: Int64 = 0
    }
    private var minute: Int64 = 0
    private var counts: [Int32: Count] = [:]
    private var finished: [(minute: Int64, source: Int32, count: Count)] = []
    private var recent: (source: Int32, count: Count) = (0, Count())

    private static var now: Int64 { Int64(time(nil)) / 60 * 60 }

    mutating func count(_ source: Int32, parsed: Bool) {
        if source != recent.source {
            fold()
            recent.source = source
        }
        if parsed { recent.count.parsed += 1 } else { recent.count.unrecognized += 1 }
    }

    private mutating func fold() {
        if recent.count.parsed + recent.count.unrecognized > 0 {
            counts[recent.source, default: Count()].parsed += recent.count.parsed
            counts[recent.source, default: Count()].unrecognized += recent.count.unrecognized
        }
        recent = (0, Count())
    }

    /// Whether a minute is over that has something to tell.
    var isDue: Bool { !finished.isEmpty || (minute != Self.now && (!counts.isEmpty || recent.source != 0)) }

    /// Ends the current minute early: Earshot is stopping.
    mutating func close() {
        fold()
        finish()
    }

    private mutating func finish() {
        for (source, count) in counts { finished.append((minute == 0 ? Self.now : minute, source, count)) }
        counts.removeAll(keepingCapacity: true)
    }

    /// Rows for the minutes that are over, or nil.
    /// `offset`: how far a source's clock is off, seconds.
    mutating func take(_ offset: (Int32) -> Int64?) -> TableRows? {
        let now = Self.now
        if minute != now {
            fold()
            finish()
            minute = now
        }
        guard !finished.isEmpty else { return nil }
        defer { finished.removeAll() }
        var clocks = FixedColumn<Int64>()
        for row in finished { clocks.append(offset(row.source) ?? 0, if: offset(row.source) != nil) }
        return TableRows(
            "heartbeat", .append,
            [
                .int64(FixedColumn(finished.map(\.minute))), .int32(FixedColumn(finished.map(\.source))),
                .int64(FixedColumn(finished.map { $0.count.parsed + $0.count.unrecognized })),
                .int64(FixedColumn(finished.map(\.count.parsed))),
                .int64(FixedColumn(finished.map(\.count.unrecognized))), .int64(clocks),
            ])
    }
}
