public import EarshotModel

/// Where an address is, and whose network it belongs to.
public struct Place: Sendable, Hashable {
    public var country: String?
    public var region: String?
    public var city: String?
    public var latitude: Double?
    public var longitude: Double?
    public var asn: UInt32?
    public var asName: String?
    public init() {}
}

/// What a geography file says of itself.
public struct GeographyEdition: Sendable {
    /// Such as `DBIP-City-Lite`.
    public let type: String
    /// Seconds since 1970.
    public let builtAt: Int
}

/// The geography files in use. Any of them may be missing: then that knowledge is missing, and nothing else.
public struct Geography: Sendable {
    let city: GeoDatabase?
    let network: GeoDatabase?
    /// What could not be opened, for the status page.
    public private(set) var problems: [String] = []

    /// Opens the files; nil paths are simply not used.
    public init(cityPath: String?, networkPath: String?) {
        var problems: [String] = []
        func open(_ path: String?) -> GeoDatabase? {
            guard let path else { return nil }
            do { return try GeoDatabase(path: path) } catch {
                problems.append(error.description)
                return nil
            }
        }
        city = open(cityPath)
        network = open(networkPath)
        self.problems = problems
    }

    public var isAvailable: Bool { city != nil || network != nil }

    public var editions: [GeographyEdition] {
        [city, network].compactMap { $0 }.map { GeographyEdition(type: $0.type, builtAt: $0.builtAt) }
    }

    public var attributions: [String] {
        let types = [city?.type, network?.type].compactMap { $0 }
        if types.contains(where: { $0.hasPrefix("DBIP") }) { return ["IP Geolocation by DB-IP"] }
        return types.contains { $0.hasPrefix("GeoLite") } ? ["This product includes GeoLite2 data by MaxMind"] : []
    }

    /// For after many lookups; see `GeoDatabase.releasePages`.
    func releasePages() {
        city?.releasePages()
        network?.releasePages()
    }

    /// The English name of an address's country, or its ISO 3166 code in a file without names.
    public func countryName(of address: IPAddress) -> String? {
        guard address.addressClass.isPublic, let entry = city?.entry(for: address) else { return nil }
        return entry.text("country", "names", "en") ?? entry.text("country", "iso_code")
    }

    /// What is known of an address. Only public addresses have a place.
    public func place(of address: IPAddress) -> Place {
        var place = Place()
        guard address.addressClass.isPublic else { return place }
        if let entry = city?.entry(for: address) { place.readCity(entry) }
        if let entry = network?.entry(for: address) { place.readNetwork(entry) }
        return place
    }
}
