import Testing

@testable import EarshotIntel

struct LookupQuotaTests {
    private let noon: Int64 = 1_795_780_800

    @Test func aMinuteAndADay() {
        var quota = LookupQuota()
        #expect(quota.room(perMinute: 4, perDay: 5, now: noon) == 4)
        for second in 0..<4 { quota.count(now: noon + Int64(second)) }
        #expect(quota.room(perMinute: 4, perDay: 5, now: noon + 4) == 0)
        // The first of the four is a minute ago.
        #expect(quota.room(perMinute: 4, perDay: 5, now: noon + 60) == 1)
        quota.count(now: noon + 60)
        #expect(quota.room(perMinute: 4, perDay: 5, now: noon + 600) == 0)
        #expect(quota.room(perMinute: 4, perDay: 5, now: noon + 86_400) == 4)
    }

    @Test func theServicesOwnFigureCountsWhenItIsSmaller() {
        var quota = LookupQuota()
        #expect(quota.room(perMinute: 100, perDay: 1000, now: noon) == 100)
        quota.count(now: noon)
        quota.succeed(remaining: 2)
        #expect(quota.room(perMinute: 100, perDay: 1000, now: noon) == 2)
        // A service that says that there is more again is not believed before the day ends.
        quota.succeed(remaining: 1_000_000)
        #expect(quota.room(perMinute: 100, perDay: 1000, now: noon) == 2)
        #expect(quota.room(perMinute: 100, perDay: 1000, now: noon + 86_400) == 100)
    }

    @Test func waitingAndTheCircuitBreaker() {
        var quota = LookupQuota()
        quota.wait(5000, "asked to", now: noon)
        #expect(quota.room(perMinute: 10, perDay: 10, now: noon + 4999) == 0)
        #expect(quota.room(perMinute: 10, perDay: 10, now: noon + 5000) == 10)
        for _ in 0..<5 { quota.fail("500", now: noon + 6000) }
        #expect(quota.pausedUntil == noon + 6600)
        quota.fail("500", now: noon + 6600)
        #expect(quota.pausedUntil == noon + 6600 + 1200)
        quota.succeed(remaining: nil)
        #expect(quota.failures == 0)
    }
}
