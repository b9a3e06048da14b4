public import EarshotModel

/// One feed's entries on their way into the index.
public struct IndexParts: Sendable {
    let feed: UInt16
    private(set) var v4: [[UInt64]] = Array(repeating: [], count: 33)
    private(set) var v6: [[IndicatorIndex.V6Entry]] = Array(repeating: [], count: 129)
    private(set) var names: [IndicatorIndex.HashEntry] = []
    private(set) var asns: [UInt64] = []
    private(set) var sightings: [Sighting] = []
    private(set) var texts: [String] = [""]
    private var sightingNumbers: [Sighting: UInt32] = [:]
    private var textNumbers: [String: UInt32] = ["": 0]

    public init(feed: UInt16) { self.feed = feed }

    public mutating func add(_ stored: StoredIndicator) {
        let entry = stored.indicator
        let number = number(of: stored)
        switch entry.kind {
        case .ipv4, .ipv6: addRange(entry.start, entry.end, number)
        case .asn: asns.append(UInt64(UInt32(truncatingIfNeeded: entry.start)) << 32 | UInt64(number))
        case .domain, .url, .md5, .sha1, .sha256:
            names.append(.init(hash: IndicatorIndex.hash(entry.kind, entry.value[...]), sighting: number))
        case .unknown: break
        }
    }

    private mutating func number(of stored: StoredIndicator) -> UInt32 {
        let entry = stored.indicator
        var sighting = Sighting(
            feed: feed, confidence: entry.confidence ?? 50, category: text(entry.category), name: text(entry.name),
            firstDay: Sighting.day(entry.firstSeen ?? stored.created),
            lastDay: Sighting.day(entry.lastSeen ?? stored.modified), untilDay: Sighting.day(entry.validUntil))
        sighting.isHostOfURL = entry.kind == .domain && entry.data == Indicator.hostOfURL
        if let known = sightingNumbers[sighting] { return known }
        sightings.append(sighting)
        sightingNumbers[sighting] = UInt32(sightings.count - 1)
        return UInt32(sightings.count - 1)
    }

    private mutating func text(_ text: String) -> UInt32 {
        if let known = textNumbers[text] { return known }
        // Feeds that name every entry differently would make the table of texts as large as the list.
        guard texts.count < 100_000 else { return 0 }
        texts.append(text)
        textNumbers[text] = UInt32(texts.count - 1)
        return UInt32(texts.count - 1)
    }

    /// A range as the fewest networks it consists of.
    private mutating func addRange(_ start: UInt128, _ end: UInt128, _ number: UInt32) {
        let isV4 = IPAddress(bits: start).isV4
        let bits = isV4 ? 32 : 128
        var start = start
        while start <= end {
            var free = min(bits, start.trailingZeroBitCount)
            while free > 0, start + (UInt128(1) << UInt128(free) - 1) > end { free -= 1 }
            if isV4 {
                v4[32 - free].append(UInt64(UInt32(truncatingIfNeeded: start)) << 32 | UInt64(number))
            } else {
                v6[128 - free].append(.init(network: start, sighting: number))
            }
            let (next, overflow) = start.addingReportingOverflow(UInt128(1) << UInt128(free))
            if overflow { break }
            start = next
        }
    }
}
