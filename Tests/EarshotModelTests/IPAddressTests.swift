import EarshotModel
import Testing

struct IPAddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
        ("2001:db8::1", "2001:db8::1"), ("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"), ("::", "::"),
        ("::1", "::1"), ("1::", "1::"), ("fe80::1:0:0:1", "fe80::1:0:0:1"), ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:DB8::A", "2001:db8::a"),
        ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"),
    ])
    func readsAndWrites(_ text: String, _ canonical: String) {
        #expect(IPAddress(text)?.description == canonical)
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "300.1.2.3", "1..2.3", ".1.2.3.4", "1.2.3.4.", "1.2.3.4444",
        ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::", "1:2:3:4:5:6:7:8::", "::1.2.3",
        "fe80::1%eth0", "1.2.3.4 ", "٣.1.2.3",
    ])
    func refuses(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func survivesEveryShortText() {
        let alphabet = Array("0f:.g")
        for length in 0...6 {
            for number in 0..<Int(Double(alphabet.count).power(length)) {
                var rest = number
                let text = String((0..<length).map { _ in pick(alphabet, &rest) })
                if let address = IPAddress(text) { #expect(IPAddress(address.description) == address) }
            }
        }
    }

    private func pick(_ alphabet: [Character], _ number: inout Int) -> Character {
        defer { number /= alphabet.count }
        return alphabet[number % alphabet.count]
    }

    @Test(arguments: [
        ("10.1.2.3", AddressClass.private), ("172.16.0.1", .private), ("172.32.0.1", .global),
        ("192.168.1.1", .private),
        ("100.64.0.1", .private), ("100.128.0.1", .global), ("127.0.0.1", .loopback), ("169.254.1.1", .linkLocal),
        ("224.0.0.1", .multicast), ("255.255.255.255", .broadcast), ("0.0.0.0", .unspecified), ("0.1.2.3", .reserved),
        ("203.0.113.9", .reserved), ("198.51.100.9", .reserved), ("198.18.0.1", .reserved), ("192.0.2.1", .reserved),
        ("8.8.8.8", .global), ("192.169.0.1", .global), ("::", .unspecified), ("::1", .loopback),
        ("fe80::1", .linkLocal),
        ("fd00::1", .private), ("fc00::1", .private), ("ff02::fb", .multicast), ("2001:db8::1", .reserved),
        ("2a00:1450::1", .global), ("64:ff9b::808:808", .global),
    ])
    func knowsItsClass(_ text: String, _ expected: AddressClass) {
        #expect(IPAddress(text)?.addressClass == expected)
    }
}

extension Double {
    fileprivate func power(_ exponent: Int) -> Double { (0..<exponent).reduce(1) { product, _ in product * self } }
}
