import EarshotModel

extension WebService {
    /// GreyNoise Community API: IPv4 addresses. Source: docs.greynoise.io.
    static let greyNoise = WebService(
        id: "greynoise", title: "GreyNoise", url: "https://api.greynoise.io/v3/community", keyHeader: "key",
        perMinute: 5, perDay: 7,
        question: { value in
            guard case .address(let address) = value, address.isV4 else { return nil }
            return WebQuestion(path: "/\(value.escaped)")
        },
        complaint: { JSONDocument.text($0["message"]) },
        understand: { object, _ in
            guard object["classification"] != nil || object["riot"] != nil else { return nil }
            let judgement = JSONDocument.text(object["classification"])
            let isUsual = object["riot"] as? Bool == true
            return LookupAnswer(
                score: judgement == "malicious" && !isUsual ? 75 : 0,
                category: judgement == "malicious" ? "Scanner" : "",
                summary: isUsual ? "a common service: \(JSONDocument.text(object["name"]))" : judgement)
        })

    /// CrowdSec CTI: addresses. Source: docs.crowdsec.net, CTI API.
    static let crowdSec = WebService(
        id: "crowdsec", title: "CrowdSec CTI", url: "https://cti.api.crowdsec.net/v2/smoke", keyHeader: "x-api-key",
        perMinute: 2, perDay: 4,
        question: { value in
            guard case .address = value else { return nil }
            return WebQuestion(path: "/\(value.escaped)")
        },
        complaint: { JSONDocument.text($0["message"] ?? $0["errors"]) },
        understand: { object, _ in
            guard object["reputation"] != nil else { return nil }
            let reputation = JSONDocument.text(object["reputation"])
            let classes = object["classifications"] as? [String: Any]
            let isMistake = !((classes?["false_positives"] as? [Any])?.isEmpty ?? true)
            let label = (object["behaviors"] as? [[String: Any]])?.first.map { JSONDocument.text($0["label"]) } ?? ""
            let scores: [String: UInt8] = ["malicious": 80, "suspicious": 50]
            let score = isMistake ? 0 : scores[reputation] ?? 0
            return LookupAnswer(
                score: score, category: score == 0 ? "" : label.isEmpty ? "Malicious" : label,
                summary: isMistake ? "\(reputation), known as a false positive" : reputation)
        })

    /// AlienVault OTX: addresses, domains and files. Source: otx.alienvault.com/api.
    static let otx = WebService(
        id: "otx", title: "OTX", url: "https://otx.alienvault.com/api/v1/indicators", keyHeader: "X-OTX-API-KEY",
        perMinute: 20, perDay: 2000, halfLifeDays: 14,
        question: { value in
            let kind =
                switch value {
                case .address(let address): address.isV4 ? "IPv4" : "IPv6"
                case .domain: "domain"
                case .hash: "file"
                }
            return WebQuestion(path: "/\(kind)/\(value.escaped)/general")
        },
        complaint: { JSONDocument.text($0["detail"] ?? $0["error"]) },
        understand: { object, _ in
            guard let pulses = integer((object["pulse_info"] as? [String: Any])?["count"]) else { return nil }
            // Pulses are anybody's notes: many of them are a sign, one is none.
            let isKnownGood = !((object["validation"] as? [Any])?.isEmpty ?? true)
            let score = isKnownGood || pulses < 2 ? 0 : min(60, 20 + 5 * min(pulses, 8))
            return LookupAnswer(
                score: UInt8(clamping: score), category: score > 0 ? "Malicious" : "",
                summary: "\(pulses) pulses\(isKnownGood ? ", known as harmless" : "")")
        })

    /// ThreatFox of abuse.ch: addresses, domains and files. Its errors come with status 200 and a word in `query_status`.
    /// Source: threatfox.abuse.ch/api.
    static let threatFox = WebService(
        id: "threatfox", title: "ThreatFox", url: "https://threatfox-api.abuse.ch/api/v1/", keyHeader: "Auth-Key",
        perMinute: 10, perDay: 1000, halfLifeDays: 14,
        question: { value in
            let term = KustoValue.string(value.text).json
            var query = "{\"query\":\"search_ioc\",\"search_term\":\(term)}"
            if case .hash = value { query = "{\"query\":\"search_hash\",\"hash\":\(term)}" }
            return WebQuestion(path: "", method: "POST", headers: ["Content-Type": "application/json"], body: query)
        },
        complaint: { JSONDocument.text($0["query_status"] ?? $0["error"]) },
        understand: { object, _ in
            guard JSONDocument.text(object["query_status"]) == "ok", let entries = object["data"] as? [[String: Any]]
            else {
                return JSONDocument.text(object["query_status"]).hasPrefix("no_result")
                    ? LookupAnswer(summary: "never heard of") : nil
            }
            func sureness(_ entry: [String: Any]) -> Int { min(95, max(0, integer(entry["confidence_level"]) ?? 0)) }
            guard let best = entries.max(by: { sureness($0) < sureness($1) }) else {
                return LookupAnswer(summary: "never heard of")
            }
            return LookupAnswer(
                score: UInt8(clamping: sureness(best)), category: JSONDocument.text(best["threat_type"]),
                name: String(JSONDocument.text(best["malware_printable"] ?? best["malware"]).prefix(128)),
                summary: "\(entries.count) entries, \(JSONDocument.text(best["threat_type"]))")
        },
        objection: { object in
            switch JSONDocument.text(object["query_status"]) {
            case "unknown_auth_key", "user_blacklisted": .key
            case "illegal_search_term", "illegal_hash", "wrong_search_term": .value
            default: nil
            }
        })
}
