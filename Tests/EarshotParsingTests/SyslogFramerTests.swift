import EarshotModel
import Testing

@testable import EarshotParsing

struct SyslogFramerTests {
    /// The messages of a stream that arrives in chunks of `size` bytes, and the counters.
    private func frame(
        _ stream: [UInt8], chunk size: Int, maximum: Int = 65_536
    ) -> (messages: [String], counters: SyslogFramer.Counters) {
        var framer = SyslogFramer(maximumMessageLength: maximum)
        var messages: [String] = []
        func take(_ message: FramedMessage) {
            let bytes = framer.bytes(of: message)
            messages.append(String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self))
        }
        var index = 0
        while index < stream.count {
            let chunk = Array(stream[index..<min(index + size, stream.count)])
            framer.append(chunk.span)
            while let message = framer.next() { take(message) }
            index += size
        }
        while let message = framer.finish() { take(message) }
        return (messages, framer.counters)
    }

    private func expect(
        _ stream: String, _ expected: [String], maximum: Int = 65_536,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for size in [1, 2, 3, 5, 7, 16, 64, 1 << 20] {
            let result = frame(Array(stream.utf8), chunk: size, maximum: maximum)
            #expect(result.messages == expected, "chunks of \(size)", sourceLocation: sourceLocation)
        }
    }

    @Test func newlines() {
        expect("<1>a\n<2>b\r\n\n<3>c\0<4>d\0\n<5>last", ["<1>a", "<2>b", "<3>c", "<4>d", "<5>last"])
    }

    @Test func octetCounts() {
        expect("5 <1>ab6 <2>abc\n8 <3>a\nb\r\n<4>x\n", ["<1>ab", "<2>abc", "<3>a\nb", "<4>x"])
    }

    @Test func countsAreBytesNotCharacters() {
        expect("9 <1>hell\u{f8}<2>next\n", ["<1>hell\u{f8}", "<2>next"])
    }

    @Test func mixedOnOneConnection() {
        expect("<1>line\n7 <2>four<3>line again\n4 <5>z", ["<1>line", "<2>four", "<3>line again", "<5>z"])
    }

    @Test func linesThatBeginWithDigits() {
        expect(
            "12\n2026 was a year\n123456789 <1>x\n0 <1>y\n16<1>1\n",
            [
                "12", "2026 was a year", "123456789 <1>x", "0 <1>y", "16<1>1",
            ])
    }

    /// Found by the fuzzer: a leading zero decided differently when the rest had not arrived.
    @Test func countsDoNotBeginWithZero() {
        expect("0005 <1>ab\n6 <2>abc", ["0005 <1>ab", "<2>abc"])
    }

    @Test func leadingBlanksStay() {
        expect(" <181>01\n  at frame 7\n", [" <181>01", "  at frame 7"])
    }

    @Test func longLinesAreCutAndCounted() {
        let stream = "<1>0123456789\n<2>ok\n20 <3>3456789abcdefghij<4>ok\n"
        expect(stream, ["<1>01234", "<2>ok", "<3>34567", "<4>ok"], maximum: 8)
        for size in [1, 3, 1000] {
            let counters = frame(Array(stream.utf8), chunk: size, maximum: 8).counters
            #expect(counters.cut == 2)
            #expect(counters.skippedBytes == 5 + 12)
            #expect(counters.messages == 4)
            #expect(counters.counted == 1)
        }
    }

    @Test func aLineOfExactlyTheBoundIsWhole() {
        expect("01234567\n89\n", ["01234567", "89"], maximum: 8)
        #expect(frame(Array("01234567\n".utf8), chunk: 4, maximum: 8).counters.cut == 0)
    }

    @Test func aMegabyteNeedsNoMegabyte() {
        let stream = Array(repeating: UInt8(120), count: 1_000_000) + Array("\n<1>next\n".utf8)
        let result = frame(stream, chunk: 4096)
        #expect(result.messages.map(\.utf8.count) == [65_536, 7])
        #expect(result.counters.skippedBytes == 1_000_000 - 65_536)
    }

    @Test func unfinishedMessages() {
        expect("20 <1>short", ["<1>short"])
        expect("<1>a\n12345", ["<1>a", "12345"])
        #expect(frame(Array("<1>a\n<2>b".utf8), chunk: 3).counters.unfinished == 1)
    }

    @Test func nothing() {
        expect("", [])
        expect("\n\r\n\0\0\n", [])
    }
}
