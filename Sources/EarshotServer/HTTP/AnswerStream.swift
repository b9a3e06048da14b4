import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// An answer on its way out, in pieces, compressed or not: a large result is never in memory a second time as text.
struct AnswerStream {
    /// Pieces are this large or a little larger.
    static let pieceBytes = 64 * 1024

    /// What comes next. Append to it, then call `flushIfLarge`.
    var bytes: [UInt8] = []
    private var writer: any ResponseBodyWriter
    private let deflater: Deflater?

    private init(writer: any ResponseBodyWriter, gzip: Bool) throws {
        self.writer = writer
        deflater = gzip ? try Deflater() : nil
        bytes.reserveCapacity(Self.pieceBytes + 4096)
    }

    static func body(
        gzip: Bool, _ write: @escaping @Sendable (inout AnswerStream) async throws -> Void
    ) -> ResponseBody {
        ResponseBody { writer in
            var stream = try AnswerStream(writer: writer, gzip: gzip)
            try await write(&stream)
            try await stream.finish()
        }
    }

    mutating func flushIfLarge() async throws {
        if bytes.count >= Self.pieceBytes { try await flush() }
    }

    /// Sends what there is, so that the client can read it now.
    mutating func flush() async throws {
        guard !bytes.isEmpty else { return }
        let piece = try deflater.map { try $0.deflate(bytes, isLast: false) } ?? bytes
        bytes.removeAll(keepingCapacity: true)
        if !piece.isEmpty { try await writer.write(ByteBuffer(bytes: piece)) }
    }

    private mutating func finish() async throws {
        let piece = try deflater.map { try $0.deflate(bytes, isLast: true) } ?? bytes
        if !piece.isEmpty { try await writer.write(ByteBuffer(bytes: piece)) }
        try await writer.finish(nil)
    }
}

extension [UInt8] {
    mutating func append(text: String) { append(contentsOf: text.utf8) }
}
