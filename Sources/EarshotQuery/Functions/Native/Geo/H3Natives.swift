import EarshotModel

/// Cells of H3.
enum H3Natives {
    static let maximumCells = 61_680

    static let all: [NativeFunction] = [
        NativeFunction("kql_geo_point_to_h3cell", [.real, .real, .long], .string) { a in
            guard let place = GeoNatives.point(a, 0), let resolution = a[2].whole, 0...15 ~= resolution else {
                return .string("")
            }
            return .string(H3Cell(containing: place.vector, Int(resolution))?.token ?? "")
        },
        NativeFunction("kql_geo_h3cell_to_central_point", [.string], .dynamic) { a in
            .dynamic(of: H3Cell(token: a[0].text)?.center.map(GeoText.point))
        },
        NativeFunction("kql_geo_h3cell_to_polygon", [.string], .dynamic) { a in
            .dynamic(
                of: H3Cell(token: a[0].text).map {
                    GeoText.polygon(SphereRegion(shells: [SphereLoop($0.corners)], holes: []))
                })
        },
        NativeFunction("kql_geo_h3cell_neighbors", [.string], .dynamic) { a in
            .dynamic(of: H3Cell(token: a[0].text).map { tokens($0.neighbors) })
        },
        NativeFunction("kql_geo_h3cell_level", [.string], .int) { a in
            H3Cell(token: a[0].text).map { .int(Int32($0.resolution)) } ?? .null(.int)
        },
        NativeFunction("kql_geo_h3cell_parent", [.string, .long], .string) { a in
            guard let cell = H3Cell(token: a[0].text), let level = a[1].whole else { return .string("") }
            let resolution = level == -99 ? Int64(cell.resolution) - 1 : level
            return .string(cell.parent(Int(clamping: resolution))?.token ?? "")
        },
        NativeFunction("kql_geo_h3cell_children", [.string, .long], .dynamic) { a in
            guard let cell = H3Cell(token: a[0].text), let level = a[1].whole else { return .null(.dynamic) }
            let resolution = level == -99 ? Int64(cell.resolution) + 1 : level
            return .dynamic(of: cell.children(Int(clamping: resolution), limit: maximumCells * 3).map(tokens))
        },
        NativeFunction("kql_geo_h3cell_rings", [.string, .long], .dynamic) { a in
            guard let cell = H3Cell(token: a[0].text), let distance = a[1].whole, 0...142 ~= distance else {
                return .null(.dynamic)
            }
            return .dynamic(of: .array(cell.rings(Int(distance)).map(tokens)))
        },
        NativeFunction("kql_geo_polygon_to_h3cells", [.dynamic, .long, .real], .dynamic) { a in
            guard let region = GeoNatives.area(a[0]), let resolution = a[1].whole, 0...15 ~= resolution,
                let radius = a[2].number, radius >= 0, radius < 1e7
            else { return .null(.dynamic) }
            return .dynamic(of: inside(region, Int(resolution), radius / Sphere.radius).map(tokens))
        },
    ]

    private static func tokens(_ cells: [H3Cell]) -> JSON { .array(cells.map { .string($0.token) }) }

    /// Cells whose centers lie in an area, from its edge inwards; nil when there are too many.
    private static func inside(_ region: SphereRegion, _ resolution: Int, _ radius: Double) -> [H3Cell]? {
        var seen: Set<H3Cell> = []
        var open: [H3Cell] = []
        // A walk along the edges finds every part of the area; what lies inside is reached from there.
        for edge in region.loops.flatMap(\.edges) {
            let length = edge.from.angle(to: edge.to)
            let step = 0.1 / Libm.power(2.645_751_311, Double(resolution))
            let count = min(20_000, max(1, Int((length / step).rounded(.up))))
            for index in 0...count {
                let place = edge.from.toward(edge.to, Double(index) / Double(count))
                if let cell = H3Cell(containing: place, resolution), seen.insert(cell).inserted { open.append(cell) }
            }
        }
        var result: [H3Cell] = []
        var next = 0
        let border = seen
        while next < open.count {
            let cell = open[next]
            next += 1
            guard let center = cell.center else { continue }
            let isIn = region.contains(center) || (radius > 0 && region.distance(center) <= radius)
            if isIn { result.append(cell) }
            guard result.count <= maximumCells, open.count <= maximumCells * 4 else { return nil }
            guard isIn || border.contains(cell) else { continue }
            for neighbor in cell.neighbors where seen.insert(neighbor).inserted { open.append(neighbor) }
        }
        return result
    }
}
