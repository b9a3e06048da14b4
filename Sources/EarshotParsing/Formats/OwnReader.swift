internal import EarshotModel

/// Reads lines by own formats. A value with buffers of its own, one per parser.
struct OwnReader: Sendable {
    private var groups: [Range<Int>] = []
    private var pairs = KeyValues()
    private var fields = Fields()
    private var prefix: [UInt8] = []

    /// Fills `row` when the line is one of the format's. `header` has host and program, as far as they are known.
    mutating func read(
        _ format: OwnFormat, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) -> FamilyVerdict {
        let description = format.description
        let start = description.seesWholeLine ? 0 : header.messageStart
        let end = header.bodyEnd
        // Without a header the first word is no host, whatever it looks like.
        if description.seesWholeLine, header.priority == SyslogRecord.noPriority { header.hostEnd = header.hostStart }
        guard start <= end, Self.isWorthwhile(description, line, header, start, end) else { return .notMine }
        var verdict: FamilyVerdict
        switch description.kind {
        case .grok(let patterns): verdict = grok(patterns, format, line, start, end, &header, &row)
        case .pairs(let syntax): verdict = pairs(syntax, description, line, start, end, &header, &row)
        case .columns(let names, let separator):
            verdict = columns(names, separator, description, line, start, end, &header, &row)
        case .json: verdict = json(format, line, &header, &row)
        }
        guard verdict == .taken else { return verdict }
        verdict = finish(description, line, start, end, &row)
        if verdict == .taken { format.countMatch() }
        return verdict
    }

    /// Program and text are looked at before anything costs time.
    private static func isWorthwhile(
        _ format: FormatDescription, _ line: Span<UInt8>, _ header: SyslogHeader, _ start: Int, _ end: Int
    ) -> Bool {
        if !format.program.isEmpty {
            let base = header.endOfProgramBase(line)
            let bytes = Array(format.program.utf8)
            guard line.is(bytes, header.programStart, header.programEnd) || line.is(bytes, header.programStart, base)
            else { return false }
        }
        return format.contains.isEmpty || line.contains(format.contains, start, end)
    }

    // MARK: The four ways

    private mutating func grok(
        _ patterns: [GrokPattern], _ format: OwnFormat, _ line: Span<UInt8>, _ start: Int, _ end: Int,
        _ header: inout SyslogHeader, _ row: inout EventRow
    ) -> FamilyVerdict {
        let description = format.description
        for pattern in patterns {
            switch pattern.match(line, start, end, into: &groups) {
            case .noMatch: continue
            case .abandoned: format.countAbandoned()
            case .matched:
                guard has(description.required, pattern) else { continue }
                row.begin(description.table)
                var isFit = true
                for capture in pattern.captures where !groups[capture.group].isEmpty {
                    let value = line.unquoted(groups[capture.group])
                    isFit = put(capture.field, value, description, line, &header, &row) && isFit
                }
                keepRest(line, start, end, &row)
                return isFit ? .taken : .unfit(.impossibleValue)
            }
        }
        return .notMine
    }

    private func has(_ required: [String], _ pattern: GrokPattern) -> Bool {
        required.allSatisfy { name in pattern.captures.contains { $0.field == name && !groups[$0.group].isEmpty } }
    }

    /// What stands outside of the pattern is not lost.
    private func keepRest(_ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        let whole = groups[0]
        row.add("Before", line, line.skipBlanks(start, whole.lowerBound), line.trimEnd(start, whole.lowerBound))
        row.add("Rest", line, line.skipBlanks(whole.upperBound, end), line.trimEnd(whole.upperBound, end))
    }

    private mutating func pairs(
        _ syntax: PairSyntax, _ format: FormatDescription, _ line: Span<UInt8>, _ start: Int, _ end: Int,
        _ header: inout SyslogHeader, _ row: inout EventRow
    ) -> FamilyVerdict {
        pairs.read(line, start, end, syntax)
        let given = pairs.pairs
        func key(_ pair: Pair) -> String { line.string(pair.key.lowerBound, pair.key.upperBound) }
        // Texts with an `=` in them are everywhere: without the named keys, or one of the mapped ones, it is another line.
        let names = Set(given.filter { !$0.isStray }.map(key))
        guard format.required.allSatisfy(names.contains), names.contains(where: { format.rules[$0] != nil }) else {
            return .notMine
        }
        row.begin(format.table)
        var isFit = true
        for pair in given where !pair.value.isEmpty {
            if pair.isStray {
                row.add("Text", line, pair.value.lowerBound, pair.value.upperBound)
            } else if pair.marks.contains(.escaped) {
                let text = line.unescaped(pair.value)
                isFit = put(key(pair), 0..<text.count, format, text.span, &header, &row) && isFit
            } else {
                isFit = put(key(pair), pair.value, format, line, &header, &row) && isFit
            }
        }
        return isFit ? .taken : .unfit(.impossibleValue)
    }

