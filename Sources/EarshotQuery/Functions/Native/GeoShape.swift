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

    /// The polygons of a Polygon or MultiPolygon: each a shell and its holes, without the repeated last place.
    static func polygons(_ shape: JSON) -> [[[Sphere.Point]]]? {
        switch shape["type"] {
        case .string("Polygon"): rings(shape["coordinates"]).map { [$0] }
        case .string("MultiPolygon"): all(shape["coordinates"]) { rings($0) }
        default: nil
        }
    }

    /// Polygons that do not overlap; nil when they do, because their union, which Kusto measures, is not computed here.
    static func apart(_ shape: JSON) -> [[[Sphere.Point]]]? {
        guard let all = polygons(shape) else { return nil }
        for (index, polygon) in all.enumerated() {
            for other in all.indices
            where other != index && (polygon.first ?? []).contains(where: { contains([all[other]], $0) }) {
                return nil
            }
        }
        return all
    }

    static func contains(_ polygons: [[[Sphere.Point]]], _ point: Sphere.Point) -> Bool {
        polygons.contains { rings in
            guard let shell = rings.first, Sphere.contains(shell, point) else { return false }
            return !rings.dropFirst().contains { Sphere.contains($0, point) }
        }
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

/// Geohashes: base-32 digits of interleaved longitude and latitude bits.
enum Geohash {
    private static let alphabet = Array("0123456789bcdefghjkmnpqrstuvwxyz")

    static func encode(_ point: Sphere.Point, _ length: Int) -> String {
        var (x, y) = ((-180.0, 180.0), (-90.0, 90.0))
        var result = ""
        var isLongitude = true
        for _ in 0..<length {
            var digit = 0
            for _ in 0..<5 {
                digit <<= 1
                if isLongitude { digit |= halve(&x, point.longitude) } else { digit |= halve(&y, point.latitude) }
                isLongitude.toggle()
            }
            result.append(alphabet[digit])
        }
        return result
    }

    private static func halve(_ range: inout (Double, Double), _ value: Double) -> Int {
        let middle = (range.0 + range.1) / 2
        if value >= middle {
            range.0 = middle
            return 1
        }
        range.1 = middle
        return 0
    }

    /// West, south, east, north; nil when the text is no geohash.
    static func decode(_ text: String) -> (Double, Double, Double, Double)? {
        guard 1...18 ~= text.count else { return nil }
        var (x, y) = ((-180.0, 180.0), (-90.0, 90.0))
        var isLongitude = true
        for character in text.lowercased() {
            guard let digit = alphabet.firstIndex(of: character) else { return nil }
            for bit in stride(from: 4, through: 0, by: -1) {
                let up = digit >> bit & 1 == 1
                if isLongitude { half(&x, up) } else { half(&y, up) }
                isLongitude.toggle()
            }
        }
        return (x.0, y.0, x.1, y.1)
    }

    private static func half(_ range: inout (Double, Double), _ up: Bool) {
        let middle = (range.0 + range.1) / 2
        if up { range.0 = middle } else { range.1 = middle }
    }
}
