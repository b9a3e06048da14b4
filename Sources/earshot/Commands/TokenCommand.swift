import ArgumentParser
import EarshotServer
import Foundation

/// `earshot token`: what programs show instead of a password.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens for programs that send events or ask questions.",
        subcommands: [Add.self, List.self, Remove.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a token and print it, once.")
        @Argument(help: "A name to know it by.") var name: String
        @Option(help: "What it may do: ingest, query or all.") var scope = "ingest"
        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard let scope = AccessTokens.Scope(rawValue: scope) else {
                throw ValidationError("--scope must be ingest, query or all, not \(scope).")
            }
            print(try TokenFile.tokens(common.settings().path("dataDirectory")).add(name, scope))
            complain("Keep it: it is shown only now. Programs send it as `Authorization: Bearer …`.")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Names and scopes of the tokens.")
        @OptionGroup var common: CommonOptions

        func run() async throws {
            for token in try TokenFile.tokens(common.settings().path("dataDirectory")).all {
                print("\(token.name)\t\(token.scope.rawValue)\t\(token.created.formatted(.iso8601))")
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a token away; it stops working at once.")
        @Argument(help: "Its name.") var name: String
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try TokenFile.tokens(common.settings().path("dataDirectory")).remove(name)
        }
    }
}

enum TokenFile {
    static func tokens(_ directory: String) -> AccessTokens { AccessTokens(path: directory + "/tokens.json") }
}
