/// A statement, a source of rows or an operator of the query language, as the reference and the editor show it.
public struct OperatorReference: Sendable, Hashable {
    public let name: String
    public let syntax: String
    public let summary: String
    /// A query that can be run as it stands.
    public let example: String
    /// Other names of the same.
    public let otherNames: [String]

    init(_ name: String, _ syntax: String, _ summary: String, _ example: String, otherNames: [String] = []) {
        self.name = name
        self.syntax = syntax
        self.summary = summary
        self.example = example
        self.otherNames = otherNames
    }

    public static let all = statements + rows + columns + groups + combining + arrays + texts + searching + graphs
}

extension OperatorReference {
    private static let three = "datatable(x: long, s: string)[3, 'b', 1, 'a', 2, 'b']"

    static let statements: [OperatorReference] = [
        .init(
            "let", "let name = expression;", "Names a value, a table or a function.",
            "let limit = 2; range x from 1 to 5 step 1 | where x > limit"),
        .init(
            "set", "set option = value;",
            "Sets what holds for the whole request: servertimeout, truncationmaxrecords, query_take_max_records, query_now, …",
            "set servertimeout = 10s; print x = 1"),
        .init(
            "declare query_parameters", "declare query_parameters(name: type = default, …);",
            "Values that the caller gives.", "declare query_parameters(least: long = 2); print least"),
        .init(
            "declare pattern",
            "declare pattern name = (argument: string)[path: string] { (\"…\").[\"…\"] = { table }; };",
            "Tables chosen by constant texts.",
            "declare pattern house = (room: string)[part: string] { (\"hall\").[\"door\"] = { print x = 1 }; }; house(\"hall\").door"
        ),
        .init(
            "restrict", "restrict access to (table, …);", "Hides every table that is not named.",
            "let T = print x = 1; restrict access to (T); T"),
        .init(
            "alias", "alias database name = cluster(\"…\").database(\"…\");", "Accepted; there is one database.",
            "alias database D = cluster('home').database('home'); print x = 1"),
    ]

    static let rows: [OperatorReference] = [
        .init("print", "print name = expression, …", "One row of values.", "print a = 1, b = 'x'"),
        .init("range", "range name from a to b step c", "A column of numbers or times.", "range x from 1 to 3 step 1"),
        .init(
            "datatable", "datatable(name: type, …)[value, …]", "A table written down.",
            "datatable(x: long, s: string)[1, 'a', 2, 'b']"),
        .init(
            "where", "where predicate", "Keeps the rows for which it is true.", "\(three) | where x > 1",
            otherNames: ["filter"]),
        .init("take", "take n", "Some rows.", "range x from 1 to 9 step 1 | take 2", otherNames: ["limit"]),
        .init("sample", "sample n", "Some rows, chosen by chance.", "range x from 1 to 9 step 1 | sample 2 | count"),
        .init(
            "sample-distinct", "sample-distinct n of name", "Some distinct values.",
            "\(three) | sample-distinct 1 of s | count"),
        .init(
            "sort", "sort by name desc nulls last, …", "Sorts; descending by default.",
            "\(three) | sort by s asc, x desc",
            otherNames: ["order"]),
        .init("top", "top n by name desc", "The first rows in an order.", "\(three) | top 2 by x"),
        .init("count", "count", "How many rows there are.", "\(three) | count"),
        .init(
            "serialize", "serialize name = expression, …",
            "Says that the order of the rows counts, for row_number(), prev() and their like.",
            "\(three) | serialize n = row_number()"),
        .init(
            "as", "as name", "Names the rows for later use in the query.",
            "\(three) | as T | where x > toscalar(T | summarize avg(x))"),
        .init("consume", "consume", "Reads all rows and answers none.", "\(three) | consume"),
        .init("getschema", "getschema", "The columns and their types.", "\(three) | getschema"),
        .init(
            "assert-schema", "assert-schema (name: type, …)", "Refuses rows of other columns.",
            "\(three) | assert-schema (x: long, s: string)"),
        .init(
            "render", "render kind with (property = value, …)", "How to show the result.",
            "\(three) | summarize sum(x) by s | render piechart with (title = 'Sums')"),
    ]

