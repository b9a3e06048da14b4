import EarshotIntel
import EarshotModel
import EarshotParsing
import EarshotPipeline
import Glibc
import Yams

/// The settings in force: defaults, over them the file, over it the environment, over that the command line.
struct Settings: Sendable {
    struct Value: Sendable {
        var text: String
        var list: [String] = []
        var rules: [(prefix: String, action: String)] = []
        var records: [[String: String]] = []
        var sources: [SourceRule] = []
        var formats: [OwnFormat] = []
        /// `default`, `earshot.yaml:12`, `environment EARSHOT_WEB_PORT` or `command line`.
        var origin: String
    }

    private(set) var values: [String: Value] = [:]

    /// `file`: nil looks for `earshot.yaml` in the working directory, then in `/etc/earshot`; none is fine.
    init(file: String?, environment: [String: String], flags: [String: String]) throws {
        for setting in Setting.all {
            values[setting.key] = Value(
                text: setting.standard, list: Self.split(setting.standard), origin: "default")
        }
        let candidates = file.map { [$0] } ?? ["earshot.yaml", "/etc/earshot/earshot.yaml"]
        // One that is there but cannot be read is an error, not a reason to go on without it.
        if let path = candidates.first(where: { file != nil || access($0, F_OK) == 0 }) { try read(path) }
        for setting in Setting.all {
            guard let text = environment[setting.environmentName] else { continue }
            try set(setting, text, origin: "environment \(setting.environmentName)")
        }
        for (key, text) in flags {
            guard let setting = Setting.all.first(where: { $0.key == key }) else { continue }
            try set(setting, text, origin: "command line")
        }
    }

    private mutating func set(_ setting: Setting, _ text: String, origin: String) throws {
        try Self.check(text, setting, origin)
        values[setting.key] = Value(text: text, list: Self.split(text), origin: origin)
    }

    private static func check(_ text: String, _ setting: Setting, _ origin: String) throws {
        guard let wanted = setting.kind.refusal(of: text) else { return }
        throw ConfigurationError("`\(setting.key)` must be \(wanted), not `\(text)` (\(origin)).")
    }

    fileprivate static func split(_ text: String) -> [String] {
        text.split { $0 == "," || $0 == " " }.map(String.init)
    }
}

extension Setting.Kind {
    /// What the setting must be, when `text` is not that; nil: it is.
    fileprivate func refusal(of text: String) -> String? {
        switch self {
        case .integer(let range):
            let fits = Int(text).map(range.contains) ?? false
            return fits ? nil : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .choice(let words):
            return words.contains(text) ? nil : "one of \(words.joined(separator: ", "))"
        case .addresses:
            return Settings.split(text).allSatisfy { IPAddress($0) != nil } ? nil : "a list of IP addresses"
        case .hosts:
            let fits = (try? AllowedHosts(Settings.split(text))) != nil
            return fits ? nil : "a list of hosts such as example.com, *.example.org or http://192.0.2.7:8080"
        case .text, .path, .list, .actionRules, .records, .sources, .formats: return nil
        }
    }
}

// MARK: The file

