import Crypto
import EarshotModel
import Foundation
import HTTPTypes
import NIOCore

/// One upload on its way into the intake. Holds at most a run of lines (1 MB), whatever the upload's size.
///
/// Not `Sendable`: it lives in the task of its request.
struct Upload {
    enum Coding: Sendable {
        case compressed
        /// Gzip when it begins like gzip: no log does, and `curl --data-binary @router.log.gz` says nothing.
        case bySignature
    }

    private let intake: any RecordIntake
    private let name: String?
    private let source: SourceAddress
    private let limits: WebServer.Configuration
    private let arrival: Int64
    private var inflater: Inflater?
    private var splitter = LineSplitter()
    private var received = 0
    private var expanded = 0
    private var head: (length: Int64, hash: String)?
    private var digest = SHA256()
    private var receipt = IngestReceipt()
    private var isNew = false

    init(intake: any RecordIntake, name: String?, peer: IPAddress?, limits: WebServer.Configuration) {
        self.intake = intake
        self.name = name
        self.limits = limits
        source = SourceAddress(.http, name ?? peer?.description ?? "unknown")
        arrival = Ticks.unixEpoch + Int64(Date().timeIntervalSince1970 * 10_000_000)
    }

    mutating func decompress(_ coding: Coding) async throws {
        if coding == .compressed { inflater = try Inflater() }
    }

    /// Takes bytes as they arrive and returns when the lines they complete are stored. Throws `APIError`.
    mutating func take(_ piece: ByteBuffer) async throws {
        if received == 0, inflater == nil, Self.looksLikeGzip(piece) { inflater = try Inflater() }
        received += piece.readableBytes
        guard received <= limits.maximumUploadBytes else { throw Self.tooLarge(limits.maximumUploadBytes) }
        guard inflater != nil else {
            try await store(try split(piece.readableBytesUInt8Span))
            return
        }
        // Small slices, so that what they expand to stays small as well: deflate makes at most 1,032 bytes of one.
        var rest = piece
        while let slice = rest.readSlice(length: min(rest.readableBytes, 16 * 1024)), slice.readableBytes > 0 {
            try await store(try inflate(Array(buffer: slice)))
        }
    }

    /// What became of the lines. Throws `APIError`.
    mutating func finish() async throws -> IngestReceipt {
        if let inflater {
            do { try inflater.finish() } catch { throw failed("corrupt", "The compressed data ends too early.") }
        }
        try await store(splitter.finish())
        receipt.duplicate = !isNew && receipt.lines > 0
        return receipt
    }

    // MARK: Bytes to lines

    private mutating func inflate(_ bytes: [UInt8]) throws -> [LineSplitter.Run] {
        guard let inflater else { return [] }
        var runs: [LineSplitter.Run] = []
        do {
            try inflater.inflate(bytes) { runs += try split($0) }
        } catch is Inflater.Failure {
            throw failed("corrupt", "The compressed data is damaged.")
        }
        return runs
    }

    private mutating func split(_ bytes: Span<UInt8>) throws -> [LineSplitter.Run] {
        expanded += bytes.count
        guard expanded <= limits.maximumExpandedBytes else {
            throw failed(
                "too-large", "The upload is larger than \(limits.maximumExpandedBytes) bytes when decompressed.",
                .contentTooLarge)
        }
        do {
            return try splitter.append(bytes)
        } catch let error as LineSplitter.LineTooLong {
            throw failed(
                "line-too-long", "Line \(error.line) is longer than 1 MB: this is not a log.", .contentTooLarge)
        }
    }

    private static func looksLikeGzip(_ piece: ByteBuffer) -> Bool {
        piece.getBytes(at: piece.readerIndex, length: 2) == [0x1f, 0x8b]
    }

    // MARK: Lines to the intake

    private mutating func store(_ runs: [LineSplitter.Run]) async throws {
        for run in runs { try await store(run) }
    }

    private mutating func store(_ run: LineSplitter.Run) async throws {
        let chunk = RawChunk(bytes: run.bytes, ends: run.ends, source: source, arrival: arrival, mark: mark(run))
        let part: IngestReceipt
        do {
            part = try await intake.commit(chunk)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw failed("not-stored", "The lines could not be stored: \(error)", .serviceUnavailable)
        }
        receipt.lines += part.lines
        receipt.tables.merge(part.tables, uniquingKeysWith: +)
        receipt.families.merge(part.families, uniquingKeysWith: +)
        if !part.duplicate { isNew = true }
    }

    /// For uploads with a name, so that the intake can recognize what it has: one mark per name, with the hash of the
    /// first run and of everything up to here.
    private mutating func mark(_ run: LineSplitter.Run) -> ImportMark? {
        guard let name else { return nil }
        let head = head ?? (Int64(run.bytes.count), Self.hex(SHA256.hash(data: run.bytes)))
        self.head = head
        digest.update(data: run.bytes)
        return ImportMark(
            key: "http:\(name)", name: name, offset: run.offset, lines: splitter.lines, headLength: head.length,
            headHash: head.hash, tailHash: Self.hex(digest.finalize()))
    }

    private static func hex(_ digest: SHA256.Digest) -> String {
        digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    // MARK: Refusals

    static func tooLarge(_ maximum: Int) -> APIError {
        APIError(
            .contentTooLarge, "too-large", "The upload is larger than \(maximum) bytes.",
            hint: "Send it in parts, compress it, or put the file into the import folder.")
    }

    /// With the number of lines that are stored already, because they stay.
    private func failed(
        _ code: String, _ message: String, _ status: HTTPResponse.Status = .badRequest
    ) -> APIError {
        let stored = receipt.lines
        return APIError(
            status, code, message, hint: stored > 0 ? "The \(stored) lines before are stored." : "Nothing was stored.")
    }
}
