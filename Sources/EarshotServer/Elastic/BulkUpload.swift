import EarshotModel
import Foundation
import HTTPTypes
import NIOCore

/// A bulk request on its way into the intake: action lines are read, documents become lines, one each.
///
/// Holds a run of lines (1 MB) and an answer per document, whatever the request's size.
struct BulkUpload {
    private let intake: any RecordIntake
    private let index: String
    private let source: SourceAddress
    private let limits: WebServer.Configuration
    private let began = Date()
    private var inflater: Inflater?
    private var splitter = LineSplitter()
    private var received = 0
    private var expanded = 0
    /// The action that waits for its document.
    private var pending: Action?
    private var items: [String] = []
    private var hasErrors = false
    private var lineNumber = 0
    private var storedCount = 0

    /// Documents of one request; more are refused, because each needs an answer.
    static let maximumItems = 200_000

    private struct Action {
        var name: String
        var index: String
        var id: String
        var isStored: Bool { name == "index" || name == "create" }
    }

    init(intake: any RecordIntake, index: String, peer: IPAddress?, limits: WebServer.Configuration) {
        self.intake = intake
        self.index = index
        self.limits = limits
        source = SourceAddress(.http, peer?.description ?? "unknown")
    }

    mutating func decompress(_ coding: String) throws {
        guard Self.isKnown(coding) else { throw Self.unknown(coding) }
        inflater = try Inflater()
    }

    static func isKnown(_ coding: String) -> Bool { ["gzip", "x-gzip", "deflate"].contains(coding.lowercased()) }

    static func unknown(_ coding: String) -> BulkError {
        BulkError(.unsupportedMediaType, "the body is encoded with \(coding); send it plain or with gzip")
    }

    mutating func take(_ piece: ByteBuffer) async throws {
        received += piece.readableBytes
        guard received <= limits.maximumUploadBytes else { throw Self.tooLarge }
        guard inflater != nil else { return try await take(try split(piece.readableBytesUInt8Span)) }
        var rest = piece
        while let slice = rest.readSlice(length: min(rest.readableBytes, 16 * 1024)), slice.readableBytes > 0 {
            try await take(try inflate(Array(buffer: slice)))
        }
    }

    private mutating func inflate(_ bytes: [UInt8]) throws -> [LineSplitter.Run] {
        guard let inflater else { return [] }
        var runs: [LineSplitter.Run] = []
        do {
            try inflater.inflate(bytes) { runs += try split($0) }
        } catch is Inflater.Failure {
            throw BulkError(.badRequest, "the compressed data is damaged")
        }
        return runs
    }

    private mutating func split(_ bytes: Span<UInt8>) throws -> [LineSplitter.Run] {
        expanded += bytes.count
        guard expanded <= limits.maximumExpandedBytes else { throw Self.tooLarge }
        do {
            return try splitter.append(bytes)
        } catch let error as LineSplitter.LineTooLong {
            throw BulkError(
                .contentTooLarge, "line \(error.line) is longer than \(LineSplitter.maximumBytes) bytes; \(stored)")
        }
    }

    private static let tooLarge = BulkError(.contentTooLarge, "the request is too large; send it in parts")
    private var stored: String { "\(storedCount) documents before it are stored" }

    // MARK: Lines

    private mutating func take(_ runs: [LineSplitter.Run]) async throws {
        for run in runs { try await take(run) }
    }

    /// Documents before a broken line are stored, then the line is refused: the sender is told how many are in.
    private mutating func take(_ run: LineSplitter.Run) async throws {
        var chunk = RawChunk(source: source, arrival: Self.now)
        var done: [Action] = []
        var start = 0
        for end in run.ends.map(Int.init) {
            let line = run.bytes[start..<end]
            start = end
            lineNumber += 1
            guard let action = pending else {
                guard let action = read(line) else {
                    try await commit(chunk, done)
                    throw broken
                }
                if action.name == "delete" { done.append(action) } else { pending = action }
                continue
            }
            pending = nil
            done.append(action)
            guard action.isStored else { continue }
            chunk.bytes.append(contentsOf: line)
            chunk.ends.append(UInt32(chunk.bytes.count))
        }
        try await commit(chunk, done)
    }

    /// Stores the documents, and answers all actions in the order in which they came.
    private mutating func commit(_ chunk: RawChunk, _ done: [Action]) async throws {
        guard !done.isEmpty else { return }
        guard items.count + done.count <= Self.maximumItems else { throw Self.tooLarge }
        if chunk.lineCount > 0 {
            do { _ = try await intake.commit(chunk) } catch {
                throw BulkError(.serviceUnavailable, "the documents could not be stored: \(error)")
            }
        }
        for action in done { items.append(action.isStored ? Self.created(action) : refusal(of: action)) }
        storedCount += done.count { $0.isStored }
    }

    /// An action line: `{"create":{"_index":"filebeat-8","_id":"…"}}`; nil: it is none.
    private mutating func read(_ line: ArraySlice<UInt8>) -> Action? {
        let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: [String: Any]]
        guard let (name, parameters) = object?.first else { return nil }
        let id = parameters["_id"].map { "\($0)" }
        return Action(
            name: name, index: parameters["_index"] as? String ?? index, id: id ?? String(lineNumber, radix: 36))
    }

    private var broken: BulkError {
        BulkError(
            .badRequest,
            "Malformed action/metadata line \(lineNumber): an object such as {\"create\":{}} is needed; \(stored)")
    }

    private static func created(_ action: Action) -> String { item(action, status: 201, "\"result\":\"created\"") }

    private mutating func refusal(of action: Action) -> String {
        hasErrors = true
        let reason = "Earshot keeps events as they are: only index and create are possible"
        return Self.item(
            action, status: 400, #""error":{"type":"illegal_argument_exception","reason":"\#(reason)"}"#)
    }

    /// The answer, when everything is stored.
    mutating func finish() async throws -> String {
        do { try inflater?.finish() } catch { throw BulkError(.badRequest, "the compressed data ends too early") }
        try await take(splitter.finish())
        if let pending {
            throw BulkError(.badRequest, "the document of the last \(pending.name) action is missing; \(stored)")
        }
        let took = Int(Date().timeIntervalSince(began) * 1000)
        return "{\"took\":\(took),\"errors\":\(hasErrors),\"items\":[\(items.joined(separator: ","))]}"
    }

    private static var now: Int64 { Ticks.unixEpoch + Int64(Date().timeIntervalSince1970 * 10_000_000) }

    private static func item(_ action: Action, status: Int, _ rest: String) -> String {
        """
        {"\(escaped(action.name))":{"_index":"\(escaped(action.index))","_id":"\(escaped(action.id))","_version":1,\
        "_shards":{"total":1,"successful":1,"failed":0},"status":\(status),\(rest)}}
        """
    }

    static func escaped(_ text: String) -> String { String(KustoValue.string(text).json.dropFirst().dropLast()) }
}

/// A refusal of a whole request, in Elasticsearch's words.
struct BulkError: Error {
    let status: HTTPResponse.Status
    let reason: String

    init(_ status: HTTPResponse.Status, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    var json: String {
        let text = BulkUpload.escaped(reason)
        return #"{"error":{"type":"illegal_argument_exception","reason":"\#(text)"},"status":\#(status.code)}"#
    }
}
