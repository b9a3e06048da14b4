import EarshotModel

/// All indicators in a form that answers in a microsecond and takes 8 to 20 bytes each.
///
/// Addresses and networks: an array per prefix length, sorted, each word a network and the number of what is said of it;
/// a lookup is a binary search per length in use. Names, URLs and hashes: their 64-bit hashes (keyed anew in each
/// process, so that nobody can make two collide), sorted. What is said is held once for all entries of which it is said.
public struct IndicatorIndex: Sendable {
    /// `network << 32 | sighting`, by prefix length.
    private(set) var v4: [[UInt64]] = Array(repeating: [], count: 33)
    private(set) var v6: [[V6Entry]] = Array(repeating: [], count: 129)
    private(set) var names: [HashEntry] = []
    private(set) var asns: [UInt64] = []
    private(set) var sightings: [Sighting] = []
    private(set) var texts: [String] = [""]

    struct V6Entry: Sendable, Comparable {
        var network: UInt128
        var sighting: UInt32
        static func < (left: Self, right: Self) -> Bool { left.network < right.network }
    }

    struct HashEntry: Sendable, Comparable {
        var hash: UInt64
        var sighting: UInt32
        static func < (left: Self, right: Self) -> Bool { left.hash < right.hash }
    }

    public init() {}

    /// Entries: a range that is no network counts once for each network it consists of.
    public var count: Int {
        v4.reduce(0) { $0 + $1.count } + v6.reduce(0) { $0 + $1.count } + names.count + asns.count
    }

    static func hash(_ kind: Indicator.Kind, _ text: Substring) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(kind.rawValue)
        hasher.combine(text)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    // MARK: Asking

    func sightings(of address: IPAddress, asn: UInt32) -> [(sighting: Sighting, length: Int)] {
        var found: [(Sighting, Int)] = []
        if let bits = address.v4 {
            for length in stride(from: 32, through: 0, by: -1) where !v4[length].isEmpty {
                let network = UInt64(length == 0 ? 0 : bits & ~UInt32(0) << UInt32(32 - length)) << 32
                collect(v4[length], network) { found.append((sightings[$0], length)) }
            }
        } else {
            for length in stride(from: 128, through: 0, by: -1) where !v6[length].isEmpty {
                let network = length == 0 ? 0 : address.bits & UInt128.max << UInt128(128 - length)
                var place = lowerBound(v6[length]) { $0.network < network }
                while place < v6[length].count, v6[length][place].network == network {
                    found.append((sightings[Int(v6[length][place].sighting)], length))
                    place += 1
                }
            }
        }
        if asn != 0 { collect(asns, UInt64(asn) << 32) { found.append((sightings[$0], -1)) } }
        return found
    }

    /// Of the name itself and of every domain above it; the longest first.
    func sightings(ofName name: String) -> [(sighting: Sighting, suffix: Substring)] {
        var found: [(Sighting, Substring)] = []
        var suffix = name[...]
        while !suffix.isEmpty {
            for sighting in sightings(of: .domain, suffix) { found.append((sighting, suffix)) }
            guard let dot = suffix.firstIndex(of: ".") else { break }
            suffix = suffix[suffix.index(after: dot)...]
        }
        return found
    }

    func sightings(of kind: Indicator.Kind, _ text: Substring) -> [Sighting] {
        let hash = Self.hash(kind, text)
        var place = lowerBound(names) { $0.hash < hash }
        var found: [Sighting] = []
        while place < names.count, names[place].hash == hash {
            found.append(sightings[Int(names[place].sighting)])
            place += 1
        }
        return found
    }

    private func collect(_ words: [UInt64], _ key: UInt64, _ body: (Int) -> Void) {
        var place = lowerBound(words) { $0 < key }
        while place < words.count, words[place] >> 32 == key >> 32 {
            body(Int(UInt32(truncatingIfNeeded: words[place])))
            place += 1
        }
    }

    // MARK: Changing

    /// Takes out what a feed said and puts in what it says now.
    mutating func replace(feed: UInt16, with parts: IndexParts) {
        let isOther = sightings.map { $0.feed != feed }
        for length in v4.indices where !(v4[length].isEmpty && parts.v4[length].isEmpty) {
            v4[length].removeAll { !isOther[Int(UInt32(truncatingIfNeeded: $0))] }
        }
        for length in v6.indices { v6[length].removeAll { !isOther[Int($0.sighting)] } }
        names.removeAll { !isOther[Int($0.sighting)] }
        asns.removeAll { !isOther[Int(UInt32(truncatingIfNeeded: $0))] }
        add(parts)
    }

    private mutating func add(_ parts: IndexParts) {
        var numbers: [Sighting: UInt32] = [:]
        for (place, sighting) in sightings.enumerated() where sighting.feed != parts.feed {
            numbers[sighting] = UInt32(place)
        }
        var texts: [String: UInt32] = [:]
        for (place, text) in self.texts.enumerated() { texts[text] = UInt32(place) }
        let map = parts.sightings.map { sighting -> UInt32 in
            var own = sighting
            own.category = number(parts.texts[Int(sighting.category)], &texts)
            own.name = number(parts.texts[Int(sighting.name)], &texts)
            if let known = numbers[own] { return known }
            sightings.append(own)
            numbers[own] = UInt32(sightings.count - 1)
            return UInt32(sightings.count - 1)
        }
        for length in v4.indices where !parts.v4[length].isEmpty {
            v4[length] += parts.v4[length].map { ($0 >> 32) << 32 | UInt64(map[Int(UInt32(truncatingIfNeeded: $0))]) }
            v4[length].sort()
        }
        for length in v6.indices where !parts.v6[length].isEmpty {
            v6[length] += parts.v6[length].map { V6Entry(network: $0.network, sighting: map[Int($0.sighting)]) }
            v6[length].sort()
        }
        names += parts.names.map { HashEntry(hash: $0.hash, sighting: map[Int($0.sighting)]) }
        names.sort()
        asns += parts.asns.map { ($0 >> 32) << 32 | UInt64(map[Int(UInt32(truncatingIfNeeded: $0))]) }
        asns.sort()
    }

    private mutating func number(_ text: String, _ numbers: inout [String: UInt32]) -> UInt32 {
        if let known = numbers[text] { return known }
        texts.append(text)
        numbers[text] = UInt32(texts.count - 1)
        return UInt32(texts.count - 1)
    }
}

/// The first place where `isBefore` is false.
private func lowerBound<Element>(_ array: [Element], _ isBefore: (Element) -> Bool) -> Int {
    var low = 0
    var high = array.count
    while low < high {
        let middle = (low + high) / 2
        if isBefore(array[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
}
