/// The clues by which the kind of a device is told: rows of `device-clues.tsv`, and the user's own.
public struct DeviceClues: Sendable {
    /// What makes a row: a later one takes the place of an earlier one.
    private struct Key: Hashable {
        let kind: DeviceClue.Kind
        let pattern: String
        let type: DeviceType
    }

    public private(set) var clues: [DeviceClue] = []
    private var places: [Key: Int] = [:]

    /// Clues of contacted domains by domain: numbers into `domainClues`.
    private var domains = SuffixIndex()
    private var domainClues: [[Int]] = []
    /// Clues whose pattern has no wildcard, by kind and pattern; and the others by kind.
    private var exact: [DeviceClue.Kind: [String: [Int]]] = [:]
    private var patterns: [DeviceClue.Kind: [(pattern: NamePattern, clue: Int)]] = [:]

    public init() {}

    /// Adds the rows of a file: `kind <TAB> pattern <TAB> type <TAB> weight <TAB> evidence`, `#` begins a comment.
    ///
    /// A row with the kind, pattern and type of an earlier file takes that one's place; with weight 0 it takes it away.
    /// - Throws: `FactFileError` with the line that is wrong; nothing is added then.
    public mutating func add(_ text: String, file: String) throws(FactFileError) {
        let table = try FactFile(text, file: file, form: "kind pattern type weight evidence")
        var lines: [Key: Int] = [:]
        var added: [DeviceClue] = []
        for row in table.rows {
            let clue = try Self.clue(row, of: table)
            let key = Key(kind: clue.kind, pattern: clue.pattern, type: clue.type)
            if let line = lines.updateValue(row.line, forKey: key) {
                throw table.error(row, "The same clue stands in line \(line) already.", "Keep one of the two rows.")
            }
            added.append(clue)
        }
        for clue in added { set(clue) }
    }

    private mutating func set(_ clue: DeviceClue) {
        let key = Key(kind: clue.kind, pattern: clue.pattern, type: clue.type)
        if let place = places[key] {
            clues[place] = clue
            return
        }
        let place = clues.count
        places[key] = place
        clues.append(clue)
        if clue.kind == .contactedDomain {
            addDomain(clue.pattern, place)
        } else if clue.pattern.contains(where: { "*?#%".contains($0) }) {
            patterns[clue.kind, default: []].append((NamePattern(clue.pattern), place))
        } else {
            exact[clue.kind, default: [:]][clue.pattern, default: []].append(place)
        }
    }

    private mutating func addDomain(_ domain: String, _ place: Int) {
        if let known = domains.value(of: domain) {
            domainClues[Int(known)].append(place)
        } else {
            domains.set(Int32(truncatingIfNeeded: domainClues.count), for: domain)
            domainClues.append([place])
        }
    }

    /// The clues that a piece of what is known of a device gives; of a contacted name those of the longest domain.
    func clues(_ kind: DeviceClue.Kind, in text: String) -> [DeviceClue] {
        kind == .contactedDomain ? domainClues(in: text) : textClues(kind, in: text)
    }

    private func textClues(_ kind: DeviceClue.Kind, in text: String) -> [DeviceClue] {
        let key = kind == .mdnsService ? Self.serviceType(text) : text.lowercased()
        let some = exact[kind]?[key] ?? []
        let more = (patterns[kind] ?? []).filter { $0.pattern.matches(key) }.map(\.clue)
        return (some + more).map { clues[$0] }
    }

    private func domainClues(in name: String) -> [DeviceClue] {
        let found: [Int] = HostName.withASCII(name) { span in
            guard let end = HostName.end(span) else { return [] }
            var best: Int32 = -1
            domains.walk(span, to: end) { _, value in
                if let value { best = value }
                return true
            }
            return best < 0 ? [] : domainClues[Int(best)]
        }
        return found.map { clues[$0] }
    }

    /// `Living Room._ipp._tcp.local.` announces `_ipp._tcp`.
    private static func serviceType(_ text: String) -> String {
        let labels = text.lowercased().split(separator: ".")
        guard let transport = labels.lastIndex(where: { $0 == "_tcp" || $0 == "_udp" }), transport > 0 else {
            return text.lowercased()
        }
        return labels[(transport - 1)...transport].joined(separator: ".")
    }
}
