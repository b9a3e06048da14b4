import EarshotModel
import Foundation
import Testing

@testable import EarshotParsing

/// Parses single lines as if they had arrived on 22 September 2026, 14:13:20 UTC, from a source in UTC.
struct ParsedLine {
    static let arrivalSeconds: Int64 = 1_790_086_400
    var batch = ParsedBatch()
    var labels = LabelTable()
    var counters = ParseCounters()

    init(_ line: String, zoneOffset: Int32 = 0, configuration: ParserConfiguration = .init()) {
        self.init(Array(line.utf8), zoneOffset: zoneOffset, configuration: configuration)
    }

    init(_ line: [UInt8], zoneOffset: Int32 = 0, configuration: ParserConfiguration = .init(), pinned: Int? = nil) {
        var parser = EventParser(configuration: configuration)
        let arrival = Ticks.unixEpoch + Self.arrivalSeconds * Ticks.perSecond
        var context = LineContext(source: 7, arrival: arrival, zoneOffset: zoneOffset)
        context.pinnedFamily = pinned
        parser.parse(line.span, context, labels: &labels, into: &batch)
        counters = parser.counters
    }

    var session: SessionRecord? { batch.sessions.first }
    var syslog: SyslogRecord? { batch.syslog.first }

    var extra: String {
        guard let session else { return "" }
        let start = Int(session.extraStart)
        return String(decoding: batch.extra[start..<(start + Int(session.extraCount))], as: UTF8.self)
    }

    var rule: String { labels[session?.rule ?? 0] }
    var host: String { labels[session?.host ?? syslog?.host ?? 0] }
    var program: String { labels[syslog?.program ?? 0] }

    var text: String {
        guard let syslog else { return "" }
        let start = Int(syslog.lineStart)
        return String(decoding: batch.text[start..<(start + Int(syslog.lineCount))], as: UTF8.self)
    }

    var message: String {
        guard let syslog else { return "" }
        let start = Int(syslog.lineStart)
        let range = (start + Int(syslog.messageStart))..<(start + Int(syslog.lineCount))
        return String(decoding: batch.text[range], as: UTF8.self)
    }

    var time: String {
        ISOTime.text(session?.seconds ?? syslog?.seconds ?? 0, session?.fraction ?? syslog?.fraction ?? 0)
    }
}

/// The folder of the package, whether built in place or through a link.
let packageFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
