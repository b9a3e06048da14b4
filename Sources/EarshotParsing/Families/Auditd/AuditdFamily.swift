internal import EarshotModel

/// Linux' audit records: `type=X msg=audit(EPOCH.MS:SERIAL): key=value … msg='key=value …'`, also enriched (a byte 29, then
/// names in upper case), by `audispd`, or from the kernel.
///
/// Source: Red Hat, "Audit Event Fields" and "Audit Record Types"; audit-userspace, lib/auparse.
struct AuditdFamily: EventFamily {
    static let name = "auditd"
    static let vendor = "Linux"
    static let product = "auditd"
    static let clues: [Clue] = [
        .start("type="), .start("node="), .start("audit: type="), .start("audit("), .program("audispd"),
        .program("auditd"),
        .program("audit"), .program("kernel"),
    ]

    private var record = AuditRecord()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let start = Self.isProgram(line, header) ? header.messageStart : header.bodyStart
        guard record.read(line, start, header.bodyEnd) else { return .notMine }
        if let stamp = record.stamp { header.stamp = stamp }
        if !record.node.isEmpty {
            (header.hostStart, header.hostEnd) = (record.node.lowerBound, record.node.upperBound)
        }
        AuditdMapping.map(line, record, header.bodyEnd, &row)
        return .taken
    }
}

/// The parts of an audit record, as positions.
struct AuditRecord: Sendable {
    private(set) var type = 0..<0
    private(set) var node = 0..<0
    private(set) var serial = 0..<0
    private(set) var stamp: Stamp?
    /// Where the fields begin.
    private(set) var text = 0
    private(set) var fields = KeyValues()
    /// Those inside `msg='…'`, which a program wrote.
    private(set) var inner = KeyValues()
    /// Those behind the byte 29, which name what is a number before.
    private(set) var names = KeyValues()

    private static let group: UInt8 = 29
    private static let syntax = PairSyntax(separator: Byte.space, escapes: false, singleQuotes: true)

    /// False: it is none.
    mutating func read(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var position = start
        node = 0..<0
        if line.has("audit: ", at: position, end) { position += 7 }
        if line.has("node=", at: position, end) {
            let token = line.endOfToken(position, end)
            node = (position + 5)..<token
            position = line.skipBlanks(token, end)
        }
        guard line.has("type=", at: position, end) else { return false }
        let token = line.endOfToken(position, end)
        type = (position + 5)..<token
        position = line.skipBlanks(token, end)
        if line.has("msg=", at: position, end) { position += 4 }
        guard line.has("audit(", at: position, end), readStamp(line, position + 6, end) else { return false }
        let group = line.position(of: Self.group, text, end) ?? end
        fields.read(line, text, group, Self.syntax)
        let message = fields.pairs.first {
            $0.marks.contains(.quoted) && line.is("msg", Int($0.keyStart), Int($0.keyEnd))
        }
        inner.read(line, message?.value.lowerBound ?? 0, message?.value.upperBound ?? 0, Self.syntax)
        names.read(line, min(group + 1, end), end, Self.syntax)
        return true
    }

    /// `1489519230.178:19600327): `.
    private mutating func readStamp(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard let colon = line.position(of: Byte.colon, start, min(end, start + 32)),
            let close = line.position(of: Byte.rightParenthesis, colon, min(end, colon + 24))
        else { return false }
        var next = start
        stamp = StampReader.read(line, &next, colon)
        serial = (colon + 1)..<close
        text = close + 1
        if text < end, line[text] == Byte.colon { text += 1 }
        text = line.skipBlanks(text, end)
        return true
    }

    /// The value of a key, a program's before the kernel's; empty: there is none, or it is `?`.
    func value(_ key: StaticString, _ line: Span<UInt8>) -> Pair? {
        let pair = inner.pair(key, line) ?? fields.pair(key, line)
        guard let pair, !pair.value.isEmpty else { return nil }
        let (start, end) = (pair.value.lowerBound, pair.value.upperBound)
        return line.is("?", start, end) || line.is("(null)", start, end) || line.is("(none)", start, end) ? nil : pair
    }
}
