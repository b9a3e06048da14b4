import EarshotModel

/// Identifiers, sizes, the surroundings of a query.
enum MetaFunctions {
    static let all: [ScalarFunction] = [
        ScalarFunction(
            "new_guid", [], .exactly(.guid), "A new random identifier.", examples: [.init("new_guid()", nil)]
        ) { _ in "uuid()" },
        ScalarFunction(
            "estimate_data_size", [.any], variadic: true, .exactly(.long), "About how many bytes the values take.",
            examples: [.init("estimate_data_size('abc')", "3")]
        ) { a in
            let sizes = a.map { argument -> SQL in
                switch argument.type {
                case .bool: "1"
                case .int: "4"
                case .long, .real, .datetime, .timespan: "8"
                case .guid, .decimal: "16"
                case .string, .dynamic: "strlen(coalesce(CAST(\(argument) AS VARCHAR), ''))"
                }
            }
            return "CAST(\(sizes.joined(separator: " + ")) AS BIGINT)"
        },
        ScalarFunction(
            "assert", [.bool, .constant(.string)], .exactly(.bool), "True, or the query fails with a message.",
            examples: [.init("assert(1 < 2, 'so it is')", "true")]
        ) { "CASE WHEN \($0[0]) THEN true ELSE error(\($0[1])) END" },
        ScalarFunction(
            "around",
            overloads: [
                .init([.datetime, .datetime, .timespan], .exactly(.bool)) { around($0) },
                .init([.timespan, .timespan, .timespan], .exactly(.bool)) { around($0) },
                .init([.number, .number, .number], .exactly(.bool)) { around($0) },
            ],
            "Whether a value is no farther from a center than a distance.",
            examples: [.init("around(5, 6, 1)", "true"), .init("around(5, 7, 1)", "false")]),
        ScalarFunction(
            "current_principal_details", [], .exactly(.dynamic), "Who asks, as a bag.",
            examples: [.init("current_principal_details().Type", "dynamic('local')")]
        ) { _ in "'{\"UserPrincipalName\":\"earshot\",\"Type\":\"local\"}'" },
        ScalarFunction(
            "current_principal_is_member_of", [.any], variadic: true, .exactly(.bool),
            "Whether who asks belongs to a group; there are no groups here.",
            examples: [.init("current_principal_is_member_of('x')", "false")]
        ) { _ in "false" },
        ScalarFunction(
            "extent_id", [], .exactly(.guid), "The part of the store a row is in; here always null.",
            examples: [.init("extent_id()", "guid(null)")]
        ) { _ in "CAST(NULL AS UUID)" },
        ScalarFunction(
            "extentid", [], .exactly(.guid), "The older name of `extent_id`.",
            examples: [.init("extentid()", "guid(null)")]
        ) { _ in "CAST(NULL AS UUID)" },
        ScalarFunction(
            "extent_tags", [], .exactly(.dynamic), "The tags of that part; here always none.",
            examples: [.init("extent_tags()", "dynamic([])")]
        ) { _ in "'[]'" },
        ScalarFunction(
            "current_principal", [], .exactly(.string), "Who asks; here always the home.",
            examples: [.init("current_principal()", nil)]
        ) { _ in "'earshot'" },
        ScalarFunction(
            "current_database", [], .exactly(.string), "The database asked.",
            examples: [.init("current_database()", nil)]
        ) { _ in "'earshot'" },
        ScalarFunction(
            "current_cluster_endpoint", [], .exactly(.string), "The cluster asked.",
            examples: [.init("current_cluster_endpoint()", nil)]
        ) { _ in "'earshot'" },
    ]

    private static func around(_ a: [Argument]) -> SQL { "(\(a[0]) BETWEEN \(a[1]) - \(a[2]) AND \(a[1]) + \(a[2]))" }
}
