/// A route's path: `/api/v1/query/{id}`, where `{id}` is one part of a path and `{rest*}` any number of them.
enum PathPattern {
    /// What stands at the `{…}`, `""` without one; nil: no match.
    static func match(_ path: String, _ pattern: String) -> String? {
        guard let open = pattern.firstIndex(of: "{"), let close = pattern.firstIndex(of: "}") else {
            return path == pattern ? "" : nil
        }
        let prefix = pattern[..<open]
        let suffix = pattern[pattern.index(after: close)...]
        let takesSlashes = pattern[..<close].hasSuffix("*")
        guard path.hasPrefix(prefix), path.utf8.count > prefix.utf8.count + suffix.utf8.count, path.hasSuffix(suffix)
        else { return nil }
        let argument = path.dropFirst(prefix.count).dropLast(suffix.count)
        return argument.isEmpty || (!takesSlashes && argument.contains("/")) ? nil : String(argument)
    }
}
