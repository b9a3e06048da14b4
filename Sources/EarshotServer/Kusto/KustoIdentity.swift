import EarshotModel
import Foundation
import HTTPTypes
import Hummingbird

/// What a request is called, so that client and server can speak of the same one.
struct KustoIdentity: Sendable {
    /// The client's own name for it, echoed; made up where there is none.
    let clientRequest: String
    /// Ours; a new one each time.
    let activity = UUID().uuidString.lowercased()
    let started = Date()

    init(_ request: Request, properties: KustoProperties? = nil) {
        let told = request.headers[.clientRequestId] ?? properties?.clientRequestId ?? ""
        // It comes back in a header and in answers: printable, and not without end.
        let clean = String(told.unicodeScalars.filter { $0.value >= 32 && $0.value < 127 }.prefix(200))
        clientRequest = clean.isEmpty ? "unspecified;\(UUID().uuidString.lowercased())" : clean
    }

    /// Headers of every answer.
    func add(to response: inout Response) {
        response.headers[.clientRequestId] = clientRequest
        response.headers[.activityId] = activity
    }

    var startedTicks: Int64 { Ticks.unixEpoch + Int64(started.timeIntervalSince1970 * 10_000_000) }
}

extension HTTPField.Name {
    static let clientRequestId = HTTPField.Name("x-ms-client-request-id") ?? .server
    static let activityId = HTTPField.Name("x-ms-activity-id") ?? .server
}
