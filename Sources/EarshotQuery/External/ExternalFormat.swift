/// How the records of an external document are written.
enum ExternalFormat: Sendable, Hashable {
    /// Fields between separators, as RFC 4180 has them between commas.
    case delimited(UInt8)
    /// Each line is one text.
    case lines
    /// The document is one text.
    case raw
    /// Objects one after another, on a line each or not, or arrays of them.
    case json

    /// By the names that Kusto has for them.
    static let named: [String: ExternalFormat] = [
        "csv": .delimited(UInt8(ascii: ",")), "tsv": .delimited(UInt8(ascii: "\t")),
        "psv": .delimited(UInt8(ascii: "|")), "scsv": .delimited(UInt8(ascii: ";")), "sohsv": .delimited(1),
        "txt": .lines, "raw": .raw, "json": .json, "multijson": .json,
    ]

    /// By the end of the address, with or without that of a packed file; else CSV.
    init(address: String) {
        var path = address.prefix { !"?#;".contains($0) }.lowercased()
        for packed in [".gz", ".zip"] where path.hasSuffix(packed) { path = String(path.dropLast(packed.count)) }
        let ending = path.lastIndex(of: ".").map { String(path[path.index(after: $0)...]) } ?? ""
        self = Self.named[ending] ?? .delimited(UInt8(ascii: ","))
    }
}
