internal import EarshotModel

/// `2022-01-28T16:04:05.413656027Z stdout F 172.18.0.1 - - …`: `F` is a whole line, `P` a part of one.
enum CRILine {
    static func read(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) -> FamilyVerdict {
        guard header.stamp.isPresent, header.priority == SyslogRecord.noPriority else { return .notMine }
        let start = header.bodyStart
        let isError = line.has("stderr ", at: start, header.bodyEnd)
        guard isError || line.has("stdout ", at: start, header.bodyEnd), start + 9 <= header.bodyEnd,
            line[start + 7] == 70 || line[start + 7] == 80, line[start + 8] == Byte.space
        else { return .notMine }
        // A part alone cannot be understood.
        if line[start + 7] == 80 { return .message }
        row.beginInner(header.stamp)
        for index in (start + 9)..<max(header.bodyEnd, start + 9) { row.inner.text.append(line[index]) }
        row.inner.carrier.append(contentsOf: (isError ? "{\"stream\":\"stderr\"}" : "{\"stream\":\"stdout\"}").utf8)
        return .inner
    }
}
