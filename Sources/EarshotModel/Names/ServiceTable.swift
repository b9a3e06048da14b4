/// Who runs the service behind a host name, and what it is for: rows of `services.tsv`.
public struct ServiceTable: Sendable {
    public struct Service: Sendable, Hashable {
        public var company: String
        public var purpose: String
        public var evidence: String
    }

    private var services: [String: Service] = [:]

    public init() {}

    public var count: Int { services.count }

    /// Adds the rows of a file: `suffix <TAB> company <TAB> purpose <TAB> evidence`, `#` begins a comment. A suffix that is
    /// known already gets the new row: the user's file comes last.
    /// - Throws: `ServiceTableError` with the line that is wrong; nothing is added then.
    public mutating func add(_ text: String, file: String) throws(ServiceTableError) {
        var added = services
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            guard !line.hasPrefix("#"), line.contains(where: { !$0.isWhitespace }) else { continue }
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 4, fields[0].contains("."), !fields[1].isEmpty else {
                throw ServiceTableError(file: file, line: index + 1, text: String(line.prefix(80)), problem: .fields)
            }
            guard Self.purposes.contains(fields[2]) else {
                throw ServiceTableError(file: file, line: index + 1, text: fields[2], problem: .purpose)
            }
            added[fields[0].lowercased()] = Service(company: fields[1], purpose: fields[2], evidence: fields[3])
        }
        services = added
    }

    /// The service of the longest suffix of whole labels that fits; nil: unknown.
    public func service(of name: String) -> Service? {
        var rest = Substring(name.hasSuffix(".") ? name.dropLast() : name[...])
        while true {
            if let service = services[String(rest)] { return service }
            guard let dot = rest.firstIndex(of: ".") else { return nil }
            rest = rest[rest.index(after: dot)...]
        }
    }

    /// Every suffix, sorted.
    public var suffixes: [String] { services.keys.sorted() }

    /// What services are for: a closed list, so that queries and detections can rely on the words.
    public static let purposes: Set<String> = [
        "account", "advertising", "ai", "analytics", "backup", "camera", "cdn", "certificate", "cloud", "cloud_storage",
        "connectivity_check", "content_recognition", "development", "dns_over_https", "dynamic_dns", "energy", "gaming",
        "health", "location", "mail", "media", "messaging", "payment", "printing", "push", "remote_access", "search",
        "security", "shopping", "smart_home", "social", "telemetry", "telephony", "time", "update", "vehicle",
        "video_call", "voice", "vpn", "web",
    ]
}

/// A row of a service file that cannot be read.
public struct ServiceTableError: Error, Sendable, CustomStringConvertible {
    enum Problem: Sendable { case fields, purpose }
    let file: String
    let line: Int
    let text: String
    let problem: Problem

    public var description: String {
        switch problem {
        case .fields:
            "\(file):\(line): a row is `suffix <TAB> company <TAB> purpose <TAB> evidence`, not `\(text)`."
        case .purpose:
            "\(file):\(line): `\(text)` is no purpose; it must be one of "
                + ServiceTable.purposes.sorted().joined(separator: ", ") + "."
        }
    }
}
