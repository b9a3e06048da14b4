import Foundation
import Yams

/// The rules that come with Earshot and the user's own: a folder each with `rule.yaml` and `query.kql`, or one YAML file
/// as Sentinel's content has them.
public struct RuleLibrary: Sendable {
    private let folder: String?

    public init(folder: String?) { self.folder = folder }

    private static let maximumFiles = 2000
    private static let maximumBytes = 1 << 20

    public func all() -> (rules: [Rule], problems: [RuleError]) {
        var (rules, problems) = Self.read(LibraryFolder.path + "/Rules", isOwn: false)
        guard let folder else { return (rules, problems) }
        let own = Self.read(folder, isOwn: true)
        for rule in own.rules {
            if rules.contains(where: { $0.id == rule.id }) {
                problems.append(RuleError(file: rule.name, reason: "There is already a rule with the id \(rule.id)."))
            } else {
                rules.append(rule)
            }
        }
        return (rules, problems + own.problems)
    }

    /// Every YAML file below a folder.
    static func read(_ folder: String, isOwn: Bool) -> (rules: [Rule], problems: [RuleError]) {
        var rules: [Rule] = []
        var problems: [RuleError] = []
        for file in files(folder) {
            do throws(RuleError) {
                var rule = try Self.rule(at: file)
                rule.isOwn = isOwn
                rules.append(rule)
            } catch {
                problems.append(error)
            }
        }
        return (rules, problems)
    }

    private static func files(_ folder: String) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
        var found: [String] = []
        for case let path as String in walk where found.count < maximumFiles {
            let isRule = path.hasSuffix(".yaml") || path.hasSuffix(".yml")
            if isRule, !path.contains("cases/") { found.append("\(folder)/\(path)") }
        }
        return found.sorted()
    }

    static func rule(at file: String) throws(RuleError) -> Rule {
        let url = URL(filePath: file)
        let parent = url.deletingLastPathComponent()
        let name =
            url.lastPathComponent == "rule.yaml"
            ? parent.lastPathComponent : url.deletingPathExtension().lastPathComponent
        let separate = try? String(contentsOf: parent.appending(path: "query.kql"), encoding: .utf8)
        let read: RuleFile
        do {
            let data = try Data(contentsOf: url)
            guard data.count <= maximumBytes else {
                throw RuleError(file: file, reason: "It is larger than a megabyte.")
            }
            read = try YAMLDecoder().decode(RuleFile.self, from: data)
        } catch let error as RuleError {
            throw error
        } catch {
            throw RuleError(file: file, reason: YAMLProblem.text(error))
        }
        return try read.rule(named: name, query: separate, file: file)
    }
}
