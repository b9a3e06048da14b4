import EarshotModel
import Foundation
import HTTPTypes

/// A query with a name, kept on the server so that every browser has it.
struct SavedQuery: Codable, Sendable, Hashable {
    var name: String
    var query: String
    var saved: Date
}

/// The saved queries, in one small file that is replaced at once or not at all.
actor SavedQueries {
    static let maximumCount = 1000
    static let maximumNameCharacters = 100
    static let maximumQueryBytes = 100_000

    private let file: String?
    private var kept: [String: SavedQuery]

    /// - Parameter file: nil keeps them for as long as the program runs.
    init(file: String?) {
        self.file = file
        let data = file.flatMap { FileManager.default.contents(atPath: $0) }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let list = data.flatMap { try? decoder.decode([SavedQuery].self, from: $0) } ?? []
        kept = Dictionary(list.map { ($0.name, $0) }) { first, _ in first }
        // What cannot be read is set aside, not written over.
        if let file, let data, !data.isEmpty, (try? decoder.decode([SavedQuery].self, from: data)) == nil {
            try? FileManager.default.moveItem(atPath: file, toPath: file + ".damaged")
        }
    }

    var all: [SavedQuery] { kept.values.sorted { $0.name.lowercased() < $1.name.lowercased() } }

    subscript(name: String) -> SavedQuery? { kept[name] }

    /// Throws `APIError`.
    func save(_ query: SavedQuery) throws {
        let name = query.name
        guard !name.trimmed.isEmpty, name.count <= Self.maximumNameCharacters else {
            throw APIError(
                .badRequest, "bad-request", "A name must have 1 to \(Self.maximumNameCharacters) characters.")
        }
        guard query.query.utf8.count <= Self.maximumQueryBytes else {
            throw APIError(
                .contentTooLarge, "too-large", "A saved query has at most \(Self.maximumQueryBytes) bytes.")
        }
        guard kept[name] != nil || kept.count < Self.maximumCount else {
            throw APIError(
                .insufficientStorage, "too-many", "There are \(Self.maximumCount) saved queries.",
                hint: "Delete one that nobody needs.")
        }
        let before = kept
        kept[name] = query
        try write(orElse: before)
    }

    /// Throws `APIError`.
    func remove(_ name: String) throws {
        let before = kept
        guard kept.removeValue(forKey: name) != nil else { throw Self.unknown(name) }
        try write(orElse: before)
    }

    static func unknown(_ name: String) -> APIError {
        APIError(
            .notFound, "unknown-query", "There is no saved query named \"\(name)\".",
            hint: "GET /api/v1/queries lists them.")
    }

    private func write(orElse before: [String: SavedQuery]) throws {
        guard let file else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        let temporary = file + ".new"
        let data = try encoder.encode(all)
        try? FileManager.default.removeItem(atPath: temporary)
        let isWritten = FileManager.default.createFile(
            atPath: temporary, contents: data, attributes: [.posixPermissions: 0o600])
        guard isWritten, rename(temporary, file) == 0 else {
            kept = before
            throw APIError(
                .insufficientStorage, "not-stored", "The query could not be stored.",
                hint: "Is the disk full, or the data directory somebody else's?")
        }
    }
}
