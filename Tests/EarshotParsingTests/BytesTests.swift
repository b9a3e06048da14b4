import EarshotModel
import Foundation
import Testing

@testable import EarshotParsing

struct BytesTests {
    /// The standard library's own repair is the oracle for where sequences end; it joins some bytes we replace singly.
    @Test func repairIsValidAndKeepsWhatIsValid() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0..<24, using: &generator)).map { _ in
                [UInt8](arrayLiteral: 97, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x99, 0x82, 0xed, 0xa0, 0xff)
                    .randomElement() ?? 0
            }
            var repaired: [UInt8] = []
            let replaced = UTF8Repair.append(bytes.span, 0, bytes.count, to: &repaired)
            #expect(String(validating: repaired, as: UTF8.self) != nil)
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            #expect(isValid == (replaced == 0))
            if isValid { #expect(repaired == bytes) }
        }
    }

    @Test func stringsRoundTripThroughJSON() throws {
        for text in ["", "plain", "\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}", "\u{e9}\u{20ac}\u{1f642}"] {
            let bytes = Array(text.utf8)
            var json: [UInt8] = []
            JSONBytes.string(bytes.span, 0, bytes.count, &json)
            let value = try JSONSerialization.jsonObject(with: Data(json), options: .fragmentsAllowed)
            #expect(value as? String == text)
        }
    }

    @Test(arguments: [
        ("0", "0"), ("7", "7"), ("07", "\"07\""), ("12345", "12345"), ("-1", "\"-1\""), ("0x1f", "\"0x1f\""),
        ("", "\"\""),
        ("999999999999999999", "999999999999999999"), ("1000000000000000000", "\"1000000000000000000\""),
    ]) func values(_ text: String, json: String) {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        JSONBytes.value(bytes.span, 0, bytes.count, &result)
        #expect(String(decoding: result, as: UTF8.self) == json)
    }

    /// Looking at eight bytes at a time finds what looking at each finds.
    @Test func searchesFindTheFirst() {
        let alphabet: [UInt8] = [0, 9, 31, 32, 33, 34, 92, 97, 122, 127, 128, 160, 161, 162, 255]
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0..<40)).map { _ in
                Int.random(in: 0..<4) == 0 ? alphabet.randomElement() ?? 0 : 98
            }
            let from = Int.random(in: 0...bytes.count)
            let to = Int.random(in: from...bytes.count)
            let range = from..<to
            let quote = bytes.span.position(of: 34, from, to)
            #expect(quote == range.first { bytes[$0] == 34 })
            let high = bytes.span.position(of: 161, from, to)
            #expect(high == range.first { bytes[$0] == 161 })
            let either = bytes.span.position(of: 34, or: 92, from, to)
            #expect(either == range.first { bytes[$0] == 34 || bytes[$0] == 92 } ?? to)
            let end = bytes.span.endOfToken(from, to)
            #expect(end == range.first { bytes[$0] <= 32 } ?? to)
            let plain = bytes.span.skipPlainASCII(from, to)
            #expect(bytes[from..<plain].allSatisfy { $0 >= 32 && $0 < 127 && $0 != 34 && $0 != 92 })
        }
        let long = [UInt8](repeating: 98, count: 64)
        let plain = long.span.skipPlainASCII(3, 64)
        #expect(plain > 56)
    }

    @Test func keyBytes() {
        let expected = Set("-./0123456789[]_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        #expect((0...255).allSatisfy { UInt8($0).isKeyByte == expected.contains(UInt8($0)) })
    }

    @Test func protocolNames() {
        #expect(NetworkProtocolNames.all.count == 256 && NetworkProtocolNames.all[0] == "")
        #expect(NetworkProtocolNames.all[58] == "ICMPv6" && NetworkProtocolNames.all[162] == "162")
        for number in 1...255 {
            #expect(NetworkProtocolNames.number(NetworkProtocolNames.all[number]) == UInt8(number))
        }
        #expect(NetworkProtocolNames.number("256") == nil && NetworkProtocolNames.number("nonsense") == nil)
    }
}
