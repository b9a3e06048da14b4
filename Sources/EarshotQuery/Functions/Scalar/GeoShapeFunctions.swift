import EarshotModel

/// Lines, polygons and cells.
enum GeoShapeFunctions {
    static let all: [ScalarFunction] = lines + polygons + buffers + cells + hexagons

    /// How an argument goes to the native function.
    enum Kind {
        case real
        case shape
        case text
        case level
        case flag

        var parameter: Parameter {
            switch self {
            case .real, .level: .number
            case .shape: .dynamic
            case .text: .string
            case .flag: .bool
            }
        }

        func spelled(_ a: Argument) -> SQL {
            switch self {
            case .real: "CAST(\(a) AS DOUBLE)"
            case .level: "TRY_CAST(\(a) AS BIGINT)"
            case .text: Spelling.text(a)
            case .shape, .flag: a.sql
            }
        }
    }

    private static let line = #"dynamic({"type":"LineString","coordinates":[[0,0],[2,0]]})"#
    private static let square = #"dynamic({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]})"#

    private static let lines: [ScalarFunction] = [
        geo("geo_intersects_2lines", [.shape, .shape], .bool, "Whether two lines meet.", "\(line), \(line)", "true"),
        geo(
            "geo_intersection_2lines", [.shape, .shape], .dynamic, "What two lines have in common.",
            #"\#(line), dynamic({"type":"LineString","coordinates":[[5,5],[6,6]]})"#,
            #"dynamic({"type":"GeometryCollection","geometries":[]})"#),
        geo(
            "geo_intersects_line_with_polygon", [.shape, .shape], .bool, "Whether a line meets a polygon.",
            "\(line), \(square)", "true"),
        geo(
            "geo_intersection_line_with_polygon", [.shape, .shape], .dynamic, "The part of a line in a polygon.",
            "dynamic({}), \(square)", "dynamic(null)"),
        geo(
            "geo_union_lines_array", [.shape], .dynamic, "One line of many; what they share occurs once.",
            "dynamic([{}])", "dynamic(null)"),
        geo("geo_line_centroid", [.shape], .dynamic, "The middle of a line.", "dynamic({})", "dynamic(null)"),
        geo(
            "geo_line_simplify", [.shape, .real], optional: ["10.0"], .dynamic,
            "A line with fewer places, nowhere farther from it than a tolerance in metres (10).", "dynamic({}), 10",
            "dynamic(null)"),
        geo(
            "geo_line_densify", [.shape, .real, .flag], optional: ["10.0", "false"], .dynamic,
            "A line that is straight on a map, as arcs within a tolerance in metres (10).", "dynamic({}), 10",
            "dynamic(null)"),
        geo(
            "geo_closest_point_on_line", [.real, .real, .shape], .dynamic, "The place of a line nearest to another.",
            "300, 0, \(line)", "dynamic(null)"),
        geo(
            "geo_line_locate_point", [.shape, .real, .real, .flag], optional: ["false"], .real,
            "How far along a line (0 to 1) it comes nearest to a place.", "\(line), 1, 0", "0.5"),
        geo(
            "geo_line_interpolate_point", [.shape, .real], .dynamic, "The place a part of the way along a line.",
            "\(line), 2", "dynamic(null)"),
    ]

    private static let polygons: [ScalarFunction] = [
        geo(
            "geo_intersects_2polygons", [.shape, .shape], .bool, "Whether two polygons meet.", "\(square), \(square)",
            "true"),
        geo(
            "geo_intersection_2polygons", [.shape, .shape], .dynamic, "What two polygons have in common.",
            "\(square), dynamic({})", "dynamic(null)"),
        geo(
            "geo_union_polygons_array", [.shape], .dynamic, "One polygon of many.", "dynamic([{}])", "dynamic(null)"),
        geo(
            "geo_simplify_polygons_array", [.shape, .real], optional: ["10.0"], .dynamic,
            "The union of polygons, simplified.", "dynamic([{}]), 10", "dynamic(null)"),
        geo("geo_polygon_centroid", [.shape], .dynamic, "The middle of a polygon.", "dynamic({})", "dynamic(null)"),
        geo(
            "geo_polygon_simplify", [.shape, .real], optional: ["10.0"], .dynamic,
            "A polygon with fewer places, nowhere farther from it than a tolerance in metres (10).",
            "dynamic({}), 10", "dynamic(null)"),
        geo(
            "geo_polygon_densify", [.shape, .real, .flag], optional: ["10.0", "false"], .dynamic,
            "A polygon whose edges are straight on a map, as arcs within a tolerance in metres (10).",
            "dynamic({}), 10", "dynamic(null)"),
        geo(
            "geo_closest_point_on_polygon", [.real, .real, .shape], .dynamic,
            "The place of a polygon nearest to another.", "300, 0, \(square)", "dynamic(null)"),
        geo(
            "geo_angle", [.real, .real, .real, .real, .real, .real], .real,
            "The angle at the second of three places, clockwise from the first to the third, in radians.",
            "geo_angle(0, 10, 0, 10, 3, -10)", "real(null)"),
        ScalarFunction(
            "geo_from_wkt", [.oneOf([.string, .dynamic])], .exactly(.dynamic), "Well-known text as GeoJSON.",
            examples: [
                .init("geo_from_wkt('POINT (1 2)')", #"dynamic({"type":"Point","coordinates":[1,2]})"#)
            ]
        ) { "kql_geo_from_wkt(\(Spelling.json($0[0])))" },
    ]

    private static let buffers: [ScalarFunction] = [
        geo(
            "geo_point_buffer", [.real, .real, .real, .real], optional: ["10.0"], .dynamic,
            "A polygon of all places within a radius of one.", "200, 1, 10", "dynamic(null)"),
        geo(
            "geo_line_buffer", [.shape, .real, .real], optional: ["10.0"], .dynamic,
            "A polygon of all places within a radius of a line.", "dynamic({}), 10", "dynamic(null)"),
        geo(
            "geo_polygon_buffer", [.shape, .real, .real], optional: ["10.0"], .dynamic,
            "A polygon of all places within a radius of another.", "dynamic({}), 10", "dynamic(null)"),
    ]

    private static let cells: [ScalarFunction] = [
        geo(
            "geo_point_to_s2cell", [.real, .real, .level], optional: ["11"], .string,
            "The token of the S2 cell that contains a place; level 11 or as asked for.", "-80.195829, 25.802215, 8",
            "'88d9b'"),
        geo(
            "geo_s2cell_to_central_point", [.text], .dynamic, "The middle of an S2 cell.", "'a'", "dynamic(null)"),
        geo("geo_s2cell_to_polygon", [.text], .dynamic, "The outline of an S2 cell.", "'a'", "dynamic(null)"),
        geo(
            "geo_s2cell_neighbors", [.text], .dynamic, "The S2 cells around one.", "'89c259'",
            #"dynamic(["89c25d","89c2f9","89c251","89c257","89c25f","89c25b","89c2f7","89c2f5"])"#),
        geo(
            "geo_polygon_to_s2cells", [.shape, .level, .real], optional: ["11", "0.0"], .dynamic,
            "The S2 cells of a level that cover a polygon and a radius around it.", "\(square), 4",
            #"dynamic(["055","0ff","101","1ab"])"#),
        geo(
            "geo_line_to_s2cells", [.shape, .level, .real], optional: ["11", "0.0"], .dynamic,
            "The S2 cells of a level that cover a line and a radius around it.", "dynamic({})", "dynamic(null)"),
        geo(
            "geo_geohash_neighbors", [.text], .dynamic, "The geohashes around one.", "'sunny'",
            #"dynamic(["sunnt","sunpj","sunnx","sunpn","sunnv","sunpp","sunnz","sunnw"])"#),
    ]

    private static let hexagons: [ScalarFunction] = [
        geo(
            "geo_point_to_h3cell", [.real, .real, .level], optional: ["6"], .string,
            "The token of the H3 cell that contains a place; resolution 6 or as asked for.",
            "-74.04450446039874, 40.689250859314974, 6", "'862a1072fffffff'"),
        geo(
            "geo_h3cell_to_central_point", [.text], .dynamic, "The middle of an H3 cell.", "'a'", "dynamic(null)"),
        geo("geo_h3cell_to_polygon", [.text], .dynamic, "The outline of an H3 cell.", "'a'", "dynamic(null)"),
        geo(
            "geo_h3cell_neighbors", [.text], .dynamic, "The H3 cells around one.", "'862a1072fffffff'",
            """
            dynamic(["862a10727ffffff","862a10707ffffff","862a1070fffffff","862a10777ffffff","862a100dfffffff",\
            "862a100d7ffffff"])
            """),
        geo("geo_h3cell_level", [.text], .int, "The resolution of an H3 cell.", "'862a1072fffffff'", "int(6)"),
        geo(
            "geo_h3cell_parent", [.text, .level], optional: ["-99"], .string,
            "The H3 cell of a coarser resolution that contains one.", "'862a1072fffffff', 1", "'812a3ffffffffff'"),
        geo(
            "geo_h3cell_children", [.text, .level], optional: ["-99"], .dynamic,
            "The H3 cells of a finer resolution in one.", "'812a3ffffffffff', 1", "dynamic(['812a3ffffffffff'])"),
        geo(
            "geo_h3cell_rings", [.text, .level], .dynamic, "Rings of H3 cells around one, from itself outwards.",
            "'862a1072fffffff', 0", "dynamic([['862a1072fffffff']])"),
        geo(
            "geo_polygon_to_h3cells", [.shape, .level, .real], optional: ["6", "0.0"], .dynamic,
            "The H3 cells whose centers lie in a polygon or within a radius of it.", "dynamic({}), 6",
            "dynamic(null)"),
    ]

    /// A row whose native function is called `kql_` and its name.
    static func geo(
        _ name: String, _ kinds: [Kind], optional defaults: [SQL] = [], _ result: KustoType, _ summary: String,
        _ arguments: String, _ answer: String
    ) -> ScalarFunction {
        let expression = arguments.hasPrefix(name) ? arguments : "\(name)(\(arguments))"
        return ScalarFunction(
            name, kinds.map(\.parameter), optional: defaults.count, .exactly(result), summary,
            examples: [.init(expression, answer)]
        ) { (a) throws(EmissionError) -> SQL in
            if name == "geo_line_locate_point", a.count > 3, a[3].constant != .bool(false) {
                throw EmissionError("geo_line_locate_point() measures on a sphere only", argument: 3)
            }
            let given = zip(kinds, a).map { $0.spelled($1) }
            let missing = defaults.suffix(kinds.count - a.count)
            let count = name == "geo_line_locate_point" ? 3 : kinds.count
            return Spelling.call("kql_" + name, Array((given + missing).prefix(count)))
        }
    }
}
