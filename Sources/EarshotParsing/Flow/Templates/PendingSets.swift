internal import EarshotModel

/// Data sets whose template has not come yet. Bounded: what is oldest gives way.
struct PendingSets: Sendable {
    /// A set and what its datagram's header said.
    struct Entry: Sendable {
        let exporter: FlowExporterKey
        let template: UInt16
        let header: FlowHeader
        let bytes: [UInt8]
    }

    /// What waits of one sender, in the order in which it came.
    private struct Queue: Sendable {
        var entries: [Entry] = []
        var bytes = 0
        var latest: Int64 = 0
    }

    private var queues: [IPAddress: Queue] = [:]

    /// Bounds: a sender's sets and bytes, and senders. At most 16 MB in all.
    private static let maximumSets = 1_024
    private static let maximumBytes = 1 << 20
    private static let maximumSenders = 16
    /// How many give way at once, so that making room is cheap per set.
    private static let step = 64

    var count: Int { queues.values.reduce(0) { $0 + $1.entries.count } }

    /// Keeps a set; returns how many others were given up for it.
    mutating func keep(_ entry: Entry) -> Int {
        let address = entry.exporter.address
        var given = 0
        if queues[address] == nil, queues.count >= Self.maximumSenders,
            let silent = queues.min(by: { $0.value.latest < $1.value.latest })?.key
        {
            given += queues.removeValue(forKey: silent)?.entries.count ?? 0
        }
        var queue = queues.removeValue(forKey: address) ?? Queue()
        while queue.entries.count >= Self.maximumSets || queue.bytes + entry.bytes.count > Self.maximumBytes {
            let oldest = min(Self.step, queue.entries.count)
            queue.bytes -= queue.entries[..<oldest].reduce(0) { $0 + $1.bytes.count }
            queue.entries.removeFirst(oldest)
            given += oldest
        }
        queue.bytes += entry.bytes.count
        queue.latest = entry.header.arrival
        queue.entries.append(entry)
        queues[address] = queue
        return given
    }

    /// Takes out what waits for a template.
    mutating func take(_ exporter: FlowExporterKey, _ template: UInt16) -> [Entry] {
        guard var queue = queues[exporter.address] else { return [] }
        let found = queue.entries.filter { $0.template == template && $0.exporter == exporter }
        guard !found.isEmpty else { return [] }
        queue.entries.removeAll { $0.template == template && $0.exporter == exporter }
        queue.bytes = queue.entries.reduce(0) { $0 + $1.bytes.count }
        queues[exporter.address] = queue.entries.isEmpty ? nil : queue
        return found
    }
}
