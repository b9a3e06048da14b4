public import EarshotModel

/// What a device says of itself to everybody on its network, by multicast DNS or SSDP.
public struct Announcement: Sendable, Hashable {
    /// Where the device is, as far as the message tells; empty: at its sender's address.
    public var addresses: [IPAddress] = []
    /// Its host name without `.local`.
    public var host = ""
    /// The name its owner gave it in its own settings, "Living room TV".
    public var name = ""
    /// What it is in its maker's words, "Chromecast" or "AppleTV6,2".
    public var model = ""
    /// Services: `_ipp._tcp`, or a device or service type of UPnP.
    public var services: [String] = []
    /// The software that answers for it: SSDP's SERVER.
    public var server = ""

    public init() {}

    /// Nothing is told that the sender's address did not tell.
    public var isEmpty: Bool {
        host.isEmpty && name.isEmpty && model.isEmpty && services.isEmpty && server.isEmpty
    }
}

/// How a device announces itself.
public enum DiscoveryProtocol: String, Sendable, Hashable, CaseIterable {
    /// Multicast DNS with DNS-SD (RFC 6762, RFC 6763), port 5353.
    case mdns
    /// Simple Service Discovery Protocol (UPnP Device Architecture 2.0 §1), port 1900.
    case ssdp
}

/// What came as announcements, and what was not read of it.
public struct DiscoveryCounters: Sendable, Hashable {
    public var datagrams: [DiscoveryProtocol: Int] = [:]
    /// What devices said of themselves.
    public var announcements = 0
    /// Questions and searches: they tell what somebody looks for, not what it is.
    public var questions = 0
    /// Goodbyes, and messages in which nothing is told.
    public var empty = 0
    /// Datagrams that are no such message, or end before it does.
    public var malformed = 0

    public init() {}
}

/// Reads announcements. Pure, and bounded in everything a message can ask for.
///
///     var reader = DiscoveryReader()
///     reader.read(datagram.span, .mdns)  // [Announcement(host: "Living-Room", services: ["_googlecast._tcp"], …)]
public struct DiscoveryReader: Sendable {
    public private(set) var counters = DiscoveryCounters()

    public init() {}

    public mutating func read(_ datagram: Span<UInt8>, _ kind: DiscoveryProtocol) -> [Announcement] {
        counters.datagrams[kind, default: 0] += 1
        let outcome: DiscoveryOutcome =
            switch kind {
            case .mdns: MDNSMessage.read(datagram)
            case .ssdp: SSDPMessage.read(datagram)
            }
        switch outcome {
        case .question: counters.questions += 1
        case .malformed: counters.malformed += 1
        case .announcements(let found):
            let told = found.filter { !$0.isEmpty }
            counters.announcements += told.count
            if told.isEmpty { counters.empty += 1 }
            return told
        }
        return []
    }
}

/// What a message turned out to be.
enum DiscoveryOutcome {
    case question
    case malformed
    case announcements([Announcement])
}
