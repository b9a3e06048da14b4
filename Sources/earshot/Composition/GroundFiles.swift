import EarshotModel
import EarshotPipeline
import EarshotStore

/// Imports files into a running Earshot.
struct GroundFiles: FileIntake {
    let ground: Ground

    func importFile(at path: String) async throws -> IngestReceipt {
        var configuration = FileImporter.Configuration()
        let account = IngestAccount()
        configuration.account = account
        let importer = FileImporter(configuration, intake: ground.intake, ledger: ground.store)
        let summary = try await importer.run([.file(path)])
        if let failure = summary.failures.first { throw failure }
        var receipt = account.total
        receipt.duplicate = receipt.lines == 0 && summary.knownLines > 0
        return receipt
    }
}
