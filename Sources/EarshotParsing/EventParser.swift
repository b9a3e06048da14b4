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
    private var sessionFamilies: [any SessionFamily]
    private var eventFamilies: [any EventFamily]
    private let clues = ClueIndex(Catalog.events)
    private var candidates: [Int] = []
    private var row = EventRow()
    private var clock = SyslogClock()
    private var recent = StreamFamilies()

    public init(configuration: ParserConfiguration = .init()) {
        self.configuration = configuration
        sessionFamilies = Catalog.sessions.map { $0.init(configuration: configuration) }
        eventFamilies = Catalog.events.map { $0.init(configuration: configuration) }
    }

    /// Parses one line (without its newline) and appends exactly one record to `batch`.
    public mutating func parse(
        _ line: Span<UInt8>, _ context: LineContext, labels: inout LabelTable, into batch: inout ParsedBatch
    ) {
        counters.lines &+= 1
        var header = SyslogHeader()
        guard line.count <= configuration.maximumLineLength else {
            header.readFront(line, configuration.maximumLineLength)
            return keep(line, &header, .init(.tooLong), context, &labels, &batch)
        }
        header.readFront(line, line.trimEnd(0, line.count))
        let outcome = recognize(line, &header, context, &labels, &batch)
        if let outcome { keep(line, &header, outcome, context, &labels, &batch) }
    }

    /// Why a line stays in `Syslog`, and whose it is.
    private struct Remainder {
        var reason: UnparsedReason
        var family = SyslogRecord.noFamily
        init(_ reason: UnparsedReason, _ family: Int? = nil) {
            self.reason = reason
            self.family = family.map { UInt8(clamping: $0) } ?? SyslogRecord.noFamily
        }
    }

    /// Asks the families: first the one of the stream's last line, then those the clues name. nil: one has taken it.
    private mutating func recognize(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, _ context: LineContext, _ labels: inout LabelTable,
        _ batch: inout ParsedBatch
    ) -> Remainder? {
        let sessions = sessionFamilies.count
        let last = context.pinnedFamily ?? recent[context.stream]
        var named: SyslogHeader?
        if last >= sessions, last < sessions + eventFamilies.count {
            named = Self.named(line, header)
            let verdict = ask(last - sessions, line, named, context, &labels, &batch)
            if verdict != .notMine { return remainder(verdict, last, context) }
        }
        for index in sessionFamilies.indices where context.pinnedFamily == nil || context.pinnedFamily == index {
            let verdict = sessionFamilies[index].parse(line, &header, labels: &labels, into: &batch)
            if verdict == .notMine { continue }
            if verdict == .taken { finish(header, context, &batch) }
            return remainder(verdict, index, context)
        }
        guard context.pinnedFamily == nil else { return Remainder(.noFamily) }
        if named == nil { named = Self.named(line, header) }
        return askOthers(line, named, except: last - sessions, context, &labels, &batch)
    }

    private mutating func askOthers(
        _ line: Span<UInt8>, _ header: SyslogHeader?, except asked: Int, _ context: LineContext,
        _ labels: inout LabelTable, _ batch: inout ParsedBatch
    ) -> Remainder? {
        guard let header else { return Remainder(.noFamily) }
        clues.candidates(line, header, into: &candidates)
        for position in candidates.indices where candidates[position] != asked {
            let index = candidates[position]
            let verdict = ask(index, line, header, context, &labels, &batch)
            if verdict != .notMine { return remainder(verdict, index + sessionFamilies.count, context) }
        }
        return Remainder(.noFamily)
    }

    /// Shows a line to a family, and appends the record when it is one of its.
    private mutating func ask(
        _ index: Int, _ line: Span<UInt8>, _ header: SyslogHeader?, _ context: LineContext,
        _ labels: inout LabelTable, _ batch: inout ParsedBatch
    ) -> FamilyVerdict {
        guard var header else { return .notMine }
        let verdict = eventFamilies[index].parse(line, &header, into: &row)
        guard verdict == .taken else { return verdict }
        let (arrival, moment) = moment(header, context)
        let frame = RecordFrame(
            moment: moment, arrival: arrival, source: context.source,
            host: labels.internRepaired(line, header.hostStart, header.hostEnd), priority: header.priority,
            family: UInt8(clamping: index + sessionFamilies.count))
        row.commit(frame, labels: &labels, into: &batch)
        return .taken
    }

    private static func named(_ line: Span<UInt8>, _ header: SyslogHeader) -> SyslogHeader {
        var named = header
        named.readNames(line)
        return named
    }

    /// Counts what a family said; nil: it took the line.
    private mutating func remainder(_ verdict: FamilyVerdict, _ family: Int, _ context: LineContext) -> Remainder? {
        if verdict == .taken || verdict == .message { recent[context.stream] = family }
        switch verdict {
        case .taken:
            counters.families[family] &+= 1
            return nil
        case .message: return Remainder(.message, family)
        case .unfit(let reason): return Remainder(reason, family)
        case .notMine: return Remainder(.noFamily)
        }
    }

    /// Gives the session that a family appended what all records have.
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
