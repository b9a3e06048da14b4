import ArgumentParser
import EarshotModel
import Foundation

/// `earshot doctor`: looks at everything that Earshot stands on, and says what to do about what does not hold.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check everything Earshot stands on, and say what to do.",
        discussion: """
            Looks at the data directory, the disk, the database, the geography files, the parts of the page, your own \
            rules and patterns and the ports; asks a running Earshot for its listeners, senders and their clocks, losses, \
            rules, lists and services. Changes nothing.

            Ends with status 1 when something is broken; what only wants attention leaves it 0.
            """)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Print one JSON object for each look.")
    var json = false

    func run() async throws {
        let settings = try common.settings()
        let directory = settings.path("dataDirectory")
        let server = RunningServer.find(directory)
        var remarks = DirectoryCheck(directory: directory, settings: settings).remarks
        remarks += FilesCheck(settings: settings).remarks
        if let server {
            let found = await ServerCheck(server: server).remarks
            remarks += found
            // Whoever does not answer once need not be asked again.
            if found.first?.verdict != .broken {
                remarks += await RuleCheck(server: server).remarks
                remarks += await FeedCheck(server: server).remarks
            }
        } else {
            remarks += await RestCheck(directory: directory, settings: settings).remarks
        }
        remarks += LibraryCheck(directory: directory, running: await server?.rules()).remarks
        for remark in remarks { print(try json ? Self.json(remark) : remark.text) }
        let broken = remarks.count { $0.verdict == .broken }
        if !json { print(Self.summary(remarks.count, broken, remarks.count { $0.verdict == .attention })) }
        if broken > 0 { throw ExitCode.failure }
    }

    private static func json(_ remark: Remark) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(remark), as: UTF8.self)
    }

    private static func summary(_ all: Int, _ broken: Int, _ attention: Int) -> String {
        broken + attention == 0
            ? "\n\(all) looks, all well." : "\n\(all) looks: \(broken) broken, \(attention) want attention."
    }
}
