import EarshotModel

/// Reads the formats with an entry a line.
struct LineReader {
    let feed: Feed
    private(set) var tally = FeedTally()
    /// Positions of the columns, from the header line or the numbers.
    private var positions: [String: Int] = [:]
    private var hasHeader = false

    init(_ feed: Feed) {
        self.feed = feed
        for (column, place) in feed.columns { if let number = Int(place) { positions[column] = number - 1 } }
        hasHeader = feed.format != .csv || positions.count == feed.columns.count
    }

    /// The entries of a line: none, one, or, for a URL, the URL and its host.
    mutating func take(_ line: Substring) -> [Indicator] {
        tally.lines += 1
        let line = line.trimmed
        guard !line.isEmpty else { return [] }
        do throws(Observable.Refusal) {
            let found = try read(line)
            tally.indicators += found.count
            return found
        } catch {
            tally.skip(error.rawValue)
            return []
        }
    }

    private mutating func read(_ line: Substring) throws(Observable.Refusal) -> [Indicator] {
        switch feed.format {
        case .jsonLines, .spamhaus: return try json(line)
        case .csv: return try csv(line)
        default: break
        }
        guard let first = line.first, first != "#", first != ";", first != "!", first != "/" else { return [] }
        let words = line.split(maxSplits: 8) { $0.isWhitespace || $0 == "," || $0 == ";" || $0 == "#" }
        guard let word = words.first else { return [] }
        switch feed.format {
        case .hosts: return try hosts(words)
        case .ipsum: return try ipsum(words)
        case .torExits:
            guard word == "ExitAddress", words.count >= 2 else { return [] }
            var exit = try Observable.indicator(words[1])
            exit.lastSeen = words.count >= 4 ? FeedTime.seconds("\(words[2]) \(words[3])") : nil
            return [exit]
        default:
            // `a - b`, with or without blanks.
            if words.count >= 3, words[1] == "-" { return [try Observable.indicator("\(word)-\(words[2])")] }
            return Self.withHost(try Observable.indicator(word))
        }
    }

    /// A URL stands for itself and, with half the weight, for its host: the host may be a victim or a public service.
    static func withHost(_ indicator: Indicator) -> [Indicator] {
        guard indicator.kind == .url, let host = Observable.host(of: indicator.value[...]),
            var own = try? Observable.indicator(host)
        else { return [indicator] }
        own.category = indicator.category
        own.name = indicator.name
        own.firstSeen = indicator.firstSeen
        own.lastSeen = indicator.lastSeen
        own.validUntil = indicator.validUntil
        own.confidence = indicator.confidence
        own.data = Indicator.hostOfURL
        return [indicator, own]
    }

    private mutating func hosts(_ words: [Substring]) throws(Observable.Refusal) -> [Indicator] {
        guard words.count >= 2, IPAddress(String(words[0])) != nil else { throw .malformed }
        let local: Set<Substring> = ["localhost", "localhost.localdomain", "broadcasthost", "local", "0.0.0.0"]
        var found: [Indicator] = []
        for name in words.dropFirst() where !local.contains(name) && !name.hasPrefix("ip6-") {
            found.append(try Observable.domain(name))
        }
        return found
    }

    private mutating func ipsum(_ words: [Substring]) throws(Observable.Refusal) -> [Indicator] {
        guard words.count >= 2, let count = Int(words[1]) else { throw .malformed }
        guard count >= feed.minimum else {
            tally.skip("below_minimum")
            return []
        }
        var indicator = try Observable.indicator(words[0])
        indicator.confidence = UInt8(clamping: min(90, Int(feed.confidence) + 8 * (count - feed.minimum)))
        return [indicator]
    }

    // MARK: Columns

    private mutating func csv(_ line: Substring) throws(Observable.Refusal) -> [Indicator] {
        var line = line
        if line.hasPrefix("#") {
            // Some lists comment their header out.
            line = line.drop { $0 == "#" || $0 == " " }
            guard !hasHeader else { return [] }
        }
        let fields = Self.fields(line, feed.delimiter)
        guard hasHeader else {
            readHeader(fields)
            return []
        }
        func field(_ name: String) -> Substring {
            guard let place = positions[name], place < fields.count else { return "" }
            return fields[place].trimmed
        }
        return try entry { field($0) }
    }

    private mutating func readHeader(_ fields: [Substring]) {
        for (column, name) in feed.columns {
            if let place = fields.firstIndex(where: { $0.trimmed.lowercased() == name.lowercased() }) {
                positions[column] = place
            }
        }
        hasHeader = positions["value"] != nil
    }

    private func entry(_ field: (String) -> Substring) throws(Observable.Refusal) -> [Indicator] {
        let value = field("value")
        guard !value.isEmpty else { throw .malformed }
        var indicator = try Observable.indicator(value)
        indicator.category = String(field("category").prefix(64))
        indicator.name = String(field("name").prefix(128))
        if let number = Int(field("confidence")) { indicator.confidence = UInt8(clamping: min(100, max(0, number))) }
        indicator.firstSeen = FeedTime.seconds(field("first"))
        indicator.lastSeen = FeedTime.seconds(field("last"))
        indicator.validUntil = FeedTime.seconds(field("until"))
        return Self.withHost(indicator)
    }

    /// RFC 4180: quotes around fields, doubled inside.
    static func fields(_ line: Substring, _ delimiter: Character) -> [Substring] {
        guard line.contains("\"") else {
            return line.split(separator: delimiter, maxSplits: 64, omittingEmptySubsequences: false)
        }
        var fields: [Substring] = []
        var field = ""
        var isQuoted = false
        var previous: Character = delimiter
        for character in line {
            if character == "\"" {
                if isQuoted {
                    isQuoted = false
                } else {
                    isQuoted = true
                    if previous == "\"" { field.append("\"") }
                }
            } else if character == delimiter, !isQuoted {
                fields.append(Substring(field))
                field = ""
            } else {
                field.append(character)
            }
            previous = character
        }
        fields.append(Substring(field))
        return fields
    }

    private mutating func json(_ line: Substring) throws(Observable.Refusal) -> [Indicator] {
        guard let object = JSONDocument.object(line) else { throw .malformed }
        if feed.format == .spamhaus {
            // The last line says when the list was made.
            if object["type"] as? String == "metadata" { return [] }
            if let number = JSONDocument.number(object["asn"]) {
                var indicator = Observable.asn(UInt32(clamping: number))
                indicator.name = (object["asname"] as? String).map { String($0.prefix(128)) } ?? ""
                return [indicator]
            }
            guard let network = object["cidr"] as? String else { throw .malformed }
            var indicator = try Observable.indicator(network[...])
            indicator.name = (object["sblid"] as? String).map { String($0.prefix(128)) } ?? ""
            return [indicator]
        }
        let columns = feed.columns
        return try entry { name in
            guard let member = columns[name] ?? (name == "value" ? "value" : nil) else { return "" }
            return Substring(JSONDocument.text(object[member]))
        }
    }
}
