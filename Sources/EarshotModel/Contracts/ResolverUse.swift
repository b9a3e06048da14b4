/// A name server outside the home that a device asks by itself, and how.
public struct ResolverUse: Sendable, Hashable {
    public enum Way: String, Sendable, Hashable, CaseIterable {
        /// DNS over HTTPS (RFC 8484).
        case https = "DoH"
        /// DNS over TLS (RFC 7858).
        case tls = "DoT"
        /// DNS over QUIC (RFC 9250).
        case quic = "DoQ"
        /// Unencrypted, but not to the home's name server.
        case plain = "DNS"
    }

    public var way: Way
    /// The server's name where the log tells it, else its address.
    public var server: String
    /// Seconds since 1970.
    public var firstSeen: Int64
    public var lastSeen: Int64
    /// Every attempt so far was refused by the firewall.
    public var isBlocked: Bool

    public init(_ way: Way, _ server: String, firstSeen: Int64, lastSeen: Int64, isBlocked: Bool) {
        self.way = way
        self.server = server
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.isBlocked = isBlocked
    }
}

/// As JSON, the form in which the inventory keeps and shows it.
extension ResolverUse {
    /// `{"Way":"DoH","Server":"dns.google","FirstSeen":1790000000,"LastSeen":1790000100,"Blocked":false}`
    public var json: String {
        // Names and addresses have no characters to escape; what does not look like one is not shown.
        let server = server.utf8.allSatisfy { Self.isPlain($0) } ? server : ""
        return "{\"Way\":\"\(way.rawValue)\",\"Server\":\"\(server)\",\"FirstSeen\":\(firstSeen),"
            + "\"LastSeen\":\(lastSeen),\"Blocked\":\(isBlocked)}"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (48...58).contains(byte) || (97...122).contains(byte) || (65...90).contains(byte) || byte == 45 || byte == 46
            || byte == 95
    }

    /// Reads a JSON array of what `json` writes; anything else is left out.
    public static func read(_ text: String) -> [ResolverUse] {
        let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
        // Each has fourteen: seven keys and texts, and what stands between them.
        return stride(from: 0, to: parts.count - 14, by: 14).compactMap { start in
            guard let way = Way(rawValue: String(parts[start + 3])), let first = number(parts[start + 10]),
                let last = number(parts[start + 12])
            else { return nil }
            return ResolverUse(
                way, String(parts[start + 7]), firstSeen: first, lastSeen: last,
                isBlocked: parts[start + 14].hasPrefix(":true"))
        }
    }

    private static func number(_ text: Substring) -> Int64? { Int64(text.filter { $0.isNumber || $0 == "-" }) }
}
