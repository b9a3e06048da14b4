/// What can be imported.
public enum ImportInput: Sendable, Hashable {
    /// A path; the file may be plain, gzip or zstd, whatever its name says.
    case file(String)
    case standardInput

    /// For people: the path, or `standard input`.
    public var name: String {
        switch self {
        case .file(let path): path
        case .standardInput: "standard input"
        }
    }

    /// For the record's source: the file's name without its folder, so that a moved file stays the same source.
    var sourceName: String {
        switch self {
        case .file(let path): path.split(separator: "/").last.map(String.init) ?? path
        case .standardInput: "stdin"
        }
    }
}

/// How a file's content is wrapped, told by its first bytes.
public enum ContentFormat: String, Sendable, Hashable {
    case plain, gzip, zstd

    /// RFC 1952 §2.3.1 for gzip; RFC 8878 §3.1.1 for zstd, whose stream may also begin with a skippable frame (§3.1.2).
    static func detect(_ head: some Collection<UInt8>) -> ContentFormat {
        let bytes = Array(head.prefix(4))
        if bytes.starts(with: [0x1f, 0x8b]) { return .gzip }
        if bytes == [0x28, 0xb5, 0x2f, 0xfd] { return .zstd }
        if bytes.count == 4, bytes[0] & 0xf0 == 0x50, bytes[1...] == [0x2a, 0x4d, 0x18] { return .zstd }
        return .plain
    }
}
