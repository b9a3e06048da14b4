import EarshotModel

/// Places on the Earth. Longitude comes before latitude, in degrees; distances are metres.
enum GeoFunctions {
    static let all: [ScalarFunction] = points + shapes + hashes + GeoShapeFunctions.all + [addresses]

    private static let points: [ScalarFunction] = [
        ScalarFunction(
            "geo_distance_2points", [.number, .number, .number, .number, .bool], optional: 1, .exactly(.real),
            "The shortest distance between two places, on a sphere or, if asked for, on the Earth's spheroid.",
            examples: [
                .init("geo_distance_2points(1, 1, 1, 1)", "0.0"),
                .init("round(geo_distance_2points(0, 0, 0, 90, true))", "10001966.0"),
            ]
        ) { a in
            let places = a.prefix(4).map(real)
            let onSphere = Spelling.call("kql_geo_distance_2points", places)
            guard a.count > 4 else { return onSphere }
            return "CASE WHEN \(a[4]) THEN \(Spelling.call("kql_geo_distance_spheroid", places)) ELSE \(onSphere) END"
        },
        reals(
            "geo_azimuth", 4, "kql_geo_azimuth", .real,
            "The direction from a place to another, radians clockwise from north.", "geo_azimuth(0, 0, 0, 10)", "0.0"),
        reals(
            "geo_point_in_circle", 5, "kql_geo_point_in_circle", .bool,
            "Whether a place is within a radius of another.", "geo_point_in_circle(1, 1, 1, 1, 10)", "true"),
        shape(
            "geo_point_in_polygon", "kql_geo_point_in_polygon", .bool, "Whether a place lies in a polygon.",
            "geo_point_in_polygon(200, 1, dynamic({}))", "bool(null)"),
    ]

    private static let addresses = ScalarFunction(
        "geo_info_from_ip_address", [.string], .exactly(.dynamic),
        "Where a public address is: country, state, city, latitude and longitude.",
        examples: [.init("geo_info_from_ip_address('192.168.1.1')", "dynamic(null)")]
    ) { "\(SQL(raw: FunctionCatalog.placeFunctionName))(\(Spelling.text($0[0])))" }

    private static let shapes: [ScalarFunction] = [
        shape(
            "geo_distance_point_to_line", "kql_geo_distance_to_line", .real, "The distance from a place to a line.",
            "geo_distance_point_to_line(300, 3, dynamic({}))", "real(null)"),
        shape(
            "geo_distance_point_to_polygon", "kql_geo_distance_to_polygon", .real,
            "The distance from a place to a polygon.", "geo_distance_point_to_polygon(300, 3, dynamic({}))",
            "real(null)"),
        measure("geo_line_length", "The length of a line."),
        measure("geo_polygon_perimeter", "The length of a polygon's edges."),
        measure("geo_polygon_area", "The area of a polygon, in square metres."),
    ]

    private static let hashes: [ScalarFunction] = [
        ScalarFunction(
            "geo_point_to_geohash", [.number, .number, .integer], optional: 1, .exactly(.string),
            "The geohash of a place, 5 characters or as many as asked for.",
            examples: [.init("geo_point_to_geohash(-80.195829, 25.802215, 8)", "'dhwfz15h'")]
        ) { a in Spelling.call("kql_geo_point_to_geohash", real(a[0]), real(a[1]), a.count > 2 ? a[2].sql : "5") },
        ScalarFunction(
            "geo_geohash_to_central_point", [.string], .exactly(.dynamic), "The middle of a geohash's rectangle.",
            examples: [.init("geo_geohash_to_central_point('a')", "dynamic(null)")]
        ) { "kql_geo_geohash_center(\(Spelling.text($0[0])))" },
        ScalarFunction(
            "geo_geohash_to_polygon", [.string], .exactly(.dynamic), "A geohash's rectangle.",
            examples: [.init("geo_geohash_to_polygon('a')", "dynamic(null)")]
        ) { "kql_geo_geohash_polygon(\(Spelling.text($0[0])))" },
    ]

    private static func real(_ a: Argument) -> SQL { "CAST(\(a) AS DOUBLE)" }

    private static func reals(
        _ name: String, _ count: Int, _ native: String, _ result: KustoType, _ summary: String, _ expression: String,
        _ answer: String
    ) -> ScalarFunction {
        ScalarFunction(
            name, Array(repeating: .number, count: count), .exactly(result), summary,
            examples: [.init(expression, answer)]
        ) { Spelling.call(native, $0.map(real)) }
    }

    private static func shape(
        _ name: String, _ native: String, _ result: KustoType, _ summary: String, _ expression: String, _ answer: String
    ) -> ScalarFunction {
        ScalarFunction(
            name, [.number, .number, .dynamic], .exactly(result), summary, examples: [.init(expression, answer)]
        ) { Spelling.call(native, real($0[0]), real($0[1]), $0[2].sql) }
    }

    private static func measure(_ name: String, _ summary: String) -> ScalarFunction {
        ScalarFunction(
            name, [.dynamic], .exactly(.real), summary, examples: [.init("\(name)(dynamic({}))", "real(null)")]
        ) { "\(SQL(raw: "kql_" + name))(\($0[0]))" }
    }
}