    static let columns: [OperatorReference] = [
        .init("extend", "extend name = expression, …", "Adds columns.", "\(three) | extend y = x * 2"),
        .init("project", "project name = expression, …", "Chooses columns.", "\(three) | project y = x + 1, s"),
        .init(
            "project-away", "project-away name, …", "Leaves columns out; names may have wildcards.",
            "\(three) | project-away s"),
        .init(
            "project-keep", "project-keep name, …", "Keeps columns in their order; names may have wildcards.",
            "\(three) | project-keep x*"),
        .init("project-rename", "project-rename new = old, …", "Renames columns.", "\(three) | project-rename y = x"),
        .init("project-reorder", "project-reorder name asc, …", "Puts columns first.", "\(three) | project-reorder s"),
        .init(
            "project-by-names", "project-by-names names", "Chooses columns by constant texts.",
            "\(three) | project-by-names dynamic(['s', 'x'])"),
    ]

    static let groups: [OperatorReference] = [
        .init(
            "summarize", "summarize name = aggregate, … by key, …", "One row for each group.",
            "\(three) | summarize count(), sum(x) by s"),
        .init("distinct", "distinct name, …", "Each combination once.", "\(three) | distinct s"),
        .init(
            "top-hitters", "top-hitters n of name by value", "The values that occur most, or weigh most.",
            "\(three) | top-hitters 1 of s by x"),
        .init(
            "top-nested", "top-nested n of name with others = text by aggregate, top-nested …",
            "The largest groups, and within each the largest groups of it.",
            "\(three) | top-nested 2 of s by sum(x), top-nested 1 of x by max(x)"),
        .init(
            "make-series", "make-series name = aggregate default = v on axis from a to b step c by key",
            "Arrays over time or numbers, gaps filled.",
            "datatable(t: datetime, v: long)[datetime(2026-01-01), 1, datetime(2026-01-03), 3] | make-series sum(v) default = 0 on t from datetime(2026-01-01) to datetime(2026-01-04) step 1d"
        ),
        .init(
            "partition", "partition by name (operators)", "Runs a part of the query for each value by itself.",
            "\(three) | partition by s (top 1 by x)"),
        .init(
            "reduce", "reduce by name with threshold = 0.1", "Patterns of texts, by how often they occur.",
            "datatable(s: string)['user 1 left', 'user 2 left', 'door open'] | reduce by s"),
        .init(
            "scan", "scan declare (name: type = value) with (step name: condition => name = expression; …)",
            "Goes through the rows in order and keeps what it has seen.",
            "range x from 1 to 4 step 1 | scan declare (total: long = 0) with (step s: true => total = x + s.total;)"),
    ]

    static let combining: [OperatorReference] = [
        .init(
            "join", "join kind=inner (table) on key, $left.a == $right.b",
            "Combines rows of two tables. Kinds: innerunique (the default), inner, leftouter, rightouter, fullouter, leftsemi, rightsemi, leftanti, rightanti.",
            "\(three) | join kind=inner (datatable(s: string, n: long)['b', 7]) on s"),
        .init(
            "lookup", "lookup kind=leftouter (table) on key", "Adds the columns of a second, smaller table.",
            "\(three) | lookup (datatable(s: string, n: long)['b', 7]) on s"),
        .init(
            "union", "union kind=outer withsource=name isfuzzy=true table, …", "The rows of several tables.",
            "\(three) | union (print x = 9, s = 'z')"),
        .init(
            "fork", "fork name = (operators) …", "Several answers from the same rows.",
            "\(three) | fork a = (count) b = (top 1 by x)"),
        .init(
            "facet", "facet by name, … with (operators)", "How often each value occurs, a table for each column.",
            "\(three) | facet by s"),
        .init(
            "invoke", "invoke function(…)", "Hands the rows to a function whose first parameter is a table.",
            "let above = (T: (x: long), least: long) { T | where x > least }; \(three) | invoke above(1)"),
        .init(
            "evaluate", "evaluate plugin(…)", "Runs a plugin; they are listed below.",
            "\(three) | evaluate pivot(s, sum(x))"),
        .init(
            "externaldata", "externaldata(name: type, …)[address, …] with (format=f, ignoreFirstRecord=true)",
            "Rows of a document on the web. Off until `query.externaldata.hosts` allows the host; else save it as a watchlist.",
            "print x = 1"),
    ]

