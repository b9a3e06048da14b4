import EarshotModel

/// Lines.
enum GeoLineNatives {
    typealias Vector = Sphere.Vector

    static let all: [NativeFunction] = pairs + single + places

    private static let pairs: [NativeFunction] = [
        NativeFunction("kql_geo_intersects_2lines", [.dynamic, .dynamic], .bool) { a in
            .bool(of: common(a).map { !$0.lines.isEmpty || !$0.points.isEmpty })
        },
        NativeFunction("kql_geo_intersection_2lines", [.dynamic, .dynamic], .dynamic) { a in
            .dynamic(of: common(a).map { GeoText.parts(points: $0.points, lines: $0.lines) })
        },
        NativeFunction("kql_geo_intersects_line_with_polygon", [.dynamic, .dynamic], .bool) { a in
            .bool(of: commonWithArea(a).map { !$0.lines.isEmpty || !$0.points.isEmpty })
        },
        NativeFunction("kql_geo_intersection_line_with_polygon", [.dynamic, .dynamic], .dynamic) { a in
            .dynamic(of: commonWithArea(a).map { GeoText.parts(points: $0.points, lines: $0.lines) })
        },
        NativeFunction("kql_geo_union_lines_array", [.dynamic], .dynamic) { a in
            guard let shapes = a[0].tree.elements else { return .null(.dynamic) }
            var all: [[Vector]] = []
            for shape in shapes {
                guard let lines = lines(shape) else { return .null(.dynamic) }
                all += lines
            }
            return .dynamic(of: SphereLines.union(all).map { GeoText.parts(points: [], lines: $0) })
        },
    ]

    private static let single: [NativeFunction] = [
        NativeFunction("kql_geo_line_centroid", [.dynamic], .dynamic) { a in
            .dynamic(of: lines(a[0].tree).map { GeoText.point(SphereLines.centroid($0)) })
        },
        NativeFunction("kql_geo_line_simplify", [.dynamic, .real], .dynamic) { a in
            guard let all = lines(a[0].tree), let tolerance = a[1].number, 0...7_800_000 ~= tolerance else {
                return .null(.dynamic)
            }
            let kept = all.map { GeoReshape.simplified($0, tolerance / Sphere.radius) }
                .filter { !GeoReshape.isPoint($0, tolerance / Sphere.radius) }
            return kept.isEmpty ? .null(.dynamic) : .dynamic(of: GeoText.lines(kept))
        },
        NativeFunction("kql_geo_line_densify", [.dynamic, .real, .bool], .dynamic) { a in
            let tree = a[0].tree
            guard let all = GeoShape.lines(tree), let tolerance = a[1].number, 0.1...10_000 ~= tolerance else {
                return .null(.dynamic)
            }
            let dense = all.compactMap { GeoReshape.densified($0, tolerance / Sphere.radius) }
            guard dense.count == all.count else { return .null(.dynamic) }
            let parts = dense.map { JSON.array($0.map(\.json)) }
            return .dynamic(
                of: tree["type"] == .string("LineString")
                    ? GeoText.shape("LineString", parts[0]) : GeoText.shape("MultiLineString", .array(parts)))
        },
        NativeFunction("kql_geo_line_buffer", [.dynamic, .real, .real], .dynamic) { a in
            guard let all = lines(a[0].tree), let radius = a[1].number, radius > 0, radius.isFinite,
                let tolerance = a[2].number, tolerance > 0
            else { return .null(.dynamic) }
            let wide = GeoReshape.widened(
                SphereLines.edges(all), nil, radius / Sphere.radius, tolerance / Sphere.radius)
            return .dynamic(of: wide.map(GeoText.polygon))
        },
    ]

    private static let places: [NativeFunction] = [
        NativeFunction("kql_geo_closest_point_on_line", [.real, .real, .dynamic], .dynamic) { a in
            guard let place = GeoNatives.point(a, 0), let all = lines(a[2].tree) else { return .null(.dynamic) }
            return .dynamic(of: SphereLines.nearest(place.vector, SphereLines.edges(all)).map(GeoText.point))
        },
        NativeFunction("kql_geo_line_locate_point", [.dynamic, .real, .real], .real) { a in
            guard let place = GeoNatives.point(a, 1), let all = lines(a[0].tree), all.count == 1 else {
                return .null(.real)
            }
            return .real(SphereLines.locate(place.vector, on: all[0]))
        },
        NativeFunction("kql_geo_line_interpolate_point", [.dynamic, .real], .dynamic) { a in
            guard let all = lines(a[0].tree), all.count == 1, let part = a[1].number, 0...1 ~= part else {
                return .null(.dynamic)
            }
            return .dynamic(of: GeoText.point(SphereLines.place(at: part, on: all[0])))
        },
    ]

    static func lines(_ shape: JSON) -> [[Vector]]? { GeoShape.lines(shape)?.map { $0.map(\.vector) } }

    private static func common(_ a: [KustoValue]) -> (lines: [[Vector]], points: [Vector])? {
        guard let left = lines(a[0].tree), let right = lines(a[1].tree) else { return nil }
        return SphereLines.intersection(left, right)
    }

    private static func commonWithArea(_ a: [KustoValue]) -> (lines: [[Vector]], points: [Vector])? {
        guard let left = lines(a[0].tree), let region = GeoNatives.area(a[1]) else { return nil }
        return SphereLines.intersection(left, region)
    }
}
