import EarshotModel
import EarshotQuery
import Synchronization
import Testing

@testable import EarshotStore

/// Rows from documents on other machines, which here are texts.
struct ExternalDataTests {
    private let site = Site()
    private let engine: DuckDBEngine

    init() throws { engine = try DuckDBEngine.inMemory(external: site) }

    private func rows(_ query: String) async throws -> [[KustoValue]] {
        try await engine.run(query, options: QueryOptions()).rows
    }

    @Test func typesAreThoseDeclared() async throws {
        site["https://a.example/t.csv"] = "1,x,2026-11-28T01:02:03Z,7\noops,\"a, \"\"b\"\"\nc\",,\n2\n"
        let rows = try await rows(
            "externaldata(n: long, s: string, t: datetime, d: dynamic)['https://a.example/t.csv']")
        let moment = try #require(rows[0][2].json.contains("2026-11-28T01:02:03") ? rows[0][2] : nil)
        #expect(
            rows == [
                [.long(1), .string("x"), moment, .dynamic("7")],
                [.null(.long), .string("a, \"b\"\nc"), .null(.datetime), .null(.dynamic)],
                [.long(2), .string(""), .null(.datetime), .null(.dynamic)],
            ])
    }

    @Test(arguments: [
        ("csv", "a,b\n1,2\n"), ("tsv", "a\tb\r\n1\t2\r\n"), ("psv", "a|b\n1|2"), ("scsv", "a;b\n1;2\n"),
        ("sohsv", "a\u{1}b\n1\u{1}2\n"),
    ])
    func separators(format: String, text: String) async throws {
        site["https://a.example/x"] = "\u{FEFF}" + text
        let query =
            "externaldata(x: int, y: int)['https://a.example/x'] with (format='\(format)', ignoreFirstRecord=True)"
        #expect(try await rows(query) == [[.int(1), .int(2)]])
    }

    @Test func linesAndWholeTexts() async throws {
        site["https://a.example/x.txt"] = "one\r\n\ntwo, three\n"
        #expect(
            try await rows("externaldata(s: string)['https://a.example/x.txt']") == [
                [.string("one")], [.string("two, three")],
            ])
        #expect(
            try await rows("externaldata(s: string)['https://a.example/x.txt'] with (format='raw')") == [
                [.string("one\r\n\ntwo, three\n")]
            ])
    }

    @Test(arguments: [
        "{\"a\": 1, \"b\": {\"c\": [true]}}\n{\"b\": \"5\"}\n", "[{\"a\": 1, \"b\": {\"c\": [true]}}, {\"b\": \"5\"}]",
    ])
    func objects(text: String) async throws {
        site["https://a.example/x.json"] = text
        let query = "externaldata(a: long, b: dynamic)['https://a.example/x.json'] | project a, b, t = gettype(b)"
        #expect(
            try await rows(query) == [
                [.long(1), .dynamic("{\"c\":[true]}"), .string("dictionary")],
                [.null(.long), .dynamic("\"5\""), .string("string")],
            ])
    }

    @Test func brokenJSONSaysWhere() async throws {
        site["https://a.example/x.json"] = "{\"a\": 1}\n{oops"
        let error = await #expect(throws: QueryError.self) {
            try await rows("externaldata(a: long)['https://a.example/x.json']")
        }
        #expect(error?.code == "external-data")
        #expect(error?.message == "https://a.example/x.json is no JSON at byte 10.")
    }

    /// A document that several parts of a query read is fetched once; several make one table in their order.
    @Test func severalUsesAndSeveralDocuments() async throws {
        site["https://a.example/1.csv"] = "x\na\n"
        site["https://a.example/2.csv"] = "x\nb\n"
        let query = """
            let list = externaldata(s: string)[@'https://a.example/1.csv', 'https://a.example/2.csv']
                with (format='csv', ignoreFirstRecord=true);
            datatable(s: string)['b', 'c', 'a'] | where s in (list) | extend all = toscalar(list | summarize make_list(s))
            | union (list | extend all = dynamic(null)) | sort by s asc, tostring(all) desc
            """
        #expect(
            try await rows(query).map(\.[0]) == [.string("a"), .string("a"), .string("b"), .string("b")])
        #expect(site.fetched == ["https://a.example/1.csv", "https://a.example/2.csv"])
    }

    /// Columns that only the data knows: the question reads the document, too, and it is fetched once.
    @Test func questionsToTheDocument() async throws {
        site["https://a.example/x.csv"] = "\"{\"\"p\"\": 1}\"\n"
        let result = try await engine.run(
            "externaldata(d: dynamic)['https://a.example/x.csv'] | evaluate bag_unpack(d)", options: QueryOptions())
        #expect(result.columns.map(\.name) == ["p"])
        #expect(result.rows == [[.long(1)]])
        #expect(site.fetched.count == 1)
    }

    @Test func nothingStaysBehind() async throws {
        site["https://a.example/x.csv"] = "1\n"
        #expect(try await rows("externaldata(a: int)['https://a.example/x.csv'] | count") == [[.long(1)]])
        site["https://a.example/x.csv"] = "1\n2\n"
        #expect(try await rows("externaldata(a: int)['https://a.example/x.csv'] | count") == [[.long(2)]])
    }

    @Test(arguments: [
        ("['https://b.example/x']", "not-allowed"), ("['https://a.example/gone']", "external-data"),
        ("['https://a.example/x'] with (format='parquet')", "not-supported"),
        ("['https://a.example/x'] with (ingestionMapping='m')", "not-supported"),
        ("['https://a.example/x', 7]", "type-mismatch"),
    ])
    func refusals(rest: String, code: String) async throws {
        let error = await #expect(throws: QueryError.self) { try await rows("externaldata(a: int)" + rest) }
        #expect(error?.code == code)
    }

    @Test func aDocumentThatDoesNotComeEndsWithTheQuery() async throws {
        var options = QueryOptions()
        options.timeoutSeconds = 0.2
        let asked = options
        let error = await #expect(throws: QueryError.self) {
            try await engine.run("externaldata(a: int)['https://a.example/never']", options: asked)
        }
        #expect(error?.code == "timeout")
    }

    @Test func manyRows() async throws {
        site["https://a.example/x.csv"] = (0..<20_000).map { "\($0),n\($0 % 7)" }.joined(separator: "\n")
        let query = "externaldata(a: long, b: string)['https://a.example/x.csv'] | summarize sum(a), dcount(b)"
        #expect(try await rows(query) == [[.long(199_990_000), .long(7)]])
    }
}

/// Documents by address, on the one host that may be asked.
private final class Site: ExternalData {
    private let documents = Mutex<[String: String]>([:])
    private let log = Mutex<[String]>([])

    var fetched: [String] { log.withLock { $0 } }

    subscript(address: String) -> String? {
        get { documents.withLock { $0[address] } }
        set { documents.withLock { $0[address] = newValue } }
    }

    func refusal(of address: String) -> ExternalDataError? {
        address.hasPrefix("https://a.example/") ? nil : .notAllowed("b.example")
    }

    func fetch(_ document: ExternalDocument, seconds: Double) async throws -> [UInt8] {
        log.withLock { $0.append(document.address) }
        if document.address.hasSuffix("/never") { try await Task.sleep(for: .seconds(60)) }
        guard let text = self[document.address] else { throw ExternalDataError("\(document.address) answered 404.") }
        return Array(text.utf8)
    }
}
