extension Feed {
    /// The keys of a feed's description.
    public static let keys = [
        "id", "title", "url", "format", "role", "category", "family", "confidence", "halfLifeDays", "everyHours",
        "licence",
        "home", "mayBeEmpty", "marker", "columns", "delimiter", "minimum", "allowPrivate", "headers", "enabled",
    ]

    /// From a description in `feeds.yaml` or under `intel.feeds` in `earshot.yaml`; members of `columns` and `headers` are
    /// `columns.value`, `headers.X-Key` and so on. Throws `FeedError` with the key that is wrong and what would be right.
    public init(record: [String: String]) throws {
        guard let id = record["id"], !id.isEmpty,
            id.utf8.allSatisfy({ ($0 | 32) &- 97 < 26 || $0 &- 48 < 10 || $0 == 45 })
        else { throw FeedError("A feed needs an `id` of letters, digits and hyphens.") }
        guard let location = record["url"], ["https://", "http://", "/"].contains(where: location.hasPrefix) else {
            throw FeedError("The feed `\(id)` needs a `url`: https://…, http://… or the path of a file.")
        }
        self.init(id: id, location: location)
        for key in record.keys
        where !Self.keys.contains(key) && !key.hasPrefix("columns.") && !key.hasPrefix("headers.") {
            throw FeedError("The feed `\(id)` has no key `\(key)`. There are: \(Self.keys.joined(separator: ", ")).")
        }
        try readMeaning(record)
        try readForm(record)
    }

    private mutating func readMeaning(_ record: [String: String]) throws {
        title = record["title"] ?? id
        category = record["category"] ?? category
        family = record["family"] ?? id
        licence = record["licence"] ?? ""
        home = record["home"] ?? ""
        role = try word(record, "role", Role.self) ?? .threat
        if let number = try number(record, "confidence", 0...100) { confidence = UInt8(number) }
        if let days = try number(record, "halfLifeDays", 0.1...3650) { halfLifeDays = days }
        if let hours = try number(record, "everyHours", 1...8760) { interval = Int(hours * 3600) }
        isEnabled = try flag(record, "enabled") ?? true
    }

    private mutating func readForm(_ record: [String: String]) throws {
        format = try word(record, "format", Format.self) ?? .list
        marker = record["marker"] ?? ""
        mayBeEmpty = try flag(record, "mayBeEmpty") ?? false
        allowPrivate = try flag(record, "allowPrivate") ?? false
        if let number = try number(record, "minimum", 1...1000) { minimum = Int(number) }
        if let text = record["delimiter"] {
            guard let character = text == "tab" ? "\t" : text.first, text == "tab" || text.count == 1 else {
                throw FeedError("The feed `\(id)`: `delimiter` is one character or the word tab, not `\(text)`.")
            }
            delimiter = character
        }
        for (key, value) in record {
            if key.hasPrefix("columns.") { columns[String(key.dropFirst("columns.".count))] = value }
            if key.hasPrefix("headers.") { headers[String(key.dropFirst("headers.".count))] = value }
        }
        if format == .csv || format == .jsonLines, columns["value"] == nil {
            throw FeedError(
                "The feed `\(id)`: format \(format.rawValue) needs `columns` with at least `value`: where the address is."
            )
        }
    }

    private func word<Word: RawRepresentable & CaseIterable>(
        _ record: [String: String], _ key: String, _ type: Word.Type
    ) throws -> Word? where Word.RawValue == String {
        guard let text = record[key] else { return nil }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw FeedError("The feed `\(id)`: `\(key)` is one of \(words), not `\(text)`.")
    }

    private func number(_ record: [String: String], _ key: String, _ range: ClosedRange<Double>) throws -> Double? {
        guard let text = record[key] else { return nil }
        if let number = Double(text), range.contains(number) { return number }
        throw FeedError(
            "The feed `\(id)`: `\(key)` is a number from \(range.lowerBound) to \(range.upperBound), not `\(text)`.")
    }

    private func flag(_ record: [String: String], _ key: String) throws -> Bool? {
        switch record[key] {
        case nil: nil
        case "true", "yes", "on": true
        case "false", "no", "off": false
        case .some(let text): throw FeedError("The feed `\(id)`: `\(key)` is true or false, not `\(text)`.")
        }
    }
}
