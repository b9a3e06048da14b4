internal import EarshotModel

/// What outlives a restart: without their templates, data of NetFlow v9 and IPFIX are only bytes, and many exporters repeat
/// templates every half hour.
extension FlowParser {
    private static let keyPrefix = "pipeline.flow "

    /// What changed since the last call, by key; an empty text stands for what is to be forgotten.
    ///
    /// `now`: ticks since 1970. What an old capture told is not remembered: its exporter may be there still, and differ.
    public mutating func takeMemory(at now: Int64) -> [String: String] {
        var changes: [String: String] = [:]
        for key in forgotten { changes[key] = "" }
        forgotten.removeAll()
        for key in exporters.takeChanged() {
            guard let exporter = exporters[key], abs(now - exporter.lastHeard) < Ticks.perDay else { continue }
            let name = Self.name(of: key)
            let text = exporter.memory(at: now)
            guard !text.isEmpty || remembered.contains(name) else { continue }
            guard remembered.contains(name) || remembered.count < Self.maximumRemembered else { continue }
            if text.isEmpty { remembered.remove(name) } else { remembered.insert(name) }
            changes[name] = text
        }
        return changes
    }

    /// Goes on with what `takeMemory` gave before the restart.
    public mutating func restore(_ states: [String: String], at now: Int64) {
        for (name, text) in states where name.hasPrefix(Self.keyPrefix) {
            guard let key = Self.key(of: name), remembered.count < Self.maximumRemembered,
                let exporter = FlowExporter(memory: text, isIPFIX: key.flow == .ipfix, at: now)
            else {
                forgotten.insert(name)
                continue
            }
            remembered.insert(name)
            exporters.restore(exporter, key, at: now)
        }
    }

    /// Drops what was remembered of an exporter that has begun anew since.
    mutating func confirm(_ key: FlowExporterKey, boot: Int64, sequence: UInt32) {
        guard exporters.takeRestored(key), let exporter = exporters[key] else { return }
        guard !exporter.isContinued(boot: boot, sequence: sequence) else {
            // What came while nobody listened is not what was lost on the way.
            return exporters.change(key) { $0.sequence = nil }
        }
        exporters.forget(key)
        forgotten.insert(Self.name(of: key))
        remembered.remove(Self.name(of: key))
    }

    /// `pipeline.flow 192.168.1.1 netflow9 0`
    private static func name(of key: FlowExporterKey) -> String {
        "\(keyPrefix)\(key.address) \(key.flow.name) \(key.domain)"
    }

    private static func key(of name: String) -> FlowExporterKey? {
        let words = name.dropFirst(keyPrefix.count).split(separator: " ")
        guard words.count == 3, let address = IPAddress(String(words[0])), let domain = UInt32(words[2]),
            let flow = FlowProtocol.allCases.first(where: { $0.name == words[1] })
        else { return nil }
        return FlowExporterKey(address: address, domain: domain, flow: flow)
    }
}
