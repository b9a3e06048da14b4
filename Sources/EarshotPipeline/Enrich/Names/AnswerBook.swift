import EarshotModel

/// Which name an address was the answer to, for each device and over time.
///
/// An entry is 16 bytes, its key 12: a day of a million answers takes about 60 MB at the most, because an answer that
/// comes again prolongs its entry. When the book is full, the older half of what it knows goes.
struct AnswerBook {
    struct Answer {
        var device: Int32
        var address: IPAddress
        var start: Int64
        var end: Int64
        var name: Int32
    }

    private struct Entry {
        /// Seconds since 1970 fit until 2106.
        var start: UInt32
        var end: UInt32
        var name: Int32
        /// The entry before it of the same device and address, plus 1.
        var previous: Int32
    }

    private var keys: [UInt64] = Array(repeating: 0, count: 1 << 12)
    private var heads: [Int32] = Array(repeating: 0, count: 1 << 12)
    private var entries: [Entry] = []
    private var filled = 0
    private let capacity: Int

    init(capacity: Int = 2_000_000) { self.capacity = max(capacity, 16) }

    var count: Int { entries.count }

    /// Adds an answer. True: it says something worth keeping for the next start, false: it hardly prolongs what is known.
    mutating func add(_ answer: Answer) -> Bool {
        if entries.count >= capacity { forgetOlderHalf() }
        let (start, end) = (UInt32(clamping: answer.start), UInt32(clamping: answer.end))
        let slot = slot(Self.key(answer.device, answer.address))
        let head = Int(heads[slot]) - 1
        if head >= 0, entries[head].name == answer.name, start <= entries[head].end, end >= entries[head].start {
            let oldEnd = entries[head].end
            entries[head].start = min(entries[head].start, start)
            entries[head].end = max(oldEnd, end)
            return entries[head].end / 600 != oldEnd / 600
        }
        if heads[slot] == 0 {
            keys[slot] = Self.key(answer.device, answer.address)
            filled += 1
        }
        entries.append(Entry(start: start, end: end, name: answer.name, previous: heads[slot]))
        heads[slot] = Int32(clamping: entries.count)
        if filled * 2 > keys.count { grow() }
        return true
    }

    /// The name that `address` had for `device` at `seconds`; 0: none. An answer counts `early` seconds before it was
    /// logged, because two logs do not arrive in step.
    func name(device: Int32, address: IPAddress, at seconds: Int64, early: Int64) -> Int32 {
        let moment = UInt32(clamping: seconds)
        let latestStart = UInt32(clamping: seconds + early)
        var index = Int(heads[slot(Self.key(device, address))]) - 1
        var best: (name: Int32, start: UInt32) = (0, 0)
        var steps = 0
        while index >= 0, steps < 64 {
            let entry = entries[index]
            if entry.start <= latestStart, moment <= entry.end, entry.start >= best.start {
                best = (entry.name, entry.start)
            }
            index = Int(entry.previous) - 1
            steps += 1
        }
        return best.name
    }

    // MARK: The hash table

    private static func key(_ device: Int32, _ address: IPAddress) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: address.bits) &* 0x9e37_79b9_7f4a_7c15
        hash = (hash ^ hash >> 32) &+ UInt64(truncatingIfNeeded: address.bits >> 64) &* 0xc2b2_ae3d_27d4_eb4f
        hash = (hash ^ UInt64(UInt32(bitPattern: device)) &* 0x1656_67b1_9e37_79f9) &* 0xff51_afd7_ed55_8ccd
        return hash ^ hash >> 33
    }

    /// Where a key is, or where it belongs.
    private func slot(_ key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: key >> 8) & (keys.count - 1)
        while heads[slot] != 0, keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
        return slot
    }

    private mutating func grow() {
        let (oldKeys, oldHeads) = (keys, heads)
        keys = Array(repeating: 0, count: oldKeys.count * 2)
        heads = Array(repeating: 0, count: oldKeys.count * 2)
        for (key, head) in zip(oldKeys, oldHeads) where head != 0 {
            let place = slot(key)
            keys[place] = key
            heads[place] = head
        }
    }

    /// Keeps the entries that end last.
    private mutating func forgetOlderHalf() {
        let median = entries.map(\.end).sorted()[entries.count / 2]
        let (oldEntries, oldKeys, oldHeads) = (entries, keys, heads)
        entries = []
        filled = 0
        keys = Array(repeating: 0, count: oldKeys.count)
        heads = Array(repeating: 0, count: oldKeys.count)
        for (key, head) in zip(oldKeys, oldHeads) where head != 0 {
            var chain: [Entry] = []
            var index = Int(head) - 1
            while index >= 0 {
                if oldEntries[index].end > median { chain.append(oldEntries[index]) }
                index = Int(oldEntries[index].previous) - 1
            }
            guard !chain.isEmpty else { continue }
            let place = slot(key)
            keys[place] = key
            filled += 1
            for var entry in chain.reversed() {
                entry.previous = heads[place]
                entries.append(entry)
                heads[place] = Int32(clamping: entries.count)
            }
        }
    }
}