    private mutating func columns(
        _ names: [String], _ separator: UInt8, _ format: FormatDescription, _ line: Span<UInt8>, _ start: Int,
        _ end: Int, _ header: inout SyslogHeader, _ row: inout EventRow
    ) -> FamilyVerdict {
        // Columns that are empty at the end are trimmed from the message when a tab separates them.
        fields.splitQuoted(line, start, separator.isBlank ? line.endOfText(start) : end, at: separator)
        guard fields.count == names.count else { return .notMine }
        for name in format.required {
            guard let index = names.firstIndex(of: name), !fields[index].isEmpty else { return .notMine }
        }
        row.begin(format.table)
        var isFit = true
        for (index, name) in names.enumerated() where !fields[index].isEmpty && name != "-" {
            isFit = put(name, fields[index], format, line, &header, &row) && isFit
        }
        // A line of other meaning with as many commas has no address where one belongs.
        return isFit ? .taken : .notMine
    }

    private mutating func json(
        _ format: OwnFormat, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) -> FamilyVerdict {
        guard let tape = row.document(line, header) else { return .notMine }
        let required = format.description.required.map { JSONPath(of: $0) }
        guard required.allSatisfy({ tape.scalar($0) != nil }),
            tape.hashes.contains(where: { format.paths[$0] != nil })
        else { return .notMine }
        row.begin(format.description.table)
        prefix.removeAll(keepingCapacity: true)
        var isFit = true
        walk(0, tape.count, tape, format, line, &header, &row, &isFit)
        if !tape.unread.isEmpty { row.add("Unread", line, tape.unread.lowerBound, tape.unread.upperBound) }
        return isFit ? .taken : .unfit(.impossibleValue)
    }

    /// Objects are opened, so that the parts of a name lead to a value; the tape bounds the depth.
    private mutating func walk(
        _ from: Int, _ to: Int, _ tape: JSONTape, _ format: OwnFormat, _ line: Span<UInt8>,
        _ header: inout SyslogHeader, _ row: inout EventRow, _ isFit: inout Bool
    ) {
        var index = from
        while index < to {
            let node = tape.nodes[index]
            let next = max(Int(node.next), index + 1)
            if node.hasText, let rule = format.paths[tape.hashes[index]] {
                isFit = put(node, rule, line, &header, &row) && isFit
            } else if node.kind == .object {
                let length = prefix.count
                for position in node.key where position < line.count { prefix.append(line[position]) }
                prefix.append(Byte.dot)
                walk(index + 1, next, tape, format, line, &header, &row, &isFit)
                prefix.removeLast(prefix.count - length)
            } else if node.kind != .null, !node.range.isEmpty {
                let form: JSONForm = !node.isClean || node.kind == .word ? .text : node.kind == .string ? .quoted : .raw
                row.add(prefix: prefix.span, node.key, isPlain: node.isKeyClean, of: line, node.range, as: form)
            }
            index = next
        }
    }

    private mutating func put(
        _ node: JSONNode, _ rule: FieldRule, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow
    ) -> Bool {
        let key = line.string(node.key.lowerBound, node.key.upperBound)
        guard node.isEscaped else { return put(key, rule, node.range, line, &header, &row) }
        var text: [UInt8] = []
        JSONText.unescape(line, node.range, into: &text)
        return put(key, rule, 0..<text.count, text.span, &header, &row)
    }

    /// Constants, and what every event of the table says.
    private func finish(
        _ format: FormatDescription, _ line: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow
    ) -> FamilyVerdict {
        for (field, value) in format.constants where !row.has(field) { row.set(field, value.span, 0, value.count) }
        if format.table == .auditEvent, !row.has(.eventMessage) { row.set(.eventMessage, line, start, end) }
        FormatTable.fillIn(&row)
        return .taken
    }
}

extension Span where Element == UInt8 {
    /// Without the double quotes around all of it.
    fileprivate func unquoted(_ range: Range<Int>) -> Range<Int> {
        guard range.count >= 2, self[range.lowerBound] == Byte.quote, self[range.upperBound - 1] == Byte.quote else {
            return range
        }
        return (range.lowerBound + 1)..<(range.upperBound - 1)
    }

    /// The end without line ends and NUL bytes.
    fileprivate func endOfText(_ start: Int) -> Int {
        var end = count
        while end > start, self[end - 1] == Byte.lineFeed || self[end - 1] == Byte.carriageReturn || self[end - 1] == 0
        {
            end -= 1
        }
        return end
    }

    /// Whether `self[start..<end]` is `text`, in any case of ASCII letters.
    func `is`(_ text: [UInt8], _ start: Int, _ end: Int) -> Bool {
        guard end - start == text.count, end <= count else { return false }
        for offset in text.indices where self[start + offset].lowered != text[offset].lowered { return false }
        return true
    }

    func contains(_ text: [UInt8], _ start: Int, _ end: Int) -> Bool {
        guard let first = text.first else { return true }
        var index = start
        while index + text.count <= end {
            guard let next = position(of: first, index, end - text.count + 1) else { return false }
            var offset = 1
            while offset < text.count, self[next + offset] == text[offset] { offset += 1 }
            if offset == text.count { return true }
            index = next + 1
        }
        return false
    }
}
