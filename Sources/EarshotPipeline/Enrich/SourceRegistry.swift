import EarshotModel

/// Numbers for who sends lines: a peer and the host name in its lines.
struct SourceRegistry {
    struct Key: Hashable {
        var address: SourceAddress
        var host: String
    }

    struct Source {
        var id: Int32
        var key: Key
        var product: String
        var vendor = ""
        /// As the user calls it; empty: as it calls itself.
        var givenName = ""
        var name: String {
            givenName.isEmpty ? (key.host.isEmpty ? key.address.address : key.host) : givenName
        }
    }

    private var numbers: [Key: Int32] = [:]
    private(set) var fresh: [Source] = []
    private var next: Int32 = 1
    /// Host names come from the lines, and anybody can send lines: beyond this many, all further ones share a number.
    private static let maximum = 10_000

    private let names: [String: String]

    init(known: [Source] = [], rules: [SourceRule] = []) {
        names = Dictionary(
            rules.compactMap { rule in rule.name.map { (rule.address, $0) } }, uniquingKeysWith: { first, _ in first })
        for source in known {
            numbers[source.key] = source.id
            next = max(next, source.id + 1)
        }
    }

    /// `origin`: who made it and what it is, as far as its first line tells.
    mutating func number(_ address: SourceAddress, host: String, origin: (vendor: String, product: String)?) -> Int32 {
        let key = Key(address: address, host: host)
        if let number = numbers[key] { return number }
        guard numbers.count >= Self.maximum else { return add(key, origin) }
        let other = Key(address: SourceAddress(address.transport, "other"), host: "")
        return numbers[other] ?? add(other, origin)
    }

    private mutating func add(_ key: Key, _ origin: (vendor: String, product: String)?) -> Int32 {
        let id = next
        next += 1
        numbers[key] = id
        fresh.append(
            Source(
                id: id, key: key, product: origin?.product ?? "", vendor: origin?.vendor ?? "",
                givenName: names[key.address.address] ?? ""))
        return id
    }

    mutating func takeFresh() -> [Source] {
        defer { fresh.removeAll(keepingCapacity: true) }
        return fresh
    }
}