    static let arrays: [OperatorReference] = [
        .init(
            "mv-expand", "mv-expand name to typeof(type) limit n, …", "A row for each element of an array or a bag.",
            "print a = dynamic([1, 2]), b = 'x' | mv-expand a to typeof(long)", otherNames: ["mvexpand"]),
        .init(
            "mv-apply", "mv-apply name on (operators)",
            "Runs a part of the query over the elements of each row's array.",
            "print a = dynamic([3, 1, 2]) | mv-apply a to typeof(long) on (top 2 by a)", otherNames: ["mvapply"]),
    ]

    static let texts: [OperatorReference] = [
        .init(
            "parse", "parse kind=simple name with \"text\" column: type \"text\" …",
            "Columns out of a text; all or none.",
            "print s = 'port 53 open' | parse s with 'port ' port: long ' ' state"),
        .init(
            "parse-where", "parse-where name with …", "As parse, without the rows that do not match.",
            "datatable(s: string)['port 53', 'none'] | parse-where s with 'port ' port: long"),
        .init(
            "parse-kv", "parse-kv name as (key: type, …) with (pair_delimiter = ' ', kv_delimiter = '=')",
            "Columns out of keys and values.",
            "print s = 'SRC=1.2.3.4 DPT=53' | parse-kv s as (SRC: string, DPT: long) with (pair_delimiter = ' ', kv_delimiter = '=')"
        ),
    ]

    static let searching: [OperatorReference] = [
        .init(
            "search", "search kind=case_insensitive in (table, …) \"term\"", "Rows with a term in any column.",
            "\(three) | search 'b'"),
        .init(
            "find", "find in (table, …) where predicate project name, …",
            "Rows of several tables that meet a condition.",
            "let A = print x = 1; let B = print x = 2; find withsource=T in (A, B) where x > 1"),
    ]

    static let graphs: [OperatorReference] = [
        .init(
            "make-graph", "make-graph source --> target with nodes on id", "A graph of rows that are edges.",
            "\(edges) | make-graph a --> b with_node_id = id | graph-match (x)-[e]->(y) project x.id, y.id"),
        .init(
            "graph-match", "graph-match (n)-[e]->(m) where predicate project …", "Every place where a pattern fits.",
            "\(edges) | make-graph a --> b with_node_id = id | graph-match (x)-[e*1..2]->(y) where x.id == 'p' project y.id"
        ),
        .init(
            "graph-shortest-paths", "graph-shortest-paths (n)-[e*1..5]->(m) where predicate project …",
            "The shortest ways between nodes.",
            "\(edges) | make-graph a --> b with_node_id = id | graph-shortest-paths (x)-[e*1..3]->(y) where x.id == 'p' and y.id == 'r' project n = array_length(map(e, b))"
        ),
        .init(
            "graph-to-table", "graph-to-table nodes as N, edges as E", "The nodes or edges of a graph as rows.",
            "\(edges) | make-graph a --> b with_node_id = id | graph-to-table nodes"),
        .init(
            "graph-mark-components", "graph-mark-components kind=weak with_component_id=name",
            "Which nodes hang together.",
            "\(edges) | make-graph a --> b with_node_id = id | graph-mark-components with_component_id = part | graph-to-table nodes"
        ),
        .init(
            "graph-where-nodes", "graph-where-nodes predicate", "Keeps nodes, and the edges between them.",
            "\(edges) | make-graph a --> b with_node_id = id | graph-where-nodes id != 'r' | graph-to-table edges"),
        .init(
            "graph-where-edges", "graph-where-edges predicate", "Keeps edges.",
            "\(edges) | make-graph a --> b with_node_id = id | graph-where-edges a == 'p' | graph-to-table edges"),
    ]

    private static let edges = "datatable(a: string, b: string)['p', 'q', 'q', 'r']"
}
