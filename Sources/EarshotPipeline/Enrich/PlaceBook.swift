import CMaxMindDB
import EarshotModel

/// Looks up the places of many addresses: what `Geography.place` tells, several times as fast.
///
/// Addresses of a flood are anywhere, but the answers repeat: half of the internet is a few ten thousand entries.
struct PlaceBook {
    private let geography: Geography
    private var cities: EntryFinder
    private var networks: EntryFinder
    /// Entries that were read before, by their place in the file.
    private var knownCities: [UInt32: Place] = [:]
    private var knownNetworks: [UInt32: Place] = [:]
    /// Lookups since the files' pages were given back.
    private var lookups = 0

    /// Entries kept of each file, a hundred bytes each; then they are read anew.
    private static let capacity = 32_768

    init(_ geography: Geography) {
        self.geography = geography
        cities = EntryFinder(geography.city)
        networks = EntryFinder(geography.network)
    }

    /// What is known of an address. Only public addresses have a place.
    mutating func place(of address: IPAddress) -> Place {
        guard geography.isAvailable, address.addressClass.isPublic else { return Place() }
        lookups += 1
        var place = Place()
        if let entry = cities.entry(for: address) {
            place = Self.read(entry, &knownCities) { $0.readCity($1) }
        }
        if let entry = networks.entry(for: address) {
            let network = Self.read(entry, &knownNetworks) { $0.readNetwork($1) }
            (place.asn, place.asName) = (network.asn, network.asName)
        }
        return place
    }

    private static func read(
        _ entry: MMDB_entry_s, _ known: inout [UInt32: Place], _ read: (inout Place, MMDB_entry_s) -> Void
    ) -> Place {
        if let place = known[entry.offset] { return place }
        var place = Place()
        read(&place, entry)
        if known.count >= capacity { known.removeAll(keepingCapacity: true) }
        known[entry.offset] = place
        return place
    }

    /// Gives the pages of the files back after many lookups: the tail of a flood, or a hundred thousand of its addresses.
    /// To do so after every batch would mean to fetch them all again for the next.
    mutating func releasePages(afterBatchOf fresh: Int) {
        guard lookups > 100_000 || lookups > 500 && fresh < 500 else { return }
        geography.releasePages()
        lookups = 0
    }
}

/// Finds entries of an MMDB file. The first 16 of the 24 or so steps of an IPv4 address are remembered: each is a jump to
/// somewhere in a file of a hundred megabytes.
private struct EntryFinder {
    private let database: GeoDatabase?
    private var records: [UInt32]
    private static let unknown = UInt32.max

    init(_ database: GeoDatabase?) {
        self.database = database
        records = Array(repeating: Self.unknown, count: database == nil ? 0 : 1 << 16)
    }

    mutating func entry(for address: IPAddress) -> MMDB_entry_s? {
        guard let database else { return nil }
        guard let v4 = address.v4 else { return database.entry(for: address) }
        let top = Int(v4 >> 16)
        if records[top] == Self.unknown {
            records[top] = Self.walk(database, database.firstRecord, v4, from: 31, through: 16)
        }
        return database.entry(of: Self.walk(database, records[top], v4, from: 15, through: 0))
    }

    private static func walk(
        _ database: GeoDatabase, _ start: UInt32, _ v4: UInt32, from first: UInt32, through last: UInt32
    ) -> UInt32 {
        var record = start
        for bit in stride(from: Int(first), through: Int(last), by: -1) {
            guard database.isNode(record) else { break }
            record = database.record(record, v4 >> UInt32(bit) & 1)
        }
        return record
    }
}

extension Place {
    mutating func readCity(_ entry: MMDB_entry_s) {
        country = entry.text("country", "iso_code")
        region = entry.text("subdivisions", "0", "names", "en")
        city = entry.text("city", "names", "en")
        latitude = entry.number("location", "latitude")
        longitude = entry.number("location", "longitude")
    }

    mutating func readNetwork(_ entry: MMDB_entry_s) {
        asn = entry.number("autonomous_system_number").map { UInt32($0) }
        asName = entry.text("autonomous_system_organization")
    }
}
