import EarshotModel
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

@testable import EarshotIntel

/// Documents from a server on this machine, and addresses that are refused before anybody is asked.
struct DocumentFetcherTests {
    @Test(arguments: [
        ("example.com", "https://example.com/x", true), ("example.com", "https://EXAMPLE.com:443/x", true),
        ("example.com", "http://example.com/x", false), ("http://example.com", "http://example.com/x", true),
        ("http://example.com", "https://example.com/x", true), ("example.com", "https://www.example.com/x", false),
        ("*.example.com", "https://www.example.com/x", true), ("*.example.com", "https://example.com/x", false),
        ("*.example.com", "https://badexample.com/x", false), ("example.com", "https://example.com:8443/x", false),
        ("example.com:8443", "https://example.com:8443/x", true), ("example.com:8443", "https://example.com/x", false),
        ("192.0.2.7", "https://192.0.2.7/x", true), ("[2001:db8::1]:8443", "https://[2001:DB8:0::1]:8443/", true),
        ("example.com", "https://example.com@evil.example/x", false), ("example.com", "ftp://example.com/x", false),
        ("example.com", "file:///etc/passwd", false), ("example.com", "not an address", false),
    ])
    func whoMayBeAsked(entry: String, address: String, allowed: Bool) throws {
        let fetcher = DocumentFetcher(hosts: try AllowedHosts([entry]))
        #expect((fetcher.refusal(of: address) == nil) == allowed)
    }

    @Test(arguments: [
        "", "*", "*.com", "https://", "a b", "example.com/path", "example.com:0", "example.com:port", "*.192.0.2.1",
        "ex*mple.com", "..", "http://*",
    ])
    func entriesThatAreNone(entry: String) {
        #expect(throws: AllowedHostsError(entry: entry)) { try AllowedHosts([entry]) }
    }

    private func fetch(_ server: DocumentServer, _ path: String, _ files: (String) -> Bool = { _ in true }) async throws
        -> String
    {
        let fetcher = DocumentFetcher(hosts: try AllowedHosts(["http://127.0.0.1:\(server.port)"]))
        return String(
            decoding: try await fetcher.fetch(server.url + path, files: files, seconds: 30), as: UTF8.self)
    }

    @Test func documentsPlainAndPacked() async throws {
        let server = try await DocumentServer()
        #expect(try await fetch(server, "/plain") == "a,b\n")
        #expect(try await fetch(server, "/gzip") == "one\ntwo\n")
        #expect(try await fetch(server, "/zip") == "in a\nin b\n")
        #expect(try await fetch(server, "/zip") { $0.hasSuffix(".csv") } == "in a\n")
        try await server.stop()
    }

    @Test(arguments: [
        ("/missing", "answered 404"), ("/large", "is larger than 1 MB"),
        ("/bomb", "larger than 1 MB when it is unpacked"),
        ("/cut", "damaged"), ("/away", "is not among the allowed hosts"), ("/down", "is not among the allowed hosts"),
        ("/round", "more than 5 redirects"),
    ])
    func whatIsNotTaken(path: String, reason: String) async throws {
        let server = try await DocumentServer()
        var fetcher = DocumentFetcher(hosts: try AllowedHosts(["http://127.0.0.1:\(server.port)"]))
        fetcher.maximumBytes = 1 << 20
        let error = await #expect(throws: FetchError.self) {
            try await fetcher.fetch(server.url + path, files: { _ in true }, seconds: 30)
        }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
        try await server.stop()
    }

    @Test func redirectsWithinTheAllowed() async throws {
        let server = try await DocumentServer()
        #expect(try await fetch(server, "/here") == "a,b\n")
        try await server.stop()
    }

    /// A name is no way into the home; the address itself is.
    @Test func namesOfInnerAddressesAreRefused() async throws {
        let server = try await DocumentServer()
        let fetcher = DocumentFetcher(hosts: try AllowedHosts(["http://localhost:\(server.port)"]))
        let error = await #expect(throws: FetchError.self) {
            try await fetcher.fetch("http://localhost:\(server.port)/plain", files: { _ in true }, seconds: 30)
        }
        #expect(error?.description.contains("not on the public internet") == true)
        #expect(error?.description.contains("allowed by its address") == true)
        try await server.stop()
    }

    @Test func aServerThatNeverFinishesIsLeft() async throws {
        let server = try await DocumentServer()
        let fetcher = DocumentFetcher(hosts: try AllowedHosts(["http://127.0.0.1:\(server.port)"]))
        await #expect(throws: FetchError.self) {
            try await fetcher.fetch(server.url + "/slow", files: { _ in true }, seconds: 0.3)
        }
        try await server.stop()
    }
}

