import AsyncHTTPClient
import EarshotModel
import EarshotQuery
import Foundation
import NIOCore
import NIOHTTP1

/// Asks a running Earshot over its API.
struct RemoteEngine: QueryEngine {
    private let server: RunningServer

    init(_ server: RunningServer) { self.server = server }

    var tables: [TableSchema] { Tables.all }

    func cancel(_ identifier: String) {}

    func run(_ text: String, options: QueryOptions) async throws -> QueryResult {
        var request = HTTPClientRequest(url: server.url + "/api/v1/query")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "authorization", value: "Bearer \(server.token)")
        let query = KustoValue.string(text).json
        let body = "{\"query\":\(query),\"limit\":\(options.rowLimit),\"timeoutSeconds\":\(options.timeoutSeconds)}"
        request.body = .bytes(ByteBuffer(string: body))
        let timeout = TimeAmount.milliseconds(Int64(options.timeoutSeconds * 1000) + 5000)
        let response: HTTPClientResponse
        let bytes: ByteBuffer
        do {
            response = try await server.client.execute(request, timeout: timeout)
            bytes = try await response.body.collect(upTo: 1 << 30)
        } catch {
            // The server notices that nobody listens any more, and stops the query.
            if Task.isCancelled { throw CancellationError() }
            throw QueryError(
                code: "unreachable", message: "The Earshot at \(server.url) does not answer: \(error)",
                hint: "Stop it and ask again, or look at its log.")
        }
        return try Self.decode(Data(bytes.readableBytesView), status: Int(response.status.code))
    }

    private static func decode(_ data: Data, status: Int) throws -> QueryResult {
        let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        guard let object else {
            throw QueryError(
                code: "unreachable", message: "The running Earshot answered with status \(status) and no JSON.")
        }
        if let error = object["error"] as? [String: Any] { throw failure(error) }
        var result = table(object)
        let statistics = object["statistics"] as? [String: Any]
        result.elapsedSeconds = (statistics?["elapsedMilliseconds"] as? Double ?? 0) / 1000
        result.truncated = statistics?["truncated"] as? Bool ?? false
        result.remarks = object["remarks"] as? [String] ?? []
        result.further = (object["further"] as? [[String: Any]] ?? []).map(table)
        return result
    }

    private static func table(_ object: [String: Any]) -> QueryResult {
        let columns = (object["columns"] as? [[String: String]] ?? []).map {
            QueryResult.Column(name: $0["name"] ?? "", type: KustoType(rawValue: $0["type"] ?? "") ?? .string)
        }
        let rows = (object["rows"] as? [[Any]] ?? []).map { row in
            zip(row, columns).map { value($0, as: $1.type) }
        }
        var result = QueryResult(columns: columns, rows: rows)
        result.name = object["name"] as? String
        if let visualization = object["visualization"] as? [String: Any], let kind = visualization["kind"] as? String {
            let properties = visualization["properties"] as? [String: String] ?? [:]
            result.visualization = Visualization(kind: kind, properties: properties)
        }
        result.truncated = object["truncated"] as? Bool ?? false
        return result
    }

    private static func failure(_ error: [String: Any]) -> QueryError {
        let span = error["span"] as? [String: Int]
        let start = span?["start"] ?? 0
        return QueryError(
            code: error["code"] as? String ?? "execution", message: error["message"] as? String ?? "no reason given",
            span: span == nil ? nil : start..<start + max(0, span?["length"] ?? 0), hint: error["hint"] as? String)
    }

    private static func value(_ json: Any, as type: KustoType) -> KustoValue {
        if json is NSNull { return type == .string ? .string("") : .null(type) }
        switch type {
        case .bool: return (json as? Bool).map(KustoValue.bool) ?? .null(type)
        case .int: return (json as? NSNumber).map { .int($0.int32Value) } ?? .null(type)
        case .long: return (json as? NSNumber).map { .long($0.int64Value) } ?? .null(type)
        case .real: return real(json)
        case .dynamic:
            let data = try? JSONSerialization.data(withJSONObject: json, options: [.fragmentsAllowed, .sortedKeys])
            return .dynamic(data.map { String(decoding: $0, as: UTF8.self) } ?? "null")
        case .datetime:
            let text = json as? String ?? ""
            return WireTime.ticks(text).map(KustoValue.datetime) ?? .string(text)
        // Durations and the rest are shown as the server wrote them.
        default: return .string("\(json)")
        }
    }

    private static func real(_ json: Any) -> KustoValue {
        if let text = json as? String { return .real(Double(text) ?? .nan) }
        return (json as? NSNumber).map { .real($0.doubleValue) } ?? .null(.real)
    }
}
