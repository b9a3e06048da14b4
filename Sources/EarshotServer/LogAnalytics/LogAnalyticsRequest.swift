import EarshotModel
import EarshotQuery
import Foundation
import HTTPTypes
import Hummingbird

/// A question to Log Analytics, checked: `{"query": "…", "timespan": "PT1H", "workspaces": […]}` and the `Prefer` header.
///
/// There is one workspace, whatever it is called, so its id and further `workspaces` change nothing.
struct LogAnalyticsRequest: Sendable {
    /// Log Analytics' own bounds.
    static let maximumRows = 500_000
    static let standardSeconds = 180.0

    let query: String
    let preference: LogAnalyticsPreference
    private let timespan: ISOTimespan?

    /// Throws `APIError`.
    init(_ body: JSONValue?, preference: LogAnalyticsPreference) throws {
        guard case .object(let members)? = body, case .string(let text)? = members["query"] else {
            throw APIError(
                .badRequest, "bad-request", "The body has no \"query\".",
                hint: #"Send JSON such as {"query": "Dns | take 10", "timespan": "PT1H"}."#)
        }
        query = text
        self.preference = preference
        switch members["timespan"] {
        case .string(let text)? where !text.isEmpty: timespan = try ISOTimespan(text)
        default: timespan = nil
        }
    }

    /// What comes before the query's text: rows outside the timespan are not there.
    func prefix(now: Int64) -> String {
        guard let (from, to) = timespan?.bounds(now: now) else { return "" }
        let moments = (KustoValue.datetime(from).text, KustoValue.datetime(to).text)
        return "set query_datetimescope_column=\"TimeGenerated\"; set query_datetimescope_from=datetime(\(moments.0)); "
            + "set query_datetimescope_to=datetime(\(moments.1)); "
    }

    func options(_ limits: WebServer.QueryLimits) -> QueryOptions {
        var options = QueryOptions()
        options.identifier = UUID().uuidString
        options.rowLimit = min(Self.maximumRows, limits.maximumRows)
        options.timeoutSeconds = min(max(preference.wait ?? Self.standardSeconds, 1), limits.maximumSeconds)
        return options
    }
}

/// `Prefer: wait=60,include-statistics=true,include-render=true`
struct LogAnalyticsPreference: Sendable {
    var wait: Double?
    var includesStatistics = false
    var includesRender = false

    init(_ header: String?) {
        for part in (header ?? "").lowercased().split(whereSeparator: { $0 == "," || $0 == ";" }) {
            let pair = part.split(separator: "=").map(\.trimmed)
            guard pair.count == 2 else { continue }
            switch pair[0] {
            case "wait": wait = Double(pair[1]).flatMap { $0 > 0 ? $0 : nil }
            case "include-statistics": includesStatistics = pair[1] == "true"
            case "include-render": includesRender = pair[1] == "true"
            default: break
            }
        }
    }
}

extension HTTPField.Name {
    static let prefer = HTTPField.Name("Prefer") ?? .server
}
