import EarshotModel
import Foundation

/// GreyNoise Community API. Source: docs.greynoise.io.
struct GreyNoise: WebLookup {
    let description: ServiceDescription
    let id = "greynoise"
    let title = "GreyNoise"
    let standardURL = "https://api.greynoise.io/v3/community"
    let halfLifeDays = 7.0
    var perMinute: Int { description.perMinute ?? 5 }
    var perDay: Int { description.perDay ?? 7 }

    func request(_ value: IntelValue, base: String) -> WebRequest? {
        guard case .address(let address) = value, address.isV4 || base.isEmpty else { return nil }
        return WebRequest(url: "\(base)/\(value.escaped)", headers: ["key": description.key])
    }

    func complaint(_ object: [String: Any]) -> String { JSONDocument.text(object["message"]) }
    func patience(_ complaint: String, now: Int64) -> Int { untilMidnight(now) }

    func understand(_ object: [String: Any], _ value: IntelValue) -> LookupAnswer {
        let judgement = JSONDocument.text(object["classification"])
        let isUsual = object["riot"] as? Bool == true
        return LookupAnswer(
            score: judgement == "malicious" && !isUsual ? 75 : 0, category: judgement == "malicious" ? "Scanner" : "",
            name: "", summary: isUsual ? "a common service: \(JSONDocument.text(object["name"]))" : judgement)
    }
}

/// CrowdSec CTI. Source: docs.crowdsec.net, CTI API.
struct CrowdSec: WebLookup {
    let description: ServiceDescription
    let id = "crowdsec"
    let title = "CrowdSec CTI"
    let standardURL = "https://cti.api.crowdsec.net/v2/smoke"
    let halfLifeDays = 7.0
    var perMinute: Int { description.perMinute ?? 2 }
    var perDay: Int { description.perDay ?? 4 }

    func request(_ value: IntelValue, base: String) -> WebRequest? {
        guard case .address = value else { return nil }
        return WebRequest(url: "\(base)/\(value.escaped)", headers: ["x-api-key": description.key])
    }

    func complaint(_ object: [String: Any]) -> String { JSONDocument.text(object["message"]) }
    func patience(_ complaint: String, now: Int64) -> Int { untilMidnight(now) }

    func understand(_ object: [String: Any], _ value: IntelValue) -> LookupAnswer {
        let reputation = JSONDocument.text(object["reputation"])
        let classes = object["classifications"] as? [String: Any]
        let isMistake = !((classes?["false_positives"] as? [Any])?.isEmpty ?? true)
        let behaviour = (object["behaviors"] as? [[String: Any]])?.first.map { JSONDocument.text($0["label"]) } ?? ""
        let score: UInt8 =
            switch reputation {
            case "malicious": 80
            case "suspicious": 50
            default: 0
            }
        return LookupAnswer(
            score: isMistake ? 0 : score, category: score > 0 ? (behaviour.isEmpty ? "Malicious" : behaviour) : "",
            summary: isMistake ? "\(reputation), known as a false positive" : reputation)
    }
}

/// AlienVault OTX. Source: otx.alienvault.com/api.
struct OTX: WebLookup {
    let description: ServiceDescription
    let id = "otx"
    let title = "OTX"
    let standardURL = "https://otx.alienvault.com/api/v1/indicators"
    let halfLifeDays = 14.0
    var perMinute: Int { description.perMinute ?? 20 }
    var perDay: Int { description.perDay ?? 2000 }

    func request(_ value: IntelValue, base: String) -> WebRequest? {
        let kind =
            switch value {
            case .address(let address): address.isV4 ? "IPv4" : "IPv6"
            case .domain: "domain"
            case .hash: "file"
            }
        return WebRequest(
            url: "\(base)/\(kind)/\(value.escaped)/general", headers: ["X-OTX-API-KEY": description.key])
    }

    func complaint(_ object: [String: Any]) -> String {
        JSONDocument.text(object["detail"] ?? object["error"])
    }

    /// Pulses are anybody's notes: many of them are a sign, one is none.
    func understand(_ object: [String: Any], _ value: IntelValue) -> LookupAnswer {
        let pulses = integer((object["pulse_info"] as? [String: Any])?["count"]) ?? 0
        let isKnownGood = !((object["validation"] as? [Any])?.isEmpty ?? true)
        let score = isKnownGood || pulses < 2 ? 0 : min(60, 20 + 5 * pulses)
        return LookupAnswer(
            score: UInt8(clamping: score), category: score > 0 ? "Malicious" : "",
            summary: "\(pulses) pulses\(isKnownGood ? ", known as harmless" : "")")
    }
}

/// ThreatFox of abuse.ch. Source: threatfox.abuse.ch/api.
struct ThreatFox: WebLookup {
    let description: ServiceDescription
    let id = "threatfox"
    let title = "ThreatFox"
    let standardURL = "https://threatfox-api.abuse.ch/api/v1/"
    let halfLifeDays = 14.0
    var perMinute: Int { description.perMinute ?? 10 }
    var perDay: Int { description.perDay ?? 1000 }

    func request(_ value: IntelValue, base: String) -> WebRequest? {
        let term = KustoValue.string(value.text).json
        var query = "{\"query\":\"search_ioc\",\"search_term\":\(term)}"
        if case .hash = value { query = "{\"query\":\"search_hash\",\"hash\":\(term)}" }
        return WebRequest(
            url: base, method: "POST", headers: ["Auth-Key": description.key, "Content-Type": "application/json"],
            body: query)
    }

    func complaint(_ object: [String: Any]) -> String { JSONDocument.text(object["query_status"] ?? object["error"]) }

    func understand(_ object: [String: Any], _ value: IntelValue) -> LookupAnswer {
        let entries = object["data"] as? [[String: Any]] ?? []
        guard
            let best = entries.max(by: {
                (integer($0["confidence_level"]) ?? 0) < (integer($1["confidence_level"]) ?? 0)
            })
        else { return LookupAnswer(summary: "never heard of") }
        return LookupAnswer(
            score: UInt8(clamping: min(95, integer(best["confidence_level"]) ?? 0)),
            category: JSONDocument.text(best["threat_type"]),
            name: JSONDocument.text(best["malware_printable"] ?? best["malware"]),
            summary: "\(entries.count) entries, \(JSONDocument.text(best["threat_type"]))")
    }
}
