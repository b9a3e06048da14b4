import Testing

@testable import EarshotParsing

struct JournalExportTests {
    private static func counted(_ name: String, _ value: [UInt8]) -> [UInt8] {
        let length = (0..<8).map { UInt8(truncatingIfNeeded: UInt64(value.count) >> UInt64($0 * 8)) }
        return Array("\(name)\n".utf8) + length + value + [10]
    }

    static let stream: [UInt8] =
        Array("__CURSOR=s=1;i=1\n_HOSTNAME=nas\nMESSAGE=it's \"up\"\nTAG=a\nTAG=b\n\n".utf8)
        + Array("__CURSOR=s=1;i=2\n".utf8) + counted("MESSAGE", Array("two\nlines".utf8))
        + counted("_SELINUX", [0xff, 0, 10]) + Array("\n__CURSOR=s=1;i=3\nMESSAGE=last\n".utf8)

    static let lines = [
        "{\"__CURSOR\":\"s=1;i=1\",\"_HOSTNAME\":\"nas\",\"MESSAGE\":\"it's \\\"up\\\"\",\"TAG\":[\"a\",\"b\"]}",
        "{\"__CURSOR\":\"s=1;i=2\",\"MESSAGE\":\"two\\u000alines\",\"_SELINUX\":[255,0,10]}",
        "{\"__CURSOR\":\"s=1;i=3\",\"MESSAGE\":\"last\"}",
    ]

    private func read(_ stream: [UInt8], chunk: Int) throws -> [String] {
        var export = JournalExport()
        var lines: [String] = []
        var position = 0
        while position < stream.count {
            let end = min(position + chunk, stream.count)
            stream[position..<end].withUnsafeBytes { export.append($0) }
            while let line = try export.next() { lines.append(String(decoding: line, as: UTF8.self)) }
            position = end
        }
        if let line = export.finish() { lines.append(String(decoding: line, as: UTF8.self)) }
        return lines
    }

    @Test(arguments: [1, 2, 3, 7, 64, 10_000]) func entriesAreLinesInWhateverPieces(chunk: Int) throws {
        #expect(try read(Self.stream, chunk: chunk) == Self.lines)
    }

    @Test func aLengthThatCannotBeIsDamage() {
        let huge = Array("__CURSOR=a\nMESSAGE\n".utf8) + [255, 255, 255, 255, 255, 255, 255, 127] + [1]
        #expect(throws: JournalExport.Damage(detail: "a field of 9223372036854775807 bytes")) {
            try read(huge, chunk: 100)
        }
        let wrong = Array("__CURSOR=a\nMESSAGE\n".utf8) + [2, 0, 0, 0, 0, 0, 0, 0] + Array("abc\n".utf8)
        #expect(throws: JournalExport.Damage.self) { try read(wrong, chunk: 100) }
    }

    @Test func isKnownByItsBeginning() {
        #expect(JournalExport.begins(Self.stream))
        #expect(!JournalExport.begins(Array("{\"__CURSOR\":\"a\"}".utf8)))
    }
}
