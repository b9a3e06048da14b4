import EarshotModel
import EarshotQuery

/// The table that says how a query went.
enum KustoCompletion {
    private static let columns: [QueryResult.Column] = [
        .init(name: "Timestamp", type: .datetime), .init(name: "ClientRequestId", type: .string),
        .init(name: "ActivityId", type: .guid), .init(name: "SubActivityId", type: .guid),
        .init(name: "ParentActivityId", type: .guid), .init(name: "Level", type: .int),
        .init(name: "LevelName", type: .string), .init(name: "StatusCode", type: .int),
        .init(name: "StatusCodeName", type: .string), .init(name: "EventType", type: .int),
        .init(name: "EventTypeName", type: .string), .init(name: "Payload", type: .string),
    ]

    private static let tooLarge: Int32 = -2_133_196_797
    /// E_FAIL.
    private static let failed: Int32 = -2_147_467_259

    static func table(_ answer: KustoAnswer, _ tables: KustoTables) -> QueryResult {
        let row: (Int32, String, Int32, String, Int32, String, String) -> [KustoValue] = {
            let activity = KustoValue.guid(answer.identity.activity)
            return [
                .datetime(answer.identity.startedTicks), .string(answer.identity.clientRequest), activity, activity,
                activity, .int($0), .string($1), .int($2), .string($3), .int($4), .string($5), .string($6),
            ]
        }
        let stats = row(6, "Stats", 0, "S_OK (0)", 0, "QueryResourceConsumption", tables.consumption)
        guard let failure = tables.failure else {
            let payload = #"{"Count":1,"Text":"Query completed successfully"}"#
            return QueryResult(columns: columns, rows: [row(4, "Info", 0, "S_OK (0)", 4, "QueryInfo", payload), stats])
        }
        let payload = #"{"Count":1,"Text":\#(JSONText.quoted(failure.detail))}"#
        let error =
            failure.isTooLarge
            ? row(
                2, "Error", Self.tooLarge,
                "Query result set too large (E_QUERY_RESULT_SET_TOO_LARGE). (\(Self.tooLarge))", 1,
                "QueryLimitsExceeded", payload)
            : row(2, "Error", Self.failed, "\(failure.code) (\(Self.failed))", 1, "QueryError", payload)
        return QueryResult(columns: columns, rows: [error, stats])
    }
}
