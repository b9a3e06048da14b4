public import EarshotModel
import Foundation
public import Logging
public import ServiceLifecycle

/// Tells the people of the house: at once what is urgent enough, after the quiet hours what can wait, and once a day or a
/// week a digest.
public actor Notifier: Service {
    public struct Configuration: Sendable {
        public enum Digest: String, Sendable, CaseIterable { case none, daily, weekly }
        public var least = Notice.Urgency.medium
        /// What is high breaks them.
        public var quietHours: QuietHours?
        public var digest = Digest.none
        /// Local hour at which a digest is told; weekly ones on Monday.
        public var digestHour = 8
        /// Seconds east of UTC at a moment.
        public var zoneOffset: @Sendable (Int64) -> Int64 = {
            Int64(TimeZone.current.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0))))
        }
        public init() {}
    }

    public nonisolated let outbox: Outbox
    private let configuration: Configuration
    private let state: any StateStore
    private let summary: @Sendable (Int64, Int64) async -> String
    private let logger: Logger

    /// - Parameter summary: what a digest says of the time between two moments (seconds since 1970).
    public init(
        _ configuration: Configuration, channels: [any NoticeChannel], state: any StateStore, logger: Logger,
        summary: @escaping @Sendable (Int64, Int64) async -> String
    ) {
        self.configuration = configuration
        self.state = state
        self.logger = logger
        self.summary = summary
        outbox = Outbox(channels: channels, state: state, logger: logger)
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.turn(now: Int64(Date().timeIntervalSince1970))
                try? await Task.sleep(for: .seconds(15))
            }
        }
    }

    /// Tells a notice when it is urgent enough and nobody sleeps.
    public func tell(_ notice: Notice, now: Int64) async {
        guard notice.urgency >= configuration.least else { return }
        var due = now
        if notice.urgency < .high, let quiet = configuration.quietHours {
            due = quiet.release(now, offset: configuration.zoneOffset(now))
        }
        await outbox.add(notice, due: due)
        await outbox.deliver(now: now)
    }

    /// Sends what is due, and the digest when it is its time.
    public func turn(now: Int64) async {
        await digest(now)
        await outbox.deliver(now: now)
    }

    private func digest(_ now: Int64) async {
        guard configuration.digest != .none else { return }
        let period: Int64 = configuration.digest == .daily ? 86_400 : 604_800
        let end = lastDigest(now)
        let key = "digest-\(configuration.digest.rawValue)"
        let last = ((try? await state.value(of: key)) ?? nil).flatMap { Int64($0) }
        guard let last else {
            // The first day is not told half.
            try? await state.remember(String(end), for: key)
            return
        }
        guard end > last else { return }
        let title = configuration.digest == .daily ? "Your network, yesterday" : "Your network, last week"
        let text = await summary(end - period, end)
        await outbox.add(
            Notice(id: "\(key)-\(end)", title: title, text: text, urgency: .informational, seconds: now), due: now)
        do { try await state.remember(String(end), for: key) } catch {
            logger.warning("When the last digest was told could not be stored: \(error)")
        }
    }

    /// The latest moment at which a digest was due.
    private func lastDigest(_ now: Int64) -> Int64 {
        let offset = configuration.zoneOffset(now)
        let local = now + offset - Int64(configuration.digestHour) * 3600
        var day = local / 86_400
        // 1970-01-01 was a Thursday: day 4 was the first Monday.
        if configuration.digest == .weekly { day -= ((day - 4) % 7 + 7) % 7 }
        return day * 86_400 + Int64(configuration.digestHour) * 3600 - offset
    }
}
