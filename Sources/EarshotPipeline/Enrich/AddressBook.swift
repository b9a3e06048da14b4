import EarshotModel

/// Numbers for addresses. An address is looked up in the geography files once, when it is first seen; from then on it is
/// a number, and the place it had then stays its place.
///
/// An address has one number: queries group by the number and look the text up afterwards. Only when the table is full,
/// which takes millions of addresses, is it emptied, and an address that comes again then counts as two.
struct AddressBook {
    /// Most addresses held in memory; 16 to 32 bytes each.
    private let capacity: Int
    private var table = AddressTable()
    private var next: Int32
    private var places: PlaceBook
    private var touched: UInt64 = 0
    private(set) var fresh: [(number: Int32, address: IPAddress, place: Place)] = []

    /// `next`: the first free number.
    init(geography: Geography, next: Int32, capacity: Int = 16_000_000) {
        places = PlaceBook(geography)
        self.next = max(next, 1)
        self.capacity = capacity
    }

    /// Makes known what the store has.
    mutating func restore(_ address: IPAddress, number: Int32) {
        next = max(next, number + 1)
        guard table.count < capacity else { return }
        table.insert(address, number)
    }

    /// The number of an address.
    mutating func number(for address: IPAddress) -> Int32 {
        let number = table.number(for: address)
        return number != 0 ? number : add(address)
    }

    /// Gets the addresses of the next sessions into the processor's cache.
    mutating func expect(_ sessions: Span<SessionRecord>, from start: Int) {
        for index in start..<min(start + Self.ahead, sessions.count) {
            touched &+= table.touch(sessions[index].sourceAddress) &+ table.touch(sessions[index].destinationAddress)
        }
    }

    /// Sessions to look ahead for: as many as memory answers at a time.
    static let ahead = 16

    /// New rows since the last call.
    mutating func takeFresh() -> [(number: Int32, address: IPAddress, place: Place)] {
        defer { fresh.removeAll(keepingCapacity: true) }
        places.releasePages(afterBatchOf: fresh.count)
        return fresh
    }

    private mutating func add(_ address: IPAddress) -> Int32 {
        if table.count >= capacity { table.removeAll() }
        let number = next
        next += 1
        table.insert(address, number)
        fresh.append((number, address, places.place(of: address)))
        return number
    }
}
