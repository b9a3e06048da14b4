internal import EarshotModel

/// Lines that stay in `Syslog`.
extension EventParser {
    mutating func keep(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, _ remainder: Remainder, _ context: LineContext,
        _ labels: inout LabelTable, _ batch: inout ParsedBatch
    ) {
        header.readNames(line)
        var record = SyslogRecord()
        let (arrival, moment) = moment(header, context)
        record.seconds = moment.seconds
        record.fraction = moment.fraction
        record.received = arrival
        record.source = context.source
        record.priority = header.priority
        record.host = labels.internRepaired(line, header.hostStart, header.hostEnd)
        record.program = labels.internRepaired(line, header.programStart, header.programEnd)
        record.processID = header.processID
        record.reason = remainder.reason
        record.family = remainder.family
        keepText(line, header, &record, &batch)
        counters.unparsed[Int(record.reason.rawValue)] &+= 1
        batch.syslog.append(record)
    }

    /// Copies the line, up to the bound, without its line end and NUL trailers, as valid UTF-8.
    private mutating func keepText(
        _ line: Span<UInt8>, _ header: SyslogHeader, _ record: inout SyslogRecord, _ batch: inout ParsedBatch
    ) {
        var end = min(line.count, configuration.maximumLineLength)
        if end < line.count { end = UTF8Repair.cut(line, at: end) }
        while end > 0, Self.isLineEnd(line[end - 1]) { end -= 1 }
        let messageStart = min(header.messageStart, end)
        let start = batch.text.count
        var replaced = UTF8Repair.append(line, 0, messageStart, to: &batch.text)
        record.messageStart = UInt32(clamping: batch.text.count - start)
        replaced += UTF8Repair.append(line, messageStart, end, to: &batch.text)
        record.lineStart = UInt32(clamping: start)
        record.lineCount = UInt32(clamping: batch.text.count - start)
        guard replaced > 0 else { return }
        counters.repairedLines &+= 1
        // A few stray bytes are an old code page; one in sixteen is not text.
        if record.reason == .noFamily, replaced > 4, replaced > end / 16 { record.reason = .notText }
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == Byte.lineFeed || byte == Byte.carriageReturn || byte == 0
    }
}

extension LabelTable {
    /// Like `intern`, for bytes that may not be UTF-8: what is stored is valid.
    @inline(__always)
    mutating func internRepaired(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> Int32 {
        if UTF8Repair.isASCII(span, start, end) { return intern(span, start, end) }
        var repaired: [UInt8] = []
        UTF8Repair.append(span, start, end, to: &repaired)
        return intern(repaired.span, 0, repaired.count)
    }
}
