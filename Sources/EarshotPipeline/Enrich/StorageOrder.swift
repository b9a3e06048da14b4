import EarshotModel
import EarshotParsing

/// Puts the sessions of a batch into the order in which they are stored: those of a kind one after another, in order of
/// arrival within a kind.
///
/// Inbound packets share interface, rule, action and local address, outbound ones share others: side by side such
/// columns are constant over long stretches and take no space, about 3 bytes an event in all. A batch spans seconds,
/// so the order in time that queries profit from stays.
///
/// A batch may come in pieces, which are sorted while the processor's cache still holds them; each kind then has columns
/// of its own. The memory is used for every batch: a batch's worth of fresh memory costs as much as the work done in it.
struct StorageOrder {
    private var kinds: [UInt8] = []
    private var order: [UInt32] = []
    private var starts: [Int] = []
    private static let kindCount = NetworkDirection.allCases.count * 3

    /// The columns of the last batches, by turns and kinds: one batch is being written and one may wait while the next is
    /// made.
    private var columns: [SessionColumns?] = Array(repeating: nil, count: 3 * kindCount)
    private var turn = 0
    /// Sessions of the open batch.
    private(set) var count = 0
    private static let worthKeeping = 8192

    /// Takes the sessions of a piece. A piece that `isWhole` is all there is of the batch.
    mutating func append(
        _ batch: borrowing ParsedBatch, _ decisions: Span<Enricher.Decision>, isWhole: Bool, _ numbers: inout Numbering
    ) {
        let sessions = batch.sessions.span
        sort(sessions, decisions)
        count += order.count
        let order = order
        var start = 0
        for kind in 0..<Self.kindCount where starts[kind] > start {
            // A handful of rows is not worth a statement for each kind.
            let slot = turn * Self.kindCount + (isWhole ? 0 : kind)
            if columns[slot] == nil { columns[slot] = SessionColumns() }
            while start < starts[kind] {
                let end = min(start + SessionBlock.size, starts[kind])
                let block = SessionBlock(sessions, decisions, order.span.extracting(start..<end))
                columns[slot]?.append(block, batch, &numbers)
                start = end
            }
        }
    }

    /// The rows of the batch; the next one begins.
    mutating func finish() -> [TableRows] {
        let slots = turn * Self.kindCount..<(turn + 1) * Self.kindCount
        let rows = slots.compactMap { columns[$0]?.finished() }.filter { $0.count > 0 }
        // Hours of quiet need no memory for a flood.
        if count < Self.worthKeeping { for slot in slots { columns[slot] = nil } }
        count = 0
        turn = (turn + 1) % 3
        for slot in turn * Self.kindCount..<(turn + 1) * Self.kindCount { columns[slot]?.removeAll() }
        return rows
    }

    /// A counting sort; `starts` then tells where each kind ends.
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
