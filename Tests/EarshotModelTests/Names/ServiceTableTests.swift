import EarshotModel
import Foundation
import Testing

struct ServiceTableTests {
    private static func table() throws -> ServiceTable {
        var table = ServiceTable()
        try table.add(try resource("services.tsv"), file: "services.tsv")
        return table
    }

    @Test func theTableIsWellFormed() throws {
        let table = try Self.table()
        let rows = rows(try resource("services.tsv"))
        #expect(table.count == rows.count && rows.count >= 700)
        let suffixes = rows.map { String($0[0]) }
        #expect(suffixes == suffixes.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
        #expect(suffixes.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } && $0 == $0.lowercased() })
        #expect(Set(rows.map { String($0[2]) }) == ServiceTable.purposes, "a purpose that no row has is no purpose")
    }

    /// A public suffix would name whoever has a page below it.
    @Test func noRowIsAboutATopLevelDomain() throws {
        let text = try String(contentsOfFile: PublicSuffixList.defaultPath, encoding: .utf8)
        let open = text.range(of: "// ===BEGIN ICANN")?.lowerBound ?? text.startIndex
        let close = text.range(of: "// ===END ICANN")?.upperBound ?? text.endIndex
        let list = PublicSuffixList(text: String(text[open..<close]))
        let wrong = try Self.table().suffixes.filter { list.registeredDomain(of: $0) == nil }
        #expect(wrong == [])
    }

    /// Names as logs have them, and neighbours that must not be taken for them.
    @Test(arguments: [
        ("acr-eu-prd.samsungcloud.tv", "Samsung", "content_recognition"), ("x.samsungcloud.tv", "Samsung", "media"),
        ("eu-acr42.alphonso.tv", "LG", "content_recognition"),
        ("us-service.acr.roku.com", "Roku", "content_recognition"),
        ("scribe.logs.roku.com", "Roku", "telemetry"), ("time.samsungcloudsolution.com", "Samsung", "time"),
        ("2.android.pool.ntp.org", "NTP Pool Project", "time"), ("22-courier.push.apple.com", "Apple", "push"),
        ("mtalk.google.com", "Google", "push"), ("www.google.com", "Google", "search"),
        ("mozilla.cloudflare-dns.com", "Cloudflare", "dns_over_https"), ("dns9.quad9.net", "Quad9", "dns_over_https"),
        ("ntp.msn.com", "Microsoft", "web"), ("ctldl.windowsupdate.com", "Microsoft", "certificate"),
        ("au.download.windowsupdate.com", "Microsoft", "update"), ("M1.TuyaEU.com.", "Tuya", "smart_home"),
        ("diagnostics.meethue.com", "Signify (Philips Hue)", "telemetry"),
        ("d1oxlq5h9kq8q5.cloudfront.net", "Amazon", "cdn"), ("r4---sn-4g5e6nzs.googlevideo.com", "Google", "media"),
        ("mask.icloud.com", "Apple", "vpn"), ("gateway.icloud.com", "Apple", "cloud_storage"),
    ])
    func namesOfRealDevices(_ name: String, _ company: String, _ purpose: String) throws {
        let service = try Self.table().service(of: name)
        #expect(service?.company == company)
        #expect(service?.purpose == purpose)
    }

    @Test(arguments: [
        "notapple.com", "apple.com.example.net", "com", "samsungcloud.tv.example", "xalphonso.tv", "192.0.2.7",
        "fritz.box", "nas.home.arpa", "", ".apple.com", "push..apple.com", "roku.com:443",
    ])
    func otherNamesHaveNoService(_ name: String) throws { #expect(try Self.table().service(of: name) == nil) }

    @Test func theLongestSuffixWins() throws {
        var table = ServiceTable()
        try table.add("example.com\tExample\tweb\town\nads.example.com\tExample\tadvertising\tlist\n", file: "t")
        #expect(table.service(of: "x.ads.example.com")?.purpose == "advertising")
        #expect(table.service(of: "x.ads.example.com")?.suffix == "ads.example.com")
        #expect(table.service(of: "www.Example.com.")?.purpose == "web")
        #expect(table.service(of: "badexample.com") == nil)
        #expect(table.service(of: Array("a.b.c.d.e.ads.example.com".utf8).span)?.purpose == "advertising")
    }

    @Test func theUsersRowsComeLast() throws {
        var table = ServiceTable()
        try table.add("example.com\tExample\tweb\town\n", file: "ours")
        try table.add(
            "\u{feff}# mine\r\n\r\nExample.com\tMe\tmedia\tI say so\r\nbücher.example\tMe\tshopping\tx", file: "mine")
        #expect(table.service(of: "a.example.com")?.company == "Me")
        #expect(table.service(of: "www.xn--bcher-kva.example")?.purpose == "shopping")
        #expect(table.service(of: "www.bücher.example")?.purpose == "shopping")
        #expect(table.count == 2)
    }

    @Test(arguments: [
        ("example.com\tExample\tweb", "Write suffix <TAB> company <TAB> purpose <TAB> evidence"),
        ("example.com Example web x", "Write suffix <TAB> company <TAB> purpose <TAB> evidence"),
        ("example.com\tExample\tweb\tx\ty", "Write suffix <TAB> company <TAB> purpose <TAB> evidence"),
        ("example.com\t \tweb\tx", "none of them empty"),
        ("example.com\tExample\tadverts\tx", "`adverts` is no purpose. Use one of account, advertising,"),
        ("example\tExample\tweb\tx", "`example` is no domain. Write it like `example.com`"),
        ("*.example.com\tExample\tweb\tx", "without `*.`"), (".example.com\tExample\tweb\tx", "is no domain"),
        ("https://example.com\tExample\tweb\tx", "is no domain"), ("example.com.\tExample\tweb\tx", "is no domain"),
        ("192.0.2.1\tExample\tweb\tx", "is no domain"),
        ("first.example\tExample\tweb\tagain", "stands in line 1 already"),
    ])
    func aWrongRowIsNamed(_ row: String, _ words: String) {
        var table = ServiceTable()
        let text = "first.example\tExample\tweb\tx\n# own\n\n" + row
        #expect { try table.add(text, file: "own.tsv") } throws: {
            "\($0)".hasPrefix("own.tsv:4: ") && "\($0)".contains(words)
        }
        #expect(table.count == 0)
    }
}

/// A file of `Sources/earshot/Resources`.
func resource(_ name: String) throws -> String {
    let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    return try String(contentsOf: folder.appending(path: "../../../Sources/earshot/Resources/\(name)"), encoding: .utf8)
}

/// The fields of a table's rows.
func rows(_ text: String) -> [[Substring]] {
    text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.split(separator: "\t") }
}
