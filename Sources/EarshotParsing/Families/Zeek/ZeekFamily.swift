internal import EarshotModel

/// Zeek's logs, as JSON and as tab-separated values with their own header.
///
/// Source: Zeek documentation, "Log Files" and "Logging Framework". A line of JSON does not say which log it is from; its
/// columns do.
struct ZeekFamily: EventFamily {
    static let name = "zeek"
    static let vendor = "Zeek"
    static let product = "Zeek"
    static let clues: [Clue] = [
        .json, .start("#separator"), .start("#set_separator"), .start("#empty_field"), .start("#unset_field"),
        .start("#path"), .start("#open"), .start("#close"), .start("#fields"), .start("#types"), .any,
    ]

    private var mapper = JSONMapper()
    private var tape = JSONTape()
    private var fields = Fields()
    private var layouts = ZeekLayouts()
    private var scratch: [UInt8] = []
    /// A list with commas.
    private static let answers = JSONPath("answers")

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        if header.bodyStart < line.count, line[0] == 35 {
            return layouts.read(line, header.bodyEnd) ? .message : .notMine
        }
        if let document = row.document(line, header) {
            guard let kind = ZeekKind(document, line) else { return .notMine }
            ZeekMapping.prepare(kind, document, line, &row)
            mapper.map(document, line, ZeekPlaces.map, &header, &row)
            ZeekMapping.finish(kind, document, line, &row)
            return .taken
        }
        return separated(line, &header, &row)
    }

    /// A line of values between tabs, which begins with its time.
    private mutating func separated(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) -> FamilyVerdict {
        guard line.count > 0, line[0].isDigit, let start = Self.start(line, header) else { return .notMine }
        fields.split(line, start, line.trimEnd(start, line.count), at: Byte.tab)
        // Labels of some collections are glued on with blanks, also in the header.
        fields.splitLast(line, at: "   ")
        guard let layout = layouts.layout(of: line, fields) else { return .notMine }
        layout.fill(&tape, line, fields)
        guard let kind = ZeekKind(layout.path) ?? ZeekKind(tape, line) else { return .notMine }
        (header.hostStart, header.hostEnd) = (0, 0)
        ZeekMapping.prepare(kind, tape, line, &row)
        for (index, column) in layout.columns.enumerated() where index < tape.count {
            let node = tape.nodes[index]
            guard node.hasText else { continue }
            if column.hash == Self.answers.hash {
                let list = line.string(node.range.lowerBound, node.range.upperBound)
                row.set(.dnsResponseName, text: list.replacing(",", with: " "))
                continue
            }
            if let target = ZeekPlaces.map[column.hash],
                JSONValue.put(node, target, line, &header, &row, &scratch) || target.isIgnore
            {
                continue
            }
            row.add(
                layout.names.span, column.name.lowerBound, column.name.upperBound, line, node.range.lowerBound,
                node.range.upperBound)
        }
        ZeekMapping.finish(kind, tape, line, &row)
        return .taken
    }

    /// The header's reader takes the time for the line's own; here it is the first column.
    private static func start(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int? {
        guard let tab = line.position(of: Byte.tab, 0, min(line.count, 40)) else { return nil }
        // Seconds since 1970, or since the capture began.
        return line.double(0, tab) != nil || header.stamp.isPresent ? 0 : nil
    }
}
