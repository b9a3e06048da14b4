internal import EarshotModel

/// What is known of one exporter and observation domain: how its records are laid out, and what it told of itself.
struct FlowExporter: Sendable {
    private var templates: [UInt16: Entry] = [:]
    /// Sampling rates by sampler or selector; see `rate`.
    private var rates: [UInt64: Double] = [:]
    private var lastRate: Double = 0
    private(set) var interfaces: [UInt32: [UInt8]] = [:]
    private(set) var applications: [UInt64: [UInt8]] = [:]
    /// When the exporter's system started, ticks since 1970 (`systemInitTimeMilliseconds`).
    var systemStart: Int64 = 0
    private var nextSequence: UInt32?
    var lastHeard: Int64 = 0

    private struct Entry: Sendable {
        var template: FlowTemplate
        var defined: Int64
    }

    /// Real exporters have a few dozen; the numbers are 16 bits wide.
    private static let maximumTemplates = 512
    /// Interfaces, applications and samplers of which names or rates are kept.
    private static let maximumNames = 4_096
    /// A template that was not repeated for so long is forgotten (RFC 7011 §8.4), ticks: a day.
    private static let lifetime = Ticks.perDay

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
            return .same
        }
        if templates.count >= Self.maximumTemplates, templates[number] == nil {
            templates = templates.filter { now - $0.value.defined <= Self.lifetime }
            guard templates.count < Self.maximumTemplates else { return .refused }
        }
        templates[number] = Entry(template: template, defined: now)
        return .new
    }

    /// RFC 7011 §8.1; numbers 2 and 3 stand for all templates and all options templates.
    mutating func withdraw(_ number: UInt16) {
        switch number {
        case 2: templates = templates.filter { $0.value.template.isOptions }
        case 3: templates = templates.filter { !$0.value.template.isOptions }
        default: templates[number] = nil
        }
    }

    // MARK: What options tell

    mutating func note(rate: Double, sampler: UInt64?) {
        guard rate >= 1, rate.isFinite else { return }
        lastRate = rate
        guard let sampler, rates.count < Self.maximumNames || rates[sampler] != nil else { return }
        rates[sampler] = rate
    }

    /// One in how many packets was looked at. A record that names no sampler has the exporter's only rate.
    func rate(sampler: UInt64?) -> Double {
        guard let sampler else { return rates.count <= 1 ? lastRate : 0 }
        return rates[sampler] ?? (rates.isEmpty ? lastRate : 0)
    }

    mutating func note(interface: UInt32, name: [UInt8]) {
        guard interfaces.count < Self.maximumNames || interfaces[interface] != nil else { return }
        interfaces[interface] = name
    }

    mutating func note(application: UInt64, name: [UInt8]) {
        guard applications.count < Self.maximumNames || applications[application] != nil else { return }
        applications[application] = name
    }

    // MARK: Order

    /// How many units were lost before this message, by its sequence number; 0 when it cannot be told.
    mutating func lost(before sequence: UInt32, units: UInt32) -> Int {
        defer { nextSequence = sequence &+ units }
        guard let expected = nextSequence else { return 0 }
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
        change(&known[key, default: FlowExporter()])
        known[key]?.lastHeard = now
        return isFull
    }
}
