internal import EarshotModel

/// A flow while its record is read: the session as far as it goes, and what is worked out when all fields are there.
struct FlowDraft: Sendable {
    var session = SessionRecord()
    var octets: UInt64 = 0
    var packets: UInt64 = 0
    var reverseOctets: UInt64 = 0
    var reversePackets: UInt64 = 0
    var postOctets: UInt64 = 0
    var postPackets: UInt64 = 0
    var has: Has = []
    var input: UInt32 = 0
    var output: UInt32 = 0
    var sourceVLAN: UInt16 = 0
    var destinationVLAN: UInt16 = 0
    /// Ticks since 1970; 0: not told.
    var start: Int64 = 0
    var end: Int64 = 0
    var startUptime: UInt32 = 0
    var endUptime: UInt32 = 0
    /// Ticks.
    var duration: Int64 = 0
    var natSource = IPAddress(bits: 0)
    var natDestination = IPAddress(bits: 0)
    var natSourcePort: UInt16 = 0
    var natDestinationPort: UInt16 = 0
    var sampler: UInt64 = 0
    var sampling = SamplingDraft()
    var firewallEvent: UInt8 = 0
    var flowID: UInt64 = 0
    var application: UInt64 = 0
    var systemStart: Int64 = 0
    /// Texts in `text`.
    var user = 0..<0
    var applicationName = 0..<0
    var host = 0..<0
    var requestTarget = 0..<0
    var interfaceName = 0..<0
    var text: [UInt8] = []
    /// Members of a JSON object, without its braces.
    var extra: [UInt8] = []

    /// What the record told.
    struct Has: OptionSet, Sendable {
        let rawValue: UInt32
        static let octets = Has(rawValue: 1 << 0)
        static let packets = Has(rawValue: 1 << 1)
        static let reverseOctets = Has(rawValue: 1 << 2)
        static let reversePackets = Has(rawValue: 1 << 3)
        static let postOctets = Has(rawValue: 1 << 4)
        static let postPackets = Has(rawValue: 1 << 5)
        static let startUptime = Has(rawValue: 1 << 6)
        static let endUptime = Has(rawValue: 1 << 7)
        static let sampler = Has(rawValue: 1 << 8)
        static let firewallEvent = Has(rawValue: 1 << 9)
        static let flowID = Has(rawValue: 1 << 10)
        static let application = Has(rawValue: 1 << 11)
        static let duration = Has(rawValue: 1 << 12)
        static let input = Has(rawValue: 1 << 13)
        /// The discarded packet of an sFlow sample, and the like.
        static let dropped = Has(rawValue: 1 << 14)
    }

    /// Forgets everything and keeps the memory.
    mutating func begin() {
        var text: [UInt8] = []
        var extra: [UInt8] = []
        swap(&text, &self.text)
        swap(&extra, &self.extra)
        text.removeAll(keepingCapacity: true)
        extra.removeAll(keepingCapacity: true)
        self = FlowDraft()
        self.text = text
        self.extra = extra
    }

    /// Begins a member of `AdditionalFields`; `key` is `"name":`.
    @inline(__always)
    mutating func key(_ key: borrowing [UInt8]) {
        if !extra.isEmpty { extra.append(Byte.comma) }
        for index in key.indices { extra.append(key[index]) }
    }

    mutating func add(_ name: StaticString, _ number: UInt64) {
        if !extra.isEmpty { extra.append(Byte.comma) }
        extra.append(Byte.quote)
        name.withUTF8Buffer { extra.append(contentsOf: $0) }
        extra.append(Byte.quote)
        extra.append(Byte.colon)
        JSONBytes.number(number, &extra)
    }

    mutating func add(_ name: StaticString, text: String) {
        if !extra.isEmpty { extra.append(Byte.comma) }
        extra.append(contentsOf: "\"\(name)\":".utf8)
        let utf8 = Array(text.utf8)
        JSONBytes.string(utf8.span, 0, utf8.count, &extra)
    }

    // MARK: The ends

    /// An address of zeros is one that the template has and the flow has not, unless there is no other.
    @inline(__always)
    mutating func set(source address: IPAddress, isZero: Bool) {
        if isZero, session.present.contains(.sourceAddress) { return }
        session.sourceAddress = address
        session.present.insert(.sourceAddress)
    }

    @inline(__always)
    mutating func set(destination address: IPAddress, isZero: Bool) {
        if isZero, session.present.contains(.destinationAddress) { return }
        session.destinationAddress = address
        session.present.insert(.destinationAddress)
    }

    @inline(__always)
    mutating func set(sourcePort port: UInt16) {
        if port == 0, session.present.contains(.sourcePort) { return }
        session.sourcePort = port
        session.present.insert(.sourcePort)
    }

    @inline(__always)
    mutating func set(destinationPort port: UInt16) {
        if port == 0, session.present.contains(.destinationPort) { return }
        session.destinationPort = port
        session.present.insert(.destinationPort)
    }

    /// The first address told counts; one of zeros is none.
    mutating func set(sourceMAC bits: UInt64) {
        guard bits != 0, !session.present.contains(.sourceMAC) else { return }
        session.sourceMAC = bits
        session.present.insert(.sourceMAC)
    }

    mutating func set(destinationMAC bits: UInt64) {
        guard bits != 0, !session.present.contains(.destinationMAC) else { return }
        session.destinationMAC = bits
        session.present.insert(.destinationMAC)
    }

    mutating func set(protocol number: UInt8) {
        session.networkProtocol = number
        session.present.insert(.networkProtocol)
    }

    mutating func set(tcpFlags bits: UInt64) {
        session.tcpFlags = TCPFlags(rawValue: UInt8(truncatingIfNeeded: bits))
        session.present.insert(.tcpFlags)
    }

    mutating func set(icmpType type: UInt8) {
        session.icmpType = type
        session.present.insert(.icmpType)
    }

    mutating func set(icmpCode code: UInt8) {
        session.icmpCode = code
        session.present.insert(.icmpCode)
    }

    mutating func set(tos: UInt8) {
        session.tos = tos
        session.present.insert(.tos)
    }

    mutating func set(ttl: UInt8) {
        session.ttl = ttl
        session.present.insert(.ttl)
    }

    /// One kind of counter wins over the next best; `isBest` comes from the element that is meant for it.
    @inline(__always)
    mutating func set(octets count: UInt64, isBest: Bool) {
        if has.contains(.octets), !isBest || count == 0 { return }
        octets = count
        has.insert(.octets)
    }

    @inline(__always)
    mutating func set(packets count: UInt64, isBest: Bool) {
        if has.contains(.packets), !isBest || count == 0 { return }
        packets = count
        has.insert(.packets)
    }
}

/// Elements that together tell one in how many packets was looked at (RFC 5477 §8.2).
struct SamplingDraft: Sendable {
    var interval: UInt64 = 0
    var packets: UInt64 = 0
    var space: UInt64 = 0
    var size: UInt64 = 0
    var population: UInt64 = 0
    var probability: Double = 0

    /// 0: not told.
    var rate: Double {
        if size > 0, population >= size { return Double(population) / Double(size) }
        if packets > 0, space > 0 { return (Double(packets) + Double(space)) / Double(packets) }
        if probability > 0, probability <= 1 { return 1 / probability }
        return Double(interval)
    }
}
