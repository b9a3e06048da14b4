import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// The page and what it is built on, from two folders, streamed from disk; nothing is kept in memory.
struct StaticFiles: Sendable {
    private let page: String
    private let vendor: String
    private let io = FileIO()

    init(configuration: WebServer.Configuration) {
        page = configuration.webDirectory ?? Bundle.module.bundleURL.appendingPathComponent("Web").path
        vendor = configuration.vendorDirectory
    }

    func answer(_ request: Request, _ context: ServerContext) async throws -> Response {
        guard request.method == .get || request.method == .head else {
            throw APIError(
                .methodNotAllowed, "method-not-allowed",
                "\(request.uri.path) does not take \(request.method.rawValue).",
                hint: "It takes GET.")
        }
        guard let path = Self.safe(request.uri.path) else { return Self.missing(request.uri.path) }
        if path == "index.html", !FileFacts.isDirectory(vendor) { return MissingParts.page(vendor) }
        guard let file = find(path, acceptsGzip: request.acceptsGzip) else { return missing(path) }
        let response = try await respond(file, request, context)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func missing(_ path: String) -> Response {
        if path.hasPrefix("vendor/"), !FileFacts.isDirectory(vendor) { return MissingParts.text(vendor) }
        if path == "index.html" { return MissingParts.noPage(page) }
        return Self.missing("/" + path)
    }

    private static func missing(_ path: String) -> Response { .text("There is no \(path).\n", status: .notFound) }

    /// The path below a root, percent-decoded; nil when it tries to leave it or is about a hidden file.
    static func safe(_ path: String) -> String? {
        guard let decoded = path.removingPercentEncoding, !decoded.contains(where: { $0 == "\0" || $0 == "\\" }) else {
            return nil
        }
        let parts = decoded.split(separator: "/")
        guard parts.allSatisfy({ !$0.hasPrefix(".") }) else { return nil }
        switch parts.joined(separator: "/") {
        case "": return "index.html"
        case "favicon.ico": return "favicon.svg"
        case let path: return path
        }
    }

    // MARK: Finding

    private struct File {
        var path: String
        var facts: FileFacts
        var isGzip: Bool
        var type: String
    }

    /// The file, or the `.gz` beside it for those who take it.
    private func find(_ path: String, acceptsGzip: Bool) -> File? {
        let full = path.hasPrefix("vendor/") ? vendor + path.dropFirst("vendor".count) : page + "/" + path
        let type = ContentType.of(path)
        if acceptsGzip, let facts = FileFacts(full + ".gz") {
            return File(path: full + ".gz", facts: facts, isGzip: true, type: type)
        }
        return FileFacts(full).map { File(path: full, facts: $0, isGzip: false, type: type) }
    }

    // MARK: Answering

    private func respond(_ file: File, _ request: Request, _ context: ServerContext) async throws -> Response {
        let tag = file.facts.tag
        // Asked again at every load, answered with 304: an update shows at once, and the server is next door.
        var headers: HTTPFields = [
            .contentType: file.type, .eTag: tag, .cacheControl: "no-cache", .vary: "Accept-Encoding",
        ]
        if Self.matches(request.headers[.ifNoneMatch], tag) { return Self.unchanged(headers) }
        if file.isGzip { headers[.contentEncoding] = "gzip" }
        return Response(status: .ok, headers: headers, body: try await io.loadFile(path: file.path, context: context))
    }

    private static func unchanged(_ headers: HTTPFields) -> Response {
        var response = Response(status: .notModified, headers: headers)
        // Would be the length of the file that is not sent (RFC 9110 §8.6), not 0.
        response.headers[.contentLength] = nil
        return response
    }

    private static func matches(_ header: String?, _ tag: String) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { field in
            let field = field.trimmingCharacters(in: .whitespaces)
            return field == tag || field == "W/" + tag || field == "*"
        }
    }
}
