public import EarshotModel

/// Turns log lines into records. A value with caches of its own: one per worker, never shared.
///
///     var parser = EventParser()
///     var labels = LabelTable()
///     var batch = ParsedBatch()
///     parser.parse(line.span, LineContext(source: 1, arrival: now), labels: &labels, into: &batch)
///     batch.sessions.count + batch.syslog.count  // 1
///
/// Every line becomes exactly one record: a row of a family's table, or the whole line in `Syslog` with the reason.
public struct EventParser: Sendable {
    public private(set) var counters = ParseCounters()
    private let configuration: ParserConfiguration
    private var families: [any LogFamily]
    private var clock = SyslogClock()

    public init(configuration: ParserConfiguration = .init()) {
        self.configuration = configuration
        families = Catalog.families.map { $0.init(configuration: configuration) }
    }

    /// Parses one line (without its newline) and appends exactly one record to `batch`.
    public mutating func parse(
        _ line: Span<UInt8>, _ context: LineContext, labels: inout LabelTable, into batch: inout ParsedBatch
    ) {
        counters.lines &+= 1
        var header = SyslogHeader()
        guard line.count <= configuration.maximumLineLength else {
            header.readFront(line, configuration.maximumLineLength)
            return keep(line, &header, .tooLong, context, &labels, &batch)
        }
        header.readFront(line, line.trimEnd(0, line.count))
        var reason = UnparsedReason.noFamily
        for index in families.indices {
            switch families[index].parse(line, &header, labels: &labels, into: &batch) {
            case .notMine: continue
            case .taken:
                counters.families[index] &+= 1
                return finish(header, context, &batch)
            case .unfit(let why): reason = why
            }
            break
        }
        keep(line, &header, reason, context, &labels, &batch)
    }

    /// Gives the record that a family appended what all records have.
    private mutating func finish(_ header: SyslogHeader, _ context: LineContext, _ batch: inout ParsedBatch) {
        let (arrival, moment) = moment(header, context)
        Self.fill(&batch.sessions[batch.sessions.count - 1], header, context, arrival, moment)
    }

    @inline(__always)
    private static func fill(
        _ record: inout SessionRecord, _ header: SyslogHeader, _ context: LineContext, _ arrival: Int64,
        _ moment: SyslogClock.Moment
    ) {
        record.seconds = moment.seconds
        record.fraction = moment.fraction
        record.received = arrival
        record.source = context.source
        guard header.priority != SyslogRecord.noPriority else { return }
        record.priority = header.priority
        record.present.insert(.priority)
    }

    private mutating func keep(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, _ reason: UnparsedReason, _ context: LineContext,
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
        record.reason = reason
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

    /// Seconds of arrival, and the line's own moment; that of arrival when the line's cannot be.
    @inline(__always)
    private mutating func moment(
        _ header: SyslogHeader, _ context: LineContext
    ) -> (arrival: Int64, moment: SyslogClock.Moment) {
        let arrival = Ticks.unixSeconds(context.arrival)
        let fallback = SyslogClock.Moment(seconds: arrival.seconds, fraction: arrival.fraction)
        guard header.stamp.isPresent else {
            counters.missingTimestamps &+= 1
            return (arrival.seconds, fallback)
        }
        guard let moment = clock.moment(header.stamp, context, arrivalSeconds: arrival.seconds) else {
            counters.badTimestamps &+= 1
            return (arrival.seconds, fallback)
        }
        return (arrival.seconds, moment)
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
