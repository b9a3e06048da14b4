import Hummingbird

/// How a refusal is spelled: clients of Kusto and of Log Analytics read their own forms only.
enum ErrorDialect: Sendable {
    case earshot, kusto, logAnalytics

    static func of(_ request: Request) -> ErrorDialect {
        let path = request.uri.path
        if path.hasPrefix("/v1/rest/") || path.hasPrefix("/v2/rest/") { return .kusto }
        return path.hasPrefix("/v1/") ? .logAnalytics : .earshot
    }

    func response(for error: APIError, to request: Request) -> Response {
        switch self {
        case .earshot: error.response
        case .kusto: KustoError(error).response(KustoIdentity(request))
        case .logAnalytics: LogAnalyticsError(error).response
        }
    }
}
