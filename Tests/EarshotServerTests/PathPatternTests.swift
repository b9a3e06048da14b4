import Testing

@testable import EarshotServer

@Suite struct PathPatternTests {
    @Test(arguments: [
        ("/a", "/a", "" as String?), ("/a/x", "/a/{id}", "x"), ("/a/x/b", "/a/{id}/b", "x"),
        ("/a//b", "/a/{id}/b", nil),
        ("/a/x/y/b", "/a/{id}/b", nil), ("/a/x/y/b", "/a/{rest*}/b", "x/y"), ("/a/b", "/a/{id}/b", nil),
        ("/b", "/a", nil), ("/a/x/c", "/a/{id}/b", nil),
    ])
    func matches(path: String, pattern: String, argument: String?) {
        #expect(PathPattern.match(path, pattern) == argument)
    }
}
