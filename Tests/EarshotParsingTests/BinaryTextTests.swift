import EarshotModel
import Testing

@testable import EarshotParsing

/// Readers of small formats inside lines: decimal numbers, times as values, Base64, DNS messages, XML.
struct BinaryTextTests {
    @Test(arguments: [
        ("0.076967", 0.076967), ("2.7e-06", 2.7e-06), ("-3", -3), ("1800.0", 1800),
        ("5.960464477539063e-8", 5.960464477539063e-8),
        ("123456789012345678901234567890", 1.2345678901234568e29),
    ]) func decimals(_ text: String, _ value: Double) throws {
        let bytes = Array(text.utf8)
        let number = bytes.span.double(0, bytes.count)
        let read = try #require(number)
        #expect(abs(read - value) <= abs(value) * 1e-12)
    }

    @Test(arguments: ["", "-", ".", "1x", "1e", "--1", "1.2.3", "e5"]) func noDecimals(_ text: String) {
        let bytes = Array(text.utf8)
        let read = bytes.span.double(0, bytes.count)
        #expect(read == nil)
    }

    @Test(arguments: [
        ("1790093411", "2026-09-22T16:10:11Z"), ("1790093411.5", "2026-09-22T16:10:11.5Z"),
        ("1790093411123", "2026-09-22T16:10:11.123Z"), ("1790093411123456", "2026-09-22T16:10:11.123456Z"),
        ("1790093411123456789", "2026-09-22T16:10:11.1234567Z"), ("2026-09-22T16:10:11+0200", "2026-09-22T14:10:11Z"),
    ]) func times(_ text: String, _ expected: String) throws {
        let bytes = Array(text.utf8)
        let value = StampReader.value(bytes.span, 0, bytes.count)
        let stamp = try #require(value)
        var clock = SyslogClock()
        let context = LineContext(source: 1, arrival: Ticks.unixEpoch)
        let found = clock.moment(stamp, context, arrivalSeconds: 0)
        let moment = try #require(found)
        #expect(ISOTime.text(moment.seconds, moment.fraction) == expected)
    }

    @Test(arguments: ["17900934112", "0790093411", "70414.208082", "soon"]) func noTimes(_ text: String) {
        let bytes = Array(text.utf8)
        let isTime = StampReader.value(bytes.span, 0, bytes.count) != nil
        #expect(!isTime)
    }

    @Test(arguments: [("aGVsbG8=", "hello"), ("aGVsbG8", "hello"), ("+/+/", "\u{fb}"), ("aGVs!", nil), ("", nil)])
    func base64(_ text: String, _ expected: String?) {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        let isRead = Base64Bytes.decode(bytes.span, 0..<bytes.count, into: &result)
        #expect(isRead == (expected != nil))
        if let expected, expected == "hello" { #expect(String(decoding: result, as: UTF8.self) == expected) }
    }

    private static let header: [UInt8] = [0, 7, 0x81, 0x80, 0, 1, 0, 2, 0, 0, 0, 0]
    private static let question: [UInt8] =
        [3] + Array("www".utf8) + [7] + Array("example".utf8) + [3] + Array("net".utf8) + [0, 0, 1, 0, 1]

    @Test func dnsMessages() throws {
        let alias: [UInt8] = [0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 7, 4] + Array("edge".utf8) + [0xc0, 16]
        let address: [UInt8] = [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 203, 0, 113, 5]
        let bytes = Self.header + Self.question + alias + address
        let message = try #require(DNSMessage(bytes))
        #expect(String(decoding: message.name, as: UTF8.self) == "www.example.net")
        #expect(String(decoding: message.answers, as: UTF8.self) == "edge.example.net 203.0.113.5")
        #expect(message.type == 1 && message.identifier == 7 && message.responseCode == 0 && message.answerCount == 2)
        for length in bytes.indices { _ = DNSMessage(Array(bytes[..<length])) }
    }

    @Test func namesThatPointAtThemselvesEnd() {
        #expect(DNSMessage(Self.header + [0xc0, 12, 0, 1, 0, 1]) == nil)
        #expect(DNSMessage(Self.header + [1, 97, 0xc0, 14, 0, 1, 0, 1]) == nil)
        #expect(DNSMessage(Self.header + Array(repeating: 63, count: 400)) == nil)
    }

    @Test func xmlPartsAndReferences() {
        let bytes = Array("<?x?><a b='1' c=\"2>\"> x &lt;&#65;&#x42;&amp;&no; <d/></a><!-- e -->".utf8)
        var reader = XMLReader(0, bytes.count)
        var seen: [String] = []
        while let part = reader.next(bytes.span) {
            switch part {
            case .open(let name, let attributes, let isEmpty):
                let values = attributes.map { String(decoding: bytes[$0.value], as: UTF8.self) }
                seen.append("\(String(decoding: bytes[name], as: UTF8.self))\(values)\(isEmpty)")
            case .text(let range):
                var text: [UInt8] = []
                XMLReader.decode(bytes.span, range, into: &text)
                seen.append(String(decoding: text, as: UTF8.self))
            case .close: seen.append("close")
            }
        }
        #expect(seen == [#"a["1", "2>"]false"#, "x <AB&&no;", "d[]true", "close"])
    }
}
