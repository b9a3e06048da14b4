import EarshotModel
import EarshotQuery
import Testing

@testable import EarshotStore

/// Tables of Sentinel's that a home has no store for.
struct ReferenceTableTests {
    private let engine: DuckDBEngine

    init() throws { engine = try DuckDBEngine.inMemory() }

    /// Each can be read, with its columns in order, whether it shows rows of the home or none.
    @Test(arguments: Tables.reference.map(\.name).filter { name in !Tables.all.contains { $0.name == name } })
    func tableCanBeRead(name: String) async throws {
        let table = try #require(Tables.referenceByName[name])
        let result = try await engine.run(name, options: QueryOptions())
        #expect(result.columns.map(\.name) == table.fields.map(\.name))
        #expect(result.columns.map(\.type) == table.fields.map(\.type))
        #expect(result.rows.isEmpty)
    }

    @Test func tableWithoutASourceSaysSo() async throws {
        let result = try await engine.run("SigninLogs | where ResultType == '0' | count", options: QueryOptions())
        #expect(result.rows == [[.long(0)]])
        #expect(result.remarks == ["This home has no source for SigninLogs: it has no rows."])
    }

    @Test func namesOfItsColumnsAreChecked() async throws {
        let error = await #expect(throws: QueryError.self) {
            try await engine.run("SigninLogs | where UserPrincipalNam == 'x'", options: QueryOptions())
        }
        #expect(error?.hint == "Did you mean 'UserPrincipalName'?")
    }

    @Test func rowsOfTheHomeUnderSentinelsNames() async throws {
        let database = try Database(Database.Configuration())
        let connection = try Connection(database)
        try Migrations.run(on: connection)
        for table in SparseColumns.tables.values {
            try SparseColumns.add(table.stored.filter(\.isSparse), to: table, on: connection)
        }
        try connection.execute("INSERT INTO domains (id, text) VALUES (1, 'www.example.com')")
        try connection.execute("INSERT INTO dns (seconds, dns_query) VALUES (1790000800, 1)")
        let result = try await DuckDBEngine(database).run(
            "DnsEvents | project Name, ResultCode, Type", options: QueryOptions())
        #expect(result.rows == [[.string("www.example.com"), .int(0), .string("DnsEvents")]])
        #expect(result.remarks.isEmpty)
    }

    /// Fields of ASIM's schemas are there for a query that names them, and do not bury the others.
    @Test func fieldsOfASIMThatNobodyFills() async throws {
        let named = try await engine.run(
            "NetworkSession | where SrcGeoRegion == 'x' or SrcDvcId == 'y'", options: .init())
        #expect(named.columns.contains { $0.name == "SrcDvcId" })
        let all = try await engine.run("NetworkSession", options: QueryOptions())
        #expect(!all.columns.contains { $0.name == "SrcDvcId" })
    }

    @Test(arguments: [
        "imFileEvent(eventtype_in = dynamic(['FileCreated'])) | where TargetFileSHA256 == 'x'",
        "_Im_RegistryEvent | count",
        "_Im_NetworkSession_EmptyV03", "_Im_Dns_NativeV01(starttime = ago(1d)) | count", "imRegistry | take 1",
        "ThreatIntelligenceIndicator | where isnotempty(NetworkIP) and Active == true | project NetworkIP, DomainName",
    ])
    func functionsOverThem(query: String) async throws {
        _ = try await engine.run(query, options: QueryOptions())
    }

    @Test func partOfAFuzzyUnionIsLeftOutWithARemark() async throws {
        let query = "union isfuzzy=true (print x = 1), (SigninLogs | where NoSuchColumn == 'a'), (NoSuchTable | count)"
        let result = try await engine.run(query, options: QueryOptions())
        #expect(result.rows == [[.long(1)]])
        #expect(result.remarks.filter { $0.hasPrefix("A part of the union is left out") }.count == 2)
        await #expect(throws: QueryError.self) {
            try await engine.run("union (print x = 1), (print y = 1 | where z == 1)", options: QueryOptions())
        }
    }

    /// Rules compare codes that are texts with numbers.
    @Test func textsAndNumbers() async throws {
        let answer = try await Answers.text(
            "datatable(s: string)['0', '50126', ''] | project a = s == 0, b = s != 50126, c = s in (0, 1), d = 0 == s")
        #expect(
            answer == "a b c d | true true true true | false false false false | false true false false")
    }

    @Test func nothingIsReadFromTheNetwork() async throws {
        let error = await #expect(throws: QueryError.self) {
            try await engine.run(
                "externaldata(a: string)['https://example.com:8443/x.csv'] with (format = 'csv') | count",
                options: QueryOptions())
        }
        #expect(error?.code == "not-allowed")
        #expect(error?.message == "externaldata may not read from example.com.")
        #expect(error?.hint?.contains("query.externaldata.hosts: [example.com]") == true)
        // Whatever else is wrong is found first.
        let other = await #expect(throws: QueryError.self) {
            try await engine.run(
                "externaldata(a: string)['https://example.com/x'] | where b > 1", options: QueryOptions())
        }
        #expect(other?.code == "unknown-column")
    }
}
