internal import EarshotModel

/// The columns of a log: their names, one behind the other, and the hash of each.
struct ZeekLayout: Sendable {
    struct Column: Sendable {
        var name: Range<Int>
        var hash: UInt64
    }

    /// The log's name: `conn`, `dns`, ….
    var path: String
    var names: [UInt8] = []
    var columns: [Column] = []

    init(path: String, _ text: some Sequence<UInt8>, separator: UInt8) {
        self.path = path
        var hash = JSONPath.root.hash
        var start = 0
        for byte in text {
            if byte == separator {
                append(start, hash)
                start = names.count
                hash = JSONPath.root.hash
            } else {
                // Some sites write `id_orig_h`.
                names.append(byte)
                hash = JSONPath.step(hash, byte)
            }
        }
        append(start, hash)
    }

    private mutating func append(_ start: Int, _ hash: UInt64) {
        guard names.count > start else { return }
        let isJoined = names[start..<names.count].starts(with: "id_".utf8)
        if isJoined { names[start + 2] = Byte.dot }
        let fixed = isJoined ? names[start..<names.count].reduce(JSONPath.root.hash) { JSONPath.step($0, $1) } : hash
        columns.append(Column(name: start..<names.count, hash: fixed))
    }

    /// Makes the line a document of one level, for those who look for values by place.
    func fill(_ tape: inout JSONTape, _ line: Span<UInt8>, _ fields: Fields) {
        tape.clear()
        for (index, column) in columns.enumerated() {
            var range = fields[index]
            // `-` is no value, `(empty)` an empty one.
            if line.is("-", range.lowerBound, range.upperBound)
                || line.is("(empty)", range.lowerBound, range.upperBound)
            {
                range = 0..<0
            }
            tape.append(range, hash: column.hash)
        }
    }

    func index(of path: JSONPath) -> Int? { columns.firstIndex { $0.hash == path.hash } }
}

/// The layouts seen in `#fields` lines, the newest first, and those of Zeek without any site's changes.
struct ZeekLayouts: Sendable {
    private var seen: [ZeekLayout] = []
    private var path = ""
    /// Zeek writes about 60 logs.
    private static let maximum = 128

    /// Reads a line that begins with `#`; false: it is none of Zeek's.
    mutating func read(_ line: Span<UInt8>, _ end: Int) -> Bool {
        let key = line.endOfToken(0, end)
        let start = line.skipBlanks(key, end)
        if line.is("#fields", 0, key) {
            remember(line, start, end)
        } else if line.is("#path", 0, key) {
            path = line.string(start, end)
        } else {
            return line.has("#separator", at: 0, key) || line.has("#set_separator", at: 0, key)
                || line.has("#empty_field", at: 0, key) || line.has("#unset_field", at: 0, key)
                || line.has("#open", at: 0, key) || line.has("#close", at: 0, key) || line.has("#types", at: 0, key)
        }
        return true
    }

    private mutating func remember(_ line: Span<UInt8>, _ start: Int, _ end: Int) {
        var text: [UInt8] = []
        for index in start..<end { text.append(line[index] == Byte.space ? Byte.tab : line[index]) }
        let layout = ZeekLayout(path: path, text, separator: Byte.tab)
        guard layout.columns.count <= Fields.maximum else { return }
        seen.removeAll { $0.path == layout.path && $0.columns.count == layout.columns.count }
        if seen.count >= Self.maximum { seen.removeLast() }
        seen.insert(layout, at: 0)
    }

    func layout(of line: Span<UInt8>, _ fields: Fields) -> ZeekLayout? {
        seen.first { Self.fits($0, line, fields) } ?? ZeekDefaults.layouts.first { Self.fits($0, line, fields) }
    }

    /// As many columns, and where the header has an address, a port or a truth value, one.
    private static func fits(_ layout: ZeekLayout, _ line: Span<UInt8>, _ fields: Fields) -> Bool {
        guard fields.count == layout.columns.count else { return false }
        for (path, check) in checks {
            guard let index = layout.index(of: path) else { continue }
            let field = fields[index]
            if line.is("-", field.lowerBound, field.upperBound) {
                // Logs that have this column always fill it.
                if path == required { return false }
                continue
            }
            if !check(line, field) { return false }
        }
        return true
    }

    private static let required = JSONPath("proto")

    private static let checks: [(JSONPath, @Sendable (Span<UInt8>, Range<Int>) -> Bool)] = [
        (JSONPath("id.orig_h"), isAddress), (JSONPath("id.resp_h"), isAddress), (JSONPath("host"), isHost),
        (JSONPath("id.orig_p"), isNumber), (JSONPath("id.resp_p"), isNumber), (JSONPath("rejected"), isTruth),
        (JSONPath("trans_id"), isNumber), (JSONPath("trans_depth"), isNumber), (JSONPath("status_code"), isNumber),
        (JSONPath("established"), isTruth), (JSONPath("orig_pkts"), isNumber), (JSONPath("notice"), isTruth),
        (JSONPath("success"), isTruth), (JSONPath("auth_attempts"), isNumber), (JSONPath("proto"), isWord),
        (JSONPath("mac"), isMAC), (JSONPath("cert_count"), isNumber), (JSONPath("seen_bytes"), isNumber),
        (JSONPath("port_num"), isNumber), (JSONPath("facility"), isWord), (JSONPath("severity"), isWord),
        (JSONPath("rtt"), isDecimal), (JSONPath("tunnel_type"), isTunnel),
    ]

    @Sendable private static func isAddress(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        EventRow.address(line, field.lowerBound, field.upperBound) != nil
    }
    @Sendable private static func isNumber(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        EventRow.number(line, field.lowerBound, field.upperBound) != nil
    }
    @Sendable private static func isTruth(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        field.count == 1 && (line[field.lowerBound] == 84 || line[field.lowerBound] == 70)
    }
    @Sendable private static func isWord(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        field.allSatisfy { line[$0].isAlphanumeric || line[$0] == Byte.dash || line[$0] == Byte.underscore }
    }
    @Sendable private static func isMAC(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        EventRow.mac(line, field.lowerBound, field.upperBound) != nil
    }
    @Sendable private static func isDecimal(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        line.double(field.lowerBound, field.upperBound) != nil
    }
    @Sendable private static func isTunnel(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
        line.has("Tunnel::", at: field.lowerBound, field.upperBound)
    }
    @Sendable private static func isHost(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool { !field.isEmpty }
}
