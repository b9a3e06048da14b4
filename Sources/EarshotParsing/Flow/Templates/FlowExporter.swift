internal import EarshotModel

/// What is known of one exporter and observation domain: how its records are laid out, and what it told of itself.
struct FlowExporter: Sendable {
    private var templates: [UInt16: Entry] = [:]
    /// Sampling rates by sampler or selector; see `rate`.
    private(set) var rates: [UInt64: Double] = [:]
    private(set) var lastRate: Double = 0
    private(set) var interfaces: [UInt32: [UInt8]] = [:]
    private(set) var applications: [UInt64: [UInt8]] = [:]
    /// When the exporter's system started, ticks since 1970 (`systemInitTimeMilliseconds`).
    var systemStart: Int64 = 0 {
        didSet { if systemStart != oldValue { isChanged = true } }
    }
    /// When its system started by the header of NetFlow v9, ticks since 1970; 0: unknown.
    var boot: Int64 = 0
    /// The number that the next message should have.
    var sequence: UInt32?
    var lastHeard: Int64 = 0
    /// Something is known since `isChanged` was taken back that should outlive a restart.
    var isChanged = false

    private struct Entry: Sendable {
        var template: FlowTemplate
        var defined: Int64
        var remembered: Int64
    }

    /// Real exporters have a few dozen; the numbers are 16 bits wide.
    private static let maximumTemplates = 512
    /// Interfaces, applications and samplers of which names or rates are kept.
    private static let maximumNames = 4_096
    /// A template that was not repeated for so long is forgotten (RFC 7011 §8.4), ticks: a day.
    static let lifetime = Ticks.perDay
    /// A template that is repeated is as good as new; its age is worth remembering anew after that time, ticks.
    private static let refresh = 3_600 * Ticks.perSecond

    // MARK: Templates

    func template(_ number: UInt16, at now: Int64) -> FlowTemplate? {
        guard let entry = templates[number], now - entry.defined <= Self.lifetime else { return nil }
        return entry.template
    }

    enum Learning { case new, same, refused }

    /// Takes a template, in the place of the one that had its number.
    mutating func learn(_ number: UInt16, _ template: FlowTemplate, at now: Int64) -> Learning {
        if let known = templates[number]?.template, known.isOptions == template.isOptions,
            known.definition == template.definition
        {
            templates[number]?.defined = now
            if now - (templates[number]?.remembered ?? now) > Self.refresh {
                templates[number]?.remembered = now
                isChanged = true
            }
            return .same
        }
        if templates.count >= Self.maximumTemplates, templates[number] == nil {
            templates = templates.filter { now - $0.value.defined <= Self.lifetime }
            guard templates.count < Self.maximumTemplates else { return .refused }
        }
        templates[number] = Entry(template: template, defined: now, remembered: now)
        isChanged = true
        return .new
    }

    /// RFC 7011 §8.1; numbers 2 and 3 stand for all templates and all options templates.
    mutating func withdraw(_ number: UInt16) {
        isChanged = true
        switch number {
        case 2: templates = templates.filter { $0.value.template.isOptions }
        case 3: templates = templates.filter { !$0.value.template.isOptions }
        default: templates[number] = nil
        }
    }

    var hasTemplates: Bool { !templates.isEmpty }

    /// Those that are not too old, the ones that were repeated last first.
    func definitions(at now: Int64) -> [(number: UInt16, template: FlowTemplate, defined: Int64)] {
        templates.filter { now - $0.value.defined <= Self.lifetime }
            .sorted { ($1.value.defined, $0.key) < ($0.value.defined, $1.key) }
            .map { ($0.key, $0.value.template, $0.value.defined) }
    }

    // MARK: What options tell

    mutating func note(rate: Double, sampler: UInt64?) {
        guard rate >= 1, rate.isFinite else { return }
        if lastRate != rate { isChanged = true }
        lastRate = rate
        guard let sampler, rates.count < Self.maximumNames || rates[sampler] != nil else { return }
        if rates[sampler] != rate { isChanged = true }
        rates[sampler] = rate
    }

