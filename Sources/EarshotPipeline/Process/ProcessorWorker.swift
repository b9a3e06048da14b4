import EarshotModel
import EarshotParsing
import Glibc

/// The processing thread's own state. Lives on one thread from beginning to end.
struct ProcessorWorker {
    private let configuration: Processor.Configuration
    private let intake: Intake
    private let feed: LiveFeed
    let output: BatchOutput
    var enricher: Enricher
    var parser: EventParser
    private var flows = FlowParser()
    private var discovery = DiscoveryReader()
    var parsed = ParsedBatch()
    /// Rows of the open batch that the enricher has already, or that wait.
    private var absorbed = 0
    /// Sessions of the open batch that come after all of its events.
    private var waiting = ParsedBatch()
    /// The open batch has answers or leases.
    private var explainsSessions = false
    private var marks: [ImportMark] = []
    private var receipts: [(CheckedContinuation<IngestReceipt, any Error>, IngestReceipt)] = []
    private var report = ProcessorReport()
    private var heartbeat = HeartbeatCounter()
    private var clocks = SourceClocks()
    /// Numbers of (sender, host label), so that the registry is asked once per pair.
    private var sourceNumbers: [SourceKey: Int32] = [:]
    var contexts: SourceContexts
    private var savedAddresses: [IPAddress] = []
    private var oldest: ContinuousClock.Instant?
    private let clock = ContinuousClock()

    private struct SourceKey: Hashable {
        var address: SourceAddress
        var host: Int32
    }

    init(
        _ configuration: Processor.Configuration, _ enricher: Enricher, intake: Intake, feed: LiveFeed,
        output: BatchOutput, states: [String: String] = [:]
    ) {
        self.configuration = configuration
        self.enricher = enricher
        self.intake = intake
        self.feed = feed
        self.output = output
        parser = EventParser(configuration: configuration.parser)
        contexts = SourceContexts(configuration.sources)
        flows.restore(states, at: Self.now)
        savedAddresses = enricher.home.ownAddresses
    }

    /// Works until the intake is closed and empty. `publish` gets the figures after each batch.
    mutating func run(_ publish: (ProcessorReport) -> Void) {
        note()
        publish(report)
        while true {
            if let item = intake.next(within: wait) {
                if let kept = item.kept {
                    flush(publish)
                    reread(kept, item.receipt)
                } else {
                    take(item)
                }
            }
            if isDue { flush(publish) }
            if intake.isClosedAndEmpty { break }
        }
        heartbeat.close()
        flush(publish)
        output.drain()
    }

    /// Ticks since 1970.
    private static var now: Int64 { WallClock.ticks() - Ticks.unixEpoch }

    /// Milliseconds until the open batch must be closed.
    private var wait: Int {
        guard let oldest else { return configuration.maximumDelay }
        let passed = (clock.now - oldest) / .milliseconds(1)
        return max(1, configuration.maximumDelay - Int(passed))
    }

    private var isDue: Bool {
        if absorbed + parsed.count >= configuration.maximumRows { return true }
        if !receipts.isEmpty, intake.isEmpty { return true }
        guard let oldest else { return heartbeat.isDue }
        return clock.now - oldest >= .milliseconds(configuration.maximumDelay)
    }

    // MARK: Parsing

    private mutating func take(_ item: Intake.Item) {
        if oldest == nil { oldest = clock.now }
        let chunk = item.chunk
        if let formats = item.formats { parser.use(formats) }
        if let change = chunk.change { return make(change, item.receipt) }
        let tally = chunk.source.transport.isDiscovery ? hear(chunk) : read(chunk)
        if let mark = chunk.mark { marks.append(mark) }
        guard item.receipt != nil || chunk.account != nil else { return }
        let receipt = tally.receipt(lines: chunk.lineCount)
        chunk.account?.add(receipt)
        if let continuation = item.receipt { receipts.append((continuation, receipt)) }
    }

    private mutating func read(_ chunk: RawChunk) -> ChunkTally {
        let before = Marks(parsed)
        parse(chunk)
        var tally = ChunkTally()
        number(chunk.source, from: before, &tally)
        report.add(tally, of: chunk)
        compareClocks(chunk, from: before)
        describe(chunk, tally)
        absorb()
        return tally
    }

    /// What devices announce goes into the inventory; it is no event, and its sender no source of lines.
    private mutating func hear(_ chunk: RawChunk) -> ChunkTally {
        guard !chunk.isRepeated, let sender = IPAddress(chunk.source.address) else { return ChunkTally() }
        let kind: DiscoveryProtocol = chunk.source.transport == .ssdp ? .ssdp : .mdns
        let seconds = Ticks.unixSeconds(chunk.arrival).seconds
        let bytes = chunk.bytes.span
        var start = 0
        for end in chunk.ends {
            let end = Int(end)
            guard end >= start, end <= bytes.count else { break }
            for told in discovery.read(bytes.extracting(start..<end), kind) {
                enricher.learn(told, from: sender, at: seconds)
            }
            start = end
        }
        return ChunkTally()
    }

