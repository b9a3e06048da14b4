import EarshotModel
import Testing

@testable import EarshotPipeline

struct RecentSessionsTests {
    private func address(_ number: Int) -> IPAddress { IPAddress(v4: 0x0800_0000 + UInt32(number)) }

    @Test func theFirstConnectionIsTheOneToName() {
        var recent = RecentSessions()
        recent.add(device: 1, address: address(1), number: 11, at: 100)
        recent.add(device: 1, address: address(1), number: 11, at: 104)
        let other = recent.take(device: 2, address: address(1), since: 95)
        #expect(other == nil)
        let found = recent.take(device: 1, address: address(1), since: 95)
        #expect(found?.seconds == 100)
        #expect(found?.number == 11)
        let again = recent.take(device: 1, address: address(1), since: 95)
        #expect(again == nil)
    }

    @Test func whatIsTooOldIsNotNamed() {
        var recent = RecentSessions()
        recent.add(device: 1, address: address(1), number: 11, at: 100)
        let late = recent.take(device: 1, address: address(1), since: 101)
        #expect(late == nil)
        recent.add(device: 1, address: address(1), number: 11, at: 100)
        recent.add(device: 1, address: address(1), number: 11, at: 106)
        let found = recent.take(device: 1, address: address(1), since: 101)
        #expect(found?.seconds == 106)
    }

    @Test func aBusyHomeFindsNearlyAllOfThem() {
        var recent = RecentSessions()
        for number in 0..<2000 {
            recent.add(
                device: Int32(number % 40), address: address(number), number: Int32(number + 1),
                at: 100 + Int64(number / 400))
        }
        var found = 0
        for number in 0..<2000 where recent.take(device: Int32(number % 40), address: address(number), since: 95) != nil
        {
            found += 1
        }
        #expect(found == 2000)
    }

    @Test func aFloodPushesOutTheOldest() {
        var recent = RecentSessions()
        for number in 0..<100_000 {
            recent.add(device: 1, address: address(number), number: Int32(number + 1), at: 100 + Int64(number / 25_000))
        }
        for number in 99_990..<100_000 {
            let found = recent.take(device: 1, address: address(number), since: 98)
            #expect(found?.number == Int32(number + 1))
        }
    }
}
