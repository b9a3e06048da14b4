import EarshotModel
import Foundation
import Testing

struct PublicSuffixListTests {
    private static let list = PublicSuffixList(
        text: """
            // ===BEGIN ICANN DOMAINS===
            com
            uk
            co.uk   a comment may follow
            *.ck
            !www.ck
            jp
            *.kawasaki.jp
            !city.kawasaki.jp
            公司.cn
            cn
            example.net
            *.example.net
            """)

    /// The cases that the list's own test file is about, with invented names.
    @Test(arguments: [
        ("www.example.com", "example.com"), ("example.com", "example.com"), ("com", nil),
        ("a.b.example.co.uk", "example.co.uk"), ("co.uk", nil), ("uk", nil), ("example.uk", "example.uk"),
        ("a.b.ck", "a.b.ck"), ("x.a.b.ck", "a.b.ck"), ("b.ck", nil), ("ck", nil), ("www.ck", "www.ck"),
        ("x.www.ck", "www.ck"), ("a.b.c.kawasaki.jp", "b.c.kawasaki.jp"), ("c.kawasaki.jp", nil),
        ("kawasaki.jp", "kawasaki.jp"), ("x.city.kawasaki.jp", "city.kawasaki.jp"),
        ("example.net", nil), ("a.example.net", nil), ("b.a.example.net", "b.a.example.net"),
        ("shop.xn--55qx5d.cn", "shop.xn--55qx5d.cn"), ("xn--55qx5d.cn", nil),
        ("www.shop.公司.cn", "shop.xn--55qx5d.cn"), ("公司.cn", nil), ("BÜCHER.com", "xn--bcher-kva.com"),
        ("host.unlisted", "host.unlisted"), ("a.host.unlisted", "host.unlisted"), ("unlisted", nil),
        ("WWW.Example.COM", "example.com"), ("www.example.com.", "example.com"), ("_dmarc.example.com", "example.com"),
        ("r4---sn-x.example.com", "example.com"), ("1.2.3.com", "3.com"), ("4.3.2.1.in-addr.arpa", "in-addr.arpa"),
    ])
    func registeredDomains(_ name: String, _ expected: String?) {
        #expect(Self.list.registeredDomain(of: name) == expected)
    }

    @Test(arguments: [
        "", ".", "..", ".com", ".example.com", "a..com", "example.com..", "192.0.2.1", "192.0.2.1.", "2001:db8::1",
        "localhost", "exa mple.com", "example.com/path", "*.example.com", "https://example.com", "a\0b.com", "a,b.com",
        String(repeating: "a", count: 64) + ".com",
        String(repeating: "a.", count: 126) + "com",
    ])
    func noHostNameHasNone(_ name: String) { #expect(Self.list.registeredDomain(of: name) == nil) }

    @Test func theLongestNamesAreNames() {
        let label = String(repeating: "a", count: 63)
        #expect(Self.list.registeredDomain(of: label + ".com") == label + ".com")
        #expect(Self.list.registeredDomain(of: String(repeating: "a.", count: 125) + "com.") == "a.com")
    }

    @Test func theRangeIsOfTheNameAsItStands() {
        let name = Array("WWW.Example.co.UK.".utf8)
        #expect(Self.list.range(in: name.span) == 4..<17)
        #expect(Self.list.range(in: Array("www.shop.公司.cn".utf8).span) == 4..<18)
        #expect(Self.list.range(in: [0xff, 0x2e, 0x00].span) == nil)
    }

    @Test func withoutAListTwoLabelsCount() {
        let list = PublicSuffixList(text: "")
        #expect(list.isEmpty)
        #expect(list.registeredDomain(of: "a.b.example.com") == "example.com")
        #expect(list.registeredDomain(of: "com") == nil)
    }

    /// RFC 3492 §7.1 has such samples; these are the usual ones of registries.
    @Test(arguments: [
        ("bücher.example", "xn--bcher-kva.example"), ("münchen.de", "xn--mnchen-3ya.de"), ("例え.jp", "xn--r8jz45g.jp"),
    ])
    func punycode(_ name: String, _ expected: String) { #expect(Punycode.host(name) == expected) }

    /// Every rule of the installed list, by the algorithm as the list's page words it.
    @Test func theInstalledListIsReadAsItsPageSays() throws {
        let text = try String(contentsOfFile: PublicSuffixList.defaultPath, encoding: .utf8)
        let list = PublicSuffixList(text: text)
        let rules = text.split(separator: "\n").filter { !$0.hasPrefix("//") && $0.contains { !$0.isWhitespace } }
            .map { Punycode.host($0.lowercased()) }
        let oracle = PlainSuffixes(Set(rules))
        var different: [String] = []
        for rule in rules {
            let base = rule.hasPrefix("!") ? String(rule.dropFirst()) : rule
            let plain = base.split(separator: ".").map { $0 == "*" ? "star" : String($0) }.joined(separator: ".")
            let parent = plain.split(separator: ".").dropFirst().joined(separator: ".")
            for name in [plain, "a." + plain, "b.a." + plain, "c.b.a." + plain, parent, "a." + parent]
            where list.registeredDomain(of: name) != oracle.registeredDomain(of: name) { different.append(name) }
        }
        #expect(rules.count > 9000)
        #expect(different == [])
        #expect(list.registeredDomain(of: "www.bbc.co.uk") == "bbc.co.uk")
        #expect(list.registeredDomain(of: "me.github.io") == "me.github.io")
    }
}

/// The algorithm without any speed: all rules that fit, then the prevailing one.
private struct PlainSuffixes {
    let rules: Set<String>

    init(_ rules: Set<String>) { self.rules = rules }

    func registeredDomain(of name: String) -> String? {
        let labels = name.split(separator: ".").map(String.init)
        guard labels.count > 1 else { return nil }
        var suffix = 1
        for start in labels.indices {
            let tail = labels[start...].joined(separator: ".")
            if rules.contains("!" + tail) {
                suffix = labels.count - start - 1
                break
            }
            let starred = "*." + labels[start...].dropFirst().joined(separator: ".")
            if rules.contains(tail) || rules.contains(starred) { suffix = max(suffix, labels.count - start) }
        }
        return suffix < labels.count ? labels.suffix(suffix + 1).joined(separator: ".") : nil
    }
}
