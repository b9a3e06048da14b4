import EarshotModel
import Testing

@testable import EarshotPipeline

/// What makes lookups fast must not change what they find.
struct PlaceBookTests {
    @Test func placesAreThoseOfTheFile() throws {
        let prefix = ProcessPrefix.value + "/share/earshot/geo/"
        let geography = Geography(
            cityPath: prefix + "dbip-city-lite.mmdb", networkPath: prefix + "dbip-asn-lite.mmdb")
        try #require(geography.problems.isEmpty, "\(geography.problems): run Scripts/bootstrap.sh")
        var book = PlaceBook(geography)
        var found = 0
        for step in 0..<20_000 as Range<UInt32> {
            let address = IPAddress(v4: step &* 2_654_435_761)
            let place = book.place(of: address)
            #expect(place == geography.place(of: address), "\(address)")
            if place.country != nil { found += 1 }
        }
        #expect(found > 10_000)
        let v6 = try #require(IPAddress("2620:fe::fe"))
        #expect(book.place(of: v6) == geography.place(of: v6))
        book.releasePages(afterBatchOf: 0)
        #expect(book.place(of: v6) == geography.place(of: v6))
    }

    @Test func withoutFilesThereAreNoPlaces() {
        var book = PlaceBook(Geography(cityPath: nil, networkPath: nil))
        #expect(book.place(of: IPAddress(v4: 0x0909_0909)) == Place())
    }
}

struct AddressTableTests {
    @Test func numbersOfBothFamilies() {
        var table = AddressTable()
        for number in 1...40_000 as ClosedRange<Int32> {
            table.insert(Self.address(number), number)
        }
        #expect(table.count == 40_000)
        for number in 1...40_000 as ClosedRange<Int32> {
            #expect(table.number(for: Self.address(number)) == number)
        }
        #expect(table.number(for: IPAddress(v4: 1)) == 0)
        #expect(table.number(for: IPAddress(bits: 1)) == 0)
        table.removeAll()
        #expect(table.count == 0 && table.number(for: Self.address(1)) == 0)
    }

    /// Odd numbers IPv4, even ones IPv6.
    private static func address(_ number: Int32) -> IPAddress {
        let bits = UInt32(number) &* 40_503
        return number % 2 == 1 ? IPAddress(v4: bits) : IPAddress(bits: 0x2001_0db8 << 96 | UInt128(bits))
    }
}

struct IntakeMemoryTests {
    /// What was taken out must not live on in the queue.
    @Test func aChunkTakenOutIsLetGo() async throws {
        let intake = Intake()
        var chunk = RawChunk(
            bytes: Array(repeating: 65, count: 1000), ends: [1000], source: .init(.file, "a"), arrival: 0)
        intake.offer(chunk)
        let before = chunk.bytes.withUnsafeBytes { $0.baseAddress }
        var item = intake.next(within: 100)
        #expect(item?.chunk.lineCount == 1)
        item = nil
        // With no other owner left, emptying the array keeps its memory.
        chunk.bytes.removeAll(keepingCapacity: true)
        chunk.bytes.append(66)
        #expect(chunk.bytes.withUnsafeBytes { $0.baseAddress } == before)
    }
}
