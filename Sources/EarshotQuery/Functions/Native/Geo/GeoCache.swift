import Synchronization

/// Areas read lately: a join asks about the same polygon row after row, and reading one checks all its edges.
enum GeoCache {
    private static let maximumEntries = 64
    private static let maximumLength = 1_000_000
    private static let known = Mutex<[String: SphereRegion?]>([:])

    /// The area of a polygon or multipolygon in GeoJSON; nil when it is none.
    static func region(_ text: String) -> SphereRegion? {
        if let found = known.withLock({ $0[text] }) { return found }
        let region = JSON(parsing: text).flatMap(GeoShape.region)
        if text.utf8.count <= maximumLength {
            known.withLock { entries in
                if entries.count >= maximumEntries { entries.removeAll() }
                entries[text] = .some(region)
            }
        }
        return region
    }
}
