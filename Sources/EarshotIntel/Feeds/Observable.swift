import EarshotModel

/// Makes indicators of what lists have in their lines.
enum Observable {
    enum Refusal: String, Error {
        case malformed
        case notPublic = "not_public"
        case tooWide = "too_wide"
    }

    /// Whatever the text is: address, network, range, domain, URL or hash.
    static func indicator(_ text: Substring) throws(Refusal) -> Indicator {
        let text = text.trimmed
        if let range = try addresses(text) { return range }
        if text.contains("://") { return try url(text) }
        if let hash = hash(text) { return hash }
        if text.hasPrefix("AS") || text.hasPrefix("as"), let number = UInt32(text.dropFirst(2)) { return asn(number) }
        return try domain(text)
    }

    static func asn(_ number: UInt32) -> Indicator {
        var indicator = Indicator(.asn, "AS\(number)")
        indicator.start = UInt128(number)
        indicator.end = UInt128(number)
        return indicator
    }

    // MARK: Addresses

    /// nil: no address, no network and no range.
    private static func addresses(_ text: Substring) throws(Refusal) -> Indicator? {
        guard let first = text.utf8.first, first == 58 || IPDigits.contains(first) else { return nil }
        if let address = IPAddress(String(text)) { return try range(address, address, text) }
        if let slash = text.firstIndex(of: "/") {
            guard let base = IPAddress(String(text[..<slash])), let length = Int(text[text.index(after: slash)...]),
                length >= 0, length <= (base.isV4 ? 32 : 128)
            else { return nil }
            let free = UInt128(base.isV4 ? 32 - length : 128 - length)
            let mask: UInt128 = free >= 128 ? .max : (1 << free) - 1
            return try range(IPAddress(bits: base.bits & ~mask), IPAddress(bits: base.bits | mask), text)
        }
        if let dash = text.firstIndex(of: "-"), let start = IPAddress(String(text[..<dash].trimmed)),
            let end = IPAddress(String(text[text.index(after: dash)...].trimmed)), start.isV4 == end.isV4, start <= end
        {
            return try range(start, end, text)
        }
        // `192.0.2.1:443`
        if let colon = text.lastIndex(of: ":"), text.contains("."), UInt16(text[text.index(after: colon)...]) != nil,
            let address = IPAddress(String(text[..<colon]))
        {
            return try range(address, address, Substring(address.description))
        }
        return nil
    }

    private static let IPDigits = Set("0123456789abcdefABCDEF".utf8)

    /// A range that touches anything but the public internet is not taken: full bogon lists would make every device of
    /// the home a match.
    static func range(_ start: IPAddress, _ end: IPAddress, _ text: Substring) throws(Refusal) -> Indicator {
        guard start.addressClass.isPublic, end.addressClass.isPublic else { throw .notPublic }
        let width = end.bits - start.bits
        guard width < (start.isV4 ? 1 << 24 : UInt128(1) << 112) else { throw .tooWide }
        guard !spansSpecial(start, end) else { throw .notPublic }
        var indicator = Indicator(start.isV4 ? .ipv4 : .ipv6, String(text))
        indicator.start = start.bits
        indicator.end = end.bits
        return indicator
    }

    /// Whether a special range lies inside; both ends may be public and the middle not.
    private static func spansSpecial(_ start: IPAddress, _ end: IPAddress) -> Bool {
        special.contains { $0.bits >= start.bits && $0.bits <= end.bits }
    }

    private static let special: [IPAddress] = [
        "10.0.0.0", "100.64.0.0", "127.0.0.0", "169.254.0.0", "172.16.0.0", "192.0.0.0", "192.0.2.0", "192.168.0.0",
        "198.18.0.0", "198.51.100.0", "203.0.113.0", "224.0.0.0", "240.0.0.0", "2001:db8::",
    ].compactMap { IPAddress($0) }

    // MARK: Names

    static func domain(_ text: Substring) throws(Refusal) -> Indicator {
        var name = text.lowercased()[...]
        if name.hasPrefix("*.") { name = name.dropFirst(2) }
        if name.hasPrefix(".") { name = name.dropFirst() }
        if name.hasSuffix(".") { name = name.dropLast() }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, name.utf8.count <= 253, let last = labels.last, !last.allSatisfy(\.isNumber),
            labels.allSatisfy({ (1...63).contains($0.utf8.count) && $0.utf8.allSatisfy(isNameByte) })
        else { throw .malformed }
        return Indicator(.domain, String(name))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 32) &- 97 < 26 || byte &- 48 < 10 || byte == 45 || byte == 95 || byte >= 128
    }

    /// The whole URL; `host(of:)` says whose it is.
    static func url(_ text: Substring) throws(Refusal) -> Indicator {
        guard text.utf8.count <= 4096, host(of: text) != nil else { throw .malformed }
        return Indicator(.url, String(text))
    }

    /// The host of a URL: a name or an address.
    static func host(of url: Substring) -> Substring? {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        var host = url[scheme.upperBound...]
        host = host.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
        if host.hasPrefix("["), let close = host.firstIndex(of: "]") {
            return host[host.index(after: host.startIndex)..<close]
        }
        if let colon = host.lastIndex(of: ":") { host = host[..<colon] }
        return host.isEmpty ? nil : host
    }

    static func hash(_ text: Substring) -> Indicator? {
        let kind: Indicator.Kind
        switch text.utf8.count {
        case 32: kind = .md5
        case 40: kind = .sha1
        case 64: kind = .sha256
        default: return nil
        }
        guard text.utf8.allSatisfy(IPDigits.contains) else { return nil }
        return Indicator(kind, text.lowercased())
    }
}

extension Substring {
    var trimmed: Substring {
        var text = self
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
