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

    private func get(_ url: String, _ feed: Feed, accept: String = "application/json") async throws -> WebClient.Answer
    {
        let answer = try await client.send(
            url, headers: feed.headers.merging(["Accept": accept]) { own, _ in own }, allowPrivate: feed.allowPrivate,
            maximumBytes: 64 << 20)
        try Self.check(answer, feed)
        return answer
    }

    /// The newest events of a MISP feed; a feed's whole history would be thousands of requests.
    private func misp(_ feed: Feed) async throws -> Outcome {
        let base = feed.location.hasSuffix("/") ? feed.location : feed.location + "/"
        guard let manifest = JSONDocument.object(try await get(base + "manifest.json", feed).body) else {
            throw FetchError("\(base)manifest.json is no MISP manifest.")
        }
        var events: [Any] = []
        for event in MISPReader.manifest(manifest).prefix(100) {
            guard let document = JSONDocument.object(try await get(base + event.id + ".json", feed).body),
                let content = document["Event"]
            else { continue }
            events.append(content)
        }
        return try write(["Events": events], feed)
    }

    /// All pages of a TAXII 2.1 collection. Source: TAXII 2.1 (OASIS), 5.4.
    private func taxii(_ feed: Feed) async throws -> Outcome {
        var objects: [Any] = []
        var next = ""
        for _ in 0..<200 {
            var url = feed.location
            if !next.isEmpty {
                let escaped = next.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                url += (url.contains("?") ? "&" : "?") + "next=" + escaped
            }
            let answer = try await get(url, feed, accept: "application/taxii+json;version=2.1")
            guard let page = JSONDocument.object(answer.body) else {
                throw FetchError("\(url) answered no TAXII 2.1 envelope.")
            }
            objects += page["objects"] as? [Any] ?? []
            guard page["more"] as? Bool == true, let token = page["next"] as? String, token != next,
                objects.count < FeedReader.maximumIndicators
            else { break }
            next = token
        }
        return try write(["objects": objects], feed)
    }

    private func write(_ document: [String: Any], _ feed: Feed) throws -> Outcome {
        let (path, handle) = try makeFile(feed)
        defer { try? handle.close() }
        try handle.write(contentsOf: JSONSerialization.data(withJSONObject: document))
        return .file(path: path, isTemporary: true, etag: "", modified: "", isCut: false)
    }
}
