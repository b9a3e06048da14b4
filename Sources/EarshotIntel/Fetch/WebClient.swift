import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// One request at a time to servers that nobody trusts: bounded in time and bytes, redirects checked one by one.
struct WebClient: Sendable {
    var userAgent = "Earshot (home network monitor)"
    /// Seconds for the whole of a request; each redirect is one.
    var timeout = 120.0
    var maximumRedirects = 5
    /// Asked before each request, redirects too: throws when the address must not be asked, and answers whether it may be
    /// inside the home. nil: `send` says so for all.
    var permits: (@Sendable (URL) throws -> Bool)?
    /// What to do for an address inside the home that is meant.
    var privateAdvice = "For a server of your own, set `allowPrivate: true` on the feed."

    struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        /// The body was larger than allowed and ends before its end.
        var isCut = false
        var body = Data()
    }

    /// Asks and gives the body, at most `maximumBytes` of it, to `sink`; without one to `Answer.body`. `allowPrivate`: the
    /// server may be at a private address; another one that it sends on to may not.
    func send(
        _ url: String, method: String = "GET", headers: [String: String] = [:], body: String? = nil,
        allowPrivate: Bool = false, maximumBytes: Int, sink: (@Sendable (ByteBuffer) throws -> Void)? = nil
    ) async throws -> Answer {
        let first = URL(string: url)?.host()
        var url = url
        for _ in 0...maximumRedirects {
            let (answer, location) = try await sendOnce(
                method, url, headers: headers, body: body,
                allowPrivate: allowPrivate && URL(string: url)?.host() == first, maximumBytes: maximumBytes, sink: sink)
            guard let location else { return answer }
            guard let next = URL(string: location, relativeTo: URL(string: url))?.absoluteString,
                next.hasPrefix("https://") || (next.hasPrefix("http://") && url.hasPrefix("http://"))
            else {
                throw FetchError("\(url) sends on to \(location), which is not followed.", isRefused: true)
            }
            url = next
        }
        throw FetchError("\(url): more than \(maximumRedirects) redirects.")
    }

    private func sendOnce(
        _ method: String, _ url: String, headers: [String: String], body: String?, allowPrivate: Bool,
        maximumBytes: Int, sink: (@Sendable (ByteBuffer) throws -> Void)?
    ) async throws -> (Answer, location: String?) {
        guard let parts = URL(string: url), let host = parts.host(), let scheme = parts.scheme else {
            throw FetchError("`\(url)` is no web address.", isRefused: true)
        }
        let allowPrivate = try permits?(parts) ?? allowPrivate
        let address = try await AddressGate.address(
            of: host, port: parts.port ?? (scheme == "https" ? 443 : 80), allowPrivate: allowPrivate,
            advice: privateAdvice)
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(15), read: .seconds(60)))
        configuration.dnsOverride = [host: address]
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let result = try await exchange(
                client, method, url, headers: headers, body: body, maximumBytes: maximumBytes, sink: sink)
            try? await client.shutdown()
            return result
        } catch {
            try? await client.shutdown()
            if error is FetchError || error is CancellationError { throw error }
            throw FetchError("\(host) does not answer: \(error).", isOffline: true)
        }
    }

    private func exchange(
        _ client: HTTPClient, _ method: String, _ url: String, headers: [String: String], body: String?,
        maximumBytes: Int, sink: (@Sendable (ByteBuffer) throws -> Void)?
    ) async throws -> (Answer, location: String?) {
        var request = HTTPClientRequest(url: url)
        request.method = HTTPMethod(rawValue: method)
        request.headers.add(name: "User-Agent", value: userAgent)
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await client.execute(request, timeout: .milliseconds(Int64(timeout * 1000)))
        var answer = Answer(status: Int(response.status.code), headers: [:])
        for header in response.headers { answer.headers[header.name.lowercased()] = header.value }
        if (300..<400).contains(answer.status), answer.status != 304, let location = answer.headers["location"] {
            return (answer, location)
        }
        var received = 0
        // The body of an error is for people to read.
        let isGood = (200..<300).contains(answer.status)
        let limit = isGood ? maximumBytes : min(maximumBytes, 65_536)
        for try await part in response.body {
            let room = limit - received
            guard room > 0 else {
                answer.isCut = true
                break
            }
            answer.isCut = part.readableBytes > room
            let piece = answer.isCut ? part.getSlice(at: part.readerIndex, length: room) ?? part : part
            received += piece.readableBytes
            if let sink, isGood { try sink(piece) } else { answer.body.append(contentsOf: piece.readableBytesView) }
            if answer.isCut { break }
        }
        return (answer, nil)
    }
}

extension WebClient.Answer {
    /// `Retry-After` in seconds, from its number or its date (RFC 9110 §10.2.3).
    func retryAfter(now: Date = Date()) -> Int? {
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = Int(text) { return max(0, min(seconds, 40 * 86_400)) }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: text).map { max(0, min(Int($0.timeIntervalSince(now)), 40 * 86_400)) }
    }
}
