import EarshotModel
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What shippers made for Elasticsearch (Filebeat, Winlogbeat, Fluent Bit, Vector, Logstash, the client libraries) ask
/// before they send, and the sending itself.
///
/// Templates, pipelines and policies are taken and have no meaning here: documents map to ASIM whatever their template.
struct ElasticRoutes: Sendable {
    let services: Services

    /// Whether a request is one of theirs.
    static func owns(_ request: Request) -> Bool {
        let path = request.uri.path
        if path == "/" { return isShipper(request) }
        if path.hasPrefix("/_") { return true }
        if path.contains("/_") { return !["/api/", "/v1/", "/v2/", "/vendor/"].contains { path.hasPrefix($0) } }
        // An index by its name: made or looked for before the first document.
        return !path.dropFirst().contains("/")
            && (request.method == .put || (request.method == .head && isShipper(request)))
    }

    /// Browsers ask for HTML, shippers for JSON or for anything.
    private static func isShipper(_ request: Request) -> Bool {
        let accept = request.headers[.accept] ?? ""
        if accept.contains("text/html") { return false }
        if accept.contains("json") { return true }
        let agent = (request.headers[.userAgent] ?? "").lowercased()
        return ["elastic", "beat", "vector", "logstash", "fluent", "manticore", "go-http-client"].contains {
            agent.contains($0)
        }
    }

    func answer(_ call: RouteCall) async throws -> Response {
        var response = try await reply(call)
        // Clients refuse a server that does not say this.
        response.headers[HTTPField.Name("X-elastic-product") ?? .server] = "Elasticsearch"
        return response
    }

