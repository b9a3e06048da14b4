public import EarshotModel
public import EarshotQuery

/// Keeps findings: groups repeats, remembers what the owner said, writes what is new.
///
/// Rolling windows find the same thing again and again. A finding is told once; found again within its rule's
/// suppression it only moves `LastSeen`, after that it is another occurrence. What the owner ignores is counted and
/// never told; what he closed and comes back later is a new finding.
public actor FindingKeeper {
    private let engine: any QueryEngine
    private let sink: any EventSink
    private let intake: any RecordIntake
    /// Called with findings that are told: new ones and new occurrences.
    private var listeners: [@Sendable (Finding) async -> Void] = []
    private var latest: [String: Finding] = [:]
    /// When each was last told, by key.
    private var told: [String: Int64] = [:]
    private var lastNumber: Int32 = 0
    private var isLoaded = false

    /// Findings beyond these are still in the store, but a repeat of one starts a new one.
    private static let maximumKept = 20_000

    public init(engine: any QueryEngine, sink: any EventSink, intake: any RecordIntake) {
        self.engine = engine
        self.sink = sink
        self.intake = intake
    }

    public func listen(_ listener: @escaping @Sendable (Finding) async -> Void) { listeners.append(listener) }

    private func load() async throws {
        guard !isLoaded else { return }
        var options = QueryOptions()
        options.rowLimit = Self.maximumKept
        let result = try await engine.run(
            "Finding | project \(Finding.columns) | order by FindingId desc", options: options)
        for finding in result.rows.compactMap(Finding.init(row:)) {
            lastNumber = max(lastNumber, finding.id)
            if latest[finding.key] == nil {
                latest[finding.key] = finding
                told[finding.key] = finding.lastSeen
            }
        }
        isLoaded = true
    }

    /// Takes what a rule found in one run; answers what is told.
    @discardableResult
    public func record(_ hits: [Hit]) async throws -> [Finding] {
        try await load()
        var changed: [String: Finding] = [:]
        var tell: [(Finding, at: Int64)] = []
        var ended: [Finding] = []
        for hit in hits {
            if let known = latest[hit.key], let over = hit.over, known.covers(hit) {
                guard known.lastSeen < over else { continue }
                let finding = known.ended(by: hit, at: over)
                changed[finding.key] = finding
                latest[finding.key] = finding
                if known.isOpen { ended.append(finding) }
                continue
            }
            let (finding, isTold) = place(hit)
            changed[finding.key] = finding
            latest[finding.key] = finding
            if isTold {
                told[finding.key] = hit.seconds
                if finding.state != .ignored { tell.append((finding, hit.seconds)) }
            }
        }
        try await write(Array(changed.values))
        for (finding, seconds) in tell { try await alert(finding, at: seconds) }
        for finding in tell.map(\.0) + ended { for listener in listeners { await listener(finding) } }
        return tell.map(\.0)
    }

    /// The finding a hit belongs to, and whether it is told.
    private func place(_ hit: Hit) -> (Finding, Bool) {
        let before = told[hit.key]
        // What was over and begins anew is another occurrence, however soon.
        let isAnew = latest[hit.key].map { $0.isOver && hit.seconds > $0.lastSeen } ?? false
        let isQuiet = !isAnew && before.map { abs(hit.seconds - $0) < hit.rule.suppression } ?? false
        guard var finding = latest[hit.key], isQuiet || finding.state != .closed else {
            lastNumber += 1
            return (Finding(hit, number: lastNumber).until(hit.over), true)
        }
        finding.firstSeen = min(finding.firstSeen, hit.seconds)
        guard !isQuiet else {
            finding.lastSeen = max(finding.lastSeen, hit.seconds)
            return (finding, false)
        }
        finding.lastSeen = max(finding.lastSeen, hit.seconds)
        finding.occurrences += 1
        finding.title = hit.title
        finding.details = hit.details
        finding.query = hit.query
        if finding.state == .seen { finding.state = .new }
        return (finding.until(hit.over), true)
    }

    private func write(_ findings: [Finding]) async throws {
        guard !findings.isEmpty else { return }
        var batch = EventBatch()
        batch.tables = [Finding.rows(findings)]
        try await sink.write(batch)
    }

    private func alert(_ finding: Finding, at seconds: Int64) async throws {
        let line = finding.alertLine(at: seconds)
        let chunk = RawChunk(
            bytes: line, ends: [UInt32(line.count)], source: SourceAddress(.own, "Earshot"),
            arrival: Ticks.from(unixSeconds: seconds) ?? 0)
        try await intake.submit(chunk)
    }

    /// What the owner says of a finding.
    public func change(_ id: Int32, _ change: FindingChange) async throws -> Finding {
        try await load()
        guard var finding = try await find(id) else { throw FindingError.unknown(id) }
        if change.state == .ignored, (change.reason ?? "").isEmpty { throw FindingError.reasonNeeded }
        finding.state = change.state
        finding.reason = change.reason ?? (finding.isOpen ? "" : finding.reason)
        try await write([finding])
        if latest[finding.key]?.id == id { latest[finding.key] = finding }
        return finding
    }

    private func find(_ id: Int32) async throws -> Finding? {
        if let known = latest.values.first(where: { $0.id == id }) { return known }
        let result = try await engine.run(
            "Finding | where FindingId == \(id) | project \(Finding.columns)", options: QueryOptions())
        return result.rows.first.flatMap(Finding.init(row:))
    }
}

extension Finding {
    init(_ hit: Hit, number: Int32) {
        self.init()
        id = number
        key = hit.key
        ruleId = hit.rule.id
        ruleName = hit.rule.title
        title = hit.title
        description = hit.description
        severity = hit.rule.severity
        firstSeen = hit.seconds
        lastSeen = hit.seconds
        occurrences = 1
        entities = hit.entities
        details = hit.details
        tactics = hit.rule.tactics
        techniques = hit.rule.techniques
        query = hit.query
    }
}
