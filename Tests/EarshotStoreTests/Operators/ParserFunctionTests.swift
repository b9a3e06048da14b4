import EarshotModel
import EarshotQuery
import Testing

@testable import EarshotStore

/// ASIM's parser functions over stored events.
struct ParserFunctionTests {
    private let engine: DuckDBEngine

    init() throws {
        let database = try Database(Database.Configuration())
        let connection = try Connection(database)
        try Migrations.run(on: connection)
        for table in SparseColumns.tables.values {
            try SparseColumns.add(table.stored.filter(\.isSparse), to: table, on: connection)
        }
        for statement in Self.events { try connection.execute(statement) }
        engine = try DuckDBEngine(database)
    }

    /// The column by which each event is known, in the order of time.
    private func found(_ query: String, _ column: String) async throws -> String {
        let text = "\(query) | sort by TimeGenerated asc | project \(column)"
        return try await engine.run(text, options: QueryOptions()).rows.map { $0[0].text }.joined(separator: " ")
    }

    @Test(arguments: [
        ("", "www.example.com nope.example.org mail.example.net"),
        ("srcipaddr = '192.168.1.10'", "www.example.com"),
        ("starttime = datetime(2026-09-21T14:26:41Z)", "nope.example.org mail.example.net"),
        ("endtime = datetime(2026-09-21T14:26:41Z)", "www.example.com nope.example.org"),
        ("datetime(null), datetime(null), '*', dynamic(['example.org', 'mail'])", "nope.example.org mail.example.net"),
        ("domain_has_any = 'www'", "www.example.com"),
        ("domain_has_any = dynamic([])", "www.example.com nope.example.org mail.example.net"),
        ("responsecodename = 'nxdomain'", "nope.example.org"),
        ("response_has_ipv4 = '198.51.100.7'", "www.example.com"),
        ("response_has_any_prefix = dynamic(['198.51.100.', '203.0.113.'])", "www.example.com mail.example.net"),
        ("eventtype = 'lookup', srcipaddr = '192.168.1.10'", "www.example.com"), ("disabled = true", ""),
        ("eventtype = '*'", "www.example.com nope.example.org mail.example.net www.example.com"),
        ("domain_has_any = toscalar(print dynamic(['www']))", "www.example.com"),
        ("domain_has_any = toscalar(print dynamic([]))", "www.example.com nope.example.org mail.example.net"),
    ])
    func namesAskedFor(arguments: String, expected: String) async throws {
        for name in ["_Im_Dns", "_ASim_Dns", "imDns", "ASimDns"] {
            #expect(try await found("\(name)(\(arguments))", "DnsQuery") == expected)
        }
    }

    @Test(arguments: [
        ("", "443 53 22"), ("srcipaddr_has_any_prefix = dynamic(['192.168.'])", "443 53"),
        ("dstipaddr_has_any_prefix = dynamic(['2001:db8:'])", "53"),
        ("ipaddr_has_any_prefix = dynamic(['198.51.100.7'])", "443 22"),
        ("ipaddr_has_any_prefix = toscalar(print dynamic(['198.51.100.']))", "443 22"),
        ("dstportnumber = 53", "53"), ("dvcaction = dynamic(['drop', 'Deny'])", "22"),
        ("dvcaction = 'Allow'", "443 53"),
        ("eventresult = 'Failure'", "22"), ("hostname_has_any = dynamic(['example'])", "443"),
        ("srcipaddr_has_any_prefix = dynamic(['192.168.']), dstportnumber = 53, pack = true", "53"),
    ])
    func sessions(arguments: String, expected: String) async throws {
        #expect(try await found("_Im_NetworkSession(\(arguments))", "DstPortNumber") == expected)
    }