    /// A change to the inventory; it is stored with the batch.
    private mutating func make(_ change: DeviceChange, _ receipt: CheckedContinuation<IngestReceipt, any Error>?) {
        do {
            try enricher.change(change)
            if let receipt { receipts.append((receipt, IngestReceipt())) }
        } catch {
            receipt?.resume(throwing: error)
        }
    }

    private mutating func parse(_ chunk: RawChunk) {
        if chunk.source.transport.isFlow { return parse(flows: chunk) }
        var context = contexts.context(chunk.source, arrival: chunk.arrival)
        if chunk.source.transport == .own { context.pinnedFamily = ParseCounters.findingFamily }
        let bytes = chunk.bytes.span
        var start = 0
        for end in chunk.ends {
            let end = Int(end)
            guard end >= start, end <= bytes.count else { break }
            parser.parse(bytes.extracting(start..<end), context, labels: &enricher.labels, into: &parsed)
            start = end
        }
    }

    /// Each "line" is a datagram of flow records.
    private mutating func parse(flows chunk: RawChunk) {
        let exporter = IPAddress(chunk.source.address) ?? IPAddress(bits: 0)
        let context = LineContext(source: 0, arrival: chunk.arrival)
        let bytes = chunk.bytes.span
        var ignored = ParsedBatch()
        var start = 0
        for end in chunk.ends {
            let end = Int(end)
            guard end >= start, end <= bytes.count else { break }
            let datagram = bytes.extracting(start..<end)
            if chunk.isRepeated {
                flows.parse(datagram, from: exporter, context, labels: &enricher.labels, into: &ignored)
                ignored.removeAll()
            } else {
                flows.parse(datagram, from: exporter, context, labels: &enricher.labels, into: &parsed)
            }
            start = end
        }
    }

    /// Where the records of a chunk begin.
    private struct Marks {
        let session, event, line: Int
        init(_ batch: borrowing ParsedBatch) {
            session = batch.sessions.count
            event = batch.events.count
            line = batch.syslog.count
        }
    }

    /// Gives the records just parsed the number of their source, which depends on the host name in the line, and counts
    /// them.
    private mutating func number(_ address: SourceAddress, from marks: Marks, _ tally: inout ChunkTally) {
        var last: (host: Int32, number: Int32) = (-1, 0)
        for index in marks.session..<parsed.sessions.count {
            let host = parsed.sessions[index].host
            let family = parsed.sessions[index].family
            if host != last.host { last = (host, number(address, host, family: family)) }
            parsed.sessions[index].source = last.number
            tally.count(.networkSession, family: family)
            heartbeat.count(last.number, parsed: true)
        }
        for index in marks.event..<parsed.events.count {
            let record = parsed.events[index]
            if record.host != last.host { last = (record.host, number(address, record.host, family: record.family)) }
            parsed.events[index].source = last.number
            tally.count(record.table, family: record.family)
            heartbeat.count(last.number, parsed: true)
        }
        for index in marks.line..<parsed.syslog.count {
            let record = parsed.syslog[index]
            if record.host != last.host { last = (record.host, number(address, record.host, family: record.family)) }
            parsed.syslog[index].source = last.number
            tally.count(record)
            heartbeat.count(last.number, parsed: record.reason == .message)
        }
        tally.host = last.number == 0 ? "" : enricher.labels[last.host]
    }

    private mutating func number(_ address: SourceAddress, _ host: Int32, family: UInt8) -> Int32 {
        let key = SourceKey(address: address, host: host)
        if let number = sourceNumbers[key] { return number }
        let number = enricher.source(address, host: host, family: Int(family))
        if sourceNumbers.count < 100_000 { sourceNumbers[key] = number }
        return number
    }

    /// Rows by the thousand that nobody watches go on at once. Where answers or leases are among them, sessions wait: what
    /// explains them may come later in the batch.
    private mutating func absorb() {
        guard parsed.count >= Self.piece, !feed.isWatched else { return }
        explainsSessions = explainsSessions || parsed.explainsSessions
        if explainsSessions {
            enricher.absorbEvents(parsed)
            waiting.append(sessionsOf: parsed)
        } else {
            enricher.absorb(parsed)
        }
        absorbed += parsed.count
        parsed.removeAll()
    }

    private static let piece = 1024

    // MARK: Clocks

