/// Shapes as GeoJSON (RFC 7946).
enum GeoText {
    typealias Vector = Sphere.Vector

    static func shape(_ type: String, _ coordinates: JSON) -> JSON {
        .object([JSONMember("type", .string(type)), JSONMember("coordinates", coordinates)])
    }

    static func point(_ place: Vector) -> JSON { shape("Point", place.point.json) }

    static func points(_ places: [Vector]) -> JSON {
        places.count == 1 ? point(places[0]) : shape("MultiPoint", .array(places.map(\.point.json)))
    }

    static func lines(_ lines: [[Vector]]) -> JSON {
        let all = lines.map { JSON.array($0.map(\.point.json)) }
        return all.count == 1 ? shape("LineString", all[0]) : shape("MultiLineString", .array(all))
    }

    static func polygon(_ region: SphereRegion) -> JSON {
        let all = region.polygons.map { loops in JSON.array(loops.map(ring)) }
        return all.count == 1 ? shape("Polygon", all[0]) : shape("MultiPolygon", .array(all))
    }

    private static func ring(_ loop: SphereLoop) -> JSON {
        .array((loop.vertices + loop.vertices.prefix(1)).map(\.point.json))
    }

    static func collection(_ shapes: [JSON]) -> JSON {
        .object([JSONMember("type", .string("GeometryCollection")), JSONMember("geometries", .array(shapes))])
    }

    /// One shape as it is; several, or none, as a collection, those of fewer dimensions first.
    static func parts(points: [Vector], lines: [[Vector]], area: SphereRegion = .empty) -> JSON {
        var shapes: [JSON] = []
        if !points.isEmpty { shapes.append(self.points(points)) }
        if !lines.isEmpty { shapes.append(self.lines(lines)) }
        if !area.isEmpty { shapes.append(polygon(area)) }
        return shapes.count == 1 ? shapes[0] : collection(shapes)
    }
}

extension SphereRegion {
    /// Each shell with the holes in it.
    var polygons: [[SphereLoop]] {
        var result = shells.map { [$0] }
        for hole in holes {
            let around = shells.indices.filter { shells[$0].surrounds(hole.vertices[0]) }
            guard let place = around.min(by: { shells[$0].turn < shells[$1].turn }) ?? shells.indices.first else {
                continue
            }
            result[place].append(hole)
        }
        return result
    }
}