extension Settings {
    private mutating func read(_ path: String) throws {
        guard let text = readFile(path) else {
            throw ConfigurationError(
                "The configuration file \(path) cannot be read: \(String(cString: strerror(errno))). "
                    + "Check the path given with --config.")
        }
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw ConfigurationError("Not valid YAML: \(error)", file: path)
        }
        guard let root else { return }
        guard let mapping = root.mapping else {
            throw ConfigurationError("The file must consist of `key: value` lines.", file: path, line: root.mark?.line)
        }
        try read(mapping, prefix: "", path)
    }

    private mutating func read(_ mapping: Node.Mapping, prefix: String, _ path: String) throws {
        for (name, node) in mapping {
            let key = prefix + (name.string ?? "")
            if let setting = Setting.all.first(where: { $0.key == key }) {
                try read(node, setting, path)
            } else if let inner = node.mapping, Setting.all.contains(where: { $0.key.hasPrefix(key + ".") }) {
                try read(inner, prefix: key + ".", path)
            } else {
                throw ConfigurationError.unknownKey(key, file: path, line: name.mark?.line)
            }
        }
    }

    private mutating func read(_ node: Node, _ setting: Setting, _ path: String) throws {
        let line = node.mark?.line
        let origin = "\(path):\(line ?? 0)"
        switch setting.kind {
        case .actionRules:
            values[setting.key] = Value(text: "", rules: try Self.rules(node, setting, path), origin: origin)
        case .records:
            values[setting.key] = Value(
                text: "", records: try YAMLRecords.read(node, name: setting.key, file: path), origin: origin)
        case .sources:
            values[setting.key] = Value(text: "", sources: try SourceRules.read(node, file: path), origin: origin)
        case .formats:
            values[setting.key] = Value(text: "", formats: try FormatYAML.formats(node, file: path), origin: origin)
        case .list, .addresses, .hosts:
            let list = node.sequence.map { $0.compactMap(\.string) } ?? Self.split(node.string ?? "")
            try set(setting, list.joined(separator: ","), origin: origin)
        case .text, .path, .integer, .choice:
            guard let text = node.scalar?.string else {
                throw ConfigurationError("`\(setting.key)` must be a single value.", file: path, line: line)
            }
            try set(setting, text, origin: origin)
        }
    }

    private static func rules(_ node: Node, _ setting: Setting, _ path: String) throws -> [(String, String)] {
        guard let sequence = node.sequence else {
            throw ConfigurationError(
                "`\(setting.key)` must be a list of `{prefix: …, action: …}`.", file: path, line: node.mark?.line)
        }
        return try sequence.map { item in
            guard let prefix = item.mapping?["prefix"]?.string, let action = item.mapping?["action"]?.string,
                SessionAction.allCases.contains(where: { $0.asimName.lowercased() == action.lowercased() })
            else {
                throw ConfigurationError(
                    "Each entry of `\(setting.key)` needs a `prefix` and an `action` (Allow, Deny, Drop or Reset).",
                    file: path, line: item.mark?.line)
            }
            return (prefix, action)
        }
    }
}

// MARK: Typed access

extension Settings {
    func text(_ key: String) -> String { values[key]?.text ?? "" }
    func list(_ key: String) -> [String] { values[key]?.list ?? [] }
    /// Checked when it was set.
    func integer(_ key: String) -> Int { Int(text(key)) ?? 0 }

    /// A path with `~` and `${EARSHOT_PREFIX}` resolved.
    func path(_ key: String) -> String { Self.expand(text(key)) }

    static func expand(_ path: String) -> String {
        let prefix = environmentValue("EARSHOT_PREFIX") ?? "/opt/earshot"
        var path = path
        if path.hasPrefix("${EARSHOT_PREFIX}") { path = prefix + path.dropFirst("${EARSHOT_PREFIX}".count) }
        if path.hasPrefix("~/") { path = (environmentValue("HOME") ?? "") + path.dropFirst(1) }
        return path
    }

    func records(_ key: String) -> [[String: String]] { values[key]?.records ?? [] }
    var sources: [SourceRule] { values["sources"]?.sources ?? [] }
    /// Those of the configuration file.
    var formats: [OwnFormat] { values["formats"]?.formats ?? [] }

    /// Checked when they were set.
    var publicAddresses: [IPAddress] { list("network.publicAddresses").compactMap { IPAddress($0) } }

    var nameServers: [IPAddress] { list("network.nameServers").compactMap { IPAddress($0) } }

    var actionRules: [(prefix: String, action: SessionAction)] {
        (values["firewall.actions"]?.rules ?? []).compactMap { rule in
            SessionAction.allCases.first { $0.asimName.lowercased() == rule.action.lowercased() }
                .map { (rule.prefix, $0) }
        }
    }
}

func environmentValue(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

/// A whole small file as text, or nil, with the reason in `errno`. (A folder can be opened, but not read.)
func readFile(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        guard count > 0 else { break }
        bytes.append(contentsOf: buffer[0..<count])
    }
    guard ferror(file) == 0 else { return nil }
    return String(decoding: bytes, as: UTF8.self)
}
