import EarshotModel
import Foundation
import Testing

@testable import EarshotServer

@Suite struct SessionStoreTests {
    @Test func theFileHoldsHashesOnlyAndIsPrivate() throws {
        let folder = try Folder()
        var store = SessionStore()
        let token = store.open(now: 100)
        try store.write(to: folder.path + "/s", passwordHash: "p")
        let text = try String(contentsOfFile: folder.path + "/s", encoding: .utf8)
        #expect(!text.contains(token))
        #expect(text.contains("\(SessionStore.hash(token)) \(100 + SessionStore.lifetime)"))
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/s")[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(SessionStore(text: text, passwordHash: "p", now: 100).isOpen(token, now: 101))
        #expect(!SessionStore(text: text, passwordHash: "q", now: 100).isOpen(token, now: 101))
        #expect(SessionStore(text: text, passwordHash: "p", now: 100 + SessionStore.lifetime).count == 0)
    }

    @Test func damagedFilesOpenNothing() {
        #expect(SessionStore(text: "", passwordHash: "p", now: 0).count == 0)
        let heading = "earshot-sessions 1 \(SessionStore.hash("p"))"
        #expect(SessionStore(text: "\(heading)\nx\na b c\nd e\n", passwordHash: "p", now: 0).count == 0)
    }

    @Test func theOldestGivesWay() {
        var store = SessionStore()
        let first = store.open(now: 1)
        for second in 2...Int64(SessionStore.capacity + 1) { _ = store.open(now: second) }
        #expect(store.count == SessionStore.capacity)
        #expect(!store.isOpen(first, now: 2000))
    }
}

@Suite struct AttemptLimiterTests {
    @Test func waitsDoubleUpToAQuarterOfAnHour() {
        var limiter = AttemptLimiter()
        var now: Int64 = 0
        var waits: [Int] = []
        for _ in 0..<14 {
            if let wait = limiter.begin(nil, now: now) {
                waits.append(wait)
                now += Int64(wait)
                #expect(limiter.begin(nil, now: now) == nil)
            }
        }
        #expect(waits == [10, 20, 40, 80, 160, 320, 640, 900, 900])
    }

    @Test func forgetsAfterAnHourAndAfterSuccess() {
        var limiter = AttemptLimiter()
        for _ in 0..<5 { #expect(limiter.begin(nil, now: 0) == nil) }
        #expect(limiter.begin(nil, now: 1) == 9)
        #expect(limiter.begin(nil, now: 3601) == nil)
        for _ in 0..<4 { #expect(limiter.begin(nil, now: 3601) == nil) }
        limiter.succeeded(nil)
        #expect(limiter.begin(nil, now: 3602) == nil)
    }

    @Test func addressesAreApartButAnIPv6NetworkIsOne() throws {
        var limiter = AttemptLimiter()
        let v4 = try #require(IPAddress("192.0.2.1"))
        let v6 = try #require(IPAddress("2001:db8::1"))
        for _ in 0..<5 {
            #expect(limiter.begin(v4, now: 0) == nil)
            #expect(limiter.begin(v6, now: 0) == nil)
        }
        #expect(limiter.begin(v4, now: 0) == 10)
        #expect(limiter.begin(IPAddress("192.0.2.2"), now: 0) == nil)
        #expect(limiter.begin(IPAddress("2001:db8::ffff:2"), now: 0) == 10)
        #expect(limiter.begin(IPAddress("2001:db8:0:1::1"), now: 0) == nil)
    }
}
