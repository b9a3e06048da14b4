import EarshotModel

/// Polygons.
enum GeoPolygonNatives {
    static let all: [NativeFunction] = pairs + many + single

    private static let pairs: [NativeFunction] = [
        NativeFunction("kql_geo_intersects_2polygons", [.dynamic, .dynamic], .bool) { a in
            guard let left = GeoNatives.area(a[0]), let right = GeoNatives.area(a[1]),
                let common = left.combined(with: right, .intersection)
            else { return .null(.bool) }
            if !common.isEmpty { return .bool(true) }
            let touch = left.touch(right)
            return .bool(!touch.lines.isEmpty || !touch.points.isEmpty)
        },
        NativeFunction("kql_geo_intersection_2polygons", [.dynamic, .dynamic], .dynamic) { a in
            guard let left = GeoNatives.area(a[0]), let right = GeoNatives.area(a[1]),
                let common = left.combined(with: right, .intersection)
            else { return .null(.dynamic) }
            let touch = left.touch(right, beside: common)
            return .dynamic(of: GeoText.parts(points: touch.points, lines: touch.lines, area: common))
        },
    ]

    private static let many: [NativeFunction] = [
        NativeFunction("kql_geo_union_polygons_array", [.dynamic], .dynamic) { a in
            .dynamic(of: union(a[0]).map(GeoText.polygon))
        },
        NativeFunction("kql_geo_simplify_polygons_array", [.dynamic, .real], .dynamic) { a in
            guard let union = union(a[0]), let tolerance = a[1].number, 0...7_800_000 ~= tolerance else {
                return .null(.dynamic)
            }
            return shown(GeoReshape.simplified(union, tolerance / Sphere.radius))
        },
    ]

    private static let single: [NativeFunction] = [
        NativeFunction("kql_geo_polygon_centroid", [.dynamic], .dynamic) { a in
            .dynamic(of: GeoNatives.area(a[0]).map { GeoText.point($0.centroid) })
        },
        NativeFunction("kql_geo_polygon_simplify", [.dynamic, .real], .dynamic) { a in
            guard let region = GeoNatives.area(a[0]), let tolerance = a[1].number, 0...7_800_000 ~= tolerance else {
                return .null(.dynamic)
            }
            return shown(GeoReshape.simplified(region, tolerance / Sphere.radius))
        },
        NativeFunction("kql_geo_polygon_densify", [.dynamic, .real, .bool], .dynamic) { a in
            let tree = a[0].tree
            guard let polygons = GeoShape.polygons(tree), let tolerance = a[1].number, 0.1...10_000 ~= tolerance else {
                return .null(.dynamic)
            }
            let dense = polygons.map { rings in
                JSON.array(
                    rings.map { ring in
                        .array(
                            (GeoReshape.densified(ring + ring.prefix(1), tolerance / Sphere.radius) ?? []).map(\.json))
                    })
            }
            return .dynamic(
                of: tree["type"] == .string("Polygon")
                    ? GeoText.shape("Polygon", dense[0]) : GeoText.shape("MultiPolygon", .array(dense)))
        },
        NativeFunction("kql_geo_polygon_buffer", [.dynamic, .real, .real], .dynamic) { a in
            guard let region = GeoNatives.area(a[0]), let radius = a[1].number, radius > 0, radius.isFinite,
                let tolerance = a[2].number, tolerance > 0
            else { return .null(.dynamic) }
            let wide = GeoReshape.widened(
                region.loops.flatMap(\.edges), region, radius / Sphere.radius, tolerance / Sphere.radius)
            return .dynamic(of: wide.map(GeoText.polygon))
        },
        NativeFunction("kql_geo_point_buffer", [.real, .real, .real, .real], .dynamic) { a in
            guard let place = GeoNatives.point(a, 0), let radius = a[2].number, radius > 0,
                radius < Sphere.radius * 1.5, let tolerance = a[3].number, tolerance > 0
            else { return .null(.dynamic) }
            let circle = GeoReshape.circle(place.vector, radius / Sphere.radius, tolerance / Sphere.radius)
            return .dynamic(of: GeoText.polygon(SphereRegion(shells: [circle], holes: [])))
        },
        NativeFunction("kql_geo_closest_point_on_polygon", [.real, .real, .dynamic], .dynamic) { a in
            guard let place = GeoNatives.point(a, 0), let region = GeoNatives.area(a[2]) else { return .null(.dynamic) }
            if region.contains(place.vector) { return .dynamic(of: GeoText.point(place.vector)) }
            return .dynamic(
                of: SphereLines.nearest(place.vector, region.loops.flatMap(\.edges)).map(GeoText.point))
        },
        NativeFunction("kql_geo_from_wkt", [.dynamic], .dynamic) { a in
            switch a[0].tree {
            case .string(let text): return .dynamic(of: GeoWKT.shape(text))
            case .array(let texts):
                let shapes = texts.compactMap { GeoWKT.shape($0.text) }
                return shapes.count == texts.count ? .dynamic(of: GeoText.collection(shapes)) : .null(.dynamic)
            default: return .null(.dynamic)
            }
        },
    ]

    private static func union(_ value: KustoValue) -> SphereRegion? {
        guard let shapes = value.tree.elements, !shapes.isEmpty else { return nil }
        var regions: [SphereRegion] = []
        for shape in shapes {
            guard let region = GeoShape.region(shape) else { return nil }
            regions.append(region)
        }
        return SphereRegion.union(regions)
    }

    private static func shown(_ region: SphereRegion) -> KustoValue {
        region.isEmpty ? .null(.dynamic) : .dynamic(of: GeoText.polygon(region))
    }
}