    private func reply(_ call: RouteCall) async throws -> Response {
        let path = call.request.uri.path
        if path.hasSuffix("/_bulk") { return try await bulk(call) }
        if path.contains("/_doc") || path.contains("/_create/") { return try await single(call) }
        switch (call.request.method, path) {
        case (.get, "/"), (.head, "/"): return Self.json(ElasticAnswers.greeting)
        case (.get, "/_license"): return Self.json(ElasticAnswers.license)
        case (.get, "/_xpack"): return Self.json(ElasticAnswers.features)
        case (.get, "/_cluster/health"): return Self.json(ElasticAnswers.health)
        case (.get, _) where path.hasPrefix("/_nodes"): return Self.json(ElasticAnswers.nodes)
        case (.put, _), (.post, _):
            guard Self.preparesSending(path) else { return Self.json(ElasticAnswers.notKept(path), .badRequest) }
            return Self.json(#"{"acknowledged":true,"shards_acknowledged":true}"#)
        case (.get, _) where Self.asks(path): return Self.json(ElasticAnswers.notKept(path), .badRequest)
        case (.head, _): return Self.json("{}")
        default:
            return Self.json(
                #"{"error":{"type":"resource_not_found_exception","reason":"Earshot keeps no such thing"},"status":404}"#,
                .notFound)
        }
    }

    /// What shippers set up before they send: an index, templates, pipelines, policies, aliases.
    private static func preparesSending(_ path: String) -> Bool {
        guard let word = path.split(separator: "/").first(where: { $0.hasPrefix("_") }) else { return true }
        return [
            "_index_template", "_component_template", "_template", "_ingest", "_ilm", "_slm", "_data_stream", "_alias",
            "_aliases", "_mapping", "_mappings", "_settings", "_rollover", "_refresh", "_flush", "_cluster",
        ].contains(word)
    }

    /// Whether a path asks for documents.
    private static func asks(_ path: String) -> Bool {
        path.split(separator: "/").contains {
            ["_search", "_msearch", "_count", "_mget", "_sql", "_query", "_async_search", "_eql", "_field_caps"]
                .contains($0)
        }
    }

    private func bulk(_ call: RouteCall) async throws -> Response {
        guard let intake = services.live.data.intake else {
            throw APIError(.serviceUnavailable, "no-intake", "This Earshot takes no events.")
        }
        let index = call.request.uri.path.split(separator: "/").dropLast().first.map { String($0) }
        var bulk = BulkUpload(
            intake: intake, index: index ?? "", peer: call.context.peer, limits: services.configuration)
        do {
            if let coding = Self.coding(call.request) { try bulk.decompress(coding) }
            for try await piece in call.request.body { try await bulk.take(piece) }
            return Self.json(try await bulk.finish())
        } catch let error as BulkError {
            return Self.json(error.json, error.status)
        }
    }

    /// One document: a bulk of one.
    private func single(_ call: RouteCall) async throws -> Response {
        guard let intake = services.live.data.intake else {
            throw APIError(.serviceUnavailable, "no-intake", "This Earshot takes no events.")
        }
        let index = call.request.uri.path.split(separator: "/").first.map { String($0) } ?? ""
        let collected = try await call.request.body.collect(upTo: LineSplitter.maximumBytes)
        var bulk = BulkUpload(intake: intake, index: index, peer: call.context.peer, limits: services.configuration)
        do {
            let body = try Self.inflated(Array(buffer: collected), Self.coding(call.request))
            let text = String(decoding: body, as: UTF8.self).split(whereSeparator: \.isNewline).joined(separator: " ")
            try await bulk.take(ByteBuffer(string: "{\"index\":{}}\n" + text + "\n"))
            _ = try await bulk.finish()
        } catch let error as BulkError {
            return Self.json(error.json, error.status)
        }
        return Self.json(#"{"_index":"\#(BulkUpload.escaped(index))","_id":"1","result":"created"}"#, .created)
    }

    private static func coding(_ request: Request) -> String? {
        request.headers[.contentEncoding].flatMap { $0 == "identity" || $0.isEmpty ? nil : $0 }
    }

    /// A document as it was before its sender compressed it, at most 1 MB.
    private static func inflated(_ body: [UInt8], _ coding: String?) throws -> [UInt8] {
        guard let coding else { return body }
        guard BulkUpload.isKnown(coding) else { throw BulkUpload.unknown(coding) }
        var result: [UInt8] = []
        do {
            let inflater = try Inflater()
            try inflater.inflate(body) { piece in
                guard result.count + piece.count <= LineSplitter.maximumBytes else { throw Inflater.Failure.corrupt }
                piece.withUnsafeBufferPointer { result.append(contentsOf: $0) }
            }
            try inflater.finish()
        } catch {
            throw BulkError(.badRequest, "the compressed document is damaged, or larger than 1 MB")
        }
        return result
    }

    private static func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        // Clients of version 8 insist on the type they asked for; all take plain JSON.
        .json(bytes: ByteBuffer(string: text), status: status)
    }
}

/// What Elasticsearch would say of itself. The version is one that all current shippers accept.
enum ElasticAnswers {
    /// Taking documents is all that Earshot does for Elasticsearch's clients.
    static func notKept(_ path: String) -> String {
        let reason = JSONText.quoted(
            "\(path) is not possible: Earshot takes documents (_bulk) and answers questions in KQL (POST /api/v1/query)."
        )
        return #"{"error":{"root_cause":[{"type":"illegal_argument_exception","reason":\#(reason)}],"#
            + #""type":"illegal_argument_exception","reason":\#(reason)},"status":400}"#
    }

    static let greeting = """
        {"name":"earshot","cluster_name":"earshot","cluster_uuid":"earshot","version":{"number":"8.17.0",\
        "build_flavor":"default","build_type":"deb","build_hash":"earshot","build_date":"2024-12-01T00:00:00.000Z",\
        "build_snapshot":false,"lucene_version":"9.12.0","minimum_wire_compatibility_version":"7.17.0",\
        "minimum_index_compatibility_version":"7.0.0"},"tagline":"You Know, for Search"}
        """
    static let license = """
        {"license":{"status":"active","uid":"earshot","type":"basic","issue_date_in_millis":1700000000000,\
        "max_nodes":1000,"issued_to":"earshot","issuer":"earshot","start_date_in_millis":-1}}
        """
    static let features = """
        {"build":{"hash":"earshot","date":"2024-12-01T00:00:00.000Z"},"license":{"uid":"earshot","type":"basic",\
        "mode":"basic","status":"active"},"features":{"ilm":{"available":false,"enabled":false},\
        "monitoring":{"available":false,"enabled":false},"security":{"available":true,"enabled":true}},"tagline":""}
        """
    static let health = """
        {"cluster_name":"earshot","status":"green","timed_out":false,"number_of_nodes":1,"number_of_data_nodes":1}
        """
    static let nodes = """
        {"_nodes":{"total":1,"successful":1,"failed":0},"cluster_name":"earshot","nodes":{"earshot":{"name":"earshot",\
        "version":"8.17.0","roles":["data","ingest","master"]}}}
        """
}
