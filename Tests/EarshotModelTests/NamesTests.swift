import EarshotModel
import Foundation
import Testing

struct PublicSuffixListTests {
    private static let list = PublicSuffixList(
        text: """
            // ===BEGIN ICANN DOMAINS===
            com
            uk
            co.uk
            *.ck
            !www.ck
            jp
            *.kawasaki.jp
            !city.kawasaki.jp
            公司.cn
            cn
            """)

    /// The cases that the list's own test file is about, with invented names.
    @Test(arguments: [
        ("www.example.com", "example.com"), ("example.com", "example.com"), ("com", nil),
        ("a.b.example.co.uk", "example.co.uk"),
        ("co.uk", nil), ("a.b.ck", "a.b.ck"), ("b.ck", nil), ("www.ck", "www.ck"), ("x.www.ck", "www.ck"),
        ("a.b.c.kawasaki.jp", "b.c.kawasaki.jp"), ("x.city.kawasaki.jp", "city.kawasaki.jp"),
        ("shop.xn--55qx5d.cn", "shop.xn--55qx5d.cn"), ("xn--55qx5d.cn", nil), ("host.unlisted", "host.unlisted"),
        ("www.example.com.", "example.com"), ("192.0.2.1", nil), ("a..com", nil), ("", nil), ("localhost", nil),
    ])
    func registeredDomains(_ name: String, _ expected: String?) {
        #expect(Self.list.registeredDomain(of: name) == expected)
    }

    @Test func withoutAListTwoLabelsCount() {
        #expect(PublicSuffixList(text: "").registeredDomain(of: "a.b.example.com") == "example.com")
    }

    /// RFC 3492 §7.1 has such samples; these are the usual ones of registries.
    @Test(arguments: [
        ("bücher.example", "xn--bcher-kva.example"), ("münchen.de", "xn--mnchen-3ya.de"), ("例え.jp", "xn--r8jz45g.jp"),
    ])
    func punycode(_ name: String, _ expected: String) { #expect(Punycode.host(name) == expected) }

    @Test func theInstalledListIsRead() throws {
        let text = try String(contentsOfFile: PublicSuffixList.defaultPath, encoding: .utf8)
        let list = PublicSuffixList(text: text)
        #expect(list.registeredDomain(of: "www.bbc.co.uk") == "bbc.co.uk")
        #expect(list.registeredDomain(of: "me.github.io") == "me.github.io")
    }
}

struct ServiceTableTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/earshot/Resources/services.tsv")

    @Test func theTableIsWellFormed() throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        var table = ServiceTable()
        try table.add(text, file: "services.tsv")
        let rows = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.prefix { $0 != "\t" } }
        #expect(table.count == rows.count && rows.count >= 600)
        #expect(
            rows.map(String.init)
                == rows.map(String.init).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
    }

    @Test func theLongestSuffixWins() throws {
        var table = ServiceTable()
        try table.add("example.com\tExample\tweb\town\nads.example.com\tExample\tadvertising\tlist\n", file: "t")
        #expect(table.service(of: "x.ads.example.com")?.purpose == "advertising")
        #expect(table.service(of: "www.example.com.")?.purpose == "web")
        #expect(table.service(of: "badexample.com") == nil)
        #expect(table.service(of: "com") == nil)
    }

    @Test(arguments: ["example.com\tExample\tweb", "example.com\tExample\tnonsense\tx", "example\tExample\tweb\tx"])
    func aWrongRowIsNamed(_ row: String) {
        var table = ServiceTable()
        #expect { try table.add("# own\n" + row, file: "own.tsv") } throws: { "\($0)".hasPrefix("own.tsv:2: ") }
        #expect(table.count == 0)
    }
}
