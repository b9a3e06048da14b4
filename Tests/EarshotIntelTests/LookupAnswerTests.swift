import EarshotModel
import Testing

@testable import EarshotIntel

/// What each service's documented answers and errors come to, said by a server of our own.
struct LookupAnswerTests {
    /// 2026-11-28 00:00:00 and an hour.
    private static let now: Int64 = 1_795_824_000 + 3600

    struct Case: Sendable, CustomTestStringConvertible {
        let service: String
        let status: Int
        let body: String
        var headers: [String: String] = [:]
        /// `score N`, `unknown`, `key`, `value`, `trouble`, `wait N` or `wait`.
        let outcome: String
        var testDescription: String { "\(service) \(status) \(body.prefix(60)): \(outcome)" }

        init(
            _ service: String, _ status: Int, _ body: String, _ headers: [String: String] = [:], _ outcome: String
        ) {
            (self.service, self.status, self.body, self.headers, self.outcome) = (
                service, status, body, headers, outcome
            )
        }
    }

    private static func vt(_ code: String) -> String { #"{"error":{"code":"\#(code)","message":"Some words"}}"# }

    static let virusTotal: [Case] = [
        Case(
            "virustotal", 200,
            #"{"data":{"type":"ip_address","attributes":{"last_analysis_stats":{"malicious":12,"harmless":60}}}}"#, [:],
            "score 95"),
        Case("virustotal", 200, #"{"data":{"attributes":{}}}"#, [:], "trouble"),
        Case("virustotal", 200, #"{"data":[]}"#, [:], "trouble"),
        Case("virustotal", 400, vt("BadRequestError"), [:], "value"),
        Case("virustotal", 400, vt("InvalidArgumentError"), [:], "value"),
        Case("virustotal", 400, vt("NotAvailableYet"), [:], "trouble"),
        Case("virustotal", 401, vt("AuthenticationRequiredError"), [:], "key"),
        Case("virustotal", 401, vt("UserNotActiveError"), [:], "key"),
        Case("virustotal", 401, vt("WrongCredentialsError"), [:], "key"),
        Case("virustotal", 403, vt("ForbiddenError"), [:], "key"),
        Case("virustotal", 404, vt("NotFoundError"), [:], "unknown"),
        Case("virustotal", 409, vt("AlreadyExistsError"), [:], "value"),
        Case("virustotal", 424, vt("FailedDependencyError"), [:], "trouble"),
        Case("virustotal", 429, vt("QuotaExceededError"), ["Retry-After": "120"], "wait 120"),
        Case("virustotal", 429, vt("TooManyRequestsError"), [:], "wait"),
        Case("virustotal", 503, vt("TransientError"), [:], "trouble"),
        Case("virustotal", 504, vt("DeadlineExceededError"), [:], "trouble"),
    ]

    private static func abuse(_ status: Int) -> String { #"{"errors":[{"detail":"Some words","status":\#(status)}]}"# }

    static let abuseIPDB: [Case] = [
        Case("abuseipdb", 200, #"{"data":{"abuseConfidenceScore":100,"totalReports":4}}"#, [:], "score 90"),
        Case("abuseipdb", 200, #"{"data":{"abuseConfidenceScore":100,"isWhitelisted":true}}"#, [:], "score 0"),
        Case("abuseipdb", 200, #"{"data":{"abuseConfidenceScore":99999999999999999999}}"#, [:], "score 90"),
        Case("abuseipdb", 200, #"{"data":{"ipAddress":"1.1.1.1"}}"#, [:], "trouble"),
        Case("abuseipdb", 401, abuse(401), [:], "key"),
        Case("abuseipdb", 402, abuse(402), [:], "wait"),
        Case("abuseipdb", 422, abuse(422), [:], "value"),
        Case("abuseipdb", 429, abuse(429), ["Retry-After": "29241"], "wait 29241"),
        Case("abuseipdb", 429, abuse(429), ["X-RateLimit-Reset": "1795910400"], "wait 82800"),
        Case("abuseipdb", 429, abuse(429), ["Retry-After": "99999999999"], "wait 2678400"),
        Case("abuseipdb", 429, abuse(429), ["Retry-After": "soon", "X-RateLimit-Reset": "0"], "wait"),
    ]

    static let others: [Case] = [
        Case("greynoise", 200, #"{"noise":true,"riot":false,"classification":"malicious"}"#, [:], "score 75"),
        Case("greynoise", 200, #"{"noise":true,"riot":true,"classification":"malicious","name":"x"}"#, [:], "score 0"),
        Case("greynoise", 400, #"{"message":"Request is not a valid routable IPv4 address"}"#, [:], "value"),
        Case("greynoise", 401, #"{"message":"Invalid API key"}"#, [:], "key"),
        Case("greynoise", 404, #"{"noise":false,"riot":false,"message":"IP not observed"}"#, [:], "unknown"),
        Case("greynoise", 429, #"{"message":"You have hit your daily rate limit"}"#, [:], "wait"),
        Case("crowdsec", 200, #"{"reputation":"malicious","behaviors":[{"label":"SSH"}]}"#, [:], "score 80"),
        Case(
            "crowdsec", 200, #"{"reputation":"malicious","classifications":{"false_positives":[{"name":"x"}]}}"#, [:],
            "score 0"),
        Case("crowdsec", 403, #"{"message":"Forbidden"}"#, [:], "key"),
        Case("crowdsec", 404, #"{"message":"IP address information not found"}"#, [:], "unknown"),
        Case("crowdsec", 429, #"{"message":"Limit Exceeded"}"#, [:], "wait"),
        Case("otx", 200, #"{"pulse_info":{"count":9},"validation":[]}"#, [:], "score 60"),
        Case("otx", 200, #"{"pulse_info":{"count":9},"validation":[{"source":"alexa"}]}"#, [:], "score 0"),
        Case("otx", 200, #"{"pulse_info":{"count":9223372036854775807}}"#, [:], "score 60"),
        Case("otx", 400, #"{"detail":"malformed"}"#, [:], "value"),
        Case("otx", 403, #"{"detail":"Invalid API Key"}"#, [:], "key"),
        Case("otx", 504, "", [:], "trouble"),
        Case(
            "threatfox", 200, #"{"query_status":"ok","data":[{"confidence_level":75,"threat_type":"botnet_cc"}]}"#, [:],
            "score 75"),
        Case("threatfox", 200, #"{"query_status":"no_result","data":"Your search did not yield any"}"#, [:], "unknown"),
        Case("threatfox", 200, #"{"query_status":"illegal_search_term","data":"x"}"#, [:], "value"),
        Case("threatfox", 200, #"{"query_status":"unknown_auth_key"}"#, [:], "key"),
        Case("threatfox", 200, #"{"query_status":"something_new"}"#, [:], "trouble"),
        Case("threatfox", 401, #"{"error":"Unauthorized"}"#, [:], "key"),
    ]

    @Test(arguments: virusTotal + abuseIPDB + others)
    func documented(_ example: Case) async throws {
        let server = try await LocalServer.start { request in
            // VirusTotal is asked about its quotas; here it does not tell.
            request.contains("overall_quotas") ? .http(503) : .http(example.status, example.body, example.headers)
        }
        let lookup = try Self.lookup(example.service, server.url)
        #expect(await Self.outcome(of: lookup) == example.outcome)
        #expect(server.whole[0].lowercased().contains("\(lookup.service.keyHeader.lowercased()): secret"))
        try await server.stop()
    }

    /// What no documentation has: each is the service's trouble, none is an answer, and each ends in time.
    @Test(arguments: WebService.all.map(\.id))
    func undocumented(_ id: String) async throws {
        let page = "<!DOCTYPE html><html><body>Please sign in</body></html>"
        let cut = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"data\":{\"attributes\":"
        let answers: [LocalServer.Answer] = [
            .http(200, page), .http(404, page), .http(500, "oops"), .http(502, page), .bytes(cut), .bytes("nonsense"),
            .bytes(""), .silence, .http(200, "[]"), .http(200, "{}"), .http(200, "{\"data\":"), .http(200, ""),
            .http(302, "", ["Location": "http://127.0.0.2:9/"]), .http(302, "", ["Location": "file:///etc/passwd"]),
            .http(200, "{\"data\":\"" + String(repeating: "x", count: 5 << 20) + "\"}"),
            .http(200, String(repeating: "[", count: 100_000)),
        ]
        for answer in answers {
            let server = try await LocalServer.start { _ in answer }
            // Only who waits for nothing should wait briefly: a busy machine is slow.
            let isSilent = if case .silence = answer { true } else { false }
            let lookup = try Self.lookup(id, server.url, timeout: isSilent ? 1 : 30)
            #expect(await Self.outcome(of: lookup) == "trouble", "\("\(answer)".prefix(120))")
            try await server.stop()
        }
    }

    @Test(arguments: [
        (daily: 500, monthly: 900, wait: "wait 82800"), (daily: 10, monthly: 15_500, wait: "wait 255600"),
        (daily: 10, monthly: 900, wait: "wait"),
    ])
    func virusTotalSaysWhichQuotaIsUsedUp(daily: Int, monthly: Int, wait: String) async throws {
        let server = try await LocalServer.start { request in
            guard request.hasPrefix("GET /users/secret/overall_quotas ") else {
                return .http(429, Self.vt("QuotaExceededError"))
            }
            func quota(_ allowed: Int, _ used: Int) -> String { #"{"user":{"allowed":\#(allowed),"used":\#(used)}}"# }
            return .http(
                200,
                #"{"data":{"api_requests_daily":\#(quota(500, daily)),"api_requests_hourly":\#(quota(240, 1)),"#
                    + #""api_requests_monthly":\#(quota(15_500, monthly))}}"#)
        }
        let lookup = try Self.lookup("virustotal", server.url)
        #expect(await Self.outcome(of: lookup) == wait)
        try await server.stop()
    }

    private static func lookup(_ id: String, _ url: String, timeout: Int = 30) throws -> WebLookup {
        var description = ServiceDescription(id: id)
        description.key = "secret"
        description.url = url
        description.allowPrivate = true
        description.timeoutSeconds = timeout
        return WebLookup(service: try #require(WebService.all.first { $0.id == id }), description: description)
    }

    private static func outcome(of lookup: WebLookup) async -> String {
        do {
            guard let address = IPAddress("93.184.216.34") else { return "no address" }
            let answer = try await lookup.ask(.address(address), now: now)
            return answer.score.map { "score \($0)" } ?? "unknown"
        } catch let refusal as LookupRefusal {
            switch refusal.kind {
            case .wait(let seconds): return seconds.map { "wait \($0)" } ?? "wait"
            case .key: return "key"
            case .value: return "value"
            case .trouble: return "trouble"
            }
        } catch {
            return "\(error)"
        }
    }
}
