import ArgumentParser
import EarshotModel
import EarshotPipeline
import EarshotServer
import EarshotStore
import Foundation
import Glibc
import NIOCore
import NIOHTTP1

/// `earshot reparse`: what `Syslog` kept, read by what Earshot knows by now.
struct ReparseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reparse", abstract: "Read the kept lines again and move what is now understood.",
        discussion: """
            A line leaves Syslog in the transaction that stores its event: nothing is lost and nothing doubled, whatever \
            stops the command. Started again it goes on with what is left. A running Earshot does it itself.
            """)

    @Option(help: "Only lines of this time: 24h, 7d, ….")
    var since: String?

    @Option(help: "Only what this family or format understands.")
    var family: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        var seconds: Int64?
        if let since {
            seconds = SecondsText.read(since)
            if seconds == nil { throw ValidationError("--since is a duration such as 24h or 7d, not \(since).") }
        }
        let settings = try common.settings()
        let directory = settings.path("dataDirectory")
        if let server = RunningServer.find(directory) { return print(try await ask(server)) }
        guard access(directory, F_OK) == 0 else {
            throw ConfigurationError("There is no data in \(directory) yet. Name another directory with --data-dir.")
        }
        let ground = try Ground(
            directory: directory, settings: settings, for: .importing, logger: settings.logger("reparse"))
        let request = ReparseRequest(seconds: seconds, family: family)
        let report = try await ground.process {
            let reader = Rereader(intake: ground.intake, kept: ground.store)
            return try await reader.run(request, now: Int64(Date().timeIntervalSince1970))
        }
        try await ground.store.settle()
        print(report)
    }

    private func ask(_ server: RunningServer) async throws -> ReparseReport {
        let body = try JSONEncoder().encode(["since": since, "family": family].compactMapValues { $0 })
        let answer = try await server.ask(
            .POST, "/api/v1/reparse", body: String(decoding: body, as: UTF8.self), timeout: .hours(24))
        return try JSONDecoder().decode(ReparseReport.self, from: answer)
    }

    private func print(_ report: ReparseReport) {
        Swift.print("\(report.lines) kept lines read, \(report.moved) of them understood now.")
        for (name, counts) in [("table", report.tables), ("family", report.families)] {
            for (key, count) in counts.sorted(by: { $0.key < $1.key }) { Swift.print("  \(name) \(key): \(count)") }
        }
    }
}
