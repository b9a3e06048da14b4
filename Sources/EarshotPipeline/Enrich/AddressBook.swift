import EarshotModel

/// Numbers for addresses. An address is looked up in the geography files once, when it is first seen; from then on it is
/// a number, and the place it had then stays its place.
///
/// An address has one number: queries group by the number and look the text up afterwards. Only when the table is full,
/// which takes millions of addresses, is it emptied, and an address that comes again then counts as two.
struct AddressBook {
    /// Most addresses held in memory; 24 bytes each.
    private let capacity: Int
    private var keys: [UInt128] = []
    private var numbers: [Int32] = []
    private var filled = 0
    private var next: Int32
    private let geography: Geography
    private(set) var fresh: [(number: Int32, address: IPAddress, place: Place)] = []

    /// `next`: the first free number.
    init(geography: Geography, next: Int32, capacity: Int = 16_000_000) {
        self.geography = geography
        self.next = max(next, 1)
        self.capacity = capacity
        resize(1 << 14)
    }

    /// Makes known what the store has.
    mutating func restore(_ address: IPAddress, number: Int32) {
        next = max(next, number + 1)
        guard filled < capacity else { return }
        insert(address.bits, number)
    }

    /// The number of an address.
    mutating func number(for address: IPAddress) -> Int32 {
        var slot = Self.hash(address.bits) & (keys.count - 1)
        while numbers[slot] != 0 {
            if keys[slot] == address.bits { return numbers[slot] }
            slot = (slot + 1) & (keys.count - 1)
        }
        return add(address)
    }

    /// New rows since the last call.
    mutating func takeFresh() -> [(number: Int32, address: IPAddress, place: Place)] {
        defer { fresh.removeAll(keepingCapacity: true) }
        return fresh
    }

    private mutating func add(_ address: IPAddress) -> Int32 {
        if filled >= capacity { resize(1 << 14) }
        let number = next
        next += 1
        insert(address.bits, number)
        fresh.append((number, address, geography.place(of: address)))
        return number
    }

    private mutating func insert(_ key: UInt128, _ number: Int32) {
        if filled * 2 >= keys.count { grow() }
        var slot = Self.hash(key) & (keys.count - 1)
        while numbers[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
        keys[slot] = key
        numbers[slot] = number
        filled += 1
    }

    private mutating func grow() {
        let (oldKeys, oldNumbers) = (keys, numbers)
        resize(keys.count * 2)
        for (key, number) in zip(oldKeys, oldNumbers) where number != 0 { insert(key, number) }
    }

    private mutating func resize(_ count: Int) {
        keys = Array(repeating: 0, count: count)
        numbers = Array(repeating: 0, count: count)
        filled = 0
    }

    /// Multiplicative hashing; flooding the table costs an attacker one packet per entry and us a bounded table.
    private static func hash(_ key: UInt128) -> Int {
        let folded = UInt64(truncatingIfNeeded: key) ^ UInt64(truncatingIfNeeded: key >> 64) &* 0xff51_afd7_ed55_8ccd
        let mixed = (folded ^ folded >> 29) &* 0x9e37_79b9_7f4a_7c15
        return Int(truncatingIfNeeded: mixed >> 20)
    }
}
