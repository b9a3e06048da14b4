import HTTPTypes
import Testing

@testable import EarshotServer

@Suite struct HostGateTests {
    @Test(arguments: ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "127.8.8.8", "[::1]:8080", "nas.lan:8080"])
    func ownNamesPass(host: String) async throws {
        var harness = Harness()
        harness.configuration.hostNames = ["NAS.lan"]
        #expect(try await harness.send(.get, "/healthz", host: host).status == 200)
    }

    @Test(arguments: ["evil.example", "192.168.1.5:8080", "localhost.evil.example", "[2001:db8::1]", ""])
    func foreignNamesDoNot(host: String) async throws {
        let answer = try await Harness().send(.get, "/api/v1/status", host: host)
        #expect(answer.status == 403)
        #expect(answer.text.contains(#""code":"foreign-host""#))
        #expect(try await Harness().send(.get, "/", host: host).status == 403)
    }

    @Test func theRefusalNamesTheRemedy() async throws {
        let answer = try await Harness().send(.get, "/", host: "evil.example:8080")
        #expect(
            answer.text == """
                {"error":{"code":"foreign-host","message":"\\"evil.example\\" is not a name of this Earshot.","span":null,\
                "hint":"Open http://localhost or http://127.0.0.1 with its port, add the name to web.names in earshot.yaml, \
                or set a password with `earshot passwd`."}}
                """)
    }

    @Test func behindAPasswordEveryNameIsGood() async throws {
        var harness = Harness()
        harness.configuration.passwordHash = "scrypt$16$8$1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        #expect(try await harness.send(.get, "/healthz", host: "nas.example").status == 200)
    }

    @Test(
        arguments: [
            ("http://localhost:8080", nil, true), ("http://evil.example", nil, false), ("null", nil, false),
            ("http://localhost:9999", nil, false), (nil, nil, true), (nil, "same-origin", true), (nil, "none", true),
            (nil, "cross-site", false), (nil, "same-site", false), ("http://localhost:8080", "cross-site", false),
        ] as [(String?, String?, Bool)])
    func changesComeFromOurOwnPage(origin: String?, site: String?, passes: Bool) async throws {
        var headers: HTTPFields = [:]
        headers[.origin] = origin
        headers[.secFetchSite] = site
        let answer = try await Harness().send(.post, "/api/v1/query", headers: headers, body: #"{"query":"T"}"#)
        #expect(answer.status == (passes ? 200 : 403))
        if !passes {
            #expect(
                answer.text == """
                    {"error":{"code":"foreign-origin","message":"This request was sent by another web page.","span":null,\
                    "hint":"Send it from Earshot's own page, or from a program that sends no Origin."}}
                    """)
        }
    }

    @Test func readingIsTheBrowsersConcern() async throws {
        #expect(try await Harness().send(.get, "/healthz", headers: .origin("http://evil.example")).status == 200)
    }
}