    @Test func aFunctionNeedsNoBrackets() async throws {
        #expect(try await found("_Im_NetworkSession | where DstPortNumber > 50", "DstPortNumber") == "443 53")
        #expect(try await found("imProcess", "TargetProcessName") == "/bin/sh /usr/bin/nc /bin/sh")
        #expect(
            try await found("ASimDnsActivityLogs | where EventType == 'Query'", "SrcIpAddr")
                == "192.168.1.10 198.51.100.7")
    }

    @Test(arguments: [
        ("_Im_ProcessCreate", "/bin/sh /usr/bin/nc"), ("imProcessTerminate", "/bin/sh"),
        ("_Im_ProcessEvent(eventtype = 'ProcessCreated', targetprocess_has_any = dynamic(['nc']))", "/usr/bin/nc"),
        ("imProcessCreate(commandline_has_all = dynamic(['nc', 'listen']))", "/usr/bin/nc"),
        ("imProcessCreate(commandline_has_any = dynamic(['listen', 'backup']))", "/bin/sh /usr/bin/nc"),
        ("imProcessCreate(commandline_has_any_ip_prefix = dynamic(['203.0.113.']))", "/usr/bin/nc"),
        ("_Im_ProcessEvent(hashes_has_any = dynamic(['00ff']))", "/bin/sh"),
        ("_Im_ProcessEvent(actorusername_has = 'root')", "/usr/bin/nc"),
    ])
    func processes(query: String, expected: String) async throws {
        #expect(try await found(query, "TargetProcessName") == expected)
    }

    @Test(arguments: [
        ("", "anna bert"), ("username_has_any = dynamic(['bert'])", "bert"), ("targetusername_has = 'anna'", "anna"),
        ("eventresult = 'Failure'", "bert"), ("eventresultdetails_in = dynamic(['No such user'])", "bert"),
        ("eventtype_in = dynamic(['logon'])", "anna bert"), ("srchostname_has_any = dynamic(['laptop'])", ""),
    ])
    func signIns(arguments: String, expected: String) async throws {
        #expect(try await found("_Im_Authentication(\(arguments))", "TargetUsername") == expected)
    }

    @Test func everySchemaHasItsFunctions() async throws {
        let schemas = ["WebSession", "DhcpEvent", "AuditEvent", "AlertEvent", "AssetEntity"]
        for name in schemas.flatMap({ ["_Im_\($0)", "_ASim_\($0)", "im\($0)", "ASim\($0)"] }) {
            #expect(try await engine.run("\(name) | count", options: QueryOptions()).rows == [[.long(0)]], "\(name)")
        }
        // A field that the table does not have is empty, so that nothing is found by it.
        _ = try await engine.run("_Im_DhcpEvent(srcusername_has_any = 'anna')", options: QueryOptions())
    }

    @Test func anUnknownFilterIsRefusedWithTheNearest() throws {
        let error = #expect(throws: QueryError.self) {
            try engine.compile("_Im_NetworkSession(dstportnumbr = 22)", options: QueryOptions())
        }
        #expect(error?.hint?.contains("dstportnumber") ?? false)
        let unknown = #expect(throws: QueryError.self) {
            try engine.compile("union isfuzzy=true _Im_Dnss, imFileEvents", options: QueryOptions())
        }
        #expect(unknown?.code == "unknown-table")
        #expect(unknown?.hint?.contains("_Im_Dns") ?? false)
    }

    private static let events: [String] = [
        """
        INSERT INTO addresses (id, text) VALUES (1, '192.168.1.10'), (2, '198.51.100.7'), (3, '2001:db8::7')
        """,
        """
        INSERT INTO labels (id, text) VALUES (1, 'Query'), (2, 'NXDOMAIN'), (3, 'Status'), (4, 'ProcessCreated'),
            (5, 'ProcessTerminated'), (6, 'Logon'), (7, 'Success'), (8, 'Failure'), (9, 'No such user')
        """,
        """
        INSERT INTO domains (id, text) VALUES (1, 'www.example.com'), (2, 'nope.example.org'), (3, 'mail.example.net')
        """,
        """
        INSERT INTO dns (seconds, src_ip_addr, dns_query, event_type, event_result_details, dns_response_name) VALUES
            (1790000800, 1, 1, 1, NULL, '198.51.100.7 192.0.2.1'), (1790000801, 2, 2, 1, 2, ''),
            (1790000802, 3, 3, NULL, NULL, '203.0.113.9'), (1790000803, 3, 1, 3, NULL, NULL)
        """,
        """
        INSERT INTO network_session (seconds, direction, action, local_id, remote_id, dst_port, dst_hostname) VALUES
            (1790000800, 2, 1, 1, 2, 443, 'www.example.com'), (1790000801, 2, 1, 1, 3, 53, NULL),
            (1790000802, 1, 3, 1, 2, 22, 'nas')
        """,
        """
        INSERT INTO process_event (seconds, event_type, target_process_name, target_process_command_line,
            target_process_sha256, actor_username) VALUES
            (1790000800, 4, '/bin/sh', 'sh -c backup', 'abcd', 'anna'),
            (1790000801, 4, '/usr/bin/nc', 'nc --listen 203.0.113.9', 'ef01', 'root'),
            (1790000802, 5, '/bin/sh', '', '00ff', 'anna')
        """,
        """
        INSERT INTO authentication (seconds, event_type, event_result, event_result_details, target_username) VALUES
            (1790000800, 6, 7, NULL, 'anna'), (1790000801, 6, 8, 9, 'bert')
        """,
    ]
}
