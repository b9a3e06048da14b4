import EarshotModel
import Foundation
import Testing

@testable import EarshotPipeline

@Suite(.timeLimit(.minutes(5)))
struct FileImporterTests {
    private let files: ImportFiles
    private let intake = MemoryIntake()

    init() throws { files = try ImportFiles() }

    @Test func aPlainFileLineByLine() async throws {
        let input = try files.write("router.log", "one\r\ntwo\n\n\nthree")
        let time = Date(timeIntervalSince1970: 1_700_000_000)
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: files.path("router.log"))
        let summary = try await intake.take(input)
        #expect(intake.lines == ["one", "two", "three"])
        #expect(intake.chunks.first?.source == SourceAddress(.file, "router.log"))
        #expect(intake.chunks.first?.arrival == Ticks.from(unixSeconds: 1_700_000_000))
        #expect(summary.outcomes.first?.blankLines == 2)
        #expect(summary.lines == 3)
        #expect(intake.commits == 1)
    }

    @Test(arguments: [10_000, 16_384, 1 << 20])
    func theChunksMakeNoDifference(chunkBytes: Int) async throws {
        let lines = logLines(0..<300) + ["x" + String(repeating: "y", count: 9_000), "end"]
        try await intake.take(try files.write("a.log", text(lines)), chunkBytes: chunkBytes)
        #expect(intake.lines == lines)
        #expect(intake.chunks.last?.mark?.lines == 302)
    }

    @Test func aLineWithoutEndIsDeliveredInPieces() async throws {
        let input = try files.write("a.log", "short\n" + String(repeating: "z", count: 10_000) + "\nafter\n")
        try await intake.take(input)
        #expect(intake.lines.map(\.count) == [5, 4_096, 4_096, 1_808, 5])
    }

    @Test(arguments: ["gzip -c a.log > z", "zstd -q -c a.log > z", "cat a.log > z"])
    func theFormatIsToldByTheContent(command: String) async throws {
        let lines = logLines(0..<3_000)
        try files.write("a.log", text(lines))
        try files.shell(command)
        try await intake.take(.file(files.path("z")))
        #expect(intake.lines == lines)
    }

    @Test(arguments: [
        "gzip -c b > z; gzip -c c >> z", "zstd -q -c b > z; zstd -q -c c >> z",
        "gzip -c b > z; gzip -c c >> z; head -c 512 /dev/zero >> z",
    ])
    func severalMembersAreOneContent(command: String) async throws {
        let lines = logLines(0..<2_000)
        try files.write("b", text(Array(lines[..<777])) + "cut")
        try files.write("c", " here\n" + text(Array(lines[777...])))
        try files.shell(command)
        try await intake.take(.file(files.path("z")))
        #expect(intake.lines == lines[..<777] + ["cut here"] + lines[777...])
    }

    @Test func emptyFilesAreNoError() async throws {
        try files.write("empty", "")
        try files.shell("gzip -c empty > empty.gz")
        let summary = try await intake.take(.file(files.path("empty")), .file(files.path("empty.gz")))
        #expect(summary.failures.isEmpty && summary.lines == 0 && intake.chunks.isEmpty)
    }

    @Test func aPipeIsReadLikeAFile() async throws {
        let lines = logLines(0..<1_000)
        try files.write("a.log", text(lines))
        // A pipe of its own for each time: a writer must not meet the reader of the time before.
        try files.shell("mkfifo p1 p2 p3; (gzip -c a.log > p1) >/dev/null 2>&1 &")
        try await intake.take(.file(files.path("p1")))
        #expect(intake.lines == lines)
        #expect(intake.chunks.first?.arrival == 42)
        // A second time: recognized, by way of a temporary file.
        try files.shell("(cat a.log > p2) >/dev/null 2>&1 &")
        let summary = try await intake.take(.file(files.path("p2")))
        #expect(intake.lineCount == 1_000)
        #expect(summary.knownLines == 1_000)
        // Grown.
        try files.append("a.log", "new\n")
        try files.shell("(cat a.log > p3) >/dev/null 2>&1 &")
        try await intake.take(.file(files.path("p3")))
        #expect(intake.lines == lines + ["new"])
    }

    @Test func cancellingEndsAWaitForASilentPipe() async throws {
        try files.shell("mkfifo pipe; (sleep 1000 > pipe) >/dev/null 2>&1 & echo $! > pid")
        let input = ImportInput.file(files.path("pipe"))
        let running = Task { [intake] in try await intake.take(input) }
        try await Task.sleep(for: .milliseconds(100))
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        try files.shell("kill $(cat pid)")
        #expect(intake.chunks.isEmpty)
    }

    @Test func progressReachesTheEnd() async throws {
        let seen = Recorder()
        let first = try files.write("a.log", text(logLines(0..<500)))
        let second = try files.write("b.log", text(logLines(500..<700)))
        try await intake.take(first, second) { seen.add($0) }
        let last = try #require(seen.all.last)
        #expect(last.lines == 700)
        #expect(last.bytes == last.totalBytes)
        #expect(last.number == 2 && last.files == 2)
        #expect(zip(seen.all, seen.all.dropFirst()).allSatisfy { $0.bytes <= $1.bytes && $0.lines < $1.lines })
    }
}

/// Keeps what a callback reports.
final class Recorder: @unchecked Sendable {
    private let lock = NSLock()
    private var values: [ImportProgress] = []
    func add(_ value: ImportProgress) { lock.withLock { values.append(value) } }
    var all: [ImportProgress] { lock.withLock { values } }
}
