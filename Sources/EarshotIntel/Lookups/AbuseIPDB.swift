public import EarshotModel
import Foundation

/// AbuseIPDB API v2: addresses. Source: docs.abuseipdb.com.
extension WebService {
    static let abuseIPDB = WebService(
        id: "abuseipdb", title: "AbuseIPDB", url: "https://api.abuseipdb.com/api/v2", keyHeader: "Key",
        perMinute: 60, perDay: 1000,
        question: { value in
            guard case .address = value else { return nil }
            return WebQuestion(path: "/check?ipAddress=\(value.escaped)&maxAgeInDays=90&verbose")
        },
        complaint: { object in
            (object["errors"] as? [[String: Any]] ?? []).map { JSONDocument.text($0["detail"]) }.joined(separator: "; ")
        },
        understand: { object, _ in AbuseIPDBAnswer.read(object) })
}

enum AbuseIPDBAnswer {
    static func read(_ object: [String: Any]) -> LookupAnswer? {
        guard let data = object["data"] as? [String: Any], let told = integer(data["abuseConfidenceScore"]) else {
            return nil
        }
        let score = min(100, max(0, told))
        let reports = max(0, integer(data["totalReports"]) ?? 0)
        if data["isWhitelisted"] as? Bool == true {
            return LookupAnswer(score: 0, summary: "whitelisted, \(reports) reports")
        }
        return LookupAnswer(
            // A whole crowd can err about a scanner; it is sure of no more than 90.
            score: UInt8(clamping: score * 9 / 10), category: reports > 0 ? category(data) : "",
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
}

/// What AbuseIPDB does only when a person says so.
public struct AbuseReporting: Sendable {
    private let lookup: WebLookup

    public init(_ description: ServiceDescription) {
        lookup = WebLookup(service: .abuseIPDB, description: description)
    }

    /// Reports an address and answers what the service said.
    public func report(_ address: IPAddress, categories: [Int], comment: String) async throws -> String {
        let text = comment.prefix(1024).addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let list = categories.map(String.init).joined(separator: "%2C")
        let escaped = IntelValue.address(address).escaped.replacingOccurrences(of: ":", with: "%3A")
        return try await send(
            WebQuestion(
                path: "/report", method: "POST", headers: ["Content-Type": "application/x-www-form-urlencoded"],
                body: "ip=\(escaped)&categories=\(list)&comment=\(text)"))
    }

    /// Addresses of a network that were reported, JSON.
    public func checkBlock(_ network: String) async throws -> String {
        let escaped = network.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return try await send(WebQuestion(path: "/check-block?network=\(escaped)&maxAgeInDays=30"))
    }

    private func send(_ question: WebQuestion) async throws -> String {
        let answer = try await lookup.send(question)
        let text = String(decoding: answer.body, as: UTF8.self)
        guard answer.status == 200 else {
            let words = lookup.service.complaint(JSONDocument.object(answer.body) ?? [:])
            let wait = answer.status == 429 ? answer.retryAfter().map { " Try again in \($0) seconds." } ?? "" : ""
            throw LookupRefusal(
                kind: .trouble,
                description: "AbuseIPDB answered \(answer.status): \(words.isEmpty ? text : words)\(wait)")
        }
        return text
    }
}
