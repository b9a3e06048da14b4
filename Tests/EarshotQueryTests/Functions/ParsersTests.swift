import Testing

@testable import EarshotQuery

struct ParsersTests {
    @Test(arguments: [
        ("<a/>", "{\"a\":null}"), ("<a>t</a>", "{\"a\":\"t\"}"),
        ("<a x='1'>t</a>", "{\"a\":{\"@x\":\"1\",\"#text\":\"t\"}}"),
        ("<a><b>1</b><b>2</b></a>", "{\"a\":{\"b\":[\"1\",\"2\"]}}"), ("<a>&lt;&#65;&amp;</a>", "{\"a\":\"<A&\"}"),
        ("<?xml version=\"1.0\"?><!-- c --><a/>", "{\"?xml\":{\"@version\":\"1.0\"},\"a\":null}"),
    ]) func xml(_ text: String, expected: String) throws {
        #expect(try #require(XMLReader.parse(text)).json == expected)
    }

    @Test(arguments: ["", "<a>", "<a></b>", "text", "<a x=1/>", "<a/><b/>"])
    func refusesXML(_ text: String) { #expect(XMLReader.parse(text) == nil) }

    @Test func url() throws {
        let parts = try #require(URLText.parse("https://me:pw@[::1]:8443/a/b?k=v%20w&k2#f"))
        #expect(
            parts["Host"] == .string("[::1]") && parts["Port"] == .string("8443") && parts["Path"] == .string("/a/b"))
        #expect(
            parts["Username"] == .string("me") && parts["Password"] == .string("pw")
                && parts["Fragment"] == .string("f"))
        #expect(parts["Query Parameters"]?.json == "{\"k\":\"v w\",\"k2\":\"\"}")
    }

    @Test(arguments: ["académie-française", "bücher", "日本語", "abc", ""]) func punycode(_ text: String) throws {
        #expect(Punycode.decode(try #require(Punycode.encode(text))) == text)
    }

    @Test(arguments: ["", "a", "Kusto", String(repeating: "x", count: 70_000)]) func compression(_ text: String) throws
    {
        let bytes = Array(text.utf8)
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        #expect(Inflate.zlib(Deflate.zlib(bytes)) == bytes)
        #expect(Inflate.gzip(Deflate.gzip(bytes)) == bytes)
    }

    @Test func hash() {
        #expect(Int64(bitPattern: XXHash64.hash(Array("World".utf8))) == 1_846_988_464_401_551_951)
    }

    @Test(arguments: [
        ("hello world", "world", true), ("helloworld", "hello", false), ("a-b", "-b", true), ("naïve", "na", false),
        ("x", "", true),
    ])
    func terms(_ text: String, _ needle: String, _ found: Bool) {
        #expect(Terms.has(Terms.folded(text), Terms.folded(needle)) == found)
    }

    @Test func captureGroups() {
        let groups = RegexGroups(#"(?P<a>x)(?:y)[(](\()(?i:z)(?<b>w)"#)
        #expect(groups.count == 3)
        #expect(groups.number(of: .string("b")) == 3 && groups.number(of: .integer(4)) == nil)
    }
}
