import EarshotModel
import EarshotPipeline
import EarshotStore

/// Imports files into a running Earshot.
struct GroundFiles: FileIntake {
    let ground: Ground

    func importFile(at path: String) async throws -> IngestReceipt {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let before = counts(name)
        let summary = try await FileImporter(intake: ground.intake, ledger: ground.store).run([.file(path)])
        if let failure = summary.failures.first { throw failure }
        let after = counts(name)
        var receipt = IngestReceipt()
        receipt.lines = Int(after.events - before.events)
        let recognized = Int(after.recognized - before.recognized)
        if recognized > 0 {
            receipt.tables["NetworkSession"] = recognized
            receipt.families["netfilter"] = recognized
        }
        if receipt.lines > recognized { receipt.tables["Syslog"] = receipt.lines - recognized }
        receipt.duplicate = receipt.lines == 0 && summary.knownLines > 0
        return receipt
    }

    private func counts(_ name: String) -> (events: Int64, recognized: Int64) {
        let source = ground.processor.current.sources[SourceAddress(.file, name)]
        return (source?.events ?? 0, source?.recognized ?? 0)
    }
}
