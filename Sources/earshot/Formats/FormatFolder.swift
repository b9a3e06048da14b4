import EarshotModel
import EarshotParsing
import Foundation
import Yams

/// The formats that the page saved: one file each in `formats/` of the data directory.
struct FormatFolder: Sendable {
    let path: String

    init(_ dataDirectory: String) { path = dataDirectory + "/formats" }

    private func file(_ name: String) -> String { "\(path)/\(name).yaml" }

    /// Formats in the order of their names. One that is wrong is left out, and said; its lines stay in `Syslog`.
    func read() -> (formats: [OwnFormat], problems: [String]) {
        var formats: [OwnFormat] = []
        var problems: [String] = []
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for file in files.sorted() where file.hasSuffix(".yaml") {
            let name = String(file.dropLast(5))
            do { formats.append(try read(name)) } catch { problems.append("\(path)/\(file) is not used. \(error)") }
        }
        return (formats, problems)
    }

    private func read(_ name: String) throws -> OwnFormat {
        guard let text = readFile(file(name)) else {
            throw FormatError(name, "", "The file cannot be read.", "Give it to the user who runs Earshot.")
        }
        let node: Node?
        do { node = try Yams.compose(yaml: text) } catch {
            throw FormatError(name, "", "This is no YAML: \(error).", "Correct it, or save the format again.")
        }
        return try OwnFormat(name, node.map(FormatYAML.node) ?? .map([]), origin: file(name))
    }

    /// Writes the file whole or not at all.
    func save(_ format: OwnFormat) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data(try FormatYAML.text(format.node).utf8).write(
            to: URL(fileURLWithPath: file(format.name)), options: .atomic)
    }

    /// False: there is no such file.
    func remove(_ name: String) throws -> Bool {
        guard FileManager.default.fileExists(atPath: file(name)) else { return false }
        try FileManager.default.removeItem(atPath: file(name))
        return true
    }

    func origin(of name: String) -> String { file(name) }
}
