public import EarshotModel

/// What became of one file.
public struct ImportOutcome: Sendable, Hashable {
    public var input: ImportInput
    public var format: ContentFormat = .plain
    /// Lines imported now.
    public var lines: Int64 = 0
    /// Lines that were there from an earlier import.
    public var knownLines: Int64 = 0
    /// Lines without any character, which are no events.
    public var blankLines: Int64 = 0
    /// The name under which the content was imported before.
    public var knownAs: String?
    /// The file is an earlier copy of content that was imported further.
    public var isOlderCopy = false
    /// Why it was not imported, or not to its end.
    public var error: ImportError?

    init(input: ImportInput) { self.input = input }

    /// With what its reader has found out.
    func noting(_ reader: ImportReader) -> ImportOutcome {
        var outcome = self
        outcome.format = reader.format
        outcome.blankLines = reader.blankLines
        switch reader.recognition {
        case .new: break
        case .known(let mark, _):
            outcome.knownLines = mark.lines
            outcome.knownAs = mark.name
        case .olderCopy(let mark):
            outcome.knownAs = mark.name
            outcome.isOlderCopy = true
        }
        return outcome
    }
}

/// What an import did.
public struct ImportSummary: Sendable {
    public var outcomes: [ImportOutcome]
    public var elapsed: Duration

    /// Lines imported now.
    public var lines: Int64 { outcomes.reduce(0) { $0 + $1.lines } }
    public var knownLines: Int64 { outcomes.reduce(0) { $0 + $1.knownLines } }
    public var failures: [ImportError] { outcomes.compactMap(\.error) }

    /// The text for the end of `earshot import`.
    ///
    ///     Imported 1,204,332 lines from 3 files in 12.3 s (97,913 events/s).
    ///       NetworkSession   1,200,102
    ///       Syslog               4,230
    ///       netfilter        1,200,102  recognized
    ///       not recognized       4,230  kept whole in Syslog
    ///       skipped            501,000  lines that were imported before
    /// - Parameter totals: what became of the imported lines, from the pipeline that took them; nil leaves that out.
    public func text(totals: IngestReceipt? = nil) -> String {
        var lines = [headline]
        lines += Self.aligned(rows(totals))
        lines += outcomes.compactMap(Self.remark)
        lines += failures.map(\.description)
        return lines.joined(separator: "\n")
    }

    private var headline: String {
        let rate = elapsed > .zero ? Double(lines) / elapsed.inSeconds : 0
        let files = outcomes.count == 1 ? "1 file" : "\(outcomes.count) files"
        let tenths = Int((elapsed.inSeconds * 10).rounded())
        return "Imported \(lines.grouped) lines from \(files) in \(tenths / 10).\(tenths % 10) s "
            + "(\(Int64(rate).grouped) events/s)."
    }

    private func rows(_ totals: IngestReceipt?) -> [(String, Int64, String)] {
        var rows: [(String, Int64, String)] = []
        if let totals {
            let recognized = totals.families.values.reduce(0, +)
            rows += totals.tables.sorted { $0.key < $1.key }.map { ($0.key, Int64($0.value), "") }
            rows += totals.families.sorted { $0.key < $1.key }.map { ($0.key, Int64($0.value), "recognized") }
            let rest = Int64(totals.lines - recognized)
            if rest > 0 { rows.append(("not recognized", rest, "kept whole in Syslog")) }
        }
        if knownLines > 0 { rows.append(("skipped", knownLines, "lines that were imported before")) }
        return rows
    }

    private static func aligned(_ rows: [(String, Int64, String)]) -> [String] {
        let names = rows.map(\.0.count).max() ?? 0
        let numbers = rows.map(\.1.grouped.count).max() ?? 0
        return rows.map { name, number, remark in
            let number = number.grouped
            let text =
                "  " + name + String(repeating: " ", count: names - name.count + 2)
                + String(repeating: " ", count: numbers - number.count) + number
            return remark.isEmpty ? text : text + "  " + remark
        }
    }

    private static func remark(_ outcome: ImportOutcome) -> String? {
        guard let known = outcome.knownAs, outcome.lines == 0, outcome.error == nil else { return nil }
        let other = known == outcome.input.name ? "" : " as \(known)"
        guard outcome.isOlderCopy else { return "\(outcome.input.name): nothing new; it was imported before\(other)." }
        return """
            \(outcome.input.name): nothing new; it begins like content of which more was imported before\(other). \
            Should it be something else: tail -n +2 \(outcome.input.name) | earshot import -
            """
    }
}
