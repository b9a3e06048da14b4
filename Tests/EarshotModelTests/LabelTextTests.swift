import Testing

@testable import EarshotModel

struct LabelTextTests {
    /// Texts of all lengths around the eight bytes that are looked at together, which differ in one byte.
    @Test func textsThatDifferAreDifferentLabels() {
        var table = LabelTable()
        var texts: [String] = []
        for length in 1...35 {
            let plain = String(repeating: "a", count: length)
            texts.append(plain)
            texts += [0, length / 2, length - 1].map { place in
                String(plain.enumerated().map { $0.offset == place ? "b" : $0.element })
            }
        }
        let distinct = Set(texts)
        for text in texts { _ = table.intern(text) }
        #expect(table.count == distinct.count)
        for text in distinct {
            let number = table.intern("x" + text + "y")
            #expect(table[table.intern(text)] == text && table[number] == "x" + text + "y")
        }
        #expect(table.count == distinct.count * 2)
    }

    @Test func aRangeIsReadWhereItStands() {
        var table = LabelTable()
        let bytes = Array("##a label of some length##".utf8)
        let number = table.intern(bytes.span, 2, bytes.count - 2)
        #expect(number == 1 && table.intern("a label of some length") == 1)
        #expect(table.intern(bytes.span, 2, 2) == 0)
    }
}

struct JSONTextBytesTests {
    @Test(arguments: ["", "plain text", "\"quoted\" and \\", "tab\tand line\n", "na\u{ef}ve \u{1f642}", "\u{7f}"])
    func bytesAreWrittenAsTheirText(_ text: String) {
        let bytes = Array("<\(text)>".utf8)
        var json: [UInt8] = []
        JSONText.append(bytes.span, 1..<bytes.count - 1, to: &json)
        #expect(String(decoding: json, as: UTF8.self) == JSONText.quoted(text))
    }
}
