import Foundation
import Glibc

/// Earlier queries of this user, one JSON text a line, newest last.
struct QueryHistory {
    static let maximum = 1000
    private let path: String?
    private(set) var entries: [String] = []

    /// - Parameter path: nil keeps them for this session only.
    init(path: String?) {
        self.path = path
        let lines = path.flatMap(readFile)?.split(separator: "\n") ?? []
        entries = lines.suffix(Self.maximum).compactMap { line in
            try? JSONDecoder().decode(String.self, from: Data(line.utf8))
        }
    }

    /// `$XDG_STATE_HOME/earshot/history`, as the XDG base directory specification has it.
    static var standardPath: String? {
        if let given = environmentValue("EARSHOT_HISTORY") { return given.isEmpty ? nil : given }
        let state = environmentValue("XDG_STATE_HOME") ?? environmentValue("HOME").map { $0 + "/.local/state" }
        return state.map { $0 + "/earshot/history" }
    }

    mutating func add(_ entry: String) {
        guard entries.last != entry else { return }
        entries.append(entry)
        entries = entries.suffix(Self.maximum)
        save()
    }

    private func save() {
        guard let path else { return }
        let lines = entries.compactMap { try? JSONEncoder().encode($0) }.map { String(decoding: $0, as: UTF8.self) }
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // Queries tell what somebody looked for. Without a place to keep them, they are forgotten.
        try? PrivateFile.write(lines.joined(separator: "\n") + "\n", path)
    }
}
