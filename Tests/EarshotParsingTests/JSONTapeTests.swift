import Foundation
import Testing

@testable import EarshotParsing

/// The flat reader of documents: what it finds, and what it does with damage.
struct JSONTapeTests {
    private static func tape(_ text: String) -> (tape: JSONTape, bytes: [UInt8]) {
        let bytes = Array(text.utf8)
        var tape = JSONTape()
        _ = tape.read(bytes.span, 0, bytes.count)
        return (tape, bytes)
    }

    @Test func valuesAreFoundByTheirPlace() {
        let (tape, bytes) = Self.tape(#"{"a":{"b":1,"c":[{"d":"x"},{"d":"y"}]},"e.f":true,"g":null} tail"#)
        #expect(tape.isWhole)
        let number = tape.number(JSONPath("a.b"), bytes.span)
        let text = tape.string(JSONPath("a.c.d"), bytes.span)
        #expect(number == 1 && text == "x")
        #expect(tape.scalar(JSONPath("e.f"))?.kind == .true)
        #expect(tape.scalar(JSONPath("g")) == nil)
        #expect(tape.has(JSONPath("g")))
        #expect(bytes[tape.unread] == Array("tail".utf8)[...])
    }

    @Test func dotsInKeysAndNestedObjectsAreTheSamePlace() {
        let flat = Self.tape(#"{"id.orig_h":"192.0.2.1"}"#)
        let nested = Self.tape(#"{"id":{"orig_h":"192.0.2.1"}}"#)
        #expect(flat.tape.plain(JSONPath("id.orig_h")) != nil)
        #expect(nested.tape.plain(JSONPath("id.orig_h")) != nil)
        #expect(JSONPath("a").child("b.c") == JSONPath("a.b.c"))
        #expect(JSONPath("a").child("Bc", lowerFirst: true) == JSONPath("a.bc"))
    }

    @Test(arguments: [
        (#"{"a":1,"b":"cut"#, 1), (#"{"a":1,"b":12"#, 1), (#"{"a":1,"b"#, 1), (#"{"a":1,"b":{"c":2,"d":"x"#, 3),
        ("{", 0),
        (#"{"a":1,"b":tru"#, 1), (#"{"a":1 "b":2}"#, 2), (#"{"a":1,,"b":2,}"#, 2), (#"{"a" 1}"#, 0), (#"{a:1}"#, 0),
    ]) func damageLeavesWhatStandsBeforeIt(_ text: String, _ count: Int) {
        let (tape, _) = Self.tape(text)
        #expect(tape.count == count)
        for node in tape.nodes { #expect(node.range.upperBound <= text.utf8.count) }
    }

    @Test(arguments: [
        (#"{"a":{"b":"x\q"}}"#, false), (#"{"a":{"b":"x\u00e4\n"}}"#, true), (#"{"a":{"b":01}}"#, false),
        (#"{"a":{"b":-1.5e+3}}"#, true), (#"{"a":{"b":NaN}}"#, false), (#"{"a":{"b\x":1}}"#, false),
        ("{\"a\":{\"b\":\"\t\"}}", false), (#"{"a":[1,,2]}"#, false), (#"{"a":[1 2]}"#, false),
        (#"{"a":[,1]}"#, false), (#"{"a":[[],{}]}"#, true),
    ]) func onlyStrictContainersAreCopiedAsTheyAre(_ text: String, _ isClean: Bool) {
        #expect(Self.tape(text).tape.nodes.first?.isClean == isClean)
        #expect(((try? JSONSerialization.jsonObject(with: Data(text.utf8))) != nil) == isClean)
    }

    @Test func depthAndNumberAreBounded() {
        let deep = String(repeating: #"{"a":"#, count: 100_000)
        #expect(Self.tape(deep).tape.count <= JSONTape.maximumDepth)
        let opaque = Self.tape(
            "{\"a\":" + String(repeating: "[", count: 50) + String(repeating: "]", count: 50) + ",\"b\":1}")
        #expect(opaque.tape.has(JSONPath("b")))
        let wide = "{" + (0..<10_000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
        #expect(Self.tape(wide).tape.count == JSONTape.maximumNodes)
    }

    /// A tape that is read anew has nothing of the document before.
    @Test func readingAgainForgets() {
        var tape = JSONTape()
        for text in [#"{"a":{"b":[1,2,{"c":3}]}}"#, #"{"d":4}"#, "none"] {
            let bytes = Array(text.utf8)
            let isRead = tape.read(bytes.span, 0, bytes.count)
            #expect(isRead == (text != "none"))
        }
        #expect(tape.count == 0)
    }

    /// No cut of a document, and no byte changed, leads out of it.
    @Test func everyCutAndEveryByteIsSafe() {
        let text = Array(#"{"a":{"b":[1,2.5e3,{"c":"x\u00e4\\"}],"d":true},"e":null,"f":"\""}"#.utf8)
        var tape = JSONTape()
        for length in 0...text.count { _ = tape.read(text.span, 0, length) }
        for index in text.indices {
            for byte: UInt8 in [0, 34, 44, 58, 91, 92, 93, 123, 125, 255] {
                var changed = text
                changed[index] = byte
                _ = tape.read(changed.span, 0, changed.count)
                for node in tape.nodes { #expect(node.range.upperBound <= text.count && Int(node.next) <= tape.count) }
            }
        }
    }

    @Test(arguments: [
        (#"a\nb"#, "a\nb"), (#"\u0041\u00e4\u20ac"#, "Aä€"), (#"\ud83d\ude00"#, "😀"), (#"\ud83dx"#, "\u{fffd}x"),
        (#"\q\"#, #"\q\"#), (#"\u12"#, #"\u12"#), (#"\/\"\\"#, #"/"\"#),
    ]) func escapesAreDecoded(_ text: String, _ expected: String) {
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        JSONText.unescape(bytes.span, 0..<bytes.count, into: &result)
        #expect(String(decoding: result, as: UTF8.self) == expected)
    }

    @Test func plainTextIsSkippedUpToWhatEndsIt() {
        for stop: UInt8 in [34, 92, 0, 31] {
            for place in 0..<40 {
                var bytes = Array(repeating: UInt8(0xe4), count: 40)
                bytes[place] = stop
                let end = bytes.span.skipPlainText(0, bytes.count)
                #expect(end <= place && place - end < 8)
            }
        }
        let plain = Array(repeating: UInt8(97), count: 24)
        let end = plain.span.skipPlainText(0, 24)
        let isASCII = plain.span.isASCII(0, 24)
        let other: [UInt8] = [97, 97, 200]
        let isOther = other.span.isASCII(0, 3)
        #expect(end == 24 && isASCII && !isOther)
    }
}
