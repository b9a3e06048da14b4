import EarshotModel

/// Numbers by address: a hash table that asks the memory once per address, because nearly every lookup of a flood is of
/// an address that is not in the processor's cache.
///
/// IPv4 addresses and their numbers share a word; IPv6 addresses have a table of their own.
struct AddressTable {
    private var v4 = SlotTable<UInt64>(count: 1 << 14)
    private var v6 = SlotTable<V6Slot>(count: 1 << 8)

    var count: Int { v4.filled + v6.filled }

    /// The number of an address; 0: it has none.
    @inline(__always)
    func number(for address: IPAddress) -> Int32 {
        guard let bits = address.v4 else { return v6.number(V6Slot(key: address.bits, number: 0)) }
        return v4.number(UInt64(bits) << 32)
    }

    /// Asks the memory for where an IPv4 address may be. The processor goes on while it waits for the answer, so that many
    /// questions asked in a row take little more time than one; the sum is of no use but to make it ask.
    @inline(__always)
    func touch(_ address: IPAddress) -> UInt64 {
        guard let bits = address.v4 else { return 0 }
        return v4.touch(UInt64(bits) << 32)
    }

    /// Gives an address that has none a number above 0.
    mutating func insert(_ address: IPAddress, _ number: Int32) {
        if let bits = address.v4 {
            v4.insert(UInt64(bits) << 32 | UInt64(UInt32(bitPattern: number)))
        } else {
            v6.insert(V6Slot(key: address.bits, number: number))
        }
    }

    mutating func removeAll() { self = AddressTable() }
}

/// A key with its number; number 0 is a free slot.
private protocol Slot: Sendable {
    static var free: Self { get }
    var number: Int32 { get }
    func hasKey(of other: Self) -> Bool
    /// Multiplicative hashing, the best bits first; flooding the table costs an attacker one packet per entry and us a
    /// bounded table.
    var hash: UInt64 { get }
}

extension UInt64: Slot {
    fileprivate static var free: UInt64 { 0 }
    fileprivate var number: Int32 { Int32(truncatingIfNeeded: self) }
    @inline(__always)
    fileprivate func hasKey(of other: UInt64) -> Bool { (self ^ other) >> 32 == 0 }
    fileprivate var hash: UInt64 { (self >> 32) &* 0x9e37_79b9_7f4a_7c15 }
}

private struct V6Slot: Slot {
    var key: UInt128
    var number: Int32

    static var free: V6Slot { V6Slot(key: 0, number: 0) }
    func hasKey(of other: V6Slot) -> Bool { key == other.key }
    var hash: UInt64 {
        let folded = UInt64(truncatingIfNeeded: key) ^ UInt64(truncatingIfNeeded: key >> 64) &* 0xff51_afd7_ed55_8ccd
        return (folded ^ folded >> 29) &* 0x9e37_79b9_7f4a_7c15
    }
}

/// Open addressing, at most half full.
private struct SlotTable<Entry: Slot>: Sendable {
    private var slots: [Entry]
    /// 64 less the bits of an index.
    private var shift: Int
    private(set) var filled = 0

    /// `count`: a power of two.
    init(count: Int) {
        slots = Array(repeating: .free, count: count)
        shift = count.leadingZeroBitCount + 1
    }

    @inline(__always)
    func number(_ key: Entry) -> Int32 {
        var slot = Int(truncatingIfNeeded: key.hash &>> UInt64(shift))
        while slots[slot].number != 0 {
            if slots[slot].hasKey(of: key) { return slots[slot].number }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        return 0
    }

    @inline(__always)
    func touch(_ key: Entry) -> Entry { slots[Int(truncatingIfNeeded: key.hash &>> UInt64(shift))] }

    mutating func insert(_ entry: Entry) {
        if filled * 2 >= slots.count { grow() }
        var slot = Int(truncatingIfNeeded: entry.hash &>> UInt64(shift))
        while slots[slot].number != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = entry
        filled += 1
    }

    private mutating func grow() {
        let old = slots
        self = SlotTable(count: old.count * 2)
        for entry in old where entry.number != 0 { insert(entry) }
    }
}
