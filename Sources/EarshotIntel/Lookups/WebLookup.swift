import EarshotModel
import Foundation

/// Asks a `WebService` with the user's key.
struct WebLookup: LookupService {
    let service: WebService
    let description: ServiceDescription

    var id: String { service.id }
    var title: String { service.title }
    var halfLifeDays: Double { service.halfLifeDays }
    var perMinute: Int { description.perMinute ?? service.perMinute }
    var perDay: Int { description.perDay ?? service.perDay }
    private var base: String { description.url ?? service.url }

    private static let maximumBytes = 4 << 20

    func handles(_ value: IntelValue) -> Bool {
        if case .address(let address) = value, !address.addressClass.isPublic { return false }
        return service.question(value) != nil
    }

    func ask(_ value: IntelValue, now: Int64) async throws -> LookupAnswer {
        guard let question = service.question(value) else {
            throw LookupRefusal(kind: .value, description: "\(title) knows nothing of this kind of thing.")
        }
        let answer = try await send(question)
        let object = JSONDocument.object(answer.body) ?? [:]
        if answer.status == 200 {
            return try understand(answer, object, value, now)
        }
        let words = service.complaint(object)
        switch service.meaning(answer.status, words) ?? .usual(answer.status) {
        case .unknown:
            // A proxy's or a portal's "not found" is not the service's.
            guard !object.isEmpty || answer.body.isEmpty else { throw trouble(answer, words) }
            return LookupAnswer(summary: "never heard of", json: String(decoding: answer.body, as: UTF8.self))
        case .quota:
            throw LookupRefusal(
                kind: .wait(await waiting(answer, now)),
                description: "\(title) asks to wait: \(words.isEmpty ? "quota" : words)")
        case let objection: throw refusal(objection, answer, words, value)
        }
    }

    /// Sends a question and takes what comes. Throws `LookupRefusal` when nothing does.
    func send(_ question: WebQuestion) async throws -> WebClient.Answer {
        var headers = ["Accept": "application/json", service.keyHeader: description.key]
        headers.merge(question.headers) { _, own in own }
        do {
            return try await WebClient(timeout: Double(max(1, description.timeoutSeconds))).send(
                base + question.path, method: question.method, headers: headers, body: question.body,
                allowPrivate: description.allowPrivate, maximumBytes: Self.maximumBytes)
        } catch let error as FetchError {
            throw LookupRefusal(kind: .trouble, description: "\(title): \(error)")
        }
    }

    private func understand(
        _ answer: WebClient.Answer, _ object: [String: Any], _ value: IntelValue, _ now: Int64
    ) throws -> LookupAnswer {
        if let objection = service.objection(object) {
            throw refusal(objection, answer, service.complaint(object), value)
        }
        guard !answer.isCut, !object.isEmpty, var result = service.understand(object, value) else {
            throw LookupRefusal(
                kind: .trouble,
                description: "\(title) answered what is not in its documentation: \(Self.beginning(of: answer.body))")
        }
        result.json = String(decoding: answer.body, as: UTF8.self)
        result.remaining = answer.headers["x-ratelimit-remaining"].flatMap { Int($0) }
        return result
    }

    private func refusal(
        _ objection: Objection, _ answer: WebClient.Answer, _ words: String, _ value: IntelValue
    ) -> LookupRefusal {
        switch objection {
        case .key:
            LookupRefusal(
                kind: .key,
                description: "\(title) does not take the key (\(answer.status)\(words.isEmpty ? "" : ": " + words)). "
                    + "Correct it under intel.services in earshot.yaml.")
        case .value:
            LookupRefusal(kind: .value, description: "\(title) cannot be asked about \(value.text): \(words)")
        default: trouble(answer, words)
        }
    }

    private func trouble(_ answer: WebClient.Answer, _ words: String) -> LookupRefusal {
        let words = words.isEmpty ? Self.beginning(of: answer.body) : words
        return LookupRefusal(
            kind: .trouble, description: "\(title) answered \(answer.status)\(words.isEmpty ? "" : ": " + words).")
    }

    private static func beginning(of body: Data) -> String {
        String(decoding: body.prefix(120), as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    // MARK: Waiting

    /// `Retry-After`, else until `X-RateLimit-Reset`, else until the quota that is used up begins anew; nil: the service
    /// does not say. At most 31 days: a service that lies about its quota must not be off for good.
    private func waiting(_ answer: WebClient.Answer, _ now: Int64) async -> Int? {
        let reset = answer.headers["x-ratelimit-reset"].flatMap { Int64($0) }.map { Int(clamping: $0 - now) }
        if let seconds = answer.retryAfter() ?? reset.flatMap({ $0 > 0 ? $0 : nil }) {
            return min(max(seconds, 1), 31 * 86_400)
        }
        return await usedUp(now)
    }

    /// Asks for the state of the quotas, where the service tells it.
    private func usedUp(_ now: Int64) async -> Int? {
        guard let path = service.quotas?(description.key),
            let answer = try? await send(WebQuestion(path: path)), answer.status == 200,
            let object = JSONDocument.object(answer.body)
        else { return nil }
        return OverallQuotas.wait(object, now: now)
    }
}

/// VirusTotal's `/users/{key}/overall_quotas`: what is allowed and used in an hour, a day and a month.
enum OverallQuotas {
    /// Seconds until the widest quota that is used up begins anew, in UTC; nil: none of these is.
    static func wait(_ object: [String: Any], now: Int64) -> Int? {
        let data = object["data"] as? [String: Any] ?? [:]
        if isUsed(data["api_requests_monthly"]) { return Int(FeedTime.nextMonth(after: now) - now) }
        if isUsed(data["api_requests_daily"]) { return Int(86_400 - now % 86_400) }
        return isUsed(data["api_requests_hourly"]) ? Int(3600 - now % 3600) : nil
    }

    private static func isUsed(_ quota: Any?) -> Bool {
        guard let user = (quota as? [String: Any])?["user"] as? [String: Any], let allowed = integer(user["allowed"]),
            let used = integer(user["used"])
        else { return false }
        return allowed > 0 && used >= allowed
    }
}

extension IntelValue {
    /// For a path or a query.
    var escaped: String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: ".-_:"))) ?? ""
    }
}

func integer(_ value: Any?) -> Int? { JSONDocument.number(value).map { Int(clamping: $0) } }
