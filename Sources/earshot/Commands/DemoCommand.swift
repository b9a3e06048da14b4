import ArgumentParser
import Foundation
import Glibc

/// `earshot demo`: a household to look at, without a router.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Build 30 days of an invented household, to look around in.",
        discussion: """
            The data goes to `demo` inside the data directory, apart from your own, and is marked \
            DEMO DATA everywhere. Look at it on the page of `earshot serve`, or with:
              earshot query --data-dir DIR/demo 'NetworkSession | count'
            """)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Delete the demo household.")
    var remove = false

    func run() async throws {
        let settings = try common.settings()
        let directory = settings.path("dataDirectory") + "/demo"
        try? FileManager.default.removeItem(atPath: directory)
        if remove { return complain("The demo household is gone.") }
        let start = ContinuousClock.now
        try await DemoBuilder(directory: directory, settings: settings, logger: settings.logger("demo")).build {
            share in
            if isatty(STDERR_FILENO) == 1 { complain("\r\(Int(share * 100)) %", end: "") }
        }
        try PrivateFile.write("DEMO DATA\n", directory + "/complete")
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        complain("\rThe demo household is in \(directory) (DEMO DATA, \(Int(seconds)) s).")
    }
}