    /// One in how many packets was looked at. A record that names no sampler has the exporter's only rate.
    func rate(sampler: UInt64?) -> Double {
        guard let sampler else { return rates.count <= 1 ? lastRate : 0 }
        return rates[sampler] ?? (rates.isEmpty ? lastRate : 0)
    }

    mutating func note(interface: UInt32, name: [UInt8]) {
        guard interfaces.count < Self.maximumNames || interfaces[interface] != nil else { return }
        if interfaces[interface] != name { isChanged = true }
        interfaces[interface] = name
    }

    mutating func note(application: UInt64, name: [UInt8]) {
        guard applications.count < Self.maximumNames || applications[application] != nil else { return }
        applications[application] = name
    }

    // MARK: Order

    /// How many units were lost before this message, by its sequence number; 0 when it cannot be told.
    mutating func lost(before sequence: UInt32, units: UInt32) -> Int {
        defer { self.sequence = sequence &+ units }
        guard let expected = self.sequence else { return 0 }
        let gap = sequence &- expected
        // Further than that it is no loss but another order of datagrams, or an exporter that began anew.
        return gap < 100_000 ? Int(gap) : 0
    }
}

/// Who sends flow records, and in which numbering of its own.
struct FlowExporterKey: Hashable, Sendable {
    let address: IPAddress
    /// v9's source id, IPFIX's observation domain, v5's engine, sFlow's sub-agent.
    let domain: UInt32
    let flow: FlowProtocol
}

/// All exporters.
struct FlowExporters: Sendable {
    private var known: [FlowExporterKey: FlowExporter] = [:]
    /// Source addresses of datagrams can be forged, and the domain is any number.
    private static let maximum = 256
    /// Exporters of which there is something new to remember.
    private var changed: Set<FlowExporterKey> = []
    /// Exporters that are known from before a restart and were not heard since.
    private var restored: Set<FlowExporterKey> = []

    subscript(key: FlowExporterKey) -> FlowExporter? { known[key] }

    /// Changes what is known of an exporter; one that is new may push out the one that was silent longest.
    /// - Returns: whether it did.
    @discardableResult
    mutating func update(_ key: FlowExporterKey, at now: Int64, _ change: (inout FlowExporter) -> Void) -> Bool {
        var isFull = false
        if known.count >= Self.maximum, known[key] == nil {
            isFull = true
            if let silent = known.min(by: { $0.value.lastHeard < $1.value.lastHeard })?.key { known[silent] = nil }
        }
        if Self.change(&known[key, default: FlowExporter()], now, change) { changed.insert(key) }
        return isFull
    }

    /// In one step, so that the exporter is looked for once.
    private static func change(_ exporter: inout FlowExporter, _ now: Int64, _ body: (inout FlowExporter) -> Void)
        -> Bool
    {
        body(&exporter)
        exporter.lastHeard = now
        defer { exporter.isChanged = false }
        return exporter.isChanged
    }

    // MARK: Beyond a restart

    mutating func takeChanged() -> Set<FlowExporterKey> {
        guard !changed.isEmpty else { return [] }
        defer { changed.removeAll() }
        return changed
    }

    mutating func restore(_ exporter: FlowExporter, _ key: FlowExporterKey, at now: Int64) {
        known[key] = exporter
        known[key]?.lastHeard = now
        restored.insert(key)
    }

    /// Whether the exporter is heard for the first time since it was restored.
    mutating func takeRestored(_ key: FlowExporterKey) -> Bool { !restored.isEmpty && restored.remove(key) != nil }

    mutating func forget(_ key: FlowExporterKey) { known[key] = nil }

    mutating func change(_ key: FlowExporterKey, _ body: (inout FlowExporter) -> Void) {
        if var exporter = known[key] {
            body(&exporter)
            known[key] = exporter
        }
    }
}
