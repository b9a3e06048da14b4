import Yams

/// Lists of descriptions in YAML, as flat texts: `columns: {value: ip}` becomes `columns.value`.
enum YAMLRecords {
    static func read(_ node: Node, name: String, file: String) throws -> [[String: String]] {
        guard let sequence = node.sequence else {
            throw ConfigurationError(
                "`\(name)` must be a list of `{key: value, …}`.", file: file, line: node.mark?.line)
        }
        return try sequence.map { item in
            guard let mapping = item.mapping else {
                throw ConfigurationError(
                    "Each entry of `\(name)` must be `{key: value, …}`.", file: file, line: item.mark?.line)
            }
            var record: [String: String] = [:]
            read(mapping, prefix: "", into: &record)
            return record
        }
    }

    private static func read(_ mapping: Node.Mapping, prefix: String, into record: inout [String: String]) {
        for (key, value) in mapping {
            let key = prefix + (key.string ?? "")
            if let inner = value.mapping {
                read(inner, prefix: key + ".", into: &record)
            } else if let list = value.sequence {
                record[key] = list.compactMap(\.string).joined(separator: "\n")
            } else if let text = value.scalar?.string {
                record[key] = text
            }
        }
    }
}
