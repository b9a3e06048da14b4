import ArgumentParser
import EarshotDetect
import EarshotStore
import Foundation

/// `earshot detect`: the rules over what is stored, for imported logs; and how the rules fare.
struct DetectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect", abstract: "Run the detections over stored events, as if they had been running then.",
        discussion: """
            For logs that were imported. A running Earshot runs its detections by itself and \
            catches up on its own.
              earshot detect --days 30
              earshot detect --rules     # check and list the rules, and run none
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: "How many days back from the newest event.")
    var days: Int = 30

    @Flag(help: "Check and list the rules only.")
    var rules = false

    func validate() throws {
        guard (1...3650).contains(days) else { throw ValidationError("--days is \(days); it can be 1 to 3650.") }
    }

    func run() async throws {
        let settings = try common.settings()
        let directory = settings.path("dataDirectory")
        if rules { return list(directory) }
        guard RunningServer.find(directory) == nil else {
            throw ConfigurationError("An Earshot runs in \(directory) and runs its detections itself.")
        }
        let logger = settings.logger("detect")
        let ground = try Ground(directory: directory, settings: settings, logger: logger)
        let detections = ground.detections(directory: directory, logger: logger)
        let figures = try await ground.store.figures()
        guard let newest = figures.newest else { return complain("There are no events to look at.") }
        let start = max(figures.oldest ?? newest, newest - Int64(days) * 86_400)
        let clock = ContinuousClock.now
        let told = try await ground.process { await detections.replay(from: start, to: newest + 1) }
        try await ground.store.settle()
        let failed = await detections.status().rules.filter { $0.health == .failed }
        for rule in failed { complain("\(rule.name): \(rule.reason ?? "failed")") }
        let seconds = Int((ContinuousClock.now - clock) / .seconds(1))
        complain("\(told) findings in \(seconds) s. `earshot findings` shows them.")
        if !failed.isEmpty { throw ExitCode.failure }
    }

    private func list(_ directory: String) {
        let (rules, problems) = RuleLibrary(folder: directory + "/rules").all()
        for rule in rules {
            print("\(rule.name)\(rule.isOwn ? " (yours)" : "")  \(rule.severity.rawValue)  \(rule.title)")
        }
        for problem in problems { complain("\(problem)") }
    }
}
