import ArgumentParser
import EarshotModel
import EarshotPipeline
import EarshotStore

/// `earshot import`: log files into the store, each line once.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import log files: plain, gzip or zstd; - reads standard input.",
        discussion: """
            A file is recognized by its content: imported again it adds nothing, a file that grew adds what is new, and an \
            interrupted import goes on where it stopped.
            """)

    @Argument(help: "The files.")
    var files: [String]

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try common.settings()
        let directory = settings.path("dataDirectory")
        if let server = RunningServer.find(directory) { return try await send(to: server) }
        Memory.keep()
        let ground = try Ground(
            directory: directory, settings: settings, for: .importing, logger: settings.logger("import"))
        let bar = ProgressBar.standardError()
        let inputs: [ImportInput] = files.map { $0 == "-" ? .standardInput : .file($0) }
        var configuration = FileImporter.Configuration.aligned
        let account = IngestAccount()
        configuration.account = account
        let importer = FileImporter(configuration, intake: ground.intake, ledger: ground.store)
        let summary = try await ground.process { try await importer.run(inputs) { bar.update($0) } }
        try await ground.store.settle()
        bar.finish()
        try await ground.store.rollUpAfterImport { print("Counting ahead for long time ranges; every line is stored.") }
        print(summary.text(totals: account.total))
        if !summary.failures.isEmpty { throw ExitCode.failure }
    }

    /// The data directory belongs to a running Earshot, which takes the files.
    private func send(to server: RunningServer) async throws {
        var failed = false
        for file in files {
            guard file != "-" else {
                throw ConfigurationError(
                    "Standard input cannot be imported while Earshot runs; save it to a file first.")
            }
            do {
                let receipt = try await RemoteImport(server: server).send(file)
                let tables = receipt.tables.sorted { $0.key < $1.key }.map { "\($0.value) to \($0.key)" }
                let what =
                    receipt.duplicate
                    ? "nothing new; it was imported before"
                    : tables.isEmpty ? "none of them an event" : tables.joined(separator: ", ")
                print("\(file): \(receipt.lines) lines, \(what).")
            } catch {
                failed = true
                complain("\(file): \(error)")
            }
        }
        if failed { throw ExitCode.failure }
    }
}

extension FileImporter.Configuration {
    /// Chunks of which a whole number makes a batch, so that a batch is one row group of the database: nothing then has
    /// to be written twice.
    static var aligned: FileImporter.Configuration {
        var configuration = FileImporter.Configuration()
        configuration.chunkLines = 2048
        configuration.chunkBytes = 4 << 20
        return configuration
    }
}
