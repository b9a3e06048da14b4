import ArgumentParser
import EarshotModel

/// The command line: `earshot <command>`.
struct Earshot: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "earshot",
        abstract: "Listens to your router and shows what your home network is really doing.",
        version: version,
        subcommands: [
            ServeCommand.self, ImportCommand.self, QueryCommand.self, ParseCommand.self, DemoCommand.self,
            PatternCommand.self, FindingsCommand.self, DetectCommand.self, IntelCommand.self, DevicesCommand.self,
            ReparseCommand.self, PasswdCommand.self, TokenCommand.self, ConfigCommand.self, DoctorCommand.self,
            ReferenceCommand.self,
        ])

    /// What to say of a first argument that is no command; nil: it is one, or an option.
    static func remark(onCommand arguments: [String]) -> String? {
        guard let word = arguments.dropFirst().first, !word.hasPrefix("-") else { return nil }
        let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard !names.contains(word) else { return nil }
        let near = NearestWord.to(word, among: names).map { "Did you mean '\($0)'? " } ?? ""
        return "There is no command '\(word)'. \(near)`earshot --help` lists them all."
    }
}
