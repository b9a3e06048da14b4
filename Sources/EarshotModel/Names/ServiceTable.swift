/// Who runs the service behind a host name, and what it is for: rows of `services.tsv`.
public struct ServiceTable: Sendable {
    public struct Service: Sendable, Hashable {
        /// The domain that the row is about, in small letters; it stands for every name below it as well.
        public var suffix: String
        public var company: String
        /// One of `ServiceTable.purposes`.
        public var purpose: String
        public var evidence: String
    }

    private var index = SuffixIndex()
    private var services: [Service] = []

    public init() {}

    public var count: Int { services.count }

    /// Adds the rows of a file: `suffix <TAB> company <TAB> purpose <TAB> evidence`, `#` begins a comment. A suffix that is
    /// known already gets the new row: the user's file comes last.
    /// - Throws: `FactFileError` with the line that is wrong; nothing is added then.
    public mutating func add(_ text: String, file: String) throws(FactFileError) {
        let table = try FactFile(text, file: file, form: "suffix company purpose evidence")
        var lines: [String: Int] = [:]
        var added: [Service] = []
        for row in table.rows {
            let service = try Self.service(row, of: table)
            if let line = lines.updateValue(row.line, forKey: service.suffix) {
                throw table.error(
                    row, "`\(service.suffix)` stands in line \(line) already.", "Keep one of the two rows.")
            }
            added.append(service)
        }
        for service in added { set(service) }
    }

    private mutating func set(_ service: Service) {
        if let known = index.value(of: service.suffix) {
            services[Int(known)] = service
        } else {
            index.set(Int32(truncatingIfNeeded: services.count), for: service.suffix)
            services.append(service)
        }
    }

    private static func service(_ row: FactFile.Row, of table: FactFile) throws(FactFileError) -> Service {
        guard let suffix = HostName.domain(row.fields[0]) else {
            throw table.error(
                row, "`\(row.fields[0])` is no domain.",
                "Write it like `example.com`, without `*.` or `https://`: a domain stands for every name below it as well."
            )
        }
        let purpose = String(row.fields[2])
        guard purposes.contains(purpose) else {
            throw table.error(
                row, "`\(purpose)` is no purpose.", "Use one of " + purposes.sorted().joined(separator: ", ") + ".")
        }
        return Service(
            suffix: suffix, company: String(row.fields[1]), purpose: purpose, evidence: String(row.fields[3]))
    }

    /// The service of the longest suffix of whole labels that fits; nil: unknown. Capitals and a final dot are no matter.
    public func service(of name: String) -> Service? { HostName.withASCII(name, service) }

    public func service(of name: Substring) -> Service? { HostName.withASCII(name, service) }

    public func service(of name: Span<UInt8>) -> Service? {
        guard let end = HostName.end(name) else { return nil }
        var best: Int32 = -1
        let deepest = index.deepest
        var labels = 0
        index.walk(name, to: end) { _, value in
            if let value { best = value }
            labels += 1
            return labels < deepest
        }
        return best < 0 ? nil : services[Int(best)]
    }

    /// Every suffix, sorted.
    public var suffixes: [String] { services.map(\.suffix).sorted() }

    /// What services are for: a closed list, so that queries and detections can rely on the words.
    public static let purposes: Set<String> = [
        "account", "advertising", "ai", "analytics", "backup", "camera", "cdn", "certificate", "cloud", "cloud_storage",
        "connectivity_check", "content_recognition", "development", "dns_over_https", "dynamic_dns", "energy", "gaming",
        "health", "location", "mail", "media", "messaging", "payment", "printing", "push", "remote_access", "search",
        "security", "shopping", "smart_home", "social", "telemetry", "telephony", "time", "update", "vehicle",
        "video_call", "voice", "vpn", "web",
    ]
}
