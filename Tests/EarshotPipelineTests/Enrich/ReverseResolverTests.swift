import Dispatch
import EarshotModel
import Foundation
import Synchronization
import Testing

@testable import EarshotPipeline

struct ReverseResolverTests {
    private static let address = IPAddress(v4: 0xcb00_7107)

    @Test func anAddressIsAskedAboutOnce() async {
        let count = Atomic<Int>(0)
        let resolver = ReverseResolver { address in
            count.wrappingAdd(1, ordering: .relaxed)
            return address == Self.address ? "host.example" : nil
        }
        for _ in 0..<3 { #expect(await resolver.name(of: Self.address) == "host.example") }
        for _ in 0..<3 { #expect(await resolver.name(of: IPAddress(v4: 1)) == nil) }
        #expect(count.load(ordering: .relaxed) == 2)
    }

    /// Nobody waits for a name server that does not answer, and it does not take a thread for each who asks.
    @Test(.timeLimit(.minutes(2))) func aResolverThatHangsHoldsNobodyUp() async {
        let held = DispatchSemaphore(value: 0)
        let count = Atomic<Int>(0)
        let resolver = ReverseResolver { _ in
            count.wrappingAdd(1, ordering: .relaxed)
            held.wait()
            return "too.late.example"
        }
        await withTaskGroup(of: String?.self) { group in
            for number in 0..<20 as Range<UInt32> {
                group.addTask { await resolver.name(of: IPAddress(v4: number)) }
            }
            for await name in group { #expect(name == nil) }
        }
        #expect(count.load(ordering: .relaxed) <= 4)
        for _ in 0..<4 { held.signal() }
    }

    private static let hosts = (try? String(contentsOfFile: "/etc/hosts", encoding: .utf8)) ?? ""

    /// The name that this machine has for itself.
    @Test(.enabled(if: hosts.contains("127.0.0.1"), "/etc/hosts does not say who 127.0.0.1 is"))
    func theMachinesResolverIsAsked() async throws {
        let name = try #require(await ReverseResolver().name(of: IPAddress(v4: 0x7f00_0001)))
        #expect(Self.hosts.contains(name))
    }
}
