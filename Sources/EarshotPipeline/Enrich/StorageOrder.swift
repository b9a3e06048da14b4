import EarshotModel

/// Puts the sessions of a batch into the order in which they are stored: those of a kind one after another, in order of
/// arrival within a kind.
///
/// Inbound packets share interface, rule, action and local address, outbound ones share others: side by side such
/// columns are constant over long stretches and take no space, about 3 bytes an event in all. A batch spans seconds,
/// so the order in time that queries profit from stays.
///
/// The memory is used for every batch: a batch's worth of fresh memory costs as much as the work done in it.
struct StorageOrder {
    private var kinds: [UInt8] = []
    private var order: [UInt32] = []
    private var starts: [Int] = []
    private static let kindCount = NetworkDirection.allCases.count * 3

    /// The columns of the last batches, by turns: one batch is being written and one may wait while the next is made.
    private var columns = Array(repeating: SessionColumns(), count: 3)
    private var turn = 0
    private static let worthKeeping = 8192

    mutating func rows(
        _ batch: borrowing ParsedBatch, _ decisions: Span<Enricher.Decision>, _ numbers: inout Numbering
    ) -> TableRows {
        let sessions = batch.sessions.span
        sort(sessions, decisions)
        var columns = SessionColumns()
        swap(&columns, &self.columns[turn])
        columns.removeAll()
        for position in order {
            let index = Int(position)
            columns.append(sessions, index, decisions[index], batch, &numbers)
        }
        // Hours of quiet need no memory for a flood.
        if order.count >= Self.worthKeeping { self.columns[turn] = columns }
        turn = (turn + 1) % self.columns.count
        return columns.finished()
    }

    /// A counting sort.
    private mutating func sort(_ sessions: Span<SessionRecord>, _ decisions: Span<Enricher.Decision>) {
        kinds.removeAll(keepingCapacity: true)
        starts = Array(repeating: 0, count: Self.kindCount + 1)
        for index in decisions.indices {
            let transport: UInt8 = Self.transport(sessions[index].networkProtocol)
            let kind = decisions[index].direction.rawValue * 3 + transport
            kinds.append(kind)
            starts[Int(kind) + 1] += 1
        }
        for kind in 1..<starts.count { starts[kind] += starts[kind - 1] }
        if order.count != kinds.count { order = Array(repeating: 0, count: kinds.count) }
        for index in kinds.indices {
            let kind = Int(kinds[index])
            order[starts[kind]] = UInt32(truncatingIfNeeded: index)
            starts[kind] += 1
        }
    }

    @inline(__always)
    private static func transport(_ number: UInt8) -> UInt8 {
        switch number {
        case 6: 0
        case 17: 1
        default: 2
        }
    }
}
