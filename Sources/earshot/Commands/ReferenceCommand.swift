import ArgumentParser
import EarshotQuery

/// `earshot reference`: the query language, from the tables that define it.
struct ReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Print the reference of the query language (Markdown).")

    func run() { print(LanguageDocument.markdown(), terminator: "") }
}
