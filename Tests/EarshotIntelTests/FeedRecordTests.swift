import EarshotModel
import Foundation
import Testing

@testable import EarshotIntel

struct FeedRecordTests {
    @Test func aDescriptionIsRead() throws {
        let feed = try Feed(record: [
            "id": "mine", "url": "https://a.example/x.csv", "format": "csv", "columns.value": "ip", "delimiter": "tab",
            "everyHours": "2", "headers.Key": "k", "role": "cdn",
        ])
        #expect(feed.columns == ["value": "ip"])
        #expect(feed.headers == ["Key": "k"])
        #expect(feed.delimiter == "\t")
        #expect(feed.interval == 7200)
        #expect(feed.family == "mine")
        #expect(feed.role == .cdn)
    }

    @Test(arguments: [
        (["url": "https://a.example/"], "needs an `id`"),
        (["id": "a b", "url": "https://a.example/"], "letters, digits and hyphens"),
        (["id": "a", "url": "ftp://a.example/"], "`a` needs a `url`"),
        (["id": "a", "url": "https://a.example/", "format": "csv"], "`columns` with at least `value`"),
        (["id": "a", "url": "https://a.example/", "confidence": "101"], "`confidence` is a number from 0.0 to 100.0"),
        (["id": "a", "url": "https://a.example/", "everyHours": "0.1"], "`everyHours`"),
        (["id": "a", "url": "https://a.example/", "mayBeEmpty": "perhaps"], "`mayBeEmpty` is true or false"),
    ])
    func mistakesAreNamed(_ record: [String: String], _ words: String) {
        let error = #expect(throws: FeedError.self) { try Feed(record: record) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    /// Lines that hold no entry, entries that are no use, and a list that ends in the middle of one.
    @Test func linesAreCounted() async throws {
        let path = NSTemporaryDirectory() + "earshot-feed-\(UUID().uuidString)"
        let long = String(repeating: "x", count: 70_000)
        try "# head\n9.9.9.9 # a comment\r\n\n;x\n10.0.0.1\n\(long)\nnonsense here\n9.9.9.0/24"
            .write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        var found: [Indicator] = []
        let tally = try await FeedReader.read(Feed(id: "a", location: path), path: path) { found += $0 }
        #expect(found.map(\.value) == ["9.9.9.9", "9.9.9.0/24"])
        #expect(tally.skipped == ["not_public": 1, "too_long": 1, "malformed": 1])
    }

    @Test func whatIsNoListIsRefused() async throws {
        let path = NSTemporaryDirectory() + "earshot-feed-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var feed = Feed(id: "a", location: path)
        feed.marker = "# The list"
        for text in ["<html>9.9.9.9</html>", "\n  <!DOCTYPE html>", "9.9.9.9\n", "# The list\n", ""] {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            await #expect(throws: FeedError.self, "\(text)") {
                _ = try await FeedReader.read(feed, path: path) { _ in }
            }
        }
        feed.mayBeEmpty = true
        try "# The list\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try await FeedReader.read(feed, path: path) { _ in }.indicators == 0)
    }
}
