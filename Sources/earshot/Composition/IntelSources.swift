import EarshotIntel
import EarshotModel
import Foundation
import Yams

/// The feeds in use: those built in, less those switched off, and the user's own.
enum IntelSources {
    static func feeds(_ settings: Settings) throws -> [Feed] {
        let off = Set(settings.list("intel.off"))
        var feeds = try builtIn()
        if let unknown = off.first(where: { id in !feeds.contains { $0.id == id } }) {
            throw ConfigurationError(
                "`intel.off`: there is no built-in list `\(unknown)`. `earshot intel feeds` shows them all.")
        }
        for index in feeds.indices where off.contains(feeds[index].id) { feeds[index].isEnabled = false }
        for record in settings.records("intel.feeds") {
            do { feeds.append(try Feed(record: expanded(record))) } catch {
                throw ConfigurationError("`intel.feeds`: \(error)")
            }
        }
        var seen: Set<String> = []
        for feed in feeds where !seen.insert(feed.id).inserted {
            throw ConfigurationError(
                "`intel.feeds`: there are two lists with the id `\(feed.id)`. Give yours another one.")
        }
        return feeds
    }

    static func builtIn() throws -> [Feed] {
        guard let url = Bundle.module.url(forResource: "Resources/feeds", withExtension: "yaml"),
            let text = try? String(contentsOf: url, encoding: .utf8), let node = try Yams.compose(yaml: text)
        else { throw ConfigurationError("The built-in list of feeds is missing from the program's resources.") }
        return try YAMLRecords.read(node, name: "feeds", file: "feeds.yaml").map { try Feed(record: expanded($0)) }
    }

    private static func expanded(_ record: [String: String]) -> [String: String] {
        var record = record
        record["url"] = record["url"].map(Settings.expand)
        return record
    }
}
