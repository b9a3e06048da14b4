import EarshotModel
import Foundation
import Testing

@testable import EarshotPipeline

@Suite(.timeLimit(.minutes(5)))
struct ImportErrorTests {
    private let files: ImportFiles
    private let intake = MemoryIntake()

    init() throws { files = try ImportFiles() }

    private func message(_ name: String) async throws -> String? {
        let summary = try await intake.take(.file(files.path(name)))
        return summary.failures.first?.description.replacing(files.path(""), with: "")
    }

    @Test func aMissingFile() async throws {
        #expect(
            try await message("none.log") == """
                cannot import none.log: there is no such file.
                Check the path; a shell pattern that matches nothing is passed on as it stands.
                """)
    }

    @Test func aDirectory() async throws {
        try files.shell("mkdir logs")
        #expect(
            try await message("logs") == """
                cannot import logs: it is a directory.
                Name the files in it: earshot import logs/*
                """)
    }

    @Test func binaryData() async throws {
        try files.shell("head -c 10000 /bin/sh > program")
        #expect(
            try await message("program") == """
                cannot import program: it is binary data, not lines of text.
                If it is a log that a crash has filled with NUL bytes: tr -d '\\000' < program | earshot import -
                """)
        #expect(intake.chunks.isEmpty)
    }

    @Test func anArchiveInsideGzip() async throws {
        try files.write("a.log", text(logLines(0..<100)))
        try files.shell("tar -czf logs.tgz a.log")
        #expect(
            try await message("logs.tgz") == """
                cannot import logs.tgz: it is a tar archive, not lines of text.
                Convert it on the way: tar -xOf logs.tgz | earshot import -
                """)
    }

    @Test func formatsWeKnowOfButDoNotRead() {
        #expect(ForeignFormat.detect([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 1]) == .xz)
        #expect(ForeignFormat.detect(Array("BZh91AY".utf8)) == .bzip2)
        #expect(ForeignFormat.detect(Array("Nov 23".utf8)) == nil)
        #expect(ForeignFormat.xz.command("a.xz") == "xz -dc a.xz")
    }

    @Test func aFileWithNulBytesHereAndThereIsText() async throws {
        let input = try files.write("a.log", text(logLines(0..<20)) + "\0\0\0\0after a power cut\n")
        try await intake.take(input)
        #expect(intake.lineCount == 21)
    }

    @Test func unreadable() {
        #expect(
            ImportError(.notPermitted, "a.log").description == """
                cannot import a.log: it may not be read by this user.
                Give this user permission to read it, or pass it on: sudo cat a.log | earshot import -
                """)
    }

    /// Cut off in the middle: what is whole is imported, and the intact copy brings the rest.
    @Test(arguments: ["gzip -c", "zstd -q -c"])
    func aTruncatedFile(compress: String) async throws {
        try files.write("a.log", text(logLines(0..<5_000)))
        try files.shell("\(compress) a.log > whole; head -c $(($(wc -c < whole) / 2)) whole > half")
        let size = try files.data("half").count
        let tool = compress.prefix { $0 != " " }
        let text = try #require(try await message("half"))
        let lines = intake.lineCount
        #expect(intake.lines == logLines(0..<lines))
        #expect(
            text == """
                cannot import half to its end: it is damaged at byte \(size) (\(tool): the file ends in the middle).
                \(lines) whole lines before that place were imported. Get an intact copy and import it again: lines \
                that are already there are recognized and not stored twice.
                """)
        #expect(try await message("half") == text)
        try await intake.take(.file(files.path("whole")))
        #expect(intake.lines == logLines(0..<5_000))
    }

    @Test func aTruncatedCopyOfKnownContentIsNoError() async throws {
        let input = try files.write("a.log", text(logLines(0..<5_000)))
        try files.shell("gzip -c a.log > whole; head -c $(($(wc -c < whole) / 2)) whole > half")
        let summary = try await intake.take(input, .file(files.path("half")))
        #expect(summary.failures.isEmpty)
        #expect(summary.outcomes.last?.isOlderCopy == true)
        #expect(intake.lineCount == 5_000)
    }

    @Test func damageInTheMiddleOfGzip() async throws {
        try files.write("a.log", text(logLines(0..<5_000)))
        try files.shell("split -l 1000 a.log part; for part in partaa partab partac; do gzip -c $part; done > z")
        var data = try files.data("z")
        let second = try #require(data.dropFirst(10).firstRange(of: Data([0x1f, 0x8b, 8])))
        data[second.lowerBound + 40] ^= 0xff
        data[second.lowerBound + 41] ^= 0xff
        data[second.lowerBound + 42] ^= 0xff
        try files.write("z", data)
        let input = ImportInput.file(files.path("z"))
        let summary = try await intake.take(input)
        #expect(intake.lineCount >= 1_000)
        #expect(Array(intake.lines[..<1_000]) == logLines(0..<1_000))
        guard case .damaged(let offset, let lines, _) = summary.failures.first?.reason else {
            Issue.record("no damage found")
            return
        }
        #expect(offset > second.lowerBound && offset <= data.count)
        #expect(lines == intake.lineCount)
    }

    @Test func oneBadFileDoesNotKeepTheOthersOut() async throws {
        let good = try files.write("a.log", text(logLines(0..<10)))
        let summary = try await intake.take(.file(files.path("none")), good)
        #expect(intake.lineCount == 10)
        #expect(summary.failures.count == 1)
    }
}
