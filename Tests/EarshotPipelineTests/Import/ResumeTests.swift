import EarshotModel
import Foundation
import Testing

@testable import EarshotPipeline

@Suite(.timeLimit(.minutes(5)))
struct ResumeTests {
    private let files: ImportFiles
    private let intake = MemoryIntake()

    init() throws { files = try ImportFiles() }

    @Test func importingAgainAddsNothing() async throws {
        let input = try files.write("a.log", text(logLines(0..<500)))
        try await intake.take(input)
        let summary = try await intake.take(input)
        #expect(intake.lines == logLines(0..<500))
        #expect(summary.lines == 0 && summary.knownLines == 500)
    }

    @Test(arguments: ["cat a.log", "gzip -c a.log", "zstd -q -c a.log"])
    func anInterruptedImportGoesOnWhereItEnded(command: String) async throws {
        let lines = logLines(0..<2_000)
        try files.write("a.log", text(lines))
        try files.shell("\(command) > z")
        for _ in 0..<5 {
            let intake = MemoryIntake(interruptAfter: Int.random(in: 0..<40))
            await #expect(throws: MemoryIntake.Interrupted.self) { try await intake.take(.file(files.path("z"))) }
            let before = intake.lineCount
            #expect(before < 2_000)
            intake.revive()
            let summary = try await intake.take(.file(files.path("z")))
            #expect(intake.lines == lines)
            #expect(summary.lines == Int64(2_000 - before))
        }
    }

    @Test(arguments: [1, 20, 500])
    func aGrownFileAddsWhatIsNew(first: Int) async throws {
        let input = try files.write("a.log", text(logLines(0..<first)))
        try await intake.take(input)
        for end in [first + 1, first + 50, first + 400] {
            try files.append("a.log", text(logLines(intake.lineCount..<end)))
            try await intake.take(input)
        }
        #expect(intake.lines == logLines(0..<first + 400))
        #expect(try await intake.importMarks().count == 1)
    }

    @Test func aLastLineWithoutNewlineIsNotDeliveredTwice() async throws {
        let input = try files.write("a.log", "one\ntwo")
        try await intake.take(input)
        try files.append("a.log", "\nthree")
        try await intake.take(input)
        try await intake.take(input)
        #expect(intake.lines == ["one", "two", "three"])
    }

    @Test(arguments: ["gzip -c a.log > c", "zstd -q -c a.log > c", "cp a.log c", "mv a.log c; cp c a.log"])
    func aCopyIsRecognizedByItsContent(command: String) async throws {
        let input = try files.write("a.log", text(logLines(0..<1_000)))
        try files.shell(command)
        let copy = ImportInput.file(files.path("c"))
        let summary = try await intake.take(input, copy)
        #expect(intake.lines == logLines(0..<1_000))
        #expect(summary.outcomes.map(\.lines) == [1_000, 0])
        #expect(summary.text().contains("\(copy.name): nothing new; it was imported before as \(input.name)."))
        try await intake.take(copy, input)
        #expect(intake.lineCount == 1_000)
    }

    @Test func aRotatedFileThatHadGrownAddsTheRest() async throws {
        try await intake.take(try files.write("a.log", text(logLines(0..<700))))
        try files.append("a.log", text(logLines(700..<1_000)))
        try files.shell("gzip -c a.log > a.log.1.gz")
        try await intake.take(.file(files.path("a.log.1.gz")))
        #expect(intake.lines == logLines(0..<1_000))
        // And the new file under the old name is new content.
        try await intake.take(try files.write("a.log", text(logLines(1_000..<1_200))))
        #expect(intake.lines == logLines(0..<1_200))
    }

    @Test(arguments: ["cp b.log z", "gzip -c b.log > z"])
    func anEditedCopyIsOtherContent(command: String) async throws {
        var lines = logLines(0..<500)
        try await intake.take(try files.write("a.log", text(lines)))
        lines[300] += " edited"
        lines += ["more"]
        try files.write("b.log", text(lines))
        try files.shell(command)
        try await intake.take(.file(files.path("z")))
        #expect(intake.lines == logLines(0..<500) + lines)
        // Both are known now, each for itself.
        #expect(Set(try await intake.importMarks().map(\.key)).count == 2)
        try await intake.take(.file(files.path("a.log")), .file(files.path("z")))
        #expect(intake.lineCount == 1_001)
    }

    @Test(arguments: ["cp old.log z", "gzip -c old.log > z"])
    func anEarlierCopyHasNothingNew(command: String) async throws {
        try files.write("old.log", text(logLines(0..<300)))
        try files.shell(command)
        try await intake.take(try files.write("a.log", text(logLines(0..<500))))
        let summary = try await intake.take(.file(files.path("z")))
        #expect(intake.lineCount == 500)
        #expect(summary.outcomes.first?.isOlderCopy == true)
    }
}
