import EarshotModel
import Foundation

/// What the services that answer JSON over HTTP have in common; each says only what is its own.
protocol WebLookup: LookupService {
    var description: ServiceDescription { get }
    var standardURL: String { get }
    func request(_ value: IntelValue, base: String) -> WebRequest?
    /// From the answer to a request that succeeded.
    func understand(_ object: [String: Any], _ value: IntelValue) -> LookupAnswer
    /// The service's own words for what is wrong.
    func complaint(_ object: [String: Any]) -> String
    /// The status of "never heard of it".
    var unknownStatus: Int? { get }
    /// Without a `Retry-After`, how long to wait after 429, given the complaint.
    func patience(_ complaint: String, now: Int64) -> Int
}

struct WebRequest: Sendable {
    var url: String
    var method = "GET"
    var headers: [String: String] = [:]
    var body: String?
}

extension WebLookup {
    var unknownStatus: Int? { 404 }
    func patience(_ complaint: String, now: Int64) -> Int { 60 }

    func handles(_ value: IntelValue) -> Bool {
        if case .address(let address) = value, !address.addressClass.isPublic { return false }
        return request(value, base: "") != nil
    }

    func ask(_ value: IntelValue, now: Int64) async throws -> LookupAnswer {
        guard let request = request(value, base: description.url ?? standardURL) else {
            throw LookupRefusal(kind: .value, description: "\(title) knows nothing of this kind of thing.")
        }
        let client = WebClient(timeout: Double(max(1, description.timeoutSeconds)))
        let answer: WebClient.Answer
        do {
            answer = try await client.send(
                request.url, method: request.method,
                headers: request.headers.merging(["Accept": "application/json"]) { own, _ in own }, body: request.body,
                allowPrivate: description.allowPrivate, maximumBytes: 4 << 20)
        } catch let error as FetchError {
            throw LookupRefusal(kind: .trouble, description: "\(title): \(error)")
        }
        return try read(answer, value, now)
    }

    private func read(_ answer: WebClient.Answer, _ value: IntelValue, _ now: Int64) throws -> LookupAnswer {
        let object = JSONDocument.object(answer.body) ?? [:]
        let words = complaint(object)
        switch answer.status {
        case 200 where !answer.isCut && !object.isEmpty:
            var result = understand(object, value)
            result.json = String(decoding: answer.body, as: UTF8.self)
            result.remaining = answer.headers["x-ratelimit-remaining"].flatMap { Int($0) }
            return result
        case unknownStatus:
            return LookupAnswer(summary: "never heard of", json: String(decoding: answer.body, as: UTF8.self))
        case 429:
            throw LookupRefusal(
                kind: .wait(waiting(answer, words, now)),
                description: "\(title) asks to wait: \(words.isEmpty ? "quota" : words)")
        case 401, 403:
            throw LookupRefusal(
                kind: .key,
                description: "\(title) does not take the key (\(answer.status)\(words.isEmpty ? "" : ": " + words)). "
                    + "Correct it under intel.services in earshot.yaml.")
        case 400, 409, 422, 424:
            throw LookupRefusal(kind: .value, description: "\(title) cannot be asked about \(value.text): \(words)")
        default:
            throw LookupRefusal(
                kind: .trouble, description: "\(title) answered \(answer.status)\(words.isEmpty ? "" : ": " + words).")
        }
    }

    /// `Retry-After`, else until `X-RateLimit-Reset`, else what the service is known for; at most 31 days: a service that
    /// lies about its quota must not be off for good.
    private func waiting(_ answer: WebClient.Answer, _ words: String, _ now: Int64) -> Int {
        let reset = answer.headers["x-ratelimit-reset"].flatMap { Int64($0) }.map { Int(clamping: $0 - now) }
        let seconds = answer.retryAfter() ?? reset.flatMap { $0 > 0 ? $0 : nil } ?? patience(words, now: now)
        return min(max(seconds, 1), 31 * 86_400)
    }

    /// Seconds until the next day in UTC, when daily quotas begin anew.
    func untilMidnight(_ now: Int64) -> Int { Int(86_400 - now % 86_400) }
}

extension IntelValue {
    /// For a path or a query.
    var escaped: String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: ".-_:"))) ?? ""
    }
}

func integer(_ value: Any?) -> Int? { JSONDocument.number(value).map { Int(clamping: $0) } }
