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
    public internal(set) var counters = ParseCounters()
    let configuration: ParserConfiguration
    private var sessionFamilies: [any SessionFamily]
    private var eventFamilies: [any EventFamily]
    private let clues = ClueIndex(Catalog.events)
    private var candidates: [Int] = []
    var row = EventRow()
    /// How many lines deep, of lines that carry others.
    var innerDepth = 0
    /// The time of the carrying line, for a carried one without its own.
    var carrierStamp = Stamp()
    var own: OwnFormats
    var reader = OwnReader()
    private var clock = SyslogClock()
    private var recent = StreamFamilies()
    private var memory = FamilyMemory()

    public init(configuration: ParserConfiguration = .init()) {
        self.configuration = configuration
        own = configuration.formats
        sessionFamilies = Catalog.sessions.map { $0.init(configuration: configuration) }
        eventFamilies = Catalog.events.map { $0.init(configuration: configuration) }
    }

    /// Parses one line (without its newline) and appends exactly one record to `batch`.
    public mutating func parse(
        _ line: Span<UInt8>, _ context: LineContext, labels: inout LabelTable, into batch: inout ParsedBatch
    ) {
        counters.lines &+= 1
        row.forgetLine()
        var header = SyslogHeader()
        guard line.count <= configuration.maximumLineLength else {
            header.readFront(line, configuration.maximumLineLength)
            return keep(line, &header, .init(.tooLong), context, &labels, &batch)
        }
        header.readFront(line, line.trimEnd(0, line.count))
        if !own.before.isEmpty {
            let first = askOwn(own.before, line, header, context, &labels, &batch, otherwise: Remainder(.noFamily))
            if first == nil { return }
        }
        var outcome = recognize(line, &header, context, &labels, &batch)
        if let rest = outcome, !own.after.isEmpty {
            row.forgetLine()
            outcome = askOwn(own.after, line, header, context, &labels, &batch, otherwise: rest)
        }
        if let outcome { keep(line, &header, outcome, context, &labels, &batch) }
    }

    /// Why a line stays in `Syslog`, and whose it is.
    struct Remainder {
        var reason: UnparsedReason
        var family = SyslogRecord.noFamily
        init(_ reason: UnparsedReason, _ family: Int? = nil) {
            self.reason = reason
            self.family = family.map { UInt8(clamping: $0) } ?? SyslogRecord.noFamily
        }
    }

    /// Asks the families: first the one that took such lines before, or else the stream's last line; then those the clues
    /// name. nil: one has taken it.
    mutating func recognize(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, _ context: LineContext, _ labels: inout LabelTable,
        _ batch: inout ParsedBatch
    ) -> Remainder? {
        let sessions = sessionFamilies.count
        let last = context.pinnedFamily ?? recent[context.stream]
        var look = Look(line, header, isNamed: last >= sessions)
        if last >= sessions, last < sessions + eventFamilies.count {
            let known = context.pinnedFamily ?? memory[look.signature]
            let before = look
            let verdict = askFirst(known ?? last, line, &look, context, &labels, &batch)
            // A family whose turn it is not may take much for a message of its own: it is asked again in its turn.
            if verdict == .message, known == nil {
                look = before
            } else if verdict != .notMine {
                return settle(verdict, known ?? last, look, &header, context, &labels, &batch)
            }
        }
        // A document's texts are not its own: a log line in one is looked at when it is taken out.
        let isDocument = header.bodyStart < header.bodyEnd && line[header.bodyStart] == 123
        for index in sessionFamilies.indices where context.pinnedFamily.map({ $0 == index }) ?? !isDocument {
            let verdict = sessionFamilies[index].parse(line, &header, labels: &labels, into: &batch)
            if verdict == .notMine { continue }
            if verdict == .taken { finish(header, context, &batch) }
            if look.isNamed { memory.note(look.signature, index) }
            return remainder(verdict, index, context)
        }
        guard context.pinnedFamily == nil else { return Remainder(.noFamily) }
        return askAll(line, &look, &header, context, &labels, &batch)
    }

    /// The families that the clues name, the likeliest first.
    private mutating func askAll(
        _ line: Span<UInt8>, _ look: inout Look, _ header: inout SyslogHeader, _ context: LineContext,
        _ labels: inout LabelTable, _ batch: inout ParsedBatch
    ) -> Remainder? {
        let sessions = sessionFamilies.count
        if !look.isNamed {
            look = Look(line, header, isNamed: true)
            if let first = memory[look.signature] {
                let verdict = askFirst(first, line, &look, context, &labels, &batch)
                if verdict != .notMine { return settle(verdict, first, look, &header, context, &labels, &batch) }
            }
        }
        clues.candidates(line, look.header, into: &candidates)
        for position in candidates.indices where candidates[position] != look.asked {
            let index = candidates[position]
            let verdict = ask(index, line, &look.header, context, &labels, &batch)
            if verdict != .notMine {
                return settle(verdict, index + sessions, look, &header, context, &labels, &batch)
            }
        }
        return Remainder(.noFamily)
    }

    /// What is known about a line before its family is: host and program by guessing, and what it begins with.
    private struct Look {
        var header: SyslogHeader
        var signature: UInt64 = 0
        var isNamed: Bool
        /// The event family that was asked already.
        var asked = -1

        init(_ line: Span<UInt8>, _ header: SyslogHeader, isNamed: Bool) {
            self.header = header
            self.isNamed = isNamed
            guard isNamed else { return }
            self.header.readNames(line)
            self.header.guessTag(line)
            signature = FamilyMemory.signature(line, self.header)
        }
    }

    private mutating func askFirst(
        _ family: Int, _ line: Span<UInt8>, _ look: inout Look, _ context: LineContext, _ labels: inout LabelTable,
        _ batch: inout ParsedBatch
    ) -> FamilyVerdict {
        let index = family - sessionFamilies.count
        guard eventFamilies.indices.contains(index) else { return .notMine }
        look.asked = index
        return ask(index, line, &look.header, context, &labels, &batch)
    }

    /// What follows from a family's answer. Of a line that is only a message, the family may know time and host better
    /// than the header's reader.
    private mutating func settle(
        _ verdict: FamilyVerdict, _ family: Int, _ look: Look, _ header: inout SyslogHeader,
        _ context: LineContext, _ labels: inout LabelTable, _ batch: inout ParsedBatch
    ) -> Remainder? {
        // The families that take what others know better are asked in their turn.
        if verdict == .taken || verdict == .message, family < Catalog.firstGeneral, memory[look.signature] != family {
            memory.note(look.signature, family)
        }
        guard verdict == .inner || verdict == .message else { return remainder(verdict, family, context) }
        header = look.header
        header.isStructured = true
        guard verdict == .inner else { return remainder(verdict, family, context) }
        if !header.stamp.isPresent { header.stamp = row.inner.stamp }
        return readInner(family, context, &labels, &batch)
    }

    /// Shows a line to a family, and appends the record when it is one of its.
    private mutating func ask(
        _ index: Int, _ line: Span<UInt8>, _ named: inout SyslogHeader, _ context: LineContext,
        _ labels: inout LabelTable, _ batch: inout ParsedBatch
    ) -> FamilyVerdict {
        var header = named
        let verdict = eventFamilies[index].parse(line, &header, into: &row)
        if verdict == .message || verdict == .inner { named = header }
        guard verdict == .taken else { return verdict }
        commit(line, header, context, family: index + sessionFamilies.count, &labels, &batch)
        return .taken
    }

    /// Appends the row that a family has filled.
    mutating func commit(
        _ line: Span<UInt8>, _ header: SyslogHeader, _ context: LineContext, family: Int, _ labels: inout LabelTable,
        _ batch: inout ParsedBatch
    ) {
        let (arrival, moment) = moment(header, context)
        let frame = RecordFrame(
            moment: moment, arrival: arrival, source: context.source,
            host: labels.internRepaired(line, header.hostStart, header.hostEnd), priority: header.priority,
            family: UInt8(clamping: family))
        row.commit(frame, labels: &labels, into: &batch)
    }

    /// Counts what a family said; nil: it took the line.
    mutating func remainder(_ verdict: FamilyVerdict, _ family: Int, _ context: LineContext) -> Remainder? {
        if verdict == .taken || verdict == .message { remember(family, context) }
        switch verdict {
        case .taken:
            counters.families[family] &+= 1
            return nil
        case .message, .inner: return Remainder(.message, family)
        case .unfit(let reason): return Remainder(reason, family)
        case .notMine: return Remainder(.noFamily)
        }
    }

    /// The stream's next line is shown to this family first.
    mutating func remember(_ family: Int, _ context: LineContext) {
        // The last resort takes what others know better.
        guard innerDepth == 0, family != Catalog.lastResort else { return }
        recent[context.stream] = family
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

    /// Seconds of arrival, and the line's own moment; that of arrival when the line's cannot be.
    @inline(__always)
    mutating func moment(
        _ header: SyslogHeader, _ context: LineContext
    ) -> (arrival: Int64, moment: SyslogClock.Moment) {
        let arrival = Ticks.unixSeconds(context.arrival)
        let fallback = SyslogClock.Moment(seconds: arrival.seconds, fraction: arrival.fraction)
        let stamp = header.stamp.isPresent ? header.stamp : carrierStamp
        guard stamp.isPresent else {
            counters.missingTimestamps &+= 1
            return (arrival.seconds, fallback)
        }
        guard let moment = clock.moment(stamp, context, arrivalSeconds: arrival.seconds) else {
            counters.badTimestamps &+= 1
            return (arrival.seconds, fallback)
        }
        return (arrival.seconds, moment)
    }
}
