import EarshotModel
import Foundation

/// AbuseIPDB API v2: addresses. Source: docs.abuseipdb.com.
struct AbuseIPDB: WebLookup {
    let description: ServiceDescription
    let id = "abuseipdb"
    let title = "AbuseIPDB"
    let standardURL = "https://api.abuseipdb.com/api/v2"
    let halfLifeDays = 7.0
    let unknownStatus: Int? = nil
    var perMinute: Int { description.perMinute ?? 60 }
    var perDay: Int { description.perDay ?? 1000 }

    func request(_ value: IntelValue, base: String) -> WebRequest? {
        guard case .address = value else { return nil }
        return WebRequest(
            url: "\(base)/check?ipAddress=\(value.escaped)&maxAgeInDays=90&verbose", headers: ["Key": description.key])
    }

    func complaint(_ object: [String: Any]) -> String {
        (object["errors"] as? [[String: Any]] ?? []).map { JSONDocument.text($0["detail"]) }.joined(separator: "; ")
    }

    func patience(_ complaint: String, now: Int64) -> Int { untilMidnight(now) }

    func understand(_ object: [String: Any], _ value: IntelValue) -> LookupAnswer {
        let data = object["data"] as? [String: Any] ?? [:]
        let score = integer(data["abuseConfidenceScore"]) ?? 0
        let reports = integer(data["totalReports"]) ?? 0
        if data["isWhitelisted"] as? Bool == true {
            return LookupAnswer(score: 0, summary: "whitelisted, \(reports) reports")
        }
        return LookupAnswer(
            // A whole crowd can err about a scanner; it is sure of no more than 90.
            score: UInt8(clamping: score * 9 / 10), category: reports > 0 ? Self.category(data) : "",
            summary:
                "confidence of abuse \(score) %, \(reports) reports by \(integer(data["numDistinctUsers"]) ?? 0) people"
        )
    }

    /// What it is reported for most, by the service's numbers.
    private static func category(_ data: [String: Any]) -> String {
        var counts: [Int: Int] = [:]
        for report in data["reports"] as? [[String: Any]] ?? [] {
            for number in report["categories"] as? [Any] ?? [] { counts[integer(number) ?? 0, default: 0] += 1 }
        }
        let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        return switch most {
        case 4: "DDoS"
        case 14: "Scanner"
        case 15: "Hacking"
        case 18, 22: "Brute force"
        case 20: "Compromised"
        case 23: "IoT attack"
        default: "Abuse"
        }
    }

    /// Addresses of a network that were reported. Throws `LookupRefusal`.
    func checkBlock(_ network: String) async throws -> String {
        let escaped = network.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return try await send("GET", "check-block?network=\(escaped)&maxAgeInDays=30", body: nil)
    }

    /// Reports an address: only ever because somebody said so. Throws `LookupRefusal`.
    func report(_ address: IPAddress, categories: [Int], comment: String) async throws -> String {
        let text = comment.prefix(1024).addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let list = categories.map(String.init).joined(separator: "%2C")
        let escaped = IntelValue.address(address).escaped.replacingOccurrences(of: ":", with: "%3A")
        return try await send("POST", "report", body: "ip=\(escaped)&categories=\(list)&comment=\(text)")
    }

    private func send(_ method: String, _ path: String, body: String?) async throws -> String {
        var headers = ["Key": description.key, "Accept": "application/json"]
        if body != nil { headers["Content-Type"] = "application/x-www-form-urlencoded" }
        let answer = try await WebClient(timeout: 30).send(
            "\(description.url ?? standardURL)/\(path)", method: method, headers: headers, body: body,
            allowPrivate: description.allowPrivate, maximumBytes: 4 << 20)
        let text = String(decoding: answer.body, as: UTF8.self)
        guard answer.status == 200 else {
            let words = complaint(JSONDocument.object(answer.body) ?? [:])
            throw LookupRefusal(
                kind: .trouble, description: "AbuseIPDB answered \(answer.status): \(words.isEmpty ? text : words)")
        }
        return text
    }
}
