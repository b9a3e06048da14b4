import EarshotModel
import EarshotQuery
import NIOCore
import Testing

@testable import EarshotServer

@Suite struct ResultJSONTests {
    private func text(_ result: QueryResult) -> String {
        var pieces = ResultJSON(result)
        var text = ""
        while let piece = pieces.next() { text += String(buffer: piece) }
        return text
    }

    @Test func everyTypeHasItsSpelling() {
        let columns = KustoType.allCases.map { QueryResult.Column(name: $0.rawValue, type: $0) }
        let row: [KustoValue] = [
            .bool(true), .int(-7), .long(9_007_199_254_740_993), .real(1.5), .decimal("12.50"), .string("a\"\n\u{1}é"),
            .datetime(639_000_576_000_000_000), .timespan(937_840_000_000), .dynamic(#"{"a":[1,null]}"#),
            .guid("74be27de-1e4e-49d9-b579-fe0b331d3642"),
        ]
        var result = QueryResult(columns: columns, rows: [row])
        result.elapsedSeconds = 0.0123456
        #expect(
            text(result) == """
                {"columns":[{"name":"bool","type":"bool"},{"name":"int","type":"int"},{"name":"long","type":"long"},\
                {"name":"real","type":"real"},{"name":"decimal","type":"decimal"},{"name":"string","type":"string"},\
                {"name":"datetime","type":"datetime"},{"name":"timespan","type":"timespan"},\
                {"name":"dynamic","type":"dynamic"},{"name":"guid","type":"guid"}],"rows":[[true,-7,9007199254740993,1.5,\
                "12.50","a\\"\\n\\u0001é","2025-11-30T00:00:00.0000000Z","1.02:03:04.0000000",{"a":[1,null]},\
                "74be27de-1e4e-49d9-b579-fe0b331d3642"]],"statistics":{"elapsedMilliseconds":12.346,"rows":1,\
                "truncated":false},"visualization":null}
                """)
    }

    @Test func nullsAreNullButStringsAreNot() {
        let rows: [[KustoValue]] = KustoType.allCases.map { [.null($0)] }
        let result = QueryResult(columns: [.init(name: "x", type: .dynamic)], rows: rows)
        #expect(text(result).contains(#""rows":[[null],[null],[null],[null],[null],[""],[null],[null],[null],[null]]"#))
    }

    @Test func numbersThatJSONLacksAreStrings() {
        let result = QueryResult(
            columns: [.init(name: "x", type: .real)], rows: [[.real(.nan)], [.real(.infinity)], [.real(-.infinity)]])
        #expect(text(result).contains(#"[["NaN"],["Infinity"],["-Infinity"]]"#))
    }

    @Test func noRowsAndAChart() {
        var result = QueryResult(columns: [], rows: [])
        result.truncated = true
        result.visualization = Visualization(kind: "timechart", properties: ["title": "a \"b\"", "legend": "hidden"])
        #expect(
            text(result) == """
                {"columns":[],"rows":[],"statistics":{"elapsedMilliseconds":0.0,"rows":0,"truncated":true},\
                "visualization":{"kind":"timechart","properties":{"legend":"hidden","title":"a \\"b\\""}}}
                """)
    }

    @Test func furtherTablesFollowTheFirst() {
        var result = QueryResult(columns: [.init(name: "a", type: .long)], rows: [[.long(1)], [.long(2)]])
        var named = QueryResult(columns: [.init(name: "b", type: .string)], rows: [[.string("x")]])
        named.name = "Top"
        named.truncated = true
        named.visualization = Visualization(kind: "table")
        result.further = [named, QueryResult(columns: [], rows: [])]
        #expect(
            text(result) == """
                {"columns":[{"name":"a","type":"long"}],"rows":[[1],[2]],"statistics":{"elapsedMilliseconds":0.0,\
                "rows":2,"truncated":false},"visualization":null,"further":[{"name":"Top",\
                "columns":[{"name":"b","type":"string"}],"rows":[["x"]],"truncated":true,\
                "visualization":{"kind":"table","properties":{}}},\
                {"name":null,"columns":[],"rows":[],"truncated":false,"visualization":null}]}
                """)
    }

    @Test func largeFurtherTablesComeInPieces() throws {
        var result = QueryResult(columns: [], rows: [])
        let rows = (0..<20_000).map { [KustoValue.long($0), .string("value \($0)")] }
        result.further = [QueryResult(columns: [], rows: rows), QueryResult(columns: [], rows: rows)]
        var pieces = ResultJSON(result)
        var sizes: [Int] = []
        while let piece = pieces.next() { sizes.append(piece.readableBytes) }
        #expect(sizes.count > 5)
        #expect(sizes.allSatisfy { $0 < ResultJSON.pieceBytes + 4096 })
        let json = text(result)
        #expect(json.count { $0 == "{" } == json.count { $0 == "}" })
        #expect(json.count { $0 == "[" } == json.count { $0 == "]" })
        #expect(json.split(separator: "[19999,").count == 3)
    }

    @Test func largeResultsComeInPieces() {
        let rows = (0..<50_000).map { [KustoValue.long($0), .string("value \($0)")] }
        var pieces = ResultJSON(QueryResult(columns: [], rows: rows))
        var sizes: [Int] = []
        while let piece = pieces.next() { sizes.append(piece.readableBytes) }
        #expect(sizes.count > 10)
        #expect(sizes.allSatisfy { $0 < ResultJSON.pieceBytes + 4096 })
    }
}
