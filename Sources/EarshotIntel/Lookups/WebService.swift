import EarshotModel

/// A service that answers JSON over HTTP, described as data: what it is called, what it allows, how it is asked and what its
/// answers mean. `WebLookup` does the asking for all of them.
struct WebService: Sendable {
    let id: String
    let title: String
    let url: String
    /// The header that carries the key.
    let keyHeader: String
    /// What its free plan allows.
    let perMinute: Int
    let perDay: Int
    /// The days after which an answer counts half.
    var halfLifeDays = 7.0
    /// The question about a value; nil: it knows nothing of this kind of thing.
    let question: @Sendable (IntelValue) -> WebQuestion?
    /// The service's own words for what is wrong, from the body of an error.
    let complaint: @Sendable ([String: Any]) -> String
    /// From the body of a success; nil: it is not what the service is documented to answer.
    let understand: @Sendable ([String: Any], IntelValue) -> LookupAnswer?
    /// What a body says although its status says that all is well; nil: an answer.
    var objection: @Sendable ([String: Any]) -> Objection? = { _ in nil }
    /// What statuses mean, where it differs from `Objection.usual`; given the complaint.
    var meaning: @Sendable (Int, String) -> Objection? = { _, _ in nil }
    /// Where it tells what of its quotas is used, below its address; given the key.
    var quotas: (@Sendable (String) -> String)?

    static let all: [WebService] = [.virusTotal, .abuseIPDB, .greyNoise, .crowdSec, .otx, .threatFox]
}

/// A request, below the service's address.
struct WebQuestion: Sendable {
    var path: String
    var method = "GET"
    var headers: [String: String] = [:]
    var body: String?
}

/// What a status other than success means.
enum Objection: Sendable, Hashable {
    /// It has never heard of it.
    case unknown
    /// The key is wrong, or may not do this.
    case key
    /// This value cannot be asked about.
    case value
    /// The plan is used up.
    case quota
    /// The service is in trouble, or not ready with this value: another time.
    case trouble

    /// As the status codes of HTTP are meant.
    static func usual(_ status: Int) -> Objection {
        switch status {
        case 404: .unknown
        case 401, 403: .key
        case 400, 409, 410, 413, 414, 422: .value
        case 402, 429: .quota
        default: .trouble
        }
    }
}
