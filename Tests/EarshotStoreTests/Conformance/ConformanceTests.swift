import EarshotModel
import EarshotQuery
import EarshotStore
import Foundation
import Testing

/// A case that passed may not fail again. Left out where the cases are not beside the repository.
@Suite(.enabled(if: SharedCases.areThere, "there is no ../shared/kql beside the repository"))
struct ConformanceTests {
    private let engine: DuckDBEngine

    init() throws { engine = try DuckDBEngine.inMemory() }

    @Test(arguments: ["docs", "emulator", "must_fail"])
    func whatPassedPasses(suite: String) async throws {
        let cases = try SharedCases.cases(suite)
        var results: [String] = []
        for item in cases { results.append(await line(item.id, item.query)) }
        let passed = try SharedCases.passed(cases.map(\.line), results)
        if SharedCases.isRecording { try SharedCases.record(cases.map(\.id).filter(passed.contains), suite) }
        let known = SharedCases.known(suite)
        #expect(!known.isEmpty)
        for id in known { #expect(passed.contains(id), "\(suite): \(id) passed before") }
    }

    /// Published rules: each runs, or is refused as it was.
    @Test func rulesRunAsBefore() async throws {
        let folder = SharedCases.folder.appending(path: "rules")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".kql") }
        let outcomes = try await withThrowingTaskGroup(of: (String, String).self) { group in
            for file in files {
                let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
                group.addTask { (String(file.dropLast(4)), await outcome(text)) }
            }
            return try await group.reduce(into: [String: String]()) { $0[$1.0] = $1.1 }
        }
        if SharedCases.isRecording {
            try SharedCases.record(outcomes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }, "rules")
        }
        for line in SharedCases.known("rules") {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2, let now = outcomes[parts[0]] else { continue }
            #expect(now == parts[1] || now == "runs", "\(parts[0]): \(now), before: \(parts[1])")
        }
    }

    private func outcome(_ text: String) async -> String {
        // How long it takes is not what is asked here.
        var options = QueryOptions()
        options.timeoutSeconds = 3600
        do {
            _ = try await engine.run(text, options: options)
            return "runs"
        } catch let error as QueryError {
            return error.code == "syntax" ? "syntax \(error.span?.lowerBound ?? -1)" : error.code
        } catch {
            return "\(error)"
        }
    }

    private func line(_ id: String, _ query: String) async -> String {
        let name = KustoValue.string(id).json
        do {
            let result = try await engine.run(query, options: QueryOptions())
            let columns = result.columns.map {
                "{\"name\":\(KustoValue.string($0.name).json),\"type\":\"\($0.type.rawValue)\"}"
            }
            let rows = result.rows.map { "[\($0.map(\.json).joined(separator: ","))]" }
            return """
                {"id":\(name),"columns":[\(columns.joined(separator: ","))],"rows":[\(rows.joined(separator: ","))]}
                """
        } catch {
            return "{\"id\":\(name),\"error\":{\"message\":\"refused\"}}"
        }
    }
}
