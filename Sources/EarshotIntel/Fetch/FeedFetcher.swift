import Foundation
import NIOCore

/// Brings a feed's text into a file.
struct FeedFetcher: Sendable {
    /// Bytes of a list; the rest is cut off.
    var maximumBytes = 256 << 20
    var client = WebClient()
    /// Where files wait to be read.
    let directory: String

    enum Outcome: Sendable {
        case unchanged
        /// `isTemporary`: to be removed after reading.
        case file(path: String, isTemporary: Bool, etag: String, modified: String, isCut: Bool)
    }

    func fetch(_ feed: Feed, etag: String, modified: String) async throws -> Outcome {
        if feed.isFile { return try file(feed, modified) }
        switch feed.format {
        case .misp: return try await misp(feed)
        case .taxii: return try await taxii(feed)
        default: return try await list(feed, etag: etag, modified: modified)
        }
    }

    private func file(_ feed: Feed, _ modified: String) throws -> Outcome {
        guard let facts = try? FileManager.default.attributesOfItem(atPath: feed.location),
            let date = facts[.modificationDate] as? Date
        else {
            throw FetchError("The file \(feed.location) is not there. Run Scripts/bootstrap.sh, or correct the path.")
        }
        let stamp = "\(Int64(date.timeIntervalSince1970 * 1000))"
        if stamp == modified { return .unchanged }
        return .file(path: feed.location, isTemporary: false, etag: "", modified: stamp, isCut: false)
    }

    private func list(_ feed: Feed, etag: String, modified: String) async throws -> Outcome {
        var headers = feed.headers
        if !etag.isEmpty { headers["If-None-Match"] = etag }
        if !modified.isEmpty { headers["If-Modified-Since"] = modified }
        let (path, handle) = try makeFile(feed)
        defer { try? handle.close() }
        do {
            let answer = try await client.send(
                feed.location, headers: headers, allowPrivate: feed.allowPrivate, maximumBytes: maximumBytes
            ) { try handle.write(contentsOf: Data($0.readableBytesView)) }
            if answer.status == 304 {
                try? FileManager.default.removeItem(atPath: path)
                return .unchanged
            }
            try Self.check(answer, feed)
            return .file(
                path: path, isTemporary: true, etag: answer.headers["etag"] ?? "",
                modified: answer.headers["last-modified"] ?? "", isCut: answer.isCut)
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    private static func check(_ answer: WebClient.Answer, _ feed: Feed) throws {
        guard answer.status != 200 else { return }
        let words = String(decoding: answer.body.prefix(120), as: UTF8.self).replacingOccurrences(of: "\n", with: " ")
        throw FetchError(
            "\(feed.location) answered \(answer.status)\(words.isEmpty ? "" : ": \(words)"). The last good copy stays in use.",
            retryAfter: answer.retryAfter(), status: answer.status)
    }

    private func makeFile(_ feed: Feed) throws -> (String, FileHandle) {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let path = directory + "/feed-\(feed.id)"
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw FetchError("\(path) cannot be written. Make room on the disk.") }
        return (path, handle)
    }

    // MARK: Documents

    /// Bytes of one document, which is held in memory as a whole while it is read.
    private static let maximumDocument = 16 << 20
    /// Documents of one feed, and the time for all of them.
    private static let maximumDocuments = 200
    private static let maximumDuration = Duration.seconds(600)

    private func get(_ url: String, _ feed: Feed, accept: String = "application/json") async throws -> [String: Any] {
        let answer = try await client.send(
            url, headers: feed.headers.merging(["Accept": accept]) { own, _ in own }, allowPrivate: feed.allowPrivate,
            maximumBytes: Self.maximumDocument)
        try Self.check(answer, feed)
        if answer.isCut { throw FetchError("\(url) is larger than \(Self.maximumDocument >> 20) MB.") }
        guard let object = JSONDocument.object(answer.body) else {
            throw FetchError("\(url) answered no JSON object. The last good copy stays in use.")
        }
        return object
    }

    /// Documents, a line each, from what `next` answers until it answers nil or a bound is reached.
    private func gather(_ feed: Feed, _ next: () async throws -> [String: Any]?) async throws -> Outcome {
        let (path, handle) = try makeFile(feed)
        defer { try? handle.close() }
        let clock = ContinuousClock()
        let end = clock.now + Self.maximumDuration
        var bytes = 0
        var count = 0
        do {
            while let document = try await next() {
                let data = try JSONSerialization.data(withJSONObject: document) + Data([10])
                try handle.write(contentsOf: data)
                bytes += data.count
                count += 1
                guard count < Self.maximumDocuments, bytes < maximumBytes, clock.now < end else {
                    return .file(path: path, isTemporary: true, etag: "", modified: "", isCut: true)
                }
            }
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
        return .file(path: path, isTemporary: true, etag: "", modified: "", isCut: false)
    }

    /// The newest events of a MISP feed; a feed's whole history would be thousands of requests.
    private func misp(_ feed: Feed) async throws -> Outcome {
        let base = feed.location.hasSuffix("/") ? feed.location : feed.location + "/"
        var events = MISPReader.manifest(try await get(base + "manifest.json", feed)).prefix(100)
        return try await gather(feed) {
            guard let event = events.popFirst() else { return nil }
            return try await get(base + event.id + ".json", feed)
        }
    }

    /// The pages of a TAXII 2.1 collection. Source: TAXII 2.1 (OASIS), 5.4.
    private func taxii(_ feed: Feed) async throws -> Outcome {
        var next: String? = ""
        return try await gather(feed) {
            guard let token = next else { return nil }
            var url = feed.location
            if !token.isEmpty {
                let escaped = token.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                url += (url.contains("?") ? "&" : "?") + "next=" + escaped
            }
            let page = try await get(url, feed, accept: "application/taxii+json;version=2.1")
            // A server that sends on to the same page again is at its end.
            let following = page["more"] as? Bool == true ? page["next"] as? String : nil
            next = following == token ? nil : following
            return page
        }
    }
}