    private mutating func compareClocks(_ chunk: RawChunk, from marks: Marks) {
        let arrival = Ticks.unixSeconds(chunk.arrival)
        guard SourceClocks.isLive(chunk), clocks.wants(chunk.source, at: arrival.seconds) else { return }
        let sessions = parsed.sessions[marks.session...].suffix(SourceClocks.perChunk)
        if chunk.source.transport.isFlow {
            // A flow began long before it was told; the message says when that was.
            guard let offset = flows.clockOffset, let source = sessions.last?.source else { return }
            return clocks.add(offset, chunk.source, source: source)
        }
        // What tells no time of its own has that of its arrival, to the last digit.
        func add(_ seconds: Int64, _ fraction: Int32, _ source: Int32) {
            guard seconds != arrival.seconds || fraction != arrival.fraction else { return }
            clocks.add(seconds - arrival.seconds, chunk.source, source: source)
        }
        for record in sessions { add(record.seconds, record.fraction, record.source) }
        for record in parsed.events[marks.event...].suffix(SourceClocks.perChunk) {
            add(record.seconds, record.fraction, record.source)
        }
        for record in parsed.syslog[marks.line...].suffix(SourceClocks.perChunk) {
            add(record.seconds, record.fraction, record.source)
        }
    }

    // MARK: Counting

    private mutating func describe(_ chunk: RawChunk, _ tally: ChunkTally) {
        // One without lines only says how far an import has come.
        guard chunk.lineCount > 0, report.sources.count < 1000 || report.sources[chunk.source] != nil else { return }
        let arrival = Ticks.unixSeconds(chunk.arrival).seconds
        var source = report.sources[chunk.source] ?? ProcessorReport.Source(address: chunk.source, firstSeen: arrival)
        source.lastSeen = arrival
        source.events += Int64(chunk.source.transport.isFlow ? tally.recognized : chunk.lineCount)
        source.recognized += Int64(tally.recognized)
        if let family = tally.mainFamily { source.family = family }
        if !tally.host.isEmpty { source.host = tally.host }
        source.lastLine = chunk.lastLine
        source.clock = clocks.offset(of: chunk.source)
        report.sources[chunk.source] = source
    }

    // MARK: Storing

    /// Closes the batch. The figures are published before the write, so that whoever gets a receipt finds them.
    private mutating func flush(_ publish: (ProcessorReport) -> Void) {
        oldest = nil
        let (tables, decisions) = finishRows()
        var batch = EventBatch()
        batch.tables = tables
        batch.names = enricher.takeLateNames()
        batch.states = enricher.takeStates().merging(flows.takeMemory(at: Self.now)) { first, _ in first }
        if let rows = heartbeat.take(clocks.offset(ofSource:)) { batch.tables.append(rows) }
        batch.marks = latest(marks)
        if feed.isWatched, !parsed.isEmpty {
            feed.publish(
                parsed, decisions, deviceName: enricher.deviceName, labels: enricher.labels,
                geography: enricher.geography)
        }
        parsed.removeAll()
        waiting.removeAll()
        explainsSessions = false
        absorbed = 0
        marks.removeAll()
        note()
        publish(report)
        if !batch.isEmpty || !receipts.isEmpty {
            output.write(batch, receipts: receipts)
        }
        receipts.removeAll()
    }

    /// The rows of the open batch, and what was decided for the sessions that nobody has taken yet.
    private mutating func finishRows() -> (tables: [TableRows], decisions: [Enricher.Decision]) {
        guard !waiting.sessions.isEmpty else { return enricher.rows(of: parsed) }
        enricher.absorbEvents(parsed)
        waiting.append(sessionsOf: parsed)
        let (tables, decisions) = enricher.rows(of: waiting)
        return (tables, Array(decisions.suffix(parsed.sessions.count)))
    }

    private mutating func note() {
        report.publicAddresses = enricher.home.ownAddresses
        report.flows = flows.counters
        report.discovery = discovery.counters
        report.waitingFlowSets = flows.waiting
        if savedAddresses != report.publicAddresses {
            savedAddresses = report.publicAddresses
            output.remember(publicAddresses: savedAddresses)
        }
    }

    /// Only the last mark of each file counts.
    private func latest(_ marks: [ImportMark]) -> [ImportMark] {
        var seen: [String: ImportMark] = [:]
        for mark in marks { seen[mark.key] = mark }
        return Array(seen.values)
    }
}

extension RawChunk {
    /// The last line, at most 500 bytes of it, for the status page.
    fileprivate var lastLine: String {
        guard let end = ends.last.map(Int.init), end <= bytes.count, !source.transport.isFlow else { return "" }
        let start = ends.count > 1 ? Int(ends[ends.count - 2]) : 0
        guard start <= end else { return "" }
        return String(decoding: bytes[start..<min(end, start + 500)], as: UTF8.self)
    }
}
