import EarshotModel
import Testing

@testable import EarshotParsing

struct KeyValuesTests {
    /// Every pair as `key=value`, with its marks; stray text without `=`.
    static func read(_ text: String, _ syntax: PairSyntax = .spaced) -> [String] {
        let bytes = Array(text.utf8)
        var pairs = KeyValues()
        pairs.read(bytes.span, 0, bytes.count, syntax)
        return pairs.pairs.map { pair in
            let value = bytes.span.string(pair.value.lowerBound, pair.value.upperBound)
            if pair.isStray { return value }
            var marks = ""
            if pair.marks.contains(.cut) { marks += " cut" }
            if pair.marks.contains(.escaped) { marks += " escaped" }
            if pair.marks.contains(.repeated) { marks += " repeated" }
            return bytes.span.string(pair.key.lowerBound, pair.key.upperBound) + "=" + value + marks
        }
    }

    @Test func spacedPairs() {
        #expect(Self.read("a=1 b=\"two words\"  c= d=\"\" e=x") == ["a=1", "b=two words", "c=", "d=", "e=x"])
        #expect(Self.read("flows allow src=192.0.2.1 odd") == ["flows allow", "src=192.0.2.1", "odd"])
        #expect(Self.read("url=http://h/?a=b&c=d x=1") == ["url=http://h/?a=b&c=d", "x=1"])
        #expect(Self.read("") == [] && Self.read("   ") == [] && Self.read("=") == ["="])
    }

    @Test func quotesInsideOfTexts() {
        #expect(Self.read(#"msg="say \"hi\" now" x=1"#) == [#"msg=say \"hi\" now escaped"#, "x=1"])
        #expect(Self.read(#"msg="say "hi" now" x=1"#) == [#"msg=say "hi" now"#, "x=1"])
        #expect(Self.read(#"msg="a \" srcip=192.0.2.9" srcip=192.0.2.1"#).last == "srcip=192.0.2.1")
        let unescaped = PairSyntax(escapes: false)
        #expect(Self.read(#"path="C:\dir\" x="1""#, unescaped) == [#"path=C:\dir\"#, "x=1"])
        #expect(Self.read(#"a="x" stray words b=2"#) == ["a=x", "stray words", "b=2"])
    }

    @Test func cutAtTheEnd() {
        #expect(Self.read(#"a="1" dstport="175"#) == ["a=1", "dstport=175 cut"])
        #expect(Self.read(#"a="1" dst"#) == ["a=1", "dst"])
    }

    @Test func singleQuotes() {
        #expect(Self.read("a='x y' b=1", PairSyntax(singleQuotes: true)) == ["a=x y", "b=1"])
        #expect(Self.read("a='x y' b=1") == ["a='x", "y'", "b=1"])
    }

    @Test func repeatedKeysAreMarked() {
        #expect(Self.read("a=1 b=2 a=3") == ["a=1", "b=2", "a=3 repeated"])
    }

    @Test func openValues() {
        #expect(Self.read("act=a b c=d e f g=", .open) == ["act=a b", "c=d e f", "g="])
        #expect(
            Self.read("Src: 192.0.2.1, App: a, b, Url: http://h/, End: 12:30, 12:31", .colonComma)
                == ["Src=192.0.2.1", "App=a, b", "Url=http://h/", "End=12:30, 12:31"])
    }

    @Test func otherSeparators() {
        #expect(
            Self.read(#"a:"1"; msg::"x; y"; z:"3"]"#, .colonSemicolon) == ["a=1", "msg=x; y", "z=3", "]"])
        #expect(Self.read("a=x y|b=|c=3", .piped) == ["a=x y", "b=", "c=3"])
        #expect(Self.read(#"a=1,b="x,y", c=3"#, .comma) == ["a=1", "b=x,y", "c=3"])
    }

    @Test func manyPairsAreBounded() {
        let text = (0..<5_000).map { "k\($0)=\"" }.joined(separator: " ")
        #expect(Self.read(text).count <= KeyValues.maximum)
    }

    @Test func lookups() {
        let bytes = Array("SrcIP=192.0.2.1 action=\"Deny\"".utf8)
        var pairs = KeyValues()
        pairs.read(bytes.span, 0, bytes.count, .spaced)
        #expect(pairs.is("action", "deny", bytes.span) && pairs.has("srcip", bytes.span))
        #expect(pairs.value("nothing", bytes.span).isEmpty)
    }
}

struct KeyTableTests {
    static let table = KeyTable([
        "src": .to(.srcIpAddr), "user": .to(.srcUsername), "port": .to(.srcPortNumber),
        "secs": .times(.networkDuration, 1000), "type": .own,
    ])

    static func row(_ text: String) -> EventRow {
        let bytes = Array(text.utf8)
        var pairs = KeyValues()
        var row = EventRow()
        pairs.read(bytes.span, 0, bytes.count, .spaced)
        row.begin(.webSession)
        table.apply(pairs, bytes.span, &row)
        row.close()
        return row
    }

    static func extra(_ row: EventRow) -> String { String(decoding: row.extra, as: UTF8.self) }

    @Test func fieldsAndTheRest() {
        let row = Self.row(#"SRC=192.0.2.1 type=a user="x \"y\"" secs=1.25 new="n" odd"#)
        #expect(row.address(.srcIpAddr) == IPAddress("192.0.2.1") && row.is(.srcUsername, #"x "y""#))
        #expect(row.number(.networkDuration) == 1250)
        #expect(Self.extra(row) == #"{"new":"n","Text":"odd"}"#)
    }

    @Test func theFirstOneCounts() {
        let row = Self.row("src=192.0.2.1 src=192.0.2.66 user=N/A")
        #expect(row.address(.srcIpAddr) == IPAddress("192.0.2.1") && !row.has(.srcUsername))
        #expect(Self.extra(row) == #"{"src":"192.0.2.66"}"#)
    }

    @Test func cutNumbersAreNoFields() {
        let row = Self.row(#"src=192.0.2.1 port="175"#)
        #expect(!row.has(.srcPortNumber) && Self.extra(row) == #"{"port":175}"#)
    }

    @Test func scaledNumbers() {
        func scaled(_ text: String) -> Int64? {
            let bytes = Array(text.utf8)
            return bytes.span.scaled(0, bytes.count, by: 1000)
        }
        #expect(scaled("12") == 12_000 && scaled("0.0015") == 1 && scaled("-1.5") == -1_500)
        #expect(scaled("1x") == nil && scaled("") == nil && scaled("999999999999999999") == nil)
    }
}
