import EarshotModel
import Foundation
import Logging

/// Judges addresses and names by what is known, and searches the past for those that turn out to be risky.
extension IntelService {
    /// Judges what is to be judged anew, and searches the past.
    func apply(now: Int64) async throws {
        try await judge(now: now)
        try await alone { try await self.hunt() }
    }

    func judge(now: Int64) async throws {
        try await alone {
            if await self.isJudgingDue(now) { try await self.judgeAll(now) }
        }
    }

    private func isJudgingDue(_ now: Int64) -> Bool { needsJudging || now - judgedAt >= 3600 }

    private func judgeAll(_ now: Int64) async throws {
        let judge = knowledge.judge(now: now)
        // What becomes known meanwhile is for the next time.
        needsJudging = false
        let judged: Int
        do { judged = try await store.apply(judge) } catch {
            needsJudging = true
            throw error
        }
        self.judge = judge
        judgedAt = now
        logger.debug("\(judged) addresses and names have a verdict")
    }

    private func hunt() async throws {
        let targets = try await store.unhunted(minimum: configuration.huntFrom)
        guard !targets.isEmpty else { return }
        let matches = try await store.hunt(targets)
        // First the findings, then the mark: an end between the two repeats a finding and loses none.
        if !matches.isEmpty { try await report(matches) }
        try await store.setHunted(targets)
        findings += matches.count
        if !matches.isEmpty { logger.notice("\(matches.count) matches in the history of risky addresses and names") }
    }
}
