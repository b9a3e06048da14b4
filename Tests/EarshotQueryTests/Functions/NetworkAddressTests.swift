import Testing

@testable import EarshotQuery

struct NetworkAddressTests {
    @Test(arguments: [
        "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4/33", "1.2.3.4/", "a.b.c.d", "", "1..2.3", "01234.1.1.1", " 1.2.3.4",
    ])
    func refusesV4(_ text: String) { #expect(NetworkAddress(v4: text) == nil) }

    @Test(arguments: [
        ("::", "0000:0000:0000:0000:0000:0000:0000:0000"), ("fe80::1", "fe80:0000:0000:0000:0000:0000:0000:0001"),
        ("1.2.3.4", "0000:0000:0000:0000:0000:ffff:0102:0304"),
        ("::ffff:1.2.3.4", "0000:0000:0000:0000:0000:ffff:0102:0304"),
        ("1:2:3:4:5:6:7::", "0001:0002:0003:0004:0005:0006:0007:0000"),
    ]) func readsV6(_ text: String, expected: String) throws {
        #expect(NetworkAddress.v6Text(try #require(NetworkAddress(text)).bits) == expected)
    }

    @Test(arguments: [
        ":", ":::", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7", "g::", "1::2::3", "1:2:3:4:5:6:7:8::", "12345::", "::1/129",
        "1:",
    ])
    func refusesV6(_ text: String) { #expect(NetworkAddress(text) == nil) }

    @Test(arguments: [
        ("10.1.2.3", "10.0.0.0/8", true), ("11.1.2.3", "10.0.0.0/8", false), ("1.2.3.4", "0.0.0.0/0", true),
    ])
    func ranges(_ address: String, _ range: String, _ inside: Bool) throws {
        #expect(try #require(NetworkAddress(v4: range)).contains(try #require(NetworkAddress(v4: address))) == inside)
    }

    @Test func searchesText() {
        #expect(
            IPv4Search.addresses(in: "src=10.0.0.1, dst=1.2.3.4. x1.1.1.1 127.0.0.256 5.5.5.5.5") == [
                "10.0.0.1", "1.2.3.4",
            ])
        #expect(IPv4Search.matches("127.0.0.1", prefix: "127."))
        #expect(!IPv4Search.matches("127.0.0.1", prefix: "127.0"))
    }
}
