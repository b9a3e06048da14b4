import Foundation
import Yams

/// The patterns that come with Earshot, and the user's own in a folder: one YAML file each.
public struct PatternLibrary: Sendable {
    /// The user's folder; nil: none.
    private let folder: String?

    public init(folder: String?) { self.folder = folder }

    /// More files than this in the user's folder are not read.
    private static let maximumFiles = 1000
    private static let maximumBytes = 1 << 20

    /// All patterns by name, the user's own after Earshot's, and what is wrong with files that cannot be used.
    public func all() -> (patterns: [Entry], problems: [PatternError]) {
        var entries = Self.builtIn.map { Entry(pattern: $0, isOwn: false) }
        var problems = Self.builtInProblems
        for file in Self.files(folder) {
            do throws(PatternError) {
                let pattern = try Self.read(file)
                guard !entries.contains(where: { $0.pattern.name == pattern.name }) else {
                    throw .unreadable(file: file, "There is already a pattern named \(pattern.name).")
                }
                entries.append(Entry(pattern: pattern, isOwn: true))
            } catch {
                problems.append(error)
            }
        }
        return (entries, problems)
    }

    public struct Entry: Sendable, Hashable {
        public var pattern: Pattern
        /// Whether the user wrote it.
        public var isOwn: Bool
    }

    public func pattern(named name: String) throws(PatternError) -> Pattern {
        let entries = all().patterns
        guard let entry = entries.first(where: { $0.pattern.name == name }) else {
            throw .unknownPattern(name, known: entries.map(\.pattern.name))
        }
        return entry.pattern
    }

    /// Writes a pattern of the user's, in place of one of that name.
    public func save(_ pattern: Pattern) throws(PatternError) {
        try Self.check(pattern, file: pattern.name)
        guard let folder else { throw .unreadable(file: pattern.name, "There is no data directory to keep it in.") }
        guard !Self.builtIn.contains(where: { $0.name == pattern.name }) else { throw .notYours(pattern.name) }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let text = try YAMLEncoder().encode(pattern)
            try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(pattern.name).yaml"), options: .atomic)
        } catch {
            throw .unreadable(file: pattern.name, "\(error)")
        }
    }

    /// Deletes a pattern of the user's.
    public func remove(_ name: String) throws(PatternError) {
        let entries = all().patterns
        guard let entry = entries.first(where: { $0.pattern.name == name }), let folder else {
            throw .unknownPattern(name, known: entries.filter(\.isOwn).map(\.pattern.name))
        }
        guard entry.isOwn else { throw .notYours(name) }
        for file in Self.files(folder) where (try? Self.read(file))?.name == name {
            try? FileManager.default.removeItem(atPath: file)
        }
    }

    private static let loaded: (patterns: [Pattern], problems: [PatternError]) = {
        var patterns: [Pattern] = []
        var problems: [PatternError] = []
        for file in files(LibraryFolder.path + "/Patterns") {
            do throws(PatternError) { patterns.append(try read(file)) } catch { problems.append(error) }
        }
        return (patterns.sorted { ($0.area ?? "", $0.name) < ($1.area ?? "", $1.name) }, problems)
    }()
    static var builtIn: [Pattern] { loaded.patterns }
    static var builtInProblems: [PatternError] { loaded.problems }

    private static func files(_ folder: String?) -> [String] {
        guard let folder else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted().prefix(maximumFiles)
            .map { "\(folder)/\($0)" }
    }

    static func read(_ file: String) throws(PatternError) -> Pattern {
        let pattern: Pattern
        do {
            let data = try Data(contentsOf: URL(filePath: file))
            guard data.count <= maximumBytes else { throw YamlError.dataCouldNotBeDecoded(encoding: .utf8) }
            pattern = try YAMLDecoder().decode(Pattern.self, from: data)
        } catch {
            throw .unreadable(file: file, YAMLProblem.text(error))
        }
        try check(pattern, file: file)
        return pattern
    }

    private static func check(_ pattern: Pattern, file: String) throws(PatternError) {
        let isName =
            !pattern.name.isEmpty && pattern.name.utf8.count <= 60
            && pattern.name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard isName else { throw .badName(pattern.name) }
        for parameter in pattern.parameters ?? [] {
            let isIdentifier = parameter.name.utf8.allSatisfy {
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95
            }
            guard isIdentifier, !parameter.name.isEmpty, parameter.name.first?.isNumber == false else {
                throw .unreadable(file: file, "\"\(parameter.name)\" cannot be a parameter's name.")
            }
        }
        _ = try pattern.kql()
    }
}

/// Where the patterns and rules are that come with Earshot.
enum LibraryFolder {
    static let path = Bundle.module.bundlePath + "/Library"
}

/// What is wrong with a YAML file, in a sentence.
enum YAMLProblem {
    static func text(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            "\"\(key.stringValue)\" is missing\(place(context))."
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\(path(context)) has the wrong type."
        case DecodingError.dataCorrupted(let context):
            context.underlyingError.map { "\($0)" } ?? "\(path(context)): \(context.debugDescription)"
        default: "\(error)"
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        context.codingPath.isEmpty
            ? "The file" : "\"" + context.codingPath.map(\.stringValue).joined(separator: ".") + "\""
    }

    private static func place(_ context: DecodingError.Context) -> String {
        context.codingPath.isEmpty ? "" : " in \(path(context))"
    }
}
