/// Writes multicast DNS messages as devices do.
struct MDNSWriter {
    private(set) var records: [UInt8] = []
    private(set) var count = 0

    static func name(_ labels: [String]) -> [UInt8] {
        labels.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    static func name(_ text: String) -> [UInt8] { name(text.split(separator: ".").map(String.init)) }

    mutating func add(_ owner: [UInt8], _ type: UInt8, lifetime: UInt8 = 120, _ data: [UInt8]) {
        let head: [UInt8] = [0, type, 0x80, 1, 0, 0, 0, lifetime, UInt8(data.count >> 8), UInt8(data.count & 255)]
        records += owner
        records += head
        records += data
        count += 1
    }

    /// An instance of a service at a host: PTR, SRV and TXT.
    mutating func service(_ instance: String, _ type: String, host: String, _ texts: [String] = []) {
        let owner = Self.name([instance] + type.split(separator: ".").map(String.init) + ["local"])
        add(Self.name(type + ".local"), 12, owner)
        add(owner, 33, [0, 0, 0, 0, 0x1f, 0x49] + Self.name(host + ".local"))
        add(owner, 16, texts.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) })
    }

    mutating func address(_ host: String, _ v4: [UInt8]) { add(Self.name(host + ".local"), 1, v4) }

    /// `claimed`: how many records the header says there are; nil: as many as there are.
    func message(flags: UInt8 = 0x84, claimed: Int? = nil) -> [UInt8] {
        let count = claimed ?? count
        let head: [UInt8] = [0, 0, flags, 0, 0, 0, UInt8(count >> 8), UInt8(count & 255), 0, 0, 0, 0]
        return head + records
    }
}
