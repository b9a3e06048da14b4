import EarshotModel

/// Cells of S2.
enum GeoCellNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_geo_point_to_s2cell", [.real, .real, .long], .string) { a in
            guard let place = GeoNatives.point(a, 0), let level = a[2].whole, 0...30 ~= level else {
                return .string("")
            }
            return .string(S2Cell(containing: place.vector).parent(Int(level)).token)
        },
        NativeFunction("kql_geo_s2cell_to_central_point", [.string], .dynamic) { a in
            .dynamic(of: S2Cell(token: a[0].text).map { GeoText.point($0.center) })
        },
        NativeFunction("kql_geo_s2cell_to_polygon", [.string], .dynamic) { a in
            .dynamic(
                of: S2Cell(token: a[0].text).map {
                    GeoText.polygon(SphereRegion(shells: [SphereLoop($0.corners)], holes: []))
                })
        },
        NativeFunction("kql_geo_s2cell_neighbors", [.string], .dynamic) { a in
            .dynamic(of: S2Cell(token: a[0].text).map { .array($0.neighbors.map { .string($0.token) }) })
        },
        NativeFunction("kql_geo_polygon_to_s2cells", [.dynamic, .long, .real], .dynamic) { a in
            guard let region = GeoNatives.area(a[0]) else { return .null(.dynamic) }
            return tokens(region.loops.flatMap(\.edges), region, a[1], a[2])
        },
        NativeFunction("kql_geo_line_to_s2cells", [.dynamic, .long, .real], .dynamic) { a in
            guard let lines = GeoLineNatives.lines(a[0].tree) else { return .null(.dynamic) }
            return tokens(SphereLines.edges(lines), nil, a[1], a[2])
        },
    ]

    private static func tokens(
        _ edges: [(from: Sphere.Vector, to: Sphere.Vector)], _ region: SphereRegion?, _ level: KustoValue,
        _ radius: KustoValue
    ) -> KustoValue {
        guard let level = level.whole, 0...30 ~= level, let radius = radius.number, radius >= 0, radius < 1e7 else {
            return .null(.dynamic)
        }
        let covering = S2Covering(edges: edges, region: region, radius: radius / Sphere.radius)
        return .dynamic(of: covering.cells(Int(level)).map { .array($0.map { .string($0.token) }) })
    }
}
