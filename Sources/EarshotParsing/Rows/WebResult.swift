internal import EarshotModel

/// What the status of an answer says of the result (RFC 9110 §15).
enum WebResult {
    /// Sets `EventResult` and `EventResultDetails` from `HttpStatusCode`.
    static func set(_ row: inout EventRow) {
        guard let status = row.number(.httpStatusCode), status >= 100, status < 600 else { return }
        row.set(.eventResult, status < 400 ? "Success" : "Failure")
        row.set(.eventResultDetails, text: String(status))
    }
}
