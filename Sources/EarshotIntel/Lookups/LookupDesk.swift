public import EarshotModel
import Foundation
public import Logging
import Synchronization

/// Asks services within their quotas, about what matters most, and keeps their answers.
public actor LookupDesk {
    private struct Entry: Sendable {
        var service: any LookupService
        var description: ServiceDescription
        var quota = LookupQuota()
        var waiting = 0
        /// How often asking about a value has failed: one that always does must not keep the others waiting.
        var troubles: [IntelValue: Int] = [:]
    }

    private var entries: [Entry]
    private let store: any IndicatorStore & LookupStore
    private let logger: Logger
    private var isLoaded = false

    /// Answers that are older are asked for anew.
    static let freshSeconds: Int64 = 3 * 86_400
    /// Addresses of the last week are asked about.
    private static let window: Int64 = 7 * 86_400

    /// A value is given up for a while after so many failures.
    private static let patience = 3

    public static let serviceIDs = WebService.all.map(\.id)

    /// Throws `FeedError` for an id that is no service.
    public init(
        services: [ServiceDescription], enrichments: [ServiceDescription], store: any IndicatorStore & LookupStore,
        logger: Logger
    ) throws {
        self.store = store
        self.logger = logger
        entries = try services.map { Entry(service: try Self.service($0), description: $0) }
        for description in enrichments {
            guard !Self.serviceIDs.contains(description.id), description.url != nil || !description.command.isEmpty
            else {
                throw FeedError(
                    "`intel.enrichments`, `\(description.id)`: it needs an id of its own and a `url` or a `command` (a list)."
                )
            }
            entries.append(Entry(service: OwnEnrichment(description: description), description: description))
        }
    }

    private static func service(_ description: ServiceDescription) throws -> any LookupService {
        guard !description.key.isEmpty else {
            throw FeedError("`intel.services`, `\(description.id)`: the `key` is missing.")
        }
        guard let service = WebService.all.first(where: { $0.id == description.id }) else {
            throw FeedError(
                "`intel.services`: there is no service `\(description.id)`. There are \(serviceIDs.joined(separator: ", ")); "
                    + "one of your own goes under `intel.enrichments`.")
        }
        return WebLookup(service: service, description: description)
    }

    /// Each as a source of indicators.
    public nonisolated static func feed(_ id: String) -> Feed {
        var feed = Feed(id: id, location: "/")
        feed.title = id
        feed.halfLifeDays = WebService.all.first { $0.id == id }?.halfLifeDays ?? 7
        return feed
    }

    public var ids: [String] { entries.map(\.service.id) }

    // MARK: Asking by itself

    /// Asks what there is room for, all services at once, so that one that hangs holds up none. `isSettled`: whether nobody
    /// need be asked. Answers which services have told something new.
    public func turn(
        now: Int64, isSettled: @escaping @Sendable (IntelValue) -> Bool = { _ in false }
    ) async throws -> Set<String> {
        try await load()
        return try await withThrowingTaskGroup(of: String?.self) { group in
            for index in entries.indices where !entries[index].description.isManual {
                group.addTask { try await self.turn(index, now, isSettled) }
            }
            var changed: Set<String> = []
            for try await id in group { if let id { changed.insert(id) } }
            return changed
        }
    }

    /// Asks one service; answers its id when it told something.
    private func turn(
        _ index: Int, _ now: Int64, _ isSettled: @Sendable (IntelValue) -> Bool
    ) async throws -> String? {
        let service = entries[index].service
        let room = roomLeft(index, now)
        guard room > 0, !isKeyRefused(index) else { return nil }
        let values = try await store.candidates(
            for: service.id, kinds: Self.kinds(service), since: now - Self.window, askedSince: now - Self.freshSeconds,
            limit: 1000
        ).filter { service.handles($0) && !isSettled($0) }
        entries[index].waiting = values.count
        // A tenth of the day's quota is kept for the questions of people.
        let own = entries[index].quota.askedToday < service.perDay - service.perDay / 10 ? room : 0
        var hasTold = false
        for value in values.prefix(min(own, 20)) {
            guard !Task.isCancelled, roomLeft(index, now) > 0, !isKeyRefused(index) else { break }
            let failures = entries[index].quota.failures
            if try await ask(index, value, now) != nil {
                hasTold = true
                entries[index].waiting -= 1
            }
            // One failure a round: what is in trouble is not pressed.
            guard entries[index].quota.failures <= failures else { break }
        }
        return hasTold ? service.id : nil
    }

    private func roomLeft(_ index: Int, _ now: Int64) -> Int {
        let service = entries[index].service
        return entries[index].quota.room(perMinute: service.perMinute, perDay: service.perDay, now: now)
    }

    /// The kinds of things a service knows.
    private static func kinds(_ service: any LookupService) -> CandidateKinds {
        var kinds: CandidateKinds = []
        if service.handles(.address(IPAddress("1.1.1.1") ?? IPAddress(bits: 0))) { kinds.insert(.addresses) }
        if service.handles(.domain("example.com")) { kinds.insert(.domains) }
        return kinds
    }

    /// The answer that was kept; nil: there is none.
    private func ask(_ index: Int, _ value: IntelValue, _ now: Int64) async throws -> StoredLookup? {
        entries[index].quota.count(now: now)
        // Before the question, so that an end in between does not ask twice.
        try await save(index)
        do {
            let answer = try await entries[index].service.ask(value, now: now)
            entries[index].quota.succeed(remaining: answer.remaining)
            try await save(index)
            var lookup = StoredLookup(
                service: entries[index].service.id, kind: value.kind, value: value.text, asked: now)
            lookup.score = answer.score
            lookup.category = answer.category
            lookup.name = answer.name
            lookup.summary = answer.summary
            lookup.answer = answer.json
            try await store.save(lookup)
            return lookup
        } catch let refusal as LookupRefusal {
            note(refusal, index, now)
            try await save(index)
            if isHopeless(refusal, index, value) {
                // Not to be asked again and again.
                var lookup = StoredLookup(
                    service: entries[index].service.id, kind: value.kind, value: value.text, asked: now)
                lookup.summary = refusal.description
                try await store.save(lookup)
            }
            return nil
        }
    }

    /// Whether asking about this value again soon is of no use.
    private func isHopeless(_ refusal: LookupRefusal, _ index: Int, _ value: IntelValue) -> Bool {
        switch refusal.kind {
        case .value: return true
        case .wait, .key: return false
        case .trouble:
            // Few at a time; a service that fails for many is in trouble itself and is left alone.
            if entries[index].troubles.count > 100 { entries[index].troubles = [:] }
            entries[index].troubles[value, default: 0] += 1
            guard entries[index].troubles[value] ?? 0 >= Self.patience else { return false }
            entries[index].troubles[value] = nil
            return true
        }
    }

    private func note(_ refusal: LookupRefusal, _ index: Int, _ now: Int64) {
        logger.warning("\(refusal)")
        switch refusal.kind {
        case .wait(let seconds): entries[index].quota.wait(seconds, refusal.description, now: now)
        case .key:
            entries[index].quota.refusedKey = fingerprint(index)
            entries[index].quota.message = refusal.description
        case .trouble: entries[index].quota.fail(refusal.description, now: now)
        case .value: break
        }
    }

    /// A key that was refused is not tried again; another one is.
    private func isKeyRefused(_ index: Int) -> Bool {
        entries[index].quota.refusedKey != 0 && entries[index].quota.refusedKey == fingerprint(index)
    }

    /// FNV-1a, the same in every run.
    private func fingerprint(_ index: Int) -> Int {
        let text = entries[index].description.key + (entries[index].description.url ?? "")
        let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash >> 2) | 1
    }

    // MARK: Asking for people

    /// What was answered about a value, asked anew where `isLive` and the kept answer is old.
    public func report(on value: IntelValue, isLive: Bool, now: Int64) async throws -> (
        lookups: [StoredLookup], notAsked: [String: String], changed: Set<String>
    ) {
        try await load()
        var known: [String: StoredLookup] = [:]
        for lookup in try await store.lookups(of: value.text) { known[lookup.service] = lookup }
        var notAsked: [String: String] = [:]
        var changed: Set<String> = []
        guard isLive else { return (known.values.sorted { $0.service < $1.service }, [:], []) }
        for index in entries.indices {
            let service = entries[index].service
            if let lookup = known[service.id], now - lookup.asked < Self.freshSeconds { continue }
            if let why = obstacle(index, value, now) {
                notAsked[service.id] = why
            } else if let lookup = try await ask(index, value, now) {
                known[service.id] = lookup
                changed.insert(service.id)
            } else {
                notAsked[service.id] = entries[index].quota.message
            }
        }
        for id in Self.serviceIDs where !entries.contains(where: { $0.service.id == id }) { notAsked[id] = "no key" }
        return (known.values.sorted { $0.service < $1.service }, notAsked, changed)
    }

    private func obstacle(_ index: Int, _ value: IntelValue, _ now: Int64) -> String? {
        let service = entries[index].service
        if case .address(let address) = value, !address.addressClass.isPublic { return "the address is not public" }
        guard service.handles(value) else { return "it knows nothing of this kind of thing" }
        if isKeyRefused(index) { return entries[index].quota.message }
        guard roomLeft(index, now) > 0 else {
            return entries[index].quota.message.isEmpty ? "quota" : entries[index].quota.message
        }
        return nil
    }

    // MARK: State

    public func states(now: Int64) async -> [LookupState] {
        var states = entries.map { entry -> LookupState in
            var quota = entry.quota
            let room = quota.room(perMinute: entry.service.perMinute, perDay: entry.service.perDay, now: now)
            var state = LookupState()
            state.id = entry.service.id
            state.title = entry.service.title
            state.hasKey = true
            state.pausedUntil = quota.pausedUntil > now ? quota.pausedUntil : 0
            state.message = quota.message
            state.state = state.pausedUntil > 0 ? "paused" : quota.message.isEmpty ? "ok" : "failed"
            if room == 0, state.state == "ok", quota.askedToday >= entry.service.perDay {
                state.state = "paused"
                state.message = "Today's quota is used; it goes on after midnight UTC."
            }
            state.asked = quota.lastAsked
            state.askedToday = quota.askedToday
            state.perDay = entry.service.perDay
            state.perMinute = entry.service.perMinute
            state.remaining = quota.remaining
            state.waiting = entry.waiting
            return state
        }
        for id in Self.serviceIDs where !states.contains(where: { $0.id == id }) {
            var state = LookupState()
            state.id = id
            state.title = WebService.all.first { $0.id == id }?.title ?? id
            states.append(state)
        }
        return states
    }

    private func load() async throws {
        guard !isLoaded else { return }
        for index in entries.indices {
            let text = try await store.threatState("quota." + entries[index].service.id)
            if let text, let quota = try? JSONDecoder().decode(LookupQuota.self, from: Data(text.utf8)) {
                entries[index].quota = quota
            }
        }
        isLoaded = true
    }

    private func save(_ index: Int) async throws {
        let data = try JSONEncoder().encode(entries[index].quota)
        try await store.setThreatState("quota." + entries[index].service.id, String(decoding: data, as: UTF8.self))
    }
}
