import EarshotModel
import Foundation
import Synchronization
import Testing

/// A program that serves on the loopback and writes what it gets on its output, one line each.
final class LocalServer: Sendable {
    private let process = Process()
    private let lines = Mutex<[String]>([])
    private let rest = Mutex(Data())

    init(_ program: String, _ arguments: [String]) throws {
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        pipe.fileHandleForReading.readabilityHandler = { [weak self] handle in self?.take(handle.availableData) }
        try process.run()
    }

    deinit { process.terminate() }

    private func take(_ data: Data) {
        rest.withLock { rest in
            rest += data
            while let end = rest.firstIndex(of: 10) {
                let line = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
                rest.removeSubrange(rest.startIndex...end)
                lines.withLock { $0.append(line) }
            }
        }
    }

    var output: [String] { lines.withLock { $0 } }

    /// Waits until there are so many lines; the bound only ends a test that has failed.
    func wait(lines count: Int) async throws -> [String] {
        for _ in 0..<600 {
            if output.count >= count { return output }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("\(count) lines were expected, there are \(output)")
        return output
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Servers").path()

    static func python(_ script: String, _ arguments: [String]) throws -> LocalServer {
        try LocalServer("/usr/bin/python3", ["\(folder)/\(script)"] + arguments)
    }

    /// The port, which a server writes first.
    func port() async throws -> Int { try #require(Int(try await wait(lines: 1).first ?? "")) }

    /// The JSON objects after the port.
    func messages(_ count: Int) async throws -> [[String: Any]] {
        try await wait(lines: count + 1).dropFirst().compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }
}

/// A state store in memory.
final class MemoryState: StateStore {
    private let values = Mutex<[String: String]>([:])
    func value(of key: String) async throws -> String? { values.withLock { $0[key] } }
    func remember(_ value: String, for key: String) async throws { values.withLock { $0[key] = value } }
}
