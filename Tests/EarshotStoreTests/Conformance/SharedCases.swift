import Foundation
import Testing

/// Cases of the language that are kept beside the repository, and the ids of those that have passed.
///
/// Only ids are committed. `EARSHOT_RECORD=1 swift test --filter ConformanceTests` writes the lists.
enum SharedCases {
    private static let root = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL
    private static let lists = root.appending(path: "Fixtures/kql/conformance")
    static let folder = root.appending(path: "../shared/kql").standardizedFileURL

    static var areThere: Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: "score.py").path)
    }

    static var isRecording: Bool { ProcessInfo.processInfo.environment["EARSHOT_RECORD"] == "1" }

    /// Lines of a list, in order; none when it does not exist yet.
    static func known(_ name: String) -> [String] {
        let text = (try? String(contentsOf: lists.appending(path: name + ".txt"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    static func record(_ lines: [String], _ name: String) throws {
        try FileManager.default.createDirectory(at: lists, withIntermediateDirectories: true)
        let text = lines.map { $0 + "\n" }.joined()
        try text.write(to: lists.appending(path: name + ".txt"), atomically: true, encoding: .utf8)
    }

    /// The cases of a suite under ids that are theirs alone: `id`, and for a second case of that id `id#2`.
    static func cases(_ suite: String) throws -> [(id: String, query: String, line: [String: Any])] {
        let text = try String(contentsOf: folder.appending(path: "dev/\(suite).jsonl"), encoding: .utf8)
        var seen: [String: Int] = [:]
        return text.split(separator: "\n").compactMap { line in
            guard var object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let query = object["query"] as? String, let name = object["id"]
            else { return nil }
            seen["\(name)", default: 0] += 1
            let count = seen["\(name)", default: 1]
            let id = count == 1 ? "\(name)" : "\(name)#\(count)"
            object["id"] = id
            return (id, query, object)
        }
    }

    /// The ids that the scorer passes.
    static func passed(_ cases: [[String: Any]], _ results: [String]) throws -> Set<String> {
        let place = FileManager.default.temporaryDirectory.appending(path: "earshot-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let questions = place.appending(path: "cases.jsonl")
        let answers = place.appending(path: "results.jsonl")
        let lines = try cases.map { String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self) }
        try lines.joined(separator: "\n").write(to: questions, atomically: true, encoding: .utf8)
        try results.joined(separator: "\n").write(to: answers, atomically: true, encoding: .utf8)
        let scorer = Process()
        scorer.executableURL = URL(filePath: "/usr/bin/env")
        scorer.arguments = [
            "python3", folder.appending(path: "score.py").path, questions.path, answers.path, "--failures", "100000",
        ]
        let output = Pipe()
        scorer.standardOutput = output
        try scorer.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        scorer.waitUntilExit()
        try #require(
            scorer.terminationStatus == 0 && text.contains(" pass ("), "the scorer failed: \(text.suffix(200))")
        let failed = text.split(separator: "\n").filter { $0.hasPrefix("--- ") }.compactMap { line in
            line.dropFirst(4).split(separator: ":").first.map(String.init)
        }
        return Set(cases.compactMap { $0["id"] as? String }).subtracting(failed)
    }
}
