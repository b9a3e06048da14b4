/// Plugins that are not written in the language: `evaluate` binds each by itself. Their place in the reference.
enum BoundPlugins {
    struct Entry: Sendable {
        let name: String
        let parameters: String
        let summary: String
        /// A query, and its answer as a KQL literal of the first column of the first row.
        let example: ScalarFunction.Example
    }

    static let all: [Entry] = patterns + columns + lookups + rows

    private static let patterns = [
        Entry(
            name: "autocluster", parameters: "[weight, column of weights, seeds, wildcard, …]",
            summary: "A few patterns of values that many rows share.",
            example: .init(
                "datatable(a: string, b: string)['x', 'p', 'x', 'q', 'x', 'r', 'y', 'p'] | evaluate autocluster() | project a",
                "'x'")),
        Entry(
            name: "basket", parameters: "[threshold, column of weights, most dimensions, wildcard, …]",
            summary: "All patterns of values that a part of the rows share.",
            example: .init(
                "datatable(a: string, b: string)['x', 'p', 'x', 'q', 'x', 'r', 'y', 'p'] | evaluate basket(0.7) | project a",
                "'x'")),
        Entry(
            name: "diffpatterns", parameters: "column, value, value[, threshold, column of weights, …]",
            summary: "Patterns of values that tell two kinds of rows apart.",
            example: .init(
                "datatable(a: string, c: string)['x', 'new', 'x', 'new', 'y', 'old', 'z', 'old'] "
                    + "| evaluate diffpatterns(c, 'new', 'old') | project a", "'x'")),
    ]

    private static let columns = [
        Entry(
            name: "bag_unpack", parameters: "column[, prefix, columnsConflict, ignoredProperties]",
            summary: "A column for each property of a bag; `: (name: type, …)` after it names them ahead.",
            example: .init("print d = dynamic({'a': 1, 'b': 'x'}) | evaluate bag_unpack(d) | project b", "'x'")),
        Entry(
            name: "narrow", parameters: "", summary: "A row for each value: its row, its column, its text.",
            example: .init("print a = 1, b = 'x' | evaluate narrow() | where Column == 'b' | project Value", "'x'")),
        Entry(
            name: "pivot", parameters: "column[, aggregate, column, …]",
            summary: "A column for each value of a column; `: (name: type, …)` after it names them ahead.",
            example: .init(
                "datatable(k: string, n: long)['a', 1, 'b', 2, 'a', 3] | evaluate pivot(k, sum(n)) | project a", "4")),
    ]

    private static let lookups = [
        Entry(
            name: "ipv4_lookup", parameters: "table, address, network[, column, …, return_unmatched]",
            summary: "Each row with the network of a table in which its address lies.",
            example: .init(
                "let Nets = datatable(net: string, place: string)['10.1.0.0/16', 'hall']; "
                    + "print ip = '10.1.2.3' | evaluate ipv4_lookup(Nets, ip, net) | project place", "'hall'")),
        Entry(
            name: "ipv6_lookup", parameters: "table, address, network[, column, …, return_unmatched]",
            summary: "Each row with the IPv6 network of a table in which its address lies.",
            example: .init(
                "let Nets = datatable(net: string, place: string)['fd00:1::/32', 'hall']; "
                    + "print ip = 'fd00:1::7' | evaluate ipv6_lookup(Nets, ip, net) | project place", "'hall'")),
        Entry(
            name: "geo_line_lookup", parameters: "table, longitude, latitude, line, radius[, return_unmatched]",
            summary: "Each row with the lines of a table that its place is near, in metres.",
            example: .init(
                "let Roads = datatable(road: string, line: dynamic)['Ring', "
                    + "dynamic({\"type\": \"LineString\", \"coordinates\": [[0, 0], [0, 1]]})]; "
                    + "print x = 0.001, y = 0.5 | evaluate geo_line_lookup(Roads, x, y, line, 200) | project road",
                "'Ring'")
        ),
        Entry(
            name: "geo_polygon_lookup", parameters: "table, longitude, latitude, polygon[, radius, return_unmatched]",
            summary: "Each row with the areas of a table in which its place lies.",
            example: .init(
                "let Areas = datatable(area: string, shape: dynamic)['Park', "
                    + "dynamic({\"type\": \"Polygon\", \"coordinates\": [[[0, 0], [1, 0], [1, 1], [0, 0]]]})]; "
                    + "print x = 0.5, y = 0.2 | evaluate geo_polygon_lookup(Areas, x, y, shape) | project area",
                "'Park'")),
    ]

    private static let rows = [
        Entry(
            name: "dcount_intersect", parameters: "hll, hll, …",
            summary: "How many different values the first sets have in common: of one, of two, and so on.",
            example: .init(
                "range x from 1 to 6 step 1 | summarize a = hll(x), b = hll(x % 3) "
                    + "| evaluate dcount_intersect(a, b) | project s1", "2")),
        Entry(
            name: "estimate_rows_count", parameters: "", summary: "How many rows there are.",
            example: .init("range x from 1 to 6 step 1 | evaluate estimate_rows_count()", "6")),
        Entry(
            name: "identity", parameters: "", summary: "The rows as they are.",
            example: .init("print x = 1 | evaluate identity()", "1")),
        Entry(
            name: "preview", parameters: "count",
            summary: "Some rows, and in a second table how many there are.",
            example: .init("range x from 1 to 9 step 1 | evaluate preview(3) | count", "3")),
        Entry(
            name: "rows_near", parameters: "condition, count[, count after]",
            summary: "Of ordered rows those that meet a condition, and so many before and after each.",
            example: .init(
                "range x from 1 to 9 step 1 | serialize | evaluate rows_near(x == 5, 1) | summarize make_list(x)",
                "dynamic([4,5,6])")),
    ]
}
