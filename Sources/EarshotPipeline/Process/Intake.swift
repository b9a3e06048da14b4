import Dispatch
public import EarshotModel
public import EarshotParsing
import Synchronization

/// The bounded queue between receiving and processing: collectors never wait, importers do.
///
/// The bound is in bytes, because that is what memory is made of. What finds no room is counted.
public final class Intake: RecordIntake, DeviceInventory {
    struct Item: Sendable {
        var chunk: RawChunk
        var receipt: CheckedContinuation<IngestReceipt, any Error>?
        /// Kept lines to be read again; the chunk is empty.
        var kept: KeptBatch?
        /// Formats that count from here on.
        var formats: OwnFormats?
    }

    private struct State {
        /// What was taken out is nil until its place is removed.
        var items: [Item?] = []
        var head = 0
        var bytes = 0
        var waiting: [CheckedContinuation<Void, any Error>] = []
        var closed = false
        var droppedLines: Int64 = 0
        var receivedLines: Int64 = 0
    }

    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private let maximumBytes: Int

    /// `maximumBytes`: how much may wait. Default 32 MB, about 130,000 firewall lines.
    public init(maximumBytes: Int = 32_000_000) { self.maximumBytes = maximumBytes }

    public func offer(_ chunk: RawChunk) {
        let accepted = state.withLock { state in
            if !chunk.source.transport.isDiscovery { state.receivedLines += Int64(chunk.lineCount) }
            guard !state.closed, state.bytes < maximumBytes else {
                state.droppedLines += Int64(chunk.lineCount)
                return false
            }
            Self.append(Item(chunk: chunk), to: &state)
            return true
        }
        if accepted { arrivals.signal() }
    }

    public func submit(_ chunk: RawChunk) async throws {
        try await room()
        try enqueue(Item(chunk: chunk))
    }

    public func commit(_ chunk: RawChunk) async throws -> IngestReceipt { try await commit(Item(chunk: chunk)) }

    private func commit(_ item: Item) async throws -> IngestReceipt {
        try await room()
        return try await withCheckedThrowingContinuation { continuation in
            var item = item
            item.receipt = continuation
            do { try enqueue(item) } catch { continuation.resume(throwing: error) }
        }
    }

    public func change(_ change: DeviceChange) async throws {
        var chunk = RawChunk(source: SourceAddress(.http, "inventory"), arrival: 0)
        chunk.change = change
        _ = try await commit(chunk)
    }

    /// Other formats of the user's own, for whatever comes behind them. Returns when they count.
    public func use(_ formats: OwnFormats) async throws {
        var item = Item(chunk: RawChunk(source: SourceAddress(.http, "formats"), arrival: 0))
        item.formats = formats
        _ = try await commit(item)
    }

    /// Reads kept lines again, in turn with those that arrive.
    func reread(_ kept: KeptBatch) async throws -> IngestReceipt {
        var item = Item(chunk: RawChunk(source: SourceAddress(.http, "kept"), arrival: 0))
        item.kept = kept
        return try await commit(item)
    }

    /// Waits until there is room. A waiter may find the room taken by a collector meanwhile; the bound is then exceeded
    /// by one chunk, not more per waiter.
    private func room() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let now: Result<Void, any Error>? = state.withLock { state in
                if state.closed { return .failure(IntakeClosed()) }
                if state.bytes < maximumBytes { return .success(()) }
                state.waiting.append(continuation)
                return nil
            }
            if let now { continuation.resume(with: now) }
        }
    }

    private func enqueue(_ item: Item) throws {
        try state.withLock { state in
            guard !state.closed else { throw IntakeClosed() }
            if !item.chunk.source.transport.isDiscovery { state.receivedLines += Int64(item.chunk.lineCount) }
            Self.append(item, to: &state)
        }
        arrivals.signal()
    }

    private static func append(_ item: Item, to state: inout State) {
        state.bytes += item.chunk.bytes.count
        state.items.append(item)
    }

    /// The next item; nil when none came within `milliseconds`, or the intake is closed and empty.
    func next(within milliseconds: Int) -> Item? {
        guard arrivals.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else { return nil }
        let (item, woken) = state.withLock { state -> (Item?, [CheckedContinuation<Void, any Error>]) in
            guard state.head < state.items.count, let item = state.items[state.head].take() else { return (nil, []) }
            state.head += 1
            state.bytes -= item.chunk.bytes.count
            if state.head > 64, state.head * 2 > state.items.count {
                state.items.removeFirst(state.head)
                state.head = 0
            }
            guard state.bytes < maximumBytes * 3 / 4 else { return (item, []) }
            defer { state.waiting.removeAll() }
            return (item, state.waiting)
        }
        for continuation in woken { continuation.resume() }
        return item
    }

    /// No more chunks are taken; what is queued is still processed.
    func close() {
        let waiting = state.withLock { state in
            state.closed = true
            defer { state.waiting.removeAll() }
            return state.waiting
        }
        for continuation in waiting { continuation.resume(throwing: IntakeClosed()) }
        arrivals.signal()
    }

    var isClosed: Bool { state.withLock { $0.closed } }
    var isClosedAndEmpty: Bool { state.withLock { $0.closed && $0.head >= $0.items.count } }
    var isEmpty: Bool { state.withLock { $0.head >= $0.items.count } }

    /// Lines taken and lines dropped because the queue was full.
    public var counts: (received: Int64, dropped: Int64) {
        state.withLock { ($0.receivedLines, $0.droppedLines) }
    }
}

/// Earshot is stopping and takes no more lines.
public struct IntakeClosed: Error, CustomStringConvertible {
    public var description: String { "Earshot is stopping and takes no more lines; send them again when it runs." }
}
