import EarshotModel
import Foundation
import Testing

@testable import EarshotPipeline

@Suite(.timeLimit(.minutes(5)))
struct JournalTests {
    private let files: ImportFiles
    private let intake = MemoryIntake()

    init() throws { files = try ImportFiles() }

    private static func entries(_ range: Range<Int>) -> String {
        range.map { "__CURSOR=s=1;i=\($0)\n__REALTIME_TIMESTAMP=1790000000000000\nMESSAGE=number \($0)\n\n" }.joined()
    }

    private static func lines(_ range: Range<Int>) -> [String] {
        range.map {
            "{\"__CURSOR\":\"s=1;i=\($0)\",\"__REALTIME_TIMESTAMP\":\"1790000000000000\",\"MESSAGE\":\"number \($0)\"}"
        }
    }

    @Test(arguments: ["cat", "gzip -c"]) func theExportFormatIsImportedOnce(command: String) async throws {
        try files.write("a", Self.entries(0..<300))
        try files.shell("\(command) a > z")
        try await intake.take(.file(files.path("z")))
        let again = try await intake.take(.file(files.path("z")))
        #expect(intake.lines == Self.lines(0..<300))
        #expect(again.lines == 0)
        try files.write("a", Self.entries(0..<340))
        try files.shell("\(command) a > z")
        try await intake.take(.file(files.path("z")))
        #expect(intake.lines == Self.lines(0..<340))
    }

    @Test func damageIsToldAndWhatStandsBeforeItIsIn() async throws {
        var data = Data(Self.entries(0..<10).utf8)
        data.append(contentsOf: Array("__CURSOR=x\nMESSAGE\n".utf8) + [255, 255, 255, 255, 0, 0, 0, 0, 1])
        try files.write("a", data)
        let summary = try await intake.take(.file(files.path("a")))
        #expect(intake.lines == Self.lines(0..<10))
        #expect(summary.failures.first?.description.contains("a field of 4294967295 bytes") == true)
    }

    /// A stand-in for journalctl: prints entries behind the cursor it is given, then waits as if more would come.
    private func journalctl() throws -> [String] {
        try files.write(
            "journalctl",
            """
            last=0
            for word in "$@"; do case $word in --after-cursor=*) last=${word#--after-cursor=} ;; esac; done
            for number in 1 2 3; do
                number=$((last + number))
                echo "{ \\"__CURSOR\\" : \\"$number\\", \\"MESSAGE\\" : \\"number $number\\" }"
            done
            exec sleep 60
            """)
        return ["/bin/sh", files.path("journalctl")]
    }

    @Test func followingGoesOnBehindTheLastEntry() async throws {
        var configuration = JournalFollower.Configuration(isEnabled: true)
        configuration.command = try journalctl()
        for wanted in [3, 6] {
            let follower = JournalFollower(
                configuration, intake: intake, ledger: intake, logger: .silent, now: { 42 })
            let running = Task { try await follower.run() }
            try await eventually { intake.lineCount == wanted }
            running.cancel()
            try await running.value
        }
        #expect(intake.lines == (1...6).map { "{ \"__CURSOR\" : \"\($0)\", \"MESSAGE\" : \"number \($0)\" }" })
        #expect(intake.sources == [SourceAddress(.journal, "journald")])
        #expect(try await intake.importMarks().map(\.tailHash) == ["6"])
    }

    @Test func aProgramThatIsMissingIsTriedAgain() async throws {
        var configuration = JournalFollower.Configuration(isEnabled: true)
        configuration.command = ["/nonexistent/journalctl"]
        configuration.pause = 1
        let follower = JournalFollower(configuration, intake: intake, ledger: intake, logger: .silent)
        let running = Task { try await follower.run() }
        try await Task.sleep(for: .milliseconds(20))
        running.cancel()
        try await running.value
        #expect(intake.chunks.isEmpty)
    }
}
