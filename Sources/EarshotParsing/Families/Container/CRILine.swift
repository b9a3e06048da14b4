internal import EarshotModel

/// `2022-01-28T16:04:05.413656027Z stdout F 172.18.0.1 - - …`: `F` is a whole line, `P` a part of one.
enum CRILine {
    static func read(_ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow) -> FamilyVerdict {
        guard header.stamp.isPresent, header.priority == SyslogRecord.noPriority else { return .notMine }
        guard header.isContainerLine(line) else { return .notMine }
        let start = header.bodyStart
        let isError = line.has("stderr ", at: start, header.bodyEnd)
        // The stream is no host.
        (header.hostStart, header.hostEnd) = (0, 0)
        header.messageStart = start + 9
        // A part alone cannot be understood.
        if line[start + 7] == 80 { return .message }
        row.beginInner(header.stamp)
        for index in (start + 9)..<max(header.bodyEnd, start + 9) { row.inner.text.append(line[index]) }
        row.inner.carrier.append(contentsOf: (isError ? "{\"stream\":\"stderr\"}" : "{\"stream\":\"stdout\"}").utf8)
        return .inner
    }
}
