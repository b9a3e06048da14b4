import Testing

@testable import EarshotServer

@Suite struct LineSplitterTests {
    private func run(_ text: [UInt8], piece: Int) throws -> (runs: [LineSplitter.Run], lines: Int64) {
        var splitter = LineSplitter()
        var runs: [LineSplitter.Run] = []
        var start = 0
        while start < text.count {
            let end = min(start + piece, text.count)
            runs += try splitter.append(Array(text[start..<end]).span)
            start = end
        }
        runs += splitter.finish()
        return (runs, splitter.lines)
    }

    private func lines(_ run: LineSplitter.Run) -> [String] {
        zip([0] + run.ends, run.ends).map { String(decoding: run.bytes[Int($0.0)..<Int($0.1)], as: UTF8.self) }
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func endingsAndEmptyLines(piece: Int) throws {
        let text = "one\ntwo\r\n\n\r\nthree\r\r\nfour"
        let (runs, count) = try run(Array(text.utf8), piece: piece)
        #expect(runs.count == 1)
        #expect(runs.flatMap(lines) == ["one", "two", "three", "four"])
        #expect(runs.last?.offset == Int64(text.utf8.count))
        #expect(count == 4)
    }

    @Test(arguments: [1, 4096, 1 << 20])
    func runsAreBounded(piece: Int) throws {
        let text = (0..<20_000).map { "line \($0)\n" }.joined()
        let (runs, _) = try run(Array(text.utf8), piece: piece)
        #expect(runs.map(\.ends.count) == [8192, 8192, 3616])
        #expect(runs.flatMap(lines) == (0..<20_000).map { "line \($0)" })
        #expect(runs.last?.offset == Int64(text.utf8.count))
    }

    @Test(arguments: [999, 65_536])
    func longLinesMakeShortRuns(piece: Int) throws {
        let long = String(repeating: "x", count: 400_000)
        let text = Array("\(long)\n\(long)\n\(long)\nend".utf8)
        let (runs, _) = try run(text, piece: piece)
        #expect(runs.map(\.ends.count) == [2, 2])
        #expect(runs.flatMap(lines) == [long, long, long, "end"])
        #expect(runs.map(\.offset) == [800_002, 1_200_006])
        #expect(runs.allSatisfy { $0.bytes.count <= LineSplitter.maximumBytes })
    }

    @Test func aLineMayHaveOneMegabyte() throws {
        let longest = [UInt8](repeating: 120, count: LineSplitter.maximumBytes)
        #expect(try run([97, 10] + longest, piece: 10_000).lines == 2)
        let error = #expect(throws: LineSplitter.LineTooLong.self) {
            try run([97, 10] + longest + [120], piece: 10_000)
        }
        #expect(error?.line == 2)
    }

    @Test func nothingIsNothing() throws {
        #expect(try run([], piece: 1).runs.isEmpty)
        #expect(try run(Array("\n\r\n\n".utf8), piece: 1).runs.isEmpty)
    }
}

@Suite struct InflaterTests {
    private func inflate(_ bytes: [UInt8], piece: Int) throws -> String {
        let inflater = try Inflater()
        var text: [UInt8] = []
        var start = 0
        while start < bytes.count {
            let end = min(start + piece, bytes.count)
            try inflater.inflate(Array(bytes[start..<end])) { span in span.withUnsafeBufferPointer { text += $0 } }
            start = end
        }
        try inflater.finish()
        return String(decoding: text, as: UTF8.self)
    }

    @Test(arguments: [1, 5, 100_000])
    func severalMembers(piece: Int) throws {
        let long = (0..<30_000).map { "line \($0)" }.joined(separator: "\n")
        #expect(try inflate(gzip("first\n") + gzip(long), piece: piece) == "first\n" + long)
    }

    @Test func damageIsSeen() {
        var bytes = gzip("hello hello hello")
        #expect(throws: Inflater.Failure.truncated) { try inflate(Array(bytes.dropLast(4)), piece: 100) }
        bytes[bytes.count - 6] ^= 0xff
        #expect(throws: Inflater.Failure.corrupt) { try inflate(bytes, piece: 100) }
        #expect(throws: Inflater.Failure.corrupt) { try inflate(Array("plain text".utf8), piece: 100) }
    }
}
