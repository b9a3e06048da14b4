public import EarshotModel
import Foundation

/// Reads a feed's file and hands its indicators over in pieces, so that a list of millions takes little memory.
public enum FeedReader {
    /// Entries of one feed; the rest is cut off and the feed's state says so.
    public static let maximumIndicators = 3_000_000
    static let maximumLine = 65_536
    /// A document is held in memory as a whole, ten times its size.
    static let maximumDocument = 32 << 20
    static let remedy = "The last good copy stays in use. See whether the address has moved, or switch the feed off."

    /// Reads the file at `path`. Throws `FeedError` when it is no such list: then nothing of it may be used.
    public static func read(
        _ feed: Feed, path: String, _ body: ([Indicator]) async throws -> Void
    ) async throws -> FeedTally {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw FeedError("\(feed.id): the file \(path) cannot be read. Check that it is there and readable.")
        }
        defer { try? file.close() }
        let head = try file.read(upToCount: 65_536) ?? Data()
        try check(head, feed)
        try file.seek(toOffset: 0)
        let tally =
            switch feed.format {
            case .misp where !feed.isFile, .taxii where !feed.isFile: try await readDocuments(file, feed, body)
            case .misp, .warninglist, .stix, .taxii: try await readDocument(file, feed, body)
            default: try await readLines(file, feed, body)
            }
        try check(tally, feed)
        return tally
    }

    /// A portal's sign-in page, a "moved" page or an error must never empty a list.
    private static func check(_ head: Data, _ feed: Feed) throws {
        let text = String(decoding: head, as: UTF8.self)
        let start = text[...].trimmed.prefix(256).lowercased()
        if start.hasPrefix("<!doctype") || start.hasPrefix("<html") || start.hasPrefix("<head")
            || start.hasPrefix("<?xml")
        {
            throw FeedError("\(feed.id): a web page came instead of the list. \(remedy)")
        }
        if !feed.marker.isEmpty, !text.contains(feed.marker) {
            throw FeedError(
                "\(feed.id): the list does not have \"\(feed.marker)\" in its beginning, as it always had. \(remedy)")
        }
    }

    private static func check(_ tally: FeedTally, _ feed: Feed) throws {
        if tally.indicators == 0, !feed.mayBeEmpty {
            throw FeedError("\(feed.id): there is no entry in what came, and this list is never empty. \(remedy)")
        }
        let malformed = tally.skipped["malformed", default: 0]
        if malformed > tally.indicators, malformed > 10 {
            throw FeedError(
                "\(feed.id): \(malformed) of \(tally.lines) lines are nothing that format \(feed.format.rawValue) has. "
                    + remedy)
        }
    }

    private static func readDocument(
        _ file: FileHandle, _ feed: Feed, _ body: ([Indicator]) async throws -> Void
    ) async throws -> FeedTally {
        let data = try file.read(upToCount: maximumDocument + 1) ?? Data()
        guard data.count <= maximumDocument else {
            throw FeedError("\(feed.id): the document is larger than \(maximumDocument >> 20) MB. \(remedy)")
        }
        var tally = FeedTally()
        let found = try DocumentReader.indicators(data, feed, &tally)
        for start in stride(from: 0, to: found.count, by: 50_000) {
            try await body(Array(found[start..<min(start + 50_000, found.count)]))
        }
        return tally
    }

    /// Documents that were fetched one by one, a line each.
    private static func readDocuments(
        _ file: FileHandle, _ feed: Feed, _ body: ([Indicator]) async throws -> Void
    ) async throws -> FeedTally {
        var tally = FeedTally()
        var rest = Data()
        while let block = try file.read(upToCount: 1 << 20), !block.isEmpty, tally.indicators < maximumIndicators {
            rest.append(block)
            while let end = rest.firstIndex(of: 10) {
                let found = try DocumentReader.indicators(Data(rest[..<end]), feed, &tally)
                rest = Data(rest[rest.index(after: end)...])
                for start in stride(from: 0, to: found.count, by: 50_000) {
                    try await body(Array(found[start..<min(start + 50_000, found.count)]))
                }
            }
        }
        tally.isCut = tally.indicators >= maximumIndicators
        return tally
    }

    private static func readLines(
        _ file: FileHandle, _ feed: Feed, _ body: ([Indicator]) async throws -> Void
    ) async throws -> FeedTally {
        var reader = LineReader(feed)
        var rest: [UInt8] = []
        var waiting: [Indicator] = []
        var cut = 0
        while reader.tally.indicators < maximumIndicators, let block = try file.read(upToCount: 1 << 20), !block.isEmpty
        {
            rest.append(contentsOf: block)
            take(&rest, &reader, &waiting, &cut, isLast: false)
            if waiting.count >= 50_000 {
                try await body(waiting)
                waiting.removeAll(keepingCapacity: true)
            }
        }
        let isCut = reader.tally.indicators >= maximumIndicators
        if !isCut { take(&rest, &reader, &waiting, &cut, isLast: true) }
        if !waiting.isEmpty { try await body(waiting) }
        var tally = reader.tally
        tally.isCut = isCut
        if cut > 0 { tally.skipped["too_long"] = cut }
        return tally
    }

    /// Takes the whole lines of `bytes` and leaves the beginning of the next.
    private static func take(
        _ bytes: inout [UInt8], _ reader: inout LineReader, _ found: inout [Indicator], _ cut: inout Int, isLast: Bool
    ) {
        var start = 0
        while let end = bytes[start...].firstIndex(of: 10) ?? (isLast && start < bytes.count ? bytes.count : nil) {
            if end - start > maximumLine {
                cut += 1
            } else {
                found.append(contentsOf: reader.take(Substring(String(decoding: bytes[start..<end], as: UTF8.self))))
            }
            start = min(end + 1, bytes.count)
        }
        bytes.removeFirst(start)
        if bytes.count > maximumLine {
            // A line without end is not kept while one waits for its end.
            cut += 1
            bytes.removeAll()
        }
    }
}
