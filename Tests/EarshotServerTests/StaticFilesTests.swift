import HTTPTypes
import NIOCore
import Testing

@testable import EarshotServer

@Suite struct StaticFilesTests {
    private let folder: Folder
    private let client: Client

    init() throws {
        folder = try Folder()
        try folder.write("web/index.html", "<!doctype html>page")
        try folder.write("web/core/app.js", "let a;")
        try folder.write("web/core/app.js.gz", "compressed")
        try folder.write("web/favicon.svg", "<svg/>")
        try folder.write("web/.hidden", "secret")
        try folder.write("secret.txt", "secret")
        try folder.write("vendor/geo/x.geojson", "{}")
        try folder.write("vendor/big.js", String(repeating: "x", count: 300_000))
        var harness = Harness()
        harness.configuration.webDirectory = folder.path + "/web"
        harness.configuration.vendorDirectory = folder.path + "/vendor"
        client = harness.client()
    }

    @Test func thePage() async throws {
        for path in ["/", "/index.html"] {
            let answer = try await client.send(.get, path)
            #expect(answer.status == 200)
            #expect(answer.text == "<!doctype html>page")
            #expect(answer.header("Content-Type") == "text/html; charset=utf-8")
            #expect(answer.header("Cache-Control") == "no-cache")
        }
    }

    @Test(arguments: [
        ("a.js", "text/javascript; charset=utf-8"), ("a/b.css", "text/css; charset=utf-8"), ("a.WOFF2", "font/woff2"),
        ("a.geojson", "application/geo+json"), ("a.svg", "image/svg+xml"), ("a.json", "application/json"),
        ("a.b/c", "application/octet-stream"),
    ])
    func contentTypes(path: String, type: String) { #expect(ContentType.of(path) == type) }

    @Test func vendorFilesComeFromTheirFolder() async throws {
        let answer = try await client.send(.get, "/vendor/geo/x.geojson")
        #expect(answer.text == "{}")
        #expect(answer.header("Content-Type") == "application/geo+json")
        #expect(try await client.send(.get, "/vendor/big.js").body.readableBytes == 300_000)
    }

    @Test func compressedForThoseWhoTakeIt() async throws {
        let plain = try await client.send(.get, "/core/app.js")
        #expect(plain.text == "let a;")
        #expect(plain.header("Content-Encoding") == nil)
        #expect(plain.header("Vary") == "Accept-Encoding")
        let packed = try await client.send(.get, "/core/app.js", headers: [.acceptEncoding: "br, gzip;q=0.8"])
        #expect(packed.text == "compressed")
        #expect(packed.header("Content-Encoding") == "gzip")
        #expect(packed.header("Content-Type") == "text/javascript; charset=utf-8")
        #expect(packed.header("ETag") != plain.header("ETag"))
        let refused = try await client.send(.get, "/core/app.js", headers: [.acceptEncoding: "gzip;q=0"])
        #expect(refused.text == "let a;")
    }

    @Test func unchangedFilesAreNotSentAgain() async throws {
        let tag = try #require(try await client.send(.get, "/core/app.js").header("ETag"))
        for header in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
            let answer = try await client.send(.get, "/core/app.js", headers: [.ifNoneMatch: header])
            #expect(answer.status == 304)
            #expect(answer.text.isEmpty)
            #expect(answer.header("ETag") == tag)
        }
        try folder.write("web/core/app.js", "let b = 1;")
        #expect(try await client.send(.get, "/core/app.js", headers: [.ifNoneMatch: tag]).status == 200)
    }

    @Test(arguments: [
        "/../secret.txt", "/%2e%2e/secret.txt", "/core/../../secret.txt", "/core/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/vendor/../../secret.txt", "/vendor/../secret.txt", "/..%5csecret.txt", "/.hidden", "/core/app.js%00.html",
        "//../secret.txt", "/nothing.js", "/core", "/%zz",
    ])
    func nothingElseIsServed(path: String) async throws {
        let answer = try await client.send(.get, path)
        #expect(answer.status == 404)
        #expect(!answer.text.contains("secret\n") && answer.text != "secret")
        #expect(answer.header("Content-Type") == "text/plain; charset=utf-8")
    }

    @Test func headAndOtherMethods() async throws {
        let head = try await client.send(.head, "/core/app.js")
        #expect(head.header("Content-Length") == "6")
        #expect(head.text.isEmpty)
        let post = try await client.send(.post, "/index.html")
        #expect(post.status == 405)
        #expect(post.text.contains("/index.html does not take POST."))
        #expect(try await client.send(.get, "/favicon.ico").header("Content-Type") == "image/svg+xml")
    }

    @Test func missingLibrariesNameTheRemedy() async throws {
        var harness = Harness()
        harness.configuration.webDirectory = folder.path + "/web"
        harness.configuration.vendorDirectory = folder.path + "/<none>"
        let page = try await harness.send(.get, "/")
        #expect(page.status == 503)
        #expect(page.header("Content-Type") == "text/html; charset=utf-8")
        #expect(page.text.contains("<pre>Scripts/bootstrap.sh</pre>"))
        #expect(page.text.contains("/&lt;none></code>"))
        let script = try await harness.send(.get, "/vendor/big.js")
        #expect(script.status == 404)
        #expect(script.text == "The page's libraries are not in \(folder.path)/<none>. Run Scripts/bootstrap.sh.\n")
    }

    @Test func missingPageNamesTheRemedy() async throws {
        var harness = Harness()
        harness.configuration.vendorDirectory = folder.path + "/vendor"
        let page = try await harness.send(.get, "/")
        #expect(page.status == 503)
        #expect(page.text.contains("There is no <code>index.html</code> in <code>/nonexistent/page</code>."))
    }
}

@Suite struct SecurityHeadersTests {
    private static let strict = """
        default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
        worker-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'
        """

    @Test(arguments: ["/api/v1/status", "/healthz", "/api/nothing", "/nothing", "/?basemap=offline", "/?basemap=evil"])
    func everyAnswerHasThem(path: String) async throws {
        let answer = try await Harness().send(.get, path)
        #expect(answer.header("Content-Security-Policy") == Self.strict)
        #expect(answer.header("X-Content-Type-Options") == "nosniff")
        #expect(answer.header("Referrer-Policy") == "no-referrer")
        #expect(answer.header("Cross-Origin-Resource-Policy") == "same-origin")
    }

    @Test(arguments: [
        ("osm", "tile.openstreetmap.org"), ("mapbox", "api.mapbox.com"), ("google", "tile.googleapis.com"),
    ])
    func aChosenBasemapOpensItsHost(id: String, host: String) async throws {
        let folder = try Folder()
        try folder.write("index.html", "page")
        var harness = Harness()
        harness.configuration.webDirectory = folder.path
        harness.configuration.vendorDirectory = folder.path
        let answer = try await harness.send(.get, "/?basemap=\(id)")
        let widened = Self.strict
            .replacing("img-src 'self' data: blob:", with: "img-src 'self' data: blob: https://\(host)")
            .replacing("connect-src 'self'", with: "connect-src 'self' https://\(host)")
        #expect(answer.header("Content-Security-Policy") == widened)
        // Only the page itself is widened.
        #expect(
            try await harness.send(.get, "/api/v1/status?basemap=\(id)").header("Content-Security-Policy")
                == Self.strict)
    }
}
