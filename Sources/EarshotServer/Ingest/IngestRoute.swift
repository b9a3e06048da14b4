import EarshotModel
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// `POST /api/v1/ingest?name=FILE`: log lines, or JSON objects one per line, gzipped or not; answered when they are
/// stored.
struct IngestRoute: Sendable {
    let services: Services

    func answer(_ call: RouteCall) async throws -> Response {
        guard let intake = services.live.data.intake else {
            throw APIError(.serviceUnavailable, "no-intake", "This Earshot takes no lines.")
        }
        try checkLength(call.request)
        let name = Self.fileName(call.parameter("name"))
        if let files = services.live.data.files, let name {
            let upload = FileUpload(files: files, limits: services.configuration)
            let modified = call.parameter("modified").flatMap(Double.init)
            return try .json(try await upload.take(call.request.body, name: name, modified: modified))
        }
        var upload = Upload(
            intake: intake, name: name, peer: call.context.peer,
            limits: services.configuration)
        try await upload.decompress(try Self.coding(call.request))
        for try await piece in call.request.body { try await upload.take(piece) }
        return try .json(try await upload.finish())
    }

    /// Refuses by the announced length, before a byte of the body is read.
    private func checkLength(_ request: Request) throws {
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        if length > services.configuration.maximumUploadBytes {
            throw Upload.tooLarge(services.configuration.maximumUploadBytes)
        }
    }

    private static func coding(_ request: Request) throws -> Upload.Coding {
        switch request.headers[.contentEncoding]?.lowercased() {
        case nil, "", "identity": return .bySignature
        case "gzip", "x-gzip", "deflate": return .compressed
        case let other?:
            throw APIError(
                .unsupportedMediaType, "unknown-encoding", "The body is encoded with \"\(other)\".",
                hint: "Send it plain or with Content-Encoding: gzip.")
        }
    }

    /// The last part of a path, without control characters; nil when no file can be called that.
    static func fileName(_ name: String?) -> String? {
        let last = name?.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map { String($0) } ?? ""
        var clean = String(last.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }.prefix(255))
        // File systems take 255 bytes. The end tells the kind of file, so the beginning gives way.
        while clean.utf8.count > 200 { clean.removeFirst() }
        return ["", ".", ".."].contains(clean) ? nil : clean
    }
}
