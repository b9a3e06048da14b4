public import EarshotModel
import Foundation
public import Logging

/// What is yet to be told, and what was: kept in the store, so that a restart neither loses a notice nor tells it twice.
///
/// A notice leaves the list of a channel when its receiver has taken it, and that is stored before the next one is sent.
/// Only when Earshot dies between the two can a notice arrive twice; its `id` is the same then (mail: `Message-ID`,
/// webhook: `X-Earshot-Id`).
public actor Outbox {
    struct Letter: Codable, Hashable {
        var notice: Notice
        var channel: String
        var attempts = 0
        /// Not before this moment, seconds since 1970.
        var due: Int64
    }
    private struct Kept: Codable {
        var letters: [Letter] = []
        /// Identifiers of what was handed in, the latest last.
        var known: [String] = []
    }

    public struct Counts: Sendable, Hashable, Codable {
        public var waiting = 0
        public var sent = 0
        public var failedAttempts = 0
        /// Given up: refused for good, or tried for a day.
        public var dropped = 0
        public var lastFailure: String?
    }

    private let channels: [any NoticeChannel]
    private let state: any StateStore
    private let logger: Logger
    private var kept = Kept()
    private var isLoaded = false
    public private(set) var counts = Counts()

    private static let key = "outbox"
    private static let maximumLetters = 1000
    private static let maximumKnown = 5000
    private static let maximumAttempts = 24

    public init(channels: [any NoticeChannel], state: any StateStore, logger: Logger) {
        self.channels = channels
        self.state = state
        self.logger = logger
    }

    /// Takes a notice for every channel, not before `due`. One that was handed in before is not taken again.
    public func add(_ notice: Notice, due: Int64) async {
        await load()
        guard !kept.known.contains(notice.id) else { return }
        kept.known.append(notice.id)
        kept.known.removeFirst(max(0, kept.known.count - Self.maximumKnown))
        for channel in channels { kept.letters.append(Letter(notice: notice, channel: channel.name, due: due)) }
        let excess = kept.letters.count - Self.maximumLetters
        if excess > 0 {
            kept.letters.removeFirst(excess)
            counts.dropped += excess
        }
        await save()
    }

    /// Sends what is due. A channel that fails waits; the others go on.
    public func deliver(now: Int64) async {
        await load()
        for channel in channels {
            for letter in kept.letters where letter.channel == channel.name && letter.due <= now {
                guard await deliver(letter, by: channel, now: now) else { break }
            }
        }
        counts.waiting = kept.letters.count
    }

    private func deliver(_ letter: Letter, by channel: any NoticeChannel, now: Int64) async -> Bool {
        do {
            try await channel.send(letter.notice)
            remove(letter)
            counts.sent += 1
        } catch {
            note(error, letter, now)
            await save()
            return false
        }
        await save()
        return true
    }

    private func note(_ error: any Error, _ letter: Letter, _ now: Int64) {
        counts.failedAttempts += 1
        counts.lastFailure = "\(letter.channel): \(error)"
        var next = letter
        next.attempts += 1
        // A minute, two, four, … at most an hour and a half.
        next.due = now + min(5400, 60 << Int64(min(letter.attempts, 7)))
        let isPassing = (error as? DeliveryError)?.isPassing ?? true
        guard isPassing, next.attempts < Self.maximumAttempts else {
            remove(letter)
            counts.dropped += 1
            return logger.error("A notice was not delivered and is given up (\(letter.channel)): \(error)")
        }
        logger.warning("A notice was not delivered and is tried again (\(letter.channel)): \(error)")
        if let index = kept.letters.firstIndex(of: letter) { kept.letters[index] = next }
    }

    private func remove(_ letter: Letter) {
        if let index = kept.letters.firstIndex(of: letter) { kept.letters.remove(at: index) }
    }

    private func load() async {
        guard !isLoaded else { return }
        isLoaded = true
        guard let text = (try? await state.value(of: Self.key)) ?? nil else { return }
        kept = (try? JSONDecoder().decode(Kept.self, from: Data(text.utf8))) ?? Kept()
    }

    private func save() async {
        do { try await state.remember(try JSONText.of(kept), for: Self.key) } catch {
            logger.warning("The outbox could not be stored: \(error)")
        }
    }
}
