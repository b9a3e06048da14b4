import AsyncHTTPClient
import EarshotModel
import Foundation
import Glibc
import NIOCore
import NIOHTTP1

/// Hands files to the Earshot that is running on the data directory, which imports them as `earshot import` would.
struct RemoteImport {
    let server: RunningServer

    func send(_ path: String) async throws -> IngestReceipt {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let modified = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        let name = (path as NSString).lastPathComponent
        let encoded = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "file"
        var request = HTTPClientRequest(url: "\(server.url)/api/v1/ingest?name=\(encoded)&modified=\(modified)")
        request.method = .POST
        request.headers.add(name: "authorization", value: "Bearer \(server.token)")
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else {
            throw ConfigurationError("\(path) cannot be read: \(String(cString: strerror(errno))).")
        }
        defer { close(descriptor) }
        request.body = .stream(Self.pieces(descriptor), length: .unknown)
        let response = try await server.client.execute(request, timeout: .hours(2))
        return try Self.receipt(Data(try await response.body.collect(upTo: 1 << 20).readableBytesView))
    }

    private static func pieces(_ descriptor: Int32) -> AsyncStream<ByteBuffer> {
        AsyncStream {
            var bytes = [UInt8](repeating: 0, count: 256 << 10)
            let count = read(descriptor, &bytes, bytes.count)
            return count > 0 ? ByteBuffer(bytes: bytes[0..<count]) : nil
        }
    }

    private static func receipt(_ data: Data) throws -> IngestReceipt {
        if let receipt = try? JSONDecoder().decode(IngestReceipt.self, from: data) { return receipt }
        let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        let error = object?["error"] as? [String: Any]
        throw ConfigurationError(error?["message"] as? String ?? "The running Earshot did not take the file.")
    }
}
