import EarshotModel
import Testing

struct NameServerTableTests {
    @Test func theTableIsWellFormed() throws {
        var table = NameServerTable()
        try table.add(try resource("name-servers.tsv"), file: "name-servers.tsv")
        let rows = rows(try resource("name-servers.tsv"))
        #expect(table.count == rows.count && rows.count > 100)
        let addresses = rows.compactMap { IPAddress(String($0[0])) }
        let sorted = addresses.sorted { ($0.isV4 ? 0 : 1, $0) < ($1.isV4 ? 0 : 1, $1) }
        #expect(addresses == sorted)
        #expect(IPAddress("8.8.8.8").map(table.contains) == true)
        #expect(IPAddress("2620:fe::fe").flatMap(table.company) == "Quad9")
        #expect(IPAddress("93.184.216.34").map(table.contains) == false)
    }

    @Test(arguments: [
        "192.168.1.1\tHome\tx", "dns.google\tGoogle\tx", "8.8.8.8\tA\tx\n8.8.8.8\tB\tx", "8.8.8.8\tGoogle",
    ])
    func whatIsWrongIsRefused(_ text: String) {
        var table = NameServerTable()
        #expect(throws: FactFileError.self) { try table.add(text, file: "own.tsv") }
        #expect(table.count == 0)
    }
}

struct ResolverUseTests {
    @Test func whatIsWrittenIsRead() {
        let uses = [
            ResolverUse(.https, "dns.google", firstSeen: 100, lastSeen: 200, isBlocked: false),
            ResolverUse(.plain, "2620:fe::fe", firstSeen: 5, lastSeen: 1_790_000_000, isBlocked: true),
            ResolverUse(.quic, "94.140.14.14", firstSeen: 0, lastSeen: 0, isBlocked: false),
        ]
        let text = "[" + uses.map(\.json).joined(separator: ",") + "]"
        #expect(ResolverUse.read(text) == uses)
    }

    @Test(arguments: ["", "[]", "\"", "[{\"Way\":\"DoH\"}]", String(repeating: "\"", count: 40)])
    func whatIsNoListIsEmpty(_ text: String) { #expect(ResolverUse.read(text).isEmpty) }

    @Test func aServerThatIsNoNameIsNotWritten() {
        let use = ResolverUse(.tls, "a\"},{", firstSeen: 1, lastSeen: 2, isBlocked: false)
        #expect(use.json == #"{"Way":"DoT","Server":"","FirstSeen":1,"LastSeen":2,"Blocked":false}"#)
    }
}
