import EarshotModel
import Foundation
import Logging
import Synchronization
import Testing

@testable import EarshotNotify

/// Quiet hours, digests and what is urgent enough, by a clock that the test turns.
struct NotifierTests {
    private final class Receiver: NoticeChannel {
        let name = "receiver"
        let notices = Mutex<[Notice]>([])
        func send(_ notice: Notice) async throws { notices.withLock { $0.append(notice) } }
        var titles: [String] { notices.withLock { $0.map(\.title) } }
    }

    /// Monday, 21 September 2026, 00:00 UTC.
    private static let monday: Int64 = 1_789_948_800

    private func notifier(
        _ receiver: Receiver, _ state: MemoryState = MemoryState(), _ change: (inout Notifier.Configuration) -> Void
    ) -> Notifier {
        var configuration = Notifier.Configuration()
        configuration.zoneOffset = { _ in 7200 }
        change(&configuration)
        return Notifier(configuration, channels: [receiver], state: state, logger: Logger(label: "test")) {
            start, end in
            "\(start)-\(end)"
        }
    }

    private func notice(_ title: String, _ urgency: Notice.Urgency) -> Notice {
        Notice(id: title, title: title, text: "", urgency: urgency, seconds: 0)
    }

    @Test func whatCanWaitWaitsForTheMorning() async {
        let receiver = Receiver()
        let notifier = notifier(receiver) { $0.quietHours = QuietHours("22:00-07:00") }
        let night = Self.monday + 23 * 3600 - 7200
        await notifier.tell(notice("medium", .medium), now: night)
        await notifier.tell(notice("low", .low), now: night)
        await notifier.tell(notice("high", .high), now: night)
        #expect(receiver.titles == ["high"])
        await notifier.turn(now: night + 7 * 3600 + 3599)
        #expect(receiver.titles == ["high"])
        await notifier.turn(now: night + 8 * 3600)
        #expect(receiver.titles == ["high", "medium"])
    }

    @Test func digestsComeOnceADay() async {
        let (receiver, state) = (Receiver(), MemoryState())
        let first = notifier(receiver, state) { $0.digest = .daily }
        let eight = Self.monday + 6 * 3600
        await first.turn(now: eight - 3600)
        await first.turn(now: eight)
        await first.turn(now: eight + 60)
        let second = notifier(receiver, state) { $0.digest = .daily }
        await second.turn(now: eight + 3600)
        #expect(receiver.notices.withLock { $0.map(\.text) } == ["\(eight - 86_400)-\(eight)"])
        await second.turn(now: eight + 86_400)
        #expect(receiver.titles.count == 2)
    }

    @Test func weeklyOnesOnMonday() async {
        let receiver = Receiver()
        let notifier = notifier(receiver) { $0.digest = .weekly }
        let eight = Self.monday + 6 * 3600
        for hour in stride(from: Int64(-48), through: 24 * 8, by: 3) { await notifier.turn(now: eight + hour * 3600) }
        #expect(
            receiver.notices.withLock { $0.map(\.id) } == [
                "digest-weekly-\(eight)", "digest-weekly-\(eight + 604_800)",
            ])
    }

    @Test func quietHours() throws {
        #expect(QuietHours("22:00") == nil)
        #expect(QuietHours("25:00-07:00") == nil)
        let noon = try #require(QuietHours("12:00-13:30"))
        #expect(noon.release(12 * 3600 + 30, offset: 0) == 13 * 3600 + 1800)
        #expect(noon.release(14 * 3600, offset: 0) == 14 * 3600)
    }

    @Test func anOutboxIsBounded() async {
        let outbox = Outbox(channels: [Receiver()], state: MemoryState(), logger: Logger(label: "test"))
        for index in 0..<1100 { await outbox.add(notice("\(index)", .low), due: .max) }
        #expect(await outbox.counts.dropped == 100)
    }
}
