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

    static func table(_ answer: KustoAnswer) -> QueryResult {
        let row: (Int32, String, Int32, String, Int32, String, String) -> [KustoValue] = {
            let activity = KustoValue.guid(answer.identity.activity)
            return [
                .datetime(answer.identity.startedTicks), .string(answer.identity.clientRequest), activity, activity,
                activity, .int($0), .string($1), .int($2), .string($3), .int($4), .string($5), .string($6),
            ]
        }
        let stats = row(6, "Stats", 0, "S_OK (0)", 0, "QueryResourceConsumption", answer.consumption)
        guard let failure = answer.failure else {
            let payload = #"{"Count":1,"Text":"Query completed successfully"}"#
            return QueryResult(columns: columns, rows: [row(4, "Info", 0, "S_OK (0)", 4, "QueryInfo", payload), stats])
        }
        let payload = #"{"Count":1,"Text":\#(JSONText.quoted(failure.detail))}"#
        let code: Int32 = -2_133_196_797
        let error = row(
            2, "Error", code, "Query result set too large (E_QUERY_RESULT_SET_TOO_LARGE). (\(code))", 1,
            "QueryLimitsExceeded", payload)
        return QueryResult(columns: columns, rows: [error, stats])
    }
}
