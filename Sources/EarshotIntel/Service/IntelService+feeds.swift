import EarshotModel
import Foundation
import Logging

/// Reads lists: those that are due, and those that earlier runs fetched.
extension IntelService {
    func refreshDue(now: Int64, force: Bool = false) async throws {
        await refresh(configuration.feeds.filter { $0.isEnabled && (force || isDue($0, now)) }, now)
    }

    func readKnown() async throws {
        let known = try await store.threatState("feeds").flatMap {
            try? JSONDecoder().decode([FeedState].self, from: Data($0.utf8))
        }
        for state in known ?? [] { states[state.id] = state }
        let sources = await lookupSources()
        try await store.keepOnly(feeds: configuration.feeds.filter(\.isEnabled).map(\.id) + sources)
        for feed in configuration.feeds {
            var state = states[feed.id] ?? FeedState()
            describe(&state, feed)
            states[feed.id] = state
            if feed.isEnabled, state.entries > 0 { try await index(feed) }
        }
        states = states.filter { id, _ in configuration.feeds.contains { $0.id == id } }
        for id in sources { try await index(LookupDesk.feed(id)) }
    }

    /// Sources whose indicators do not come from feeds.
    private func lookupSources() async -> [String] { await desk?.ids ?? [] }

    /// Services have answered: what they said counts.
    func learn(from services: Set<String>) async throws {
        for id in services { try await index(LookupDesk.feed(id)) }
        if !services.isEmpty { needsJudging = true }
    }

    /// Judges at once when something is new: for people who wait.
    func judgeNow() async throws { if needsJudging { try await judge(now: Self.now) } }

    func describe(_ state: inout FeedState, _ feed: Feed) {
        state.id = feed.id
        state.title = feed.title
        state.role = feed.role.rawValue
        state.category = feed.category
        state.licence = feed.licence
        state.home = feed.home
        state.enabled = feed.isEnabled
        if !feed.isEnabled { state.entries = 0 }
        let description = "\(feed.location) \(feed.format.rawValue) \(feed.confidence) \(feed.category) \(feed.minimum)"
        if state.description != description {
            state.description = description
            state.etag = ""
            state.modified = ""
            state.nextFetch = 0
        }
    }

    private func isDue(_ feed: Feed, _ now: Int64) -> Bool {
        guard feed.isFile || !configuration.isOffline else { return false }
        return now >= states[feed.id]?.nextFetch ?? 0
    }

    /// A few at a time, so that a server that hangs does not hold up the others.
    private func refresh(_ feeds: [Feed], _ now: Int64) async {
        await withTaskGroup(of: Void.self) { group in
            for (place, feed) in feeds.enumerated() {
                if place >= 4 { await group.next() }
                guard !Task.isCancelled else { return }
                group.addTask { await self.refresh(feed, now) }
            }
        }
    }

    private func refresh(_ feed: Feed, _ now: Int64) async {
        guard feed.isFile || !configuration.isOffline else { return }
        var state = states[feed.id] ?? FeedState()
        do {
            try await take(feed, &state, now)
            state.failures = 0
            state.lastFetched = now
            state.nextFetch = now + Self.jittered(max(feed.interval, feed.isFile ? 300 : 3600))
        } catch {
            if error is CancellationError || Task.isCancelled { return }
            state.failures += 1
            state.state = "failed"
            state.message = "\(error)"
            let wait = (error as? FetchError)?.retryAfter ?? min(86_400, 3600 << min(state.failures - 1, 5))
            state.nextFetch = now + Self.jittered(max(wait, (error as? FetchError)?.isOffline == true ? 900 : 3600))
            logger.warning("The feed \(feed.id) was not refreshed: \(error)")
        }
        states[feed.id] = state
        await saveStates()
    }

    /// Up to a tenth more, so that not all homes ask at the same minute.
    private static func jittered(_ seconds: Int) -> Int64 {
        Int64(seconds) + Int64.random(in: 0...Int64(seconds / 10 + 1))
    }

    private func take(_ feed: Feed, _ state: inout FeedState, _ now: Int64) async throws {
        let outcome = try await fetcher.fetch(feed, etag: state.etag, modified: state.modified)
        guard case .file(let path, let isTemporary, let etag, let modified, let isCut) = outcome else {
            if state.state == "failed" { state.state = "ok" }
            state.message = ""
            // The age of its entries counts from today.
            if now / 86_400 > state.lastFetched / 86_400 {
                try await store.touch(feed: feed.id, now: now)
                try await index(feed)
                needsJudging = true
            }
            return
        }
        defer { if isTemporary { try? FileManager.default.removeItem(atPath: path) } }
        var isFirst = true
        let store = store
        let tally = try await FeedReader.read(feed, path: path) { batch in
            try await store.stage(
                batch, feed: feed.id, category: feed.category, confidence: feed.confidence, fresh: isFirst)
            isFirst = false
        }
        if isFirst {
            try await store.stage([], feed: feed.id, category: feed.category, confidence: feed.confidence, fresh: true)
        }
        let swap = try await store.swapIn(feed: feed.id, now: now)
        try await index(feed)
        needsJudging = true
        state.etag = etag
        state.modified = modified
        state.entries = swap.total
        state.added = swap.added
        state.removed = swap.removed
        state.skipped = tally.skipped
        state.lastChanged = now
        state.state = isCut || tally.isCut ? "cut" : "ok"
        state.message =
            isCut || tally.isCut
            ? "The list is larger than is taken (\(fetcher.maximumBytes >> 20) MB, \(FeedReader.maximumIndicators) entries); the rest of it is not used."
            : ""
        logger.info("The feed \(feed.id): \(swap.total) entries, \(swap.added) new, \(swap.removed) gone")
    }

    private func index(_ feed: Feed) async throws {
        guard let number = knowledge.number(of: feed) else { return }
        let parts = PartsBox(IndexParts(feed: number))
        try await store.indicators(of: feed.id) { batch in parts.add(batch) }
        knowledge.replace(parts.taken)
    }

    private func saveStates() async {
        guard let data = try? JSONEncoder().encode(states.values.sorted { $0.id < $1.id }) else { return }
        do { try await store.setThreatState("feeds", String(decoding: data, as: UTF8.self)) } catch {
            logger.warning("How the feeds fare could not be kept: \(error)")
        }
    }
}
