internal import EarshotModel

/// Sign-ins of what people run at home: Vaultwarden, Gitea and Forgejo, Jellyfin, Immich, Audiobookshelf, the *arr family,
/// ZoneMinder, xrdp, Navidrome, and Home Assistant.
///
/// Each is told by its words, since most write no program. Source: the programs' own messages.
struct HomelabFamily: EventFamily {
    static let name = "homelab_apps"
    static let vendor = "Self-hosted"
    static let product = "Application"
    static let clues: [Clue] = [
        .start("["), .start("..."), .start("web_php["), .program("web_php"), .program("radarr"), .program("sonarr"),
        .program("mono"), .program("lidarr"), .program("prowlarr"), .program("readarr"), .program("xrdp"),
        .program("xrdp-sesman"), .program("vaultwarden"), .program("gitea"), .program("forgejo"), .program("jellyfin"),
        .start("time="), .start("1"), .start("0"), .program("monit"), .start("WARNING ("), .start("ERROR ("),
        .start("INFO ("), .start("DEBUG ("),
    ]

    private var shapes = ShapeMatcher(HomelabShapes.table)

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        let isNamed = Self.isProgram(line, header)
        // The words around a time (`AUTH:`, `ERROR:`) may look like a program: without priority nothing else wrote it.
        guard isNamed || header.priority == SyslogRecord.noPriority else { return .notMine }
        let start = HomelabTime.skip(line, isNamed ? header.messageStart : header.bodyStart, &header)
        guard let meaning = shapes.read(line, start, end, into: &row) else { return isNamed ? .message : .notMine }
        guard meaning.table != nil else { return .message }
        if !isNamed, header.hostStart >= header.bodyStart { header.hostEnd = header.hostStart }
        return .taken
    }
}

/// `[2023-02-12 12:16:05.729 +01:00]`, `[2024-08-31 02:11:28.892+0800]`, `01/25/22 16:08:03.531511`, `time="…"`.
enum HomelabTime {
    /// Behind the time at `start`, which it gives to the header.
    static func skip(_ line: Span<UInt8>, _ start: Int, _ header: inout SyslogHeader) -> Int {
        let end = header.bodyEnd
        var next = start
        let isBracket = start < end && line[start] == Byte.leftBracket
        if isBracket {
            next += 1
            // monit writes the zone first.
            var zone = next
            while zone < end, line[zone].isUpper { zone += 1 }
            if zone - next > 1, zone < end, line[zone] == Byte.space { next = zone + 1 }
        } else if line.has("time=\"", at: start, end) {
            next += 6
        }
        guard let stamp = StampReader.read(line, &next, end) else { return start }
        if isBracket {
            guard next < end, line[next] == Byte.rightBracket else { return start }
            next += 1
        } else if next < end, line[next] == Byte.quote {
            next += 1
        }
        header.stamp = stamp
        return line.skipBlanks(next, end)
    }
}
