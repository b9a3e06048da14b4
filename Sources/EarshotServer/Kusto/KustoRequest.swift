import EarshotModel
import EarshotQuery
import Foundation
import HTTPTypes
import Hummingbird

/// The body of a Kusto request: `{"db": "…", "csl": "…", "properties": …}`, checked.
struct KustoRequest: Sendable {
    let database: String
    let query: String
    let properties: KustoProperties

    /// Throws `APIError`.
    init(from request: Request, limits: WebServer.QueryLimits) async throws {
        if request.method == .get, let csl = request.parameter("csl") {
            (query, database, properties) = (csl, request.parameter("db") ?? "", KustoProperties())
            return
        }
        let body = try await request.plainBody(upTo: limits.maximumRequestBytes)
        guard case .object(let members)? = JSONValue(parsing: body), case .string(let csl)? = members["csl"] else {
            throw APIError(
                .badRequest, "bad-request", "The body is not a Kusto request: \"csl\" is missing.",
                hint: #"Send JSON such as {"db": "Earshot", "csl": "NetworkSession | take 10"}."#)
        }
        query = csl
        if case .string(let name)? = members["db"] { database = name } else { database = "" }
        properties = try KustoProperties(members["properties"])
    }

    var isCommand: Bool { query.first { !$0.isWhitespace } == "." }
}

/// Bounds and shape of an answer, from the options.
struct KustoOptions: Sendable {
    /// Kusto's own bounds, where nobody says otherwise.
    static let standardRows = 500_000
    static let standardSeconds = 240.0

    var query = QueryOptions()
    /// What comes before the query's text; spans count from behind it.
    var prefix = ""
    /// Rows beyond the bound are cut without an error, because `query_take_max_records` asked for it.
    var cutsSilently = false
    var shape = Shape()

    /// How version 2 frames its tables.
    struct Shape: Sendable {
        var isProgressive = false
        var isFragmented = false
        /// `in_data`, `end_of_table` or `end_of_dataset`.
        var errorPlacement = "in_data"
        /// Errors that leave a part of the answer go into its status table.
        var defersErrors = false
    }

    /// Throws `APIError`.
    init(_ request: KustoRequest, _ identity: KustoIdentity, _ limits: WebServer.QueryLimits) throws {
        let properties = request.properties
        query.identifier = identity.clientRequest
        let isUnbounded = properties.isOn("notruncation")
        let bound =
            isUnbounded ? limits.maximumRows : try properties.count("truncationmaxrecords") ?? Self.standardRows
        let taken = try properties.count("query_take_max_records") ?? .max
        query.rowLimit = min(bound, taken, limits.maximumRows)
        cutsSilently = taken <= min(bound, limits.maximumRows)
        let seconds = try properties.seconds("servertimeout") ?? Self.standardSeconds
        let asked = properties.isOn("norequesttimeout") ? limits.maximumSeconds : seconds
        query.timeoutSeconds = min(max(asked, 1), limits.maximumSeconds)
        query.parameters = try KustoParameters(query: request.query).values(properties.parameters)
        prefix = Self.scope(properties)
        shape.isProgressive = properties.isOn("results_progressive_enabled")
        shape.isFragmented = properties.isOn("results_v2_fragment_primary_tables")
        shape.errorPlacement = properties.text("results_error_reporting_placement")?.lowercased() ?? "in_data"
        shape.defersErrors = properties.isOn("deferpartialqueryfailures")
    }

    /// Options that the query language knows as `set` statements.
    private static func scope(_ properties: KustoProperties) -> String {
        var text = ""
        if let column = properties.text("query_datetimescope_column") {
            text += "set query_datetimescope_column=\(JSONText.quoted(column)); "
        }
        for name in ["query_datetimescope_from", "query_datetimescope_to", "query_now"] {
            guard let value = properties.text(name) else { continue }
            let moment = value.filter { $0.isLetter || $0.isNumber || "-:.+ ".contains($0) }
            text += "set \(name)=datetime(\(moment.replacing("datetime", with: ""))); "
        }
        return text
    }
}

extension JSONValue {
    init?(parsing text: String) { self.init(parsing: Array(text.utf8)) }

    init?(parsing bytes: [UInt8]) {
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else { return nil }
        self = value
    }
}
