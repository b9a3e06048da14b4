import EarshotModel

/// Some sessions of a piece of a batch, in the order in which they are stored.
///
/// So few that they stay in the processor's nearest cache while one column after the other is taken from them: a loop for
/// each column costs a third of visiting every column for each record.
struct SessionBlock: ~Escapable {
    /// Rows of a block.
    static let size = 128

    let sessions: Span<SessionRecord>
    let decisions: Span<Enricher.Decision>
    /// Which sessions, as indices into both.
    let rows: Span<UInt32>
    /// What all of them have, and what at least one has.
    let common: SessionRecord.Present
    let present: SessionRecord.Present

    @_lifetime(copy sessions, copy decisions, copy rows)
    init(_ sessions: Span<SessionRecord>, _ decisions: Span<Enricher.Decision>, _ rows: Span<UInt32>) {
        var common = SessionRecord.Present(rawValue: .max)
        var present = SessionRecord.Present()
        for position in rows.indices {
            let has = sessions[Int(rows[position])].present
            common.formIntersection(has)
            present.formUnion(has)
        }
        self.sessions = sessions
        self.decisions = decisions
        self.rows = rows
        self.common = common
        self.present = present
    }
}

extension FixedColumn {
    /// Appends a value for each of `rows`.
    @inline(__always)
    mutating func append(_ rows: Span<UInt32>, _ value: (Int) -> Element) {
        values.append(addingCapacity: rows.count) { output in
            for position in rows.indices { output.append(value(Int(rows[position]))) }
        }
    }

    /// Appends a value for each session of a block, a missing one where the session does not have it.
    @inline(__always)
    mutating func append(_ block: borrowing SessionBlock, _ flag: SessionRecord.Present, _ value: (Int) -> Element) {
        if !block.common.contains(flag) { noteMissing(block, flag) }
        append(block.rows, value)
    }

    private mutating func noteMissing(_ block: borrowing SessionBlock, _ flag: SessionRecord.Present) {
        let start = UInt32(truncatingIfNeeded: values.count)
        let end = start + UInt32(truncatingIfNeeded: block.rows.count)
        guard block.present.contains(flag) else { return missing.append(contentsOf: start..<end) }
        for position in block.rows.indices
        where !block.sessions[Int(block.rows[position])].present.contains(flag) {
            missing.append(start + UInt32(truncatingIfNeeded: position))
        }
    }
}
