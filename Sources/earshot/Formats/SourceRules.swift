import EarshotModel
import EarshotParsing
import EarshotPipeline
import Foundation
import Yams

/// `sources:` in the configuration file: what the user says of senders.
enum SourceRules {
    private static let keys = ["address", "family", "timezone", "name"]

    /// `formats`: whose names count as families, too.
    static func read(_ node: Node, file: String) throws -> [SourceRule] {
        guard let sequence = node.sequence else {
            throw ConfigurationError(
                "`sources` must be a list of `{address: …, family: …, timezone: …, name: …}`.", file: file,
                line: node.mark?.line)
        }
        return try sequence.map { try rule($0, file: file) }
    }

    private static func rule(_ node: Node, file: String) throws -> SourceRule {
        let line = node.mark?.line
        guard let mapping = node.mapping, let address = mapping["address"]?.string, !address.isEmpty else {
            throw ConfigurationError(
                "Each entry of `sources` needs an `address`: the sender's IP address, or the name of a log file.",
                file: file, line: line)
        }
        for key in mapping.keys.compactMap(\.string) where !keys.contains(key) {
            throw ConfigurationError(
                "`sources` has no key `\(key)`; there are \(keys.joined(separator: ", ")).", file: file, line: line)
        }
        // Written as the collector writes it: `::ffff:192.0.2.1` and `192.0.2.1` are one.
        let plain = IPAddress(address)?.description ?? address
        var rule = SourceRule(address: plain, family: mapping["family"]?.string, name: mapping["name"]?.string)
        if let zone = mapping["timezone"]?.string { rule.zone = try offset(zone, address, file: file, line: line) }
        return rule
    }

    private static func offset(
        _ name: String, _ address: String, file: String, line: Int?
    ) throws -> @Sendable (Int64) -> Int32 {
        guard let zone = TimeZone(identifier: name) else {
            throw ConfigurationError(
                "`sources`, \(address): there is no time zone `\(name)`. Write one of the IANA database, such as "
                    + "Europe/Vienna or UTC.", file: file, line: line)
        }
        return { Int32(clamping: zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0)))) }
    }

    /// A family that nobody knows would let no line of the source through.
    static func check(_ rules: [SourceRule]) throws {
        for rule in rules {
            guard let family = rule.family, EventParser.family(named: family) == nil else { continue }
            let hint = NearestWord.to(family, among: ParseCounters.familyNames).map { " Did you mean `\($0)`?" } ?? ""
            throw ConfigurationError(
                "`sources`, \(rule.address): there is no family and no format `\(family)`.\(hint)")
        }
    }
}
