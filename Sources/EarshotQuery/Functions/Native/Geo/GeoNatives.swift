import EarshotModel

enum GeoNatives {
    static let all: [NativeFunction] =
        points + shapes + hashes + GeoLineNatives.all + GeoPolygonNatives.all + GeoCellNatives.all + H3Natives.all

    /// The area of a polygon given as a dynamic value.
    static func area(_ value: KustoValue) -> SphereRegion? {
        guard case .dynamic(let text) = value else { return nil }
        return GeoCache.region(text)
    }

    private static let points: [NativeFunction] = [
        NativeFunction("kql_geo_distance_2points", [.real, .real, .real, .real], .real) { a in
            guard let p = point(a, 0), let q = point(a, 2) else { return .null(.real) }
            return .real(Sphere.distance(p, q))
        },
        NativeFunction("kql_geo_distance_spheroid", [.real, .real, .real, .real], .real) { a in
            guard let p = point(a, 0), let q = point(a, 2) else { return .null(.real) }
            return .real(of: Spheroid.distance(p, q))
        },
        NativeFunction("kql_geo_azimuth", [.real, .real, .real, .real], .real) { a in
            guard let p = point(a, 0), let q = point(a, 2) else { return .null(.real) }
            return .real(Sphere.azimuth(p, q))
        },
        NativeFunction("kql_geo_angle", [.real, .real, .real, .real, .real, .real], .real) { a in
            guard let p = point(a, 0), let q = point(a, 2), let r = point(a, 4), p != q, q != r else {
                return .null(.real)
            }
            let (x, back, on) = (q.vector, p.vector, r.vector)
            let (u, v) = (Sphere.Vector.cross(x, back), Sphere.Vector.cross(x, on))
            guard u.length > 1e-15, v.length > 1e-15 else { return .null(.real) }
            let angle = Libm.angle(
                y: -Sphere.Vector.dot(Sphere.Vector.cross(u, v), x), x: Sphere.Vector.dot(u, v))
            return .real(angle < 0 ? angle + 2 * .pi : angle)
        },
        NativeFunction("kql_geo_point_in_circle", [.real, .real, .real, .real, .real], .bool) { a in
            guard let p = point(a, 0), let q = point(a, 2), let radius = a[4].number, radius >= 0 else {
                return .null(.bool)
            }
            return .bool(Sphere.distance(p, q) <= radius)
        },
        NativeFunction("kql_geo_point_in_polygon", [.real, .real, .dynamic], .bool) { a in
            guard let p = point(a, 0), let region = area(a[2]) else { return .null(.bool) }
            return .bool(region.contains(p.vector))
        },
    ]

    private static let shapes: [NativeFunction] = [
        NativeFunction("kql_geo_distance_to_line", [.real, .real, .dynamic], .real) { a in
            guard let p = point(a, 0), let lines = GeoShape.lines(a[2].tree) else { return .null(.real) }
            return .real(of: GeoShape.distance(lines, p))
        },
        NativeFunction("kql_geo_distance_to_polygon", [.real, .real, .dynamic], .real) { a in
            guard let p = point(a, 0), let region = area(a[2]) else { return .null(.real) }
            return .real(region.distance(p.vector) * Sphere.radius)
        },
        NativeFunction("kql_geo_line_length", [.dynamic], .real) { a in
            .real(of: GeoLineNatives.lines(a[0].tree).map { SphereLines.length($0) * Sphere.radius })
        },
        NativeFunction("kql_geo_polygon_perimeter", [.dynamic], .real) { a in
            .real(of: area(a[0]).map { $0.perimeter * Sphere.radius })
        },
        NativeFunction("kql_geo_polygon_area", [.dynamic], .real) { a in
            .real(of: area(a[0]).map { $0.area * Sphere.radius * Sphere.radius })
        },
    ]

    private static let hashes: [NativeFunction] = [
        NativeFunction("kql_geo_point_to_geohash", [.real, .real, .long], .string) { a in
            guard let p = point(a, 0), let length = a[2].whole, 1...18 ~= length else { return .string("") }
            return .string(Geohash.encode(p, Int(length)))
        },
        NativeFunction("kql_geo_geohash_center", [.string], .dynamic) { a in
            guard let (west, south, east, north) = Geohash.decode(a[0].text) else { return .null(.dynamic) }
            let center: [JSON] = [.number((west + east) / 2), .number((south + north) / 2)]
            return .dynamic(
                of: .object([JSONMember("type", .string("Point")), JSONMember("coordinates", .array(center))]))
        },
        NativeFunction("kql_geo_geohash_neighbors", [.string], .dynamic) { a in
            .dynamic(of: Geohash.neighbors(a[0].text).map { .array($0.map(JSON.string)) })
        },
        NativeFunction("kql_geo_geohash_polygon", [.string], .dynamic) { a in
            guard let (west, south, east, north) = Geohash.decode(a[0].text) else { return .null(.dynamic) }
            let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
            let ring = JSON.array(corners.map { .array([.number($0.0), .number($0.1)]) })
            return .dynamic(
                of: .object([JSONMember("type", .string("Polygon")), JSONMember("coordinates", .array([ring]))]))
        },
    ]

    static func point(_ a: [KustoValue], _ at: Int) -> Sphere.Point? {
        guard let x = a[at].number, let y = a[at + 1].number else { return nil }
        return Sphere.Point(x, y)
    }
}
