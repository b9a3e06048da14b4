import EarshotModel
import Foundation

/// Reads the formats that are one JSON document.
enum DocumentReader {
    static func indicators(_ data: Data, _ feed: Feed, _ tally: inout FeedTally) throws -> [Indicator] {
        guard let object = JSONDocument.object(data) else {
            throw FeedError("\(feed.id): what came is no JSON object. \(FeedReader.remedy)")
        }
        switch feed.format {
        case .warninglist: return try warninglist(object, feed, &tally)
        case .stix, .taxii: return STIXReader.indicators(object, &tally)
        case .misp: return MISPReader.indicators(event: object, &tally)
        default: throw FeedError("\(feed.id): the format \(feed.format.rawValue) is no document.")
        }
    }

    /// `{"name": …, "type": "cidr" | "hostname" | "string" | "substring" | "regex", "list": […]}`. Patterns are not taken.
    private static func warninglist(
        _ object: [String: Any], _ feed: Feed, _ tally: inout FeedTally
    ) throws -> [Indicator] {
        guard let list = object["list"] as? [Any] else {
            throw FeedError("\(feed.id): a warninglist has a member `list`; this document has none.")
        }
        if let type = object["type"] as? String, type == "regex" || type == "substring" {
            throw FeedError("\(feed.id): warninglists of type \(type) are not supported.")
        }
        var found: [Indicator] = []
        for item in list.prefix(FeedReader.maximumIndicators) {
            tally.lines += 1
            take(Substring(JSONDocument.text(item)), into: &found, &tally)
        }
        tally.isCut = list.count > FeedReader.maximumIndicators
        return found
    }

    /// Appends what `text` is, or counts why it is nothing.
    static func take(
        _ text: Substring, into found: inout [Indicator], _ tally: inout FeedTally,
        _ describe: (inout Indicator) -> Void = { _ in }
    ) {
        do throws(Observable.Refusal) {
            var indicator = try Observable.indicator(text)
            describe(&indicator)
            let all = LineReader.withHost(indicator)
            tally.indicators += all.count
            found.append(contentsOf: all)
        } catch {
            tally.skip(error.rawValue)
        }
    }
}

/// MISP events: attributes of types that say something about the network.
/// Source: MISP core format (draft-dulaunoy-misp-core-format), feeds as described in the MISP book.
enum MISPReader {
    private static let types: Set<String> = [
        "ip-dst", "ip-src", "ip-dst|port", "ip-src|port", "domain", "hostname", "domain|ip", "url", "md5", "sha1",
        "sha256",
    ]

    static func indicators(event document: [String: Any], _ tally: inout FeedTally) -> [Indicator] {
        guard let event = document["Event"] as? [String: Any] else {
            tally.skip("malformed")
            return []
        }
        var attributes = event["Attribute"] as? [[String: Any]] ?? []
        for object in event["Object"] as? [[String: Any]] ?? [] {
            attributes += object["Attribute"] as? [[String: Any]] ?? []
        }
        var found: [Indicator] = []
        for attribute in attributes.prefix(200_000) {
            tally.lines += 1
            guard let type = attribute["type"] as? String, types.contains(type) else {
                tally.skip("other_type")
                continue
            }
            // The author says that it is no ground for detection.
            if attribute["to_ids"] as? Bool == false {
                tally.skip("not_for_detection")
                continue
            }
            let value = JSONDocument.text(attribute["value"])
            let parts = value.split(separator: "|")
            guard let first = parts.first else { continue }
            DocumentReader.take(first, into: &found, &tally) { indicator in
                indicator.lastSeen = FeedTime.seconds(Substring(JSONDocument.text(attribute["timestamp"])))
                indicator.name = String(JSONDocument.text(event["info"]).prefix(128))
            }
        }
        return found
    }

    /// Identifiers of the events of a manifest, the newest first, with their timestamps.
    static func manifest(_ document: [String: Any]) -> [(id: String, timestamp: Int64)] {
        document.compactMap { id, facts -> (String, Int64)? in
            guard let facts = facts as? [String: Any],
                id.utf8.count == 36, id.utf8.allSatisfy({ $0 == 45 || ($0 | 32) &- 97 < 6 || $0 &- 48 < 10 })
            else { return nil }
            return (id, JSONDocument.number(facts["timestamp"]) ?? 0)
        }.sorted { $0.timestamp > $1.timestamp }
    }
}

/// STIX 2.1 indicators whose patterns are comparisons of addresses, names, URLs and hashes joined by OR.
/// Source: STIX 2.1 (OASIS), 4.7 and 9.
enum STIXReader {
    static func indicators(_ document: [String: Any], _ tally: inout FeedTally) -> [Indicator] {
        var found: [Indicator] = []
        for object in document["objects"] as? [[String: Any]] ?? [] {
            guard object["type"] as? String == "indicator" else { continue }
            tally.lines += 1
            if object["revoked"] as? Bool == true {
                tally.skip("revoked")
                continue
            }
            guard object["pattern_type"] as? String ?? "stix" == "stix", let pattern = object["pattern"] as? String,
                let values = values(of: pattern)
            else {
                tally.skip("other_pattern")
                continue
            }
            for value in values { take(value, object, &found, &tally) }
        }
        return found
    }

    private static func take(
        _ value: Substring, _ object: [String: Any], _ found: inout [Indicator], _ tally: inout FeedTally
    ) {
        DocumentReader.take(value, into: &found, &tally) { indicator in
            indicator.name = String(JSONDocument.text(object["name"]).prefix(128))
            indicator.category = (object["indicator_types"] as? [String])?.first.map { String($0.prefix(64)) } ?? ""
            if let confidence = JSONDocument.number(object["confidence"]) {
                indicator.confidence = UInt8(clamping: min(100, max(0, confidence)))
            }
            indicator.firstSeen = FeedTime.seconds(Substring(JSONDocument.text(object["valid_from"])))
            indicator.lastSeen = FeedTime.seconds(Substring(JSONDocument.text(object["modified"])))
            indicator.validUntil = FeedTime.seconds(Substring(JSONDocument.text(object["valid_until"])))
        }
    }

    private static let properties = [
        "ipv4-addr:value", "ipv6-addr:value", "domain-name:value", "url:value", "file:hashes.",
    ]

    /// The literals of a pattern, when all of it is `[property = 'value' OR …] OR […]`; nil: it says more than that.
    static func values(of pattern: String) -> [Substring]? {
        guard pattern.utf8.count <= 65_536 else { return nil }
        let plain = pattern.replacingOccurrences(of: "[", with: " ").replacingOccurrences(of: "]", with: " ")
        var values: [Substring] = []
        var rest = plain[...].trimmed
        while !rest.isEmpty {
            guard let property = properties.first(where: { rest.hasPrefix($0) }) else { return nil }
            rest = rest.dropFirst(property.count)
            if property.hasSuffix(".") {
                // The algorithm's name, quoted or not.
                guard let equals = rest.firstIndex(of: "=") else { return nil }
                rest = rest[equals...]
            }
            rest = rest.trimmed
            guard rest.hasPrefix("=") else { return nil }
            rest = rest.dropFirst().trimmed
            guard rest.hasPrefix("'"), let end = rest.dropFirst().firstIndex(of: "'") else { return nil }
            values.append(rest[rest.index(after: rest.startIndex)..<end])
            rest = rest[rest.index(after: end)...].trimmed
            if rest.isEmpty { break }
            guard rest.hasPrefix("OR ") else { return nil }
            rest = rest.dropFirst(3).trimmed
        }
        return values.isEmpty ? nil : values
    }
}
