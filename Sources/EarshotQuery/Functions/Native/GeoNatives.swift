import EarshotModel

enum GeoNatives {
    static let all: [NativeFunction] = points + shapes + hashes

    private static let points: [NativeFunction] = [
        NativeFunction("kql_geo_distance_2points", [.real, .real, .real, .real], .real) { a in
            guard let p = point(a, 0), let q = point(a, 2) else { return .null(.real) }
            return .real(Sphere.distance(p, q))
        },
        NativeFunction("kql_geo_azimuth", [.real, .real, .real, .real], .real) { a in
            guard let p = point(a, 0), let q = point(a, 2) else { return .null(.real) }
            return .real(Sphere.azimuth(p, q))
        },
        NativeFunction("kql_geo_point_in_circle", [.real, .real, .real, .real, .real], .bool) { a in
            guard let p = point(a, 0), let q = point(a, 2), let radius = a[4].number, radius >= 0 else {
                return .null(.bool)
            }
            return .bool(Sphere.distance(p, q) <= radius)
        },
        NativeFunction("kql_geo_point_in_polygon", [.real, .real, .dynamic], .bool) { a in
            guard let p = point(a, 0), let polygons = GeoShape.polygons(a[2].tree) else { return .null(.bool) }
            return .bool(GeoShape.contains(polygons, p))
        },
    ]

    private static let shapes: [NativeFunction] = [
        NativeFunction("kql_geo_distance_to_line", [.real, .real, .dynamic], .real) { a in
            guard let p = point(a, 0), let lines = GeoShape.lines(a[2].tree) else { return .null(.real) }
            return .real(of: GeoShape.distance(lines, p))
        },
        NativeFunction("kql_geo_distance_to_polygon", [.real, .real, .dynamic], .real) { a in
            guard let p = point(a, 0), let polygons = GeoShape.polygons(a[2].tree) else { return .null(.real) }
            if GeoShape.contains(polygons, p) { return .real(0) }
            return .real(of: GeoShape.distance(polygons.flatMap { $0 }.map { $0 + $0.prefix(1) }, p))
        },
        NativeFunction("kql_geo_line_length", [.dynamic], .real) { a in
            .real(of: GeoShape.lines(a[0].tree).map { $0.reduce(0) { $0 + length($1) } })
        },
        NativeFunction("kql_geo_polygon_perimeter", [.dynamic], .real) { a in
            .real(of: GeoShape.apart(a[0].tree).map { $0.flatMap { $0 }.reduce(0) { $0 + length($1 + $1.prefix(1)) } })
        },
        NativeFunction("kql_geo_polygon_area", [.dynamic], .real) { a in
            .real(
                of: GeoShape.apart(a[0].tree).map { polygons in
                    polygons.reduce(0) { sum, rings in
                        sum + Sphere.area(rings[0]) - rings.dropFirst().reduce(0) { $0 + Sphere.area($1) }
                    }
                })
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
        NativeFunction("kql_geo_geohash_polygon", [.string], .dynamic) { a in
            guard let (west, south, east, north) = Geohash.decode(a[0].text) else { return .null(.dynamic) }
            let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
            let ring = JSON.array(corners.map { .array([.number($0.0), .number($0.1)]) })
            return .dynamic(
                of: .object([JSONMember("type", .string("Polygon")), JSONMember("coordinates", .array([ring]))]))
        },
    ]

    private static func point(_ a: [KustoValue], _ at: Int) -> Sphere.Point? {
        guard let x = a[at].number, let y = a[at + 1].number else { return nil }
        return Sphere.Point(x, y)
    }

    private static func length(_ line: [Sphere.Point]) -> Double {
        zip(line, line.dropFirst()).reduce(0) { $0 + Sphere.distance($1.0, $1.1) }
    }
}
