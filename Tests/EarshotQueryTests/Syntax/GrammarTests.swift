import Testing

@testable import EarshotQuery

/// Every form of the language: what is a query, and what is none. Which is which was established with Microsoft's parser.
@Suite struct GrammarTests {
    @Test(arguments: [
        "Events | where Port -- Bytes == 1", "Events | where true == Message has 'x'",
        "Events | where Message : 'x'", "Events | search Message:'x' and Port == 1", "Events | where * : 'x'",
        "Events | where Message like 'a*b' and Message notlikecs 'c'", "Events | where Message notcontains 'x'",
        "Events | project-away", "Events | project-reorder", "Events | project-rename", "Events | count as Rows",
        "Events | getschema kind=csl", "Events | summarize hint.shufflekey=Port count() by Port",
        "Events | make-series count() on Time in range(datetime(2026-01-01), datetime(2026-02-01), 1d) by Port",
        "Events | render timechart with (ymin=-1, xtitle=strcat('a', 'b'), ycolumns=Port, Bytes, legend=hidden)",
        "Events | render columnchart by Kind", "Events | render 3Dchart",
        "Events | reduce kind=source by m = Message with threshold=0.5, characters='-'",
        "Events | top-hitters 3 of Port by Bytes", "Events | facet by Kind with take 1",
        "Events | fork (count) A = (take 1 | project Port)", "Events | assert-schema (a: long)",
        "find in (Events) where Port == 1 project Port: long, Message, pack(*)", "find 'x'",
        "find withsource=T in (Events, E*) where Message has 'x' project-smart",
        "Events | join kind=inner (Events) on $left['Port'] == $right.['Port']",
        "Events | join kind=inner Events where $left.Port > $right.Port and $left.Message has 'x'",
        "Events | sort by Time asc | scan with_match_id=m declare (x: long = 0) with (step a: true => x = a.x + 1; step b output=last: Port > a.Port;)",
        "Events | __partitionby Port (take 1)",
        "Events | partition hint.strategy=shuffle by Port (summarize sum(Bytes))",
        "database('d').Events | count", "cluster('c').database('d').table('Events')", "totable(Events)",
        "alias database d = cluster('c').database('x'); database('d').Events",
        "restrict access to (Events, database().*); Events",
        "declare pattern p = (a: string)[b: string] { ('x').['y'] = { Events } }; p('x').y",
        "declare pattern p = (a: string) { ('x') = { Events | count }; }; p('x')",
        "set notruncation; Events", "set query_language = kql; Events", "set a = 'b'; print 1", "print 1; print 2",
        "Events | make-graph SrcIp --> DstIp with_node_id=n | graph-match cycles=all (a)-[e*1..3]->()<--(b)--(c) project a.n, e",
        "Events | make-graph SrcIp --> DstIp with Events on SrcIp, Events on DstIp | graph-to-table nodes as N, edges as E",
        "print datetime(2025, 6, 14), datetime(Sat, 8 Nov 14 15:05:02 GMT), datetime(8 Nov 2014)",
        "print 1.e5, 1., 7nanos, 3hrs, 5millisec, 6microseconds",
        "print h```x\ny```, H~~~z~~~, h@\"a\"\"b\", 'a' \"b\"",
        "print a\u{2003}=\u{3000}1", "datatable (a: long,)[1, 2,]", "print pack_all()",
        "print dynamic(datetime(2026-01-01)), dynamic(dynamic([1d])), dynamic([-1.5, null, {\"a\": true}])",
        "Events | parse-kv Message as () with (pair_delimiter=',')", "Events | consume decodeblocks=true",
        "Events | join kind=inner datatable (Port: int)[1] on Port",
    ])
    func isQuery(text: String) {
        let failure = TestTables.failure(text)
        // Some depend on the data or on rows being equal; none may fail in the parser.
        #expect(!failure.hasPrefix("syntax") && !failure.hasPrefix("not-supported"), "\(failure)")
    }

    @Test(arguments: [
        "; print 1", "print 1;; print 2", "Events | where --Port == 1", "Events | where Port < 1 < 2",
        "Events | where Port == 1 == true", "Events | where Port in ()", "Events | where Port in (1, 2,)",
        "Events | project *", "Events | project Po*", "Events | sample-distinct 2 of x = Port",
        "Events | top 2 by Port, Bytes", "Events | render nonsense", "Events | union datatable (a: long)[1]",
        "Events | sort by Time | scan with (step a: true)", "Events | where Port", "Events | where More.x",
        "datatable (a: float)[]", "datatable (a: Long)[]", "print uuid(null)", "print string('x')",
        "print dynamic([1,])", "print dynamic({a: 1})", "let a = 1; let a = 2; print a",
        "let f = () { 1 }; let f = () { 2 }; print f()", "find in (Events) Port == 1",
        "Events | make-graph SrcIp -> DstIp", "Events | make-graph SrcIp --> DstIp | count",
        "Events | make-graph SrcIp --> DstIp with_node_id=n | graph-match (a)-[e*3]->(b) project a.n",
        "Events | make-graph SrcIp --> DstIp with_node_id=n | graph-match (a)-[e]->(b) project a.nope",
        "Events | graph-match (a)-->(b) project a.n", "Events | fork (count) | count", "Events | evaluate nonsense()",
        "restrict access to (Other); Events", "declare pattern p = (a: string) { ('x') = { Events } }; p('y')",
    ])
    func isNoQuery(text: String) {
        #expect(TestTables.failure(text) != "compiles")
    }

    /// Comparison of texts binds tighter than arithmetic, that tighter than order, that tighter than equality.
    @Test func precedence() throws {
        let sql = try TestTables.compile("print x = 1 + 2 * 3 > 4 == 'a' has 'b'").sql
        #expect(sql.contains("kql_has") || sql.contains("regexp_matches"))
    }
}
