import Foundation
import Yams

/// `rule.yaml` as it is written.
struct RuleFile: Decodable {
    var id: String?
    var name: String?
    var title: String?
    var description: String?
    var severity: Rule.Severity?
    var enabled: Bool?
    var kind: String?
    var queryFrequency: String?
    var queryPeriod: String?
    var looksBack: String?
    var triggerOperator: String?
    var triggerThreshold: Int?
    var tactics: [String]?
    var relevantTechniques: [String]?
    var techniques: [String]?
    var query: String?
    var entityMappings: [Mapping]?
    var customDetails: [String: String]?
    var alertDetailsOverride: Override?
    var eventGroupingSettings: Grouping?
    var suppressionDuration: String?
    var suppressionEnabled: Bool?
    var requiredDataConnectors: [Connector]?
    var needs: [String]?
    var falsePositives: [String]?
    var references: [String]?
    var evidence: String?

    struct Mapping: Decodable {
        var entityType: String
        var fieldMappings: [Field]
    }
    struct Field: Decodable {
        var identifier: String
        var columnName: String
    }
    struct Override: Decodable {
        var alertDisplayNameFormat: String?
        var alertDescriptionFormat: String?
    }
    struct Grouping: Decodable {
        var aggregationKind: String?
    }
    struct Connector: Decodable {
        var connectorId: String?
        var dataTypes: [String]?
    }
}

extension RuleFile {
    /// The rule; `name` and `query` are those of the folder, when the file has none.
    func rule(named folder: String, query separate: String?, file: String) throws(RuleError) -> Rule {
        func refuse(_ reason: String) -> RuleError { RuleError(file: file, reason: reason) }
        guard let query = query ?? separate, !query.isEmpty else {
            throw refuse("It has no query. Write it under \"query\", or into query.kql beside it.")
        }
        guard let title = title ?? name else { throw refuse("\"name\" is missing.") }
        let isFrequent = kind?.uppercased() == "NRT"
        let frequency = try span(queryFrequency, isFrequent ? 60 : 3600, "queryFrequency", file)
        let period = try span(queryPeriod, isFrequent ? 120 : max(frequency, 3600), "queryPeriod", file)
        guard frequency >= 60 else { throw refuse("queryFrequency is below a minute.") }
        guard period >= frequency else { throw refuse("queryPeriod is shorter than queryFrequency.") }
        let looksBack = try span(looksBack, period, "looksBack", file)
        guard looksBack >= frequency, looksBack <= period else {
            throw refuse("looksBack must lie between queryFrequency and queryPeriod.")
        }
        let suppression = try span(
            suppressionEnabled == false ? nil : suppressionDuration, looksBack, "suppressionDuration", file)
        return Rule(
            id: id ?? folder, name: folder, title: title,
            description: Self.oneLine(description ?? ""), severity: severity ?? .medium, isEnabled: enabled ?? true,
            frequency: frequency, period: period, looksBack: looksBack, trigger: try trigger(file),
            suppression: suppression,
            isPerRow: eventGroupingSettings?.aggregationKind.map { $0 == "AlertPerResult" } ?? false,
            tactics: tactics ?? [], techniques: (relevantTechniques ?? []) + (techniques ?? []), entities: entities,
            details: customDetails ?? [:], titleFormat: alertDetailsOverride?.alertDisplayNameFormat,
            descriptionFormat: alertDetailsOverride?.alertDescriptionFormat, evidence: evidence,
            needs: needs ?? (requiredDataConnectors ?? []).flatMap { $0.dataTypes ?? [] },
            falsePositives: falsePositives ?? [], references: references ?? [], query: query)
    }

    private var entities: [Rule.Entity] {
        (entityMappings ?? []).flatMap { mapping in
            mapping.fieldMappings.map {
                Rule.Entity(type: mapping.entityType, identifier: $0.identifier, column: $0.columnName)
            }
        }
    }

    private func span(_ text: String?, _ standard: Int64, _ key: String, _ file: String) throws(RuleError) -> Int64 {
        guard let text else { return standard }
        guard let seconds = SpanText.seconds(text) else {
            throw RuleError(file: file, reason: "\(key) is \"\(text)\". Write a span such as 5m, 1h, 14d or PT1H.")
        }
        return seconds
    }

    private func trigger(_ file: String) throws(RuleError) -> Rule.Trigger {
        let bound = triggerThreshold ?? 0
        switch (triggerOperator ?? "gt").lowercased() {
        case "gt", "greaterthan": return .above(bound)
        case "lt", "lessthan": return .below(bound)
        case "eq", "equal": return .equal(bound)
        case "ne", "notequal": return .notEqual(bound)
        default:
            throw RuleError(
                file: file, reason: "triggerOperator is \"\(triggerOperator ?? "")\". Use gt, lt, eq or ne.")
        }
    }

    /// Sentinel's descriptions stand between quotation marks of their own.
    private static func oneLine(_ text: String) -> String {
        let text = text.split(whereSeparator: \.isNewline).map(\.trimmingSpaces).joined(separator: " ").trimmingSpaces
        guard text.count >= 2, text.first == "'", text.last == "'" else { return text }
        return String(text.dropFirst().dropLast())
    }
}
