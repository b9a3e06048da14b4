/// Lines and polygons of GeoJSON.
enum GeoShape {
    /// The lines of a LineString or MultiLineString; nil for anything else and for a line of less than two places.
    static func lines(_ shape: JSON) -> [[Sphere.Point]]? {
        switch shape["type"] {
        case .string("LineString"): points(shape["coordinates"]).flatMap { $0.count > 1 ? [$0] : nil }
        case .string("MultiLineString"): all(shape["coordinates"]) { points($0).flatMap { $0.count > 1 ? $0 : nil } }
        default: nil
        }
    }

    /// The places of a Point or MultiPoint.
    static func places(_ shape: JSON) -> [Sphere.Point]? {
        switch shape["type"] {
        case .string("Point"): shape["coordinates"].flatMap { Sphere.Point($0) }.map { [$0] }
        case .string("MultiPoint"): points(shape["coordinates"])
        default: nil
        }
    }

    /// The polygons of a Polygon or MultiPolygon: each a shell and its holes, without the repeated last place.
    static func polygons(_ shape: JSON) -> [[[Sphere.Point]]]? {
        switch shape["type"] {
        case .string("Polygon"): rings(shape["coordinates"]).map { [$0] }
        case .string("MultiPolygon"): all(shape["coordinates"]) { rings($0) }
        default: nil
        }
    }

    /// The area of a polygon, or the union of several; nil for anything else and when edges cross.
    static func region(_ shape: JSON) -> SphereRegion? {
        guard let all = polygons(shape) else { return nil }
        var regions: [SphereRegion] = []
        for rings in all {
            guard let region = SphereRegion(rings) else { return nil }
            regions.append(region)
        }
        return SphereRegion.union(regions)
    }

    static func distance(_ lines: [[Sphere.Point]], _ point: Sphere.Point) -> Double? {
        lines.flatMap { line in zip(line, line.dropFirst()).map { Sphere.distance(point, toArc: $0, $1) } }.min()
    }

    private static func points(_ value: JSON?) -> [Sphere.Point]? { all(value) { Sphere.Point($0) } }

    private static func rings(_ value: JSON?) -> [[Sphere.Point]]? {
        guard let rings: [[Sphere.Point]] = all(value, ring), !rings.isEmpty else { return nil }
        return rings
    }

    private static func ring(_ value: JSON) -> [Sphere.Point]? {
        guard var places = points(value), places.count > 3, places.first == places.last else { return nil }
        places.removeLast()
        return places
    }

    private static func all<T>(_ value: JSON?, _ map: (JSON) -> T?) -> [T]? {
        guard let elements = value?.elements else { return nil }
        var result: [T] = []
        for element in elements {
            guard let mapped = map(element) else { return nil }
            result.append(mapped)
        }
        return result
    }
}
