internal import EarshotModel

/// Texts of audit records: in quotes, or in hexadecimal digits when they hold what others chose.
enum AuditText {
    static func set(
        _ field: EventField, _ key: StaticString, _ line: Span<UInt8>, _ record: AuditRecord, _ row: inout EventRow
    ) {
        guard let pair = record.value(key, line) else { return }
        if let text = decoded(line, pair) {
            row.set(field, text.span, 0, text.count)
        } else {
            row.set(field, line, pair.value)
        }
    }

    /// The bytes of hexadecimal digits that are not in quotes, with blanks for NUL; nil: it is plain text.
    static func decoded(_ line: Span<UInt8>, _ pair: Pair) -> [UInt8]? {
        let (start, end) = (pair.value.lowerBound, pair.value.upperBound)
        guard !pair.marks.contains(.quoted), (end - start) % 2 == 0, end - start >= 2 else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity((end - start) / 2)
        for index in stride(from: start, to: end, by: 2) {
            let (high, low) = (line[index].hexValue, line[index + 1].hexValue)
            guard high < 16, low < 16 else { return nil }
            let byte = high << 4 | low
            text.append(byte == 0 ? Byte.space : byte)
        }
        return text
    }
}

/// System calls and what is executed.
enum AuditCall {
    /// `execve` and `execveat` of x86-64, 32-bit x86 and 64-bit ARM, or their names in enriched records.
    static func isExecution(_ line: Span<UInt8>, _ record: AuditRecord) -> Bool {
        guard let pair = record.fields.pair("syscall", line) else { return false }
        let (start, end) = (pair.value.lowerBound, pair.value.upperBound)
        let calls: [StaticString] = ["59", "322", "11", "358", "221", "281", "execve", "execveat"]
        return calls.contains { line.is($0, start, end) }
    }

    static func process(_ line: Span<UInt8>, _ record: AuditRecord, _ row: inout EventRow) {
        if let pair = record.value("ppid", line) {
            row.set(.actingProcessId, line, pair.value)
            if let own = record.value("pid", line) { row.set(.targetProcessId, line, own.value) }
        }
        if record.fields.has("syscall", line) {
            AuditText.set(.targetProcessName, "exe", line, record, &row)
            row.remove(.actingProcessName)
        }
        AuditText.set(.targetProcessCurrentDirectory, "cwd", line, record, &row)
        AuditText.set(.targetProcessCommandLine, "cmd", line, record, &row)
        AuditText.set(.targetUsername, "acct", line, record, &row)
        if !row.has(.targetProcessCommandLine) { commandLine(line, record, &row) }
    }

    /// `argc=3 a0="/bin/ls" a1="-l" a2=2F746D70`: the arguments with blanks between.
    private static func commandLine(_ line: Span<UInt8>, _ record: AuditRecord, _ row: inout EventRow) {
        guard record.fields.has("argc", line) else { return }
        var text: [UInt8] = []
        for pair in record.fields.pairs where pair.key.count > 1 && line[pair.key.lowerBound] == 97 {
            var next = pair.key.lowerBound + 1
            guard line.decimal(&next, pair.key.upperBound) != nil, next == pair.key.upperBound else { continue }
            if !text.isEmpty { text.append(Byte.space) }
            if text.isEmpty { row.set(.targetProcessName, line, pair.value) }
            if let decoded = AuditText.decoded(line, pair) {
                text.append(contentsOf: decoded)
            } else {
                for index in pair.value { text.append(line[index]) }
            }
        }
        row.set(.targetProcessCommandLine, text.span, 0, text.count)
    }
}
