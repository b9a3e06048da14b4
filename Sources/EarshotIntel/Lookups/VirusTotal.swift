import EarshotModel

/// VirusTotal API v3: addresses, domains and files. Its public API is for one's own use, not for business.
/// Source: docs.virustotal.com, API v3 objects and errors.
extension WebService {
    static let virusTotal = WebService(
        id: "virustotal", title: "VirusTotal", url: "https://www.virustotal.com/api/v3", keyHeader: "x-apikey",
        perMinute: 4, perDay: 500, halfLifeDays: 14,
        question: { value in
            let kind =
                switch value {
                case .address: "ip_addresses"
                case .domain: "domains"
                case .hash: "files"
                }
            return WebQuestion(path: "/\(kind)/\(value.escaped)")
        },
        complaint: { object in
            let error = object["error"] as? [String: Any] ?? [:]
            let words = [error["code"], error["message"]].map(JSONDocument.text)
            return words.filter { !$0.isEmpty }.joined(separator: ": ")
        },
        understand: { object, _ in VirusTotalAnswer.read(object) },
        meaning: { status, words in
            switch status {
            // An analysis is not ready, or one that this needs has failed: another time.
            case 400 where words.hasPrefix("NotAvailableYet"), 424: .trouble
            // "This user is not active" comes with 401, a wrong plan with 403; both need the user.
            default: nil
            }
        },
        quotas: { key in "/users/\(key)/overall_quotas" })
}

enum VirusTotalAnswer {
    /// All attributes are optional, but without figures nothing is said.
    static func read(_ object: [String: Any]) -> LookupAnswer? {
        guard let data = object["data"] as? [String: Any], let attributes = data["attributes"] as? [String: Any],
            let figures = attributes["last_analysis_stats"] as? [String: Any]
        else { return nil }
        let malicious = max(0, integer(figures["malicious"]) ?? 0)
        let suspicious = max(0, integer(figures["suspicious"]) ?? 0)
        let all = figures.values.reduce(0) { $0.addingReportingOverflow(max(0, integer($1) ?? 0)).partialValue }
        let label = (attributes["popular_threat_classification"] as? [String: Any])?["suggested_threat_label"]
        return LookupAnswer(
            score: score(malicious, suspicious), category: malicious > 0 ? "Malicious" : "",
            name: String(JSONDocument.text(label).prefix(128)),
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
