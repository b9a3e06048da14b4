import EarshotModel
import EarshotQuery
import HummingbirdCore
import NIOCore
import Testing

@testable import EarshotServer

@Suite struct ResultJSONTests {
    private func pieces(_ result: QueryResult) async throws -> [ByteBuffer] {
        let collector = Collector()
        try await ResultJSON(QueryStream(result), of: "").body.write(collector)
        return collector.collected.pieces
    }

    private func text(_ result: QueryResult) async throws -> String {
        try await pieces(result).map { String(buffer: $0) }.joined()
    }

    @Test func everyTypeHasItsSpelling() async throws {
        let columns = KustoType.allCases.map { QueryResult.Column(name: $0.rawValue, type: $0) }
        let row: [KustoValue] = [
            .bool(true), .int(-7), .long(9_007_199_254_740_993), .real(1.5), .decimal("12.50"), .string("a\"\n\u{1}é"),
            .datetime(639_000_576_000_000_000), .timespan(937_840_000_000), .dynamic(#"{"a":[1,null]}"#),
            .guid("74be27de-1e4e-49d9-b579-fe0b331d3642"),
        ]
        var result = QueryResult(columns: columns, rows: [row])
        result.elapsedSeconds = 0.0123456
        #expect(
            try await text(result) == """
                {"columns":[{"name":"bool","type":"bool"},{"name":"int","type":"int"},{"name":"long","type":"long"},\
                {"name":"real","type":"real"},{"name":"decimal","type":"decimal"},{"name":"string","type":"string"},\
                {"name":"datetime","type":"datetime"},{"name":"timespan","type":"timespan"},\
                {"name":"dynamic","type":"dynamic"},{"name":"guid","type":"guid"}],"rows":[[true,-7,9007199254740993,1.5,\
                "12.50","a\\"\\n\\u0001é","2025-11-30T00:00:00.0000000Z","1.02:03:04.0000000",{"a":[1,null]},\
                "74be27de-1e4e-49d9-b579-fe0b331d3642"]],"statistics":{"elapsedMilliseconds":12.346,"rows":1,\
                "truncated":false},"visualization":null}
                """)
    }

    @Test func nullsAreNullButStringsAreNot() async throws {
        let rows: [[KustoValue]] = KustoType.allCases.map { [.null($0)] }
        let result = QueryResult(columns: [.init(name: "x", type: .dynamic)], rows: rows)
        #expect(
            try await text(result).contains(
                #""rows":[[null],[null],[null],[null],[null],[""],[null],[null],[null],[null]]"#))
    }

    @Test func numbersThatJSONLacksAreStrings() async throws {
        let result = QueryResult(
            columns: [.init(name: "x", type: .real)], rows: [[.real(.nan)], [.real(.infinity)], [.real(-.infinity)]])
        #expect(try await text(result).contains(#"[["NaN"],["Infinity"],["-Infinity"]]"#))
    }

    @Test func noRowsAndAChart() async throws {
        var result = QueryResult(columns: [], rows: [])
        result.truncated = true
        result.visualization = Visualization(kind: "timechart", properties: ["title": "a \"b\"", "legend": "hidden"])
        #expect(
            try await text(result) == """
                {"columns":[],"rows":[],"statistics":{"elapsedMilliseconds":0.0,"rows":0,"truncated":true},\
                "visualization":{"kind":"timechart","properties":{"legend":"hidden","title":"a \\"b\\""}}}
                """)
    }

    @Test func furtherTablesFollowTheFirst() async throws {
        var result = QueryResult(columns: [.init(name: "a", type: .long)], rows: [[.long(1)], [.long(2)]])
        var named = QueryResult(columns: [.init(name: "b", type: .string)], rows: [[.string("x")]])
        named.name = "Top"
        named.truncated = true
        named.visualization = Visualization(kind: "table")
        result.further = [named, QueryResult(columns: [], rows: [])]
        #expect(
            try await text(result) == """
                {"columns":[{"name":"a","type":"long"}],"rows":[[1],[2]],"statistics":{"elapsedMilliseconds":0.0,\
                "rows":2,"truncated":false},"visualization":null,"further":[{"name":"Top",\
                "columns":[{"name":"b","type":"string"}],"rows":[["x"]],"truncated":true,\
                "visualization":{"kind":"table","properties":{}}},\
                {"name":null,"columns":[],"rows":[],"truncated":false,"visualization":null}]}
                """)
    }

    @Test func largeFurtherTablesComeInPieces() async throws {
        var result = QueryResult(columns: [], rows: [])
        let rows = (0..<20_000).map { [KustoValue.long($0), .string("value \($0)")] }
        result.further = [QueryResult(columns: [], rows: rows), QueryResult(columns: [], rows: rows)]
        let sizes = try await pieces(result).map(\.readableBytes)
        #expect(sizes.count > 5)
        #expect(sizes.allSatisfy { $0 < AnswerStream.pieceBytes + 4096 })
        let json = try await text(result)
        #expect(json.count { $0 == "{" } == json.count { $0 == "}" })
        #expect(json.count { $0 == "[" } == json.count { $0 == "]" })
        #expect(json.split(separator: "[19999,").count == 3)
    }

    @Test func largeResultsComeInPieces() async throws {
        let rows = (0..<50_000).map { [KustoValue.long($0), .string("value \($0)")] }
        let sizes = try await pieces(QueryResult(columns: [], rows: rows)).map(\.readableBytes)
        #expect(sizes.count > 10)
        #expect(sizes.allSatisfy { $0 < AnswerStream.pieceBytes + 4096 })
    }
}
