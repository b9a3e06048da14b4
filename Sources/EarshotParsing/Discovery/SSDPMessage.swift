/// Reads SSDP announcements and answers to searches. Source: UPnP Device Architecture 2.0 §1.2, §1.3.
enum SSDPMessage {
    /// A message has a dozen header fields of a line each.
    private static let maximumLines = 64

    static func read(_ bytes: Span<UInt8>) -> DiscoveryOutcome {
        var lines = HeaderLines(bytes)
        guard let first = lines.next() else { return .malformed }
        let start = String(decoding: first.prefix(64), as: UTF8.self).uppercased()
        if start.hasPrefix("M-SEARCH ") { return .question }
        guard start.hasPrefix("NOTIFY ") || start.hasPrefix("HTTP/1.1 200") || start.hasPrefix("HTTP/1.0 200") else {
            return .malformed
        }
        var told = Announcement()
        var isGoodbye = false
        for _ in 0..<maximumLines {
            guard let line = lines.next(), !line.isEmpty else { break }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let value = line[(colon + 1)...]
            switch String(decoding: line[..<colon].prefix(32), as: UTF8.self).uppercased() {
            case "NTS": isGoodbye = DiscoveryText.clean(value).lowercased() == "ssdp:byebye"
            case "NT", "ST": addType(DiscoveryText.clean(value), &told)
            case "USN": addType(DiscoveryText.clean(value).split(separator: "::").last.map(String.init) ?? "", &told)
            case "SERVER": told.server = DiscoveryText.clean(value)
            default: break
            }
        }
        return .announcements(isGoodbye ? [] : [told])
    }

    /// `urn:schemas-upnp-org:device:MediaRenderer:1` says something, `upnp:rootdevice` and `uuid:…` nothing.
    private static func addType(_ text: String, _ told: inout Announcement) {
        let type = DiscoveryText.token(text.utf8)
        guard !type.isEmpty, !type.hasPrefix("upnp:"), !type.hasPrefix("uuid:"), !type.hasPrefix("ssdp:"),
            type.contains(":"), !told.services.contains(type)
        else { return }
        told.services.append(type)
    }
}

/// The lines of a header, without their ends.
private struct HeaderLines: ~Escapable {
    private let bytes: Span<UInt8>
    private var position = 0
    /// A longer line is no header field of this protocol.
    private static let maximumLine = 1_024

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    /// The next line, cut to the bound; nil at the end.
    mutating func next() -> [UInt8]? {
        guard position < bytes.count else { return nil }
        let start = position
        var end = start
        while end < bytes.count, bytes[end] != 10 { end += 1 }
        position = end + 1
        if end > start, bytes[end - 1] == 13 { end -= 1 }
        return (start..<min(end, start + Self.maximumLine)).map { bytes[$0] }
    }
}
