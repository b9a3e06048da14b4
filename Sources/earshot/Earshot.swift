import ArgumentParser

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
}
