import EarshotModel

/// The columns of `syslog`, in the order the schema names them.
struct SyslogColumns {
    private var seconds = FixedColumn<Int64>()
    private var fraction = FixedColumn<Int32>()
    private var received = FixedColumn<Int64>()
    private var source = FixedColumn<Int32>()
    private var facility = FixedColumn<UInt8>()
    private var severity = FixedColumn<UInt8>()
    private var program = FixedColumn<Int32>()
    private var processID = FixedColumn<UInt32>()
    private var reason = FixedColumn<UInt8>()
    private var messageStart = FixedColumn<Int32>()
    private var line = TextColumn()

    mutating func append(_ record: SyslogRecord, _ text: borrowing [UInt8]) {
        seconds.append(record.seconds)
        fraction.append(record.fraction)
        received.append(record.received)
        source.append(record.source)
        let hasPriority = record.priority != SyslogRecord.noPriority
        facility.append(hasPriority ? record.priority / 8 + 1 : 0)
        severity.append(hasPriority ? record.priority % 8 + 1 : 0)
        program.append(record.program)
        processID.append(record.processID, if: record.processID != 0)
        reason.append(record.reason.rawValue + 1)
        let start = Int(record.lineStart)
        let end = min(start + Int(record.lineCount), text.count)
        messageStart.append(characters(text, start, min(start + Int(record.messageStart), end)))
        line.append(text, start, end)
    }

    /// `substring()` counts characters, records count bytes.
    private func characters(_ text: borrowing [UInt8], _ start: Int, _ end: Int) -> Int32 {
        var count: Int32 = 0
        for index in start..<max(start, end) where text[index] & 0xc0 != 0x80 { count += 1 }
        return count
    }

    var rows: TableRows {
        TableRows(
            "syslog", .append,
            [
                .int64(seconds), .int32(fraction), .int64(received), .int32(source), .uint8(facility), .uint8(severity),
                .int32(program), .uint32(processID), .uint8(reason), .int32(messageStart), .text(line),
            ])
    }
}
