import EarshotModel
import Foundation
import Glibc
import Testing

@testable import EarshotPipeline

/// A folder of test files that goes when the test ends.
final class ImportFiles {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "earshot-import-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> ImportInput {
        try write(name, Data(text.utf8))
    }

    @discardableResult
    func write(_ name: String, _ data: Data) throws -> ImportInput {
        try data.write(to: folder.appending(path: name))
        return .file(path(name))
    }

    func append(_ name: String, _ text: String) throws {
        let handle = try FileHandle(forWritingTo: folder.appending(path: name))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    func data(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }

    /// Runs a shell command in the folder. Not with Foundation's `Process`, whose `waitUntilExit` can miss the exit when
    /// several tests wait at once.
    func shell(_ command: String) throws {
        try #require(system("set -e; cd '\(folder.path(percentEncoded: false))'; \(command)") == 0, "\(command)")
    }
}

/// Log lines that all differ, as those of a log do.
func logLines(_ range: Range<Int>) -> [String] {
    range.map { number in
        "Nov 23 00:00:00 router kernel: [\(number).000] [DROP] IN=ppp0 SRC=198.51.100.7 DPT=\(number % 65_536) ID=\(number * 7919)"
    }
}

func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

extension MemoryIntake {
    /// Imports with chunks of a few lines, so that small files have many.
    @discardableResult
    func take(
        _ inputs: ImportInput..., chunkBytes: Int = 4_096,
        report: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportSummary {
        var configuration = FileImporter.Configuration()
        configuration.chunkBytes = chunkBytes
        return try await FileImporter(configuration, intake: self, ledger: self, now: { 42 }).run(
            inputs, report: report)
    }
}
