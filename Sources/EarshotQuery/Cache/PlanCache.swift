import EarshotModel
import Synchronization

/// Compiled queries by their text: a page asks the same dozen questions every minute, a detection the same one every five.
///
/// A query that is new is compiled for two moments (see `PlanTemplate`) and kept if it differs by the clock alone. What depends on more than the text and the clock is compiled each time: questions to the data, watchlists, and
/// answers from what is counted ahead. For one compiler: its tables, functions and hosts are those of every entry.
public final class PlanCache: Sendable {
    public struct Figures: Sendable, Hashable {
        public var hits: Int64 = 0
        /// Compiled, because they were new, or had been pushed out.
        public var misses: Int64 = 0
        /// Compiled, because they cannot be kept.
        public var unfit: Int64 = 0
        public var entries = 0
        public var bytes = 0
    }

    struct Key: Hashable {
        let text: String
        let parameters: [String: KustoValue]
    }

    private enum Content {
        case unfit
        case plan(Plan)
    }

    private struct Plan {
        /// Without SQL.
        let query: CompiledQuery
        let templates: [PlanTemplate]
    }

    private struct Entry {
        var content: Content
        var bytes: Int
        var used: UInt64
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var figures = Figures()
        var clock: UInt64 = 0
    }

    private let state = Mutex(State())
    private let maximumEntries: Int
    private let maximumBytes: Int

    public init(maximumEntries: Int = 512, maximumBytes: Int = 16_000_000) {
        self.maximumEntries = maximumEntries
        self.maximumBytes = maximumBytes
    }

    public var figures: Figures { state.withLock { $0.figures } }

    enum Answer {
        case plan(CompiledQuery)
        /// Compile it; it cannot be kept.
        case unfit
        /// Compile it twice and keep it.
        case new
    }

    func answer(_ key: Key, at now: Int64) -> Answer {
        let found: Plan? = state.withLock { state in
            state.clock += 1
            state.entries[key]?.used = state.clock
            guard case .plan(let plan)? = state.entries[key]?.content else { return nil }
            return plan
        }
        if let query = found?.query.with(sql: found?.templates ?? [], at: now) {
            state.withLock { $0.figures.hits += 1 }
            return .plan(query)
        }
        return state.withLock { state in
            guard state.entries[key] == nil else {
                state.figures.unfit += 1
                return .unfit
            }
            state.figures.misses += 1
            return .new
        }
    }

    /// `later`: the same query compiled for `PlanTemplate.distance` after `now`; nil: it cannot be.
    func keep(_ query: CompiledQuery, later: CompiledQuery?, _ key: Key, at now: Int64) {
        let templates = later.flatMap { query.templates(with: $0, at: now) }
        state.withLock { state in
            guard let templates else { return keep(.unfit, key, bytes: 0, &state) }
            let bytes = templates.reduce(1000) { $0 + $1.bytes }
            keep(.plan(Plan(query: query.withoutSQL, templates: templates)), key, bytes: bytes, &state)
        }
    }

    private func keep(_ content: Content, _ key: Key, bytes: Int, _ state: inout State) {
        let bytes = bytes + key.text.utf8.count + 200
        // One that large would push out many.
        guard bytes <= maximumBytes / 8 else { return }
        state.figures.bytes += bytes - (state.entries[key]?.bytes ?? 0)
        state.entries[key] = Entry(content: content, bytes: bytes, used: state.clock)
        while state.entries.count > maximumEntries || state.figures.bytes > maximumBytes {
            guard let oldest = state.entries.min(by: { $0.value.used < $1.value.used }) else { break }
            state.figures.bytes -= oldest.value.bytes
            state.entries[oldest.key] = nil
        }
        state.figures.entries = state.entries.count
    }
}
