internal import EarshotModel

/// `<client> - <user> [<time>] "<method> <path> <version>" <status> <size> "<referrer>" "<agent>" <count> "<router>"
/// "<service>" <milliseconds>ms`. The end makes it Traefik's.
enum TraefikText {
    static func read(_ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow) -> FamilyVerdict {
        let end = header.bodyEnd
        guard end > 40, line.has("ms", at: end - 2, end), line[end - 3].isDigit else { return .notMine }
        let start = header.isStructured ? header.messageStart : clientStart(line, header)
        var words = QuotedWords(start, end)
        var parts: [Range<Int>] = []
        while parts.count < 16, let part = words.next(line) { parts.append(part) }
        guard parts.count == 13, EventRow.address(line, parts[0].lowerBound, parts[0].upperBound) != nil,
            let stamp = StampReader.value(line, parts[3].lowerBound, parts[3].upperBound)
        else { return .notMine }
        fill(line, parts, &row)
        header.stamp = stamp
        return .taken
    }

    /// The client is the first word; the header's reader may have taken it for a host.
    private static func clientStart(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int {
        header.programEnd > header.programStart ? header.messageStart : header.bodyStart
    }

    private static func fill(_ line: Span<UInt8>, _ parts: [Range<Int>], _ row: inout EventRow) {
        row.begin(.webSession)
        row.set(.eventType, "HTTPsession")
        row.set(.srcIpAddr, line, parts[0])
        put(.srcUsername, line, parts[2], &row)
        request(line, parts[4], &row)
        put(.httpStatusCode, line, parts[5], &row)
        put(.dstBytes, line, parts[6], &row)
        put(.httpReferrer, line, parts[7], &row)
        put(.httpUserAgent, line, parts[8], &row)
        row.add("RequestCount", line, parts[9].lowerBound, parts[9].upperBound)
        put(.networkRuleName, line, parts[10], &row)
        if !line.is("-", parts[11].lowerBound, parts[11].upperBound) { TraefikFamily.setService(line, parts[11], &row) }
        row.set(.networkDuration, line, parts[12].lowerBound, parts[12].upperBound - 2)
        WebResult.set(&row)
        if !row.has(.eventResult) { row.set(.eventResult, "NA") }
    }

    private static func request(_ line: Span<UInt8>, _ range: Range<Int>, _ row: inout EventRow) {
        let method = line.endOfToken(range.lowerBound, range.upperBound)
        var version = range.upperBound
        while version > method, !line[version - 1].isBlank { version -= 1 }
        row.set(.httpRequestMethod, line, range.lowerBound, method)
        guard version > method else { return }
        row.set(.httpVersion, line, version, range.upperBound)
        let path = line.skipBlanks(method, version)
        row.set(.url, line, path, line.trimEnd(path, version))
        TraefikFamily.transport(version..<range.upperBound, line, &row)
    }

    private static func put(_ field: EventField, _ line: Span<UInt8>, _ range: Range<Int>, _ row: inout EventRow) {
        if !line.is("-", range.lowerBound, range.upperBound) { row.set(field, line, range) }
    }
}

/// Words of a line; one in quotes or brackets may hold blanks, and loses its marks.
struct QuotedWords {
    private var position: Int
    private let end: Int

    init(_ start: Int, _ end: Int) {
        position = start
        self.end = end
    }

    mutating func next(_ line: Span<UInt8>) -> Range<Int>? {
        let start = line.skipBlanks(position, end)
        guard start < end else { return nil }
        let close: UInt8 =
            line[start] == Byte.quote ? Byte.quote : line[start] == Byte.leftBracket ? Byte.rightBracket : 0
        if close == 0 {
            position = line.endOfToken(start, end)
            return start..<position
        }
        var index = start + 1
        while index < end, line[index] != close {
            if close == Byte.quote, line[index] == Byte.backslash { index += 1 }
            index += 1
        }
        let stop = min(index, end)
        position = min(stop + 1, end)
        return (start + 1)..<stop
    }
}