/// A web server on a free port of this machine.
private final class DocumentServer: Sendable {
    private let channel: any Channel
    let port: Int
    var url: String { "http://127.0.0.1:\(port)" }

    init() async throws {
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Documents())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    func stop() async throws { try await channel.close() }
}

private final class Documents: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let request) = unwrapInboundIn(data) else { return }
        let (status, headers, body) = Self.answer(request.uri)
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        if request.uri != "/slow" { context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
    }

    private static func answer(_ path: String) -> (HTTPResponseStatus, HTTPHeaders, [UInt8]) {
        switch path {
        case "/plain", "/slow": (.ok, [:], Array("a,b\n".utf8))
        case "/gzip": (.ok, [:], bytes(gzipOne) + bytes(gzipTwo))
        case "/cut": (.ok, [:], Array(bytes(gzipOne).dropLast(12)))
        case "/zip": (.ok, [:], bytes(zip))
        case "/bomb": (.ok, [:], bytes(bomb))
        case "/large": (.ok, [:], [UInt8](repeating: 65, count: (1 << 20) + 1))
        case "/here": (.found, ["location": "/plain"], [])
        case "/round": (.found, ["location": "/round"], [])
        case "/away": (.found, ["location": "https://example.com/x"], [])
        case "/down": (.found, ["location": "http://127.0.0.1:1/x"], [])
        default: (.notFound, [:], [])
        }
    }

    private static func bytes(_ base64: String) -> [UInt8] { Data(base64Encoded: base64).map(Array.init) ?? [] }

    /// "one\n".
    private static let gzipOne =
        "H4sIAAAAAAACA8vPS+UCAJ+oF/gEAAAA"
    /// "two\n".
    private static let gzipTwo =
        "H4sIAAAAAAACAyspz+cCAHQIF5YEAAAA"
    /// Two million zeros.
    private static let bomb =
        "H4sIAAAAAAACA+3BAQEAAACCIP+vbkhAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAbwZBHVpCgIQeAA=="
    /// a.csv packed, folder/b.txt stored.
    private static let zip =
        "UEsDBBQAAAAIAAAAIVwJl4ctBwAAAAUAAAAFAAAAYS5jc3bLzFNI5AIAUEsDBBQAAAAAAAAAIVwAAAAAAAAAAAAAAAAHAAAAZm9s"
        + "ZGVyL1BLAwQUAAAAAAAAACFcysSqBgUAAAAFAAAADAAAAGZvbGRlci9iLnR4dGluIGIKUEsBAhQDFAAAAAgAAAAhXAmXhy0HAAAA"
        + "BQAAAAUAAAAAAAAAAAAAAIABAAAAAGEuY3N2UEsBAhQDFAAAAAAAAAAhXAAAAAAAAAAAAAAAAAcAAAAAAAAAAAAAAIABKgAAAGZv"
        + "bGRlci9QSwECFAMUAAAAAAAAACFcysSqBgUAAAAFAAAADAAAAAAAAAAAAAAAgAFPAAAAZm9sZGVyL2IudHh0UEsFBgAAAAADAAMA"
        + "ogAAAH4AAAAAAA=="
}
