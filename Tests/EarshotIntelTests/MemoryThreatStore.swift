import EarshotModel
import Synchronization

/// The twin of the store, in memory: keeps what services answered, and hands out candidates that it is told.
final class MemoryThreatStore: IndicatorStore, LookupStore {
    private struct Content {
        var candidates: [IntelValue] = []
        var lookups: [StoredLookup] = []
        var states: [String: String] = [:]
    }
    private let content = Mutex(Content())

    init(candidates: [IntelValue]) { content.withLock { $0.candidates = candidates } }

    var saved: [StoredLookup] { content.withLock { $0.lookups } }

    func lookups(of value: String) async throws -> [StoredLookup] { saved.filter { $0.value == value } }

    func save(_ lookup: StoredLookup) async throws {
        content.withLock { content in
            content.lookups.removeAll { $0.service == lookup.service && $0.value == lookup.value }
            content.lookups.append(lookup)
        }
    }

    func candidates(
        for service: String, kinds: CandidateKinds, since: Int64, askedSince: Int64, limit: Int
    ) async throws -> [IntelValue] {
        content.withLock { content in
            content.candidates.filter { value in
                let isWanted: Bool
                switch value {
                case .address: isWanted = kinds.contains(.addresses)
                case .domain: isWanted = kinds.contains(.domains)
                case .hash: isWanted = false
                }
                return isWanted
                    && !content.lookups.contains {
                        $0.service == service && $0.value == value.text && $0.asked >= askedSince
                    }
            }
        }
    }

    func threatState(_ key: String) async throws -> String? { content.withLock { $0.states[key] } }
    func setThreatState(_ key: String, _ value: String) async throws { content.withLock { $0.states[key] = value } }

    func stage(_: [Indicator], feed: String, category: String, confidence: UInt8, fresh: Bool) async throws {}
    func swapIn(feed: String, now: Int64) async throws -> FeedSwap { FeedSwap() }
    func touch(feed: String, now: Int64) async throws {}
    func keepOnly(feeds: [String]) async throws {}
    func indicators(of feed: String, _ body: @escaping @Sendable ([StoredIndicator]) -> Void) async throws {}
    func indicators(matching values: [String]) async throws -> [StoredIndicator] { [] }
    func apply(_ judge: any ThreatJudge) async throws -> Int { 0 }
    func unhunted(minimum: Int) async throws -> HuntTargets { HuntTargets() }
    func hunt(_ targets: HuntTargets) async throws -> [RetroMatch] { [] }
    func setHunted(_ targets: HuntTargets) async throws {}
}
