import EarshotModel

/// VirusTotal API v3: addresses, domains and files. Its public API is for one's own, not for business.
/// Source: docs.virustotal.com, API v3 objects and errors.
struct VirusTotal: WebLookup {
    let description: ServiceDescription
    let id = "virustotal"
    let title = "VirusTotal"
    let standardURL = "https://www.virustotal.com/api/v3"
    let halfLifeDays = 14.0
    var perMinute: Int { description.perMinute ?? 4 }
    var perDay: Int { description.perDay ?? 500 }

    func request(_ value: IntelValue, base: String) -> WebRequest? {
        let path =
            switch value {
            case .address: "ip_addresses"
            case .domain: "domains"
            case .hash: "files"
            }
        return WebRequest(url: "\(base)/\(path)/\(value.escaped)", headers: ["x-apikey": description.key])
    }

    func complaint(_ object: [String: Any]) -> String {
        guard let error = object["error"] as? [String: Any] else { return "" }
        return [error["code"], error["message"]].map(JSONDocument.text).filter { !$0.isEmpty }.joined(separator: ": ")
    }

    /// A minute's quota, or the day's.
    func patience(_ complaint: String, now: Int64) -> Int {
        complaint.contains("QuotaExceeded") ? untilMidnight(now) : 60
    }

    func understand(_ object: [String: Any], _ value: IntelValue) -> LookupAnswer {
        let attributes = (object["data"] as? [String: Any])?["attributes"] as? [String: Any] ?? [:]
        let figures = attributes["last_analysis_stats"] as? [String: Any] ?? [:]
        let malicious = integer(figures["malicious"]) ?? 0
        let suspicious = integer(figures["suspicious"]) ?? 0
        let all = figures.values.reduce(0) { $0 + (integer($1) ?? 0) }
        let label = (attributes["popular_threat_classification"] as? [String: Any])?["suggested_threat_label"]
        return LookupAnswer(
            score: Self.score(malicious, suspicious), category: malicious > 0 ? "Malicious" : "",
            name: JSONDocument.text(label),
            summary: "\(malicious) of \(all) engines say malicious, \(suspicious) suspicious")
    }

    /// One engine errs often, ten together hardly ever.
    static func score(_ malicious: Int, _ suspicious: Int) -> UInt8 {
        switch malicious {
        case 10...: 95
        case 5...: 85
        case 3...: 70
        case 1...: 40
        default: suspicious > 2 ? 30 : 0
        }
    }
}
