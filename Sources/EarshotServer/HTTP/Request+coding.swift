import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// Whether the client takes gzip (RFC 9110 §12.5.3).
    var acceptsGzip: Bool {
        (headers[.acceptEncoding] ?? "").split(separator: ",").contains { coding in
            let parts = coding.lowercased().filter { $0 != " " }.split(separator: ";")
            return parts.first == "gzip" && !parts.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" }
        }
    }

    /// The body, decompressed where it says that it is compressed. Throws `APIError`; `maximum` holds for both forms.
    func plainBody(upTo maximum: Int) async throws -> [UInt8] {
        let collected: ByteBuffer
        do {
            collected = try await body.collect(upTo: maximum)
        } catch is NIOTooManyBytesError {
            throw APIError(.contentTooLarge, "too-large", "The request is larger than \(maximum) bytes.")
        }
        switch headers[.contentEncoding]?.lowercased() {
        case nil, "", "identity": return Array(buffer: collected)
        case "gzip", "x-gzip", "deflate": return try Self.inflated(Array(buffer: collected), upTo: maximum)
        case let other?:
            throw APIError(
                .unsupportedMediaType, "unknown-encoding", "The body is encoded with \"\(other)\".",
                hint: "Send it plain or with Content-Encoding: gzip.")
        }
    }

    private static func inflated(_ bytes: [UInt8], upTo maximum: Int) throws -> [UInt8] {
        var result: [UInt8] = []
        do {
            let inflater = try Inflater()
            try inflater.inflate(bytes) { piece in
                guard result.count + piece.count <= maximum else {
                    throw APIError(
                        .contentTooLarge, "too-large", "The request is larger than \(maximum) bytes when decompressed.")
                }
                piece.withUnsafeBufferPointer { result.append(contentsOf: $0) }
            }
            try inflater.finish()
        } catch is Inflater.Failure {
            throw APIError(.badRequest, "corrupt", "The compressed body is damaged or ends too early.")
        }
        return result
    }
}
