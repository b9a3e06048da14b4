import EarshotModel
import Foundation

/// Where documents may be fetched from. Each entry is a host, `*.` before a name for all names below it, or an IP address;
/// `https` on its usual port unless the entry says more: `http://` before it allows `http` as well, `:8443` behind it means
/// that port instead.
///
///     let hosts = try AllowedHosts(["raw.githubusercontent.com", "*.example.org", "http://192.0.2.7:8080"])
public struct AllowedHosts: Sendable, Hashable {
    struct Entry: Sendable, Hashable {
        /// In small letters; without the `*` when it has one.
        let name: String
        let isSuffix: Bool
        let allowsHTTP: Bool
        let port: Int?
        let address: IPAddress?
    }

    let entries: [Entry]

    /// Throws for an entry that is no host.
    public init(_ entries: [String]) throws(AllowedHostsError) {
        var read: [Entry] = []
        for entry in entries {
            guard let host = Entry(entry) else { throw AllowedHostsError(entry: entry) }
            read.append(host)
        }
        self.entries = read
    }

    public var isEmpty: Bool { entries.isEmpty }

    /// The entry that allows this address.
    func entry(for url: URL) -> Entry? {
        guard let host = url.host()?.lowercased(), let scheme = url.scheme?.lowercased() else { return nil }
        return entries.first { $0.allows(scheme, host, url.port) }
    }
}

public struct AllowedHostsError: Error, Sendable, Hashable {
    public let entry: String
}

extension AllowedHosts.Entry {
    init?(_ text: String) {
        var rest = text[...]
        allowsHTTP = rest.hasPrefix("http://")
        if let scheme = ["https://", "http://"].first(where: rest.hasPrefix) { rest = rest.dropFirst(scheme.count) }
        // An IPv6 address with a port stands in brackets.
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            let inner = rest[rest.index(after: rest.startIndex)..<end]
            guard let number = Self.port(rest[rest.index(after: end)...]), let own = IPAddress(String(inner)) else {
                return nil
            }
            (name, isSuffix, port, address) = (own.description, false, number, own)
            return
        }
        if let own = IPAddress(String(rest)) {
            (name, isSuffix, port, address) = (own.description, false, nil, own)
            return
        }
        isSuffix = rest.hasPrefix("*.")
        if isSuffix { rest = rest.dropFirst() }
        let host = rest.prefix { $0 != ":" }
        guard let number = Self.port(rest[host.endIndex...]) else { return nil }
        port = number
        address = IPAddress(String(host))
        name = host.lowercased()
        guard Self.isName(name, isSuffix: isSuffix), !isSuffix || IPAddress(String(name.dropFirst())) == nil else {
            return nil
        }
    }

    /// nil: it is no port.
    private static func port(_ text: Substring) -> Int?? {
        if text.isEmpty { return .some(nil) }
        guard text.first == ":", let number = Int(text.dropFirst()), 1...65_535 ~= number else { return nil }
        return number
    }

    /// A suffix needs two labels: `*.com` would be half the world.
    private static func isName(_ name: String, isSuffix: Bool) -> Bool {
        let labels = name.dropFirst(isSuffix ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= (isSuffix ? 2 : 1)
            && labels.allSatisfy { label in
                !label.isEmpty && label.utf8.count <= 63
                    && label.utf8.allSatisfy { byte in
                        switch byte {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                            UInt8(ascii: "-"), UInt8(ascii: "_"):
                            true
                        default: false
                        }
                    }
            }
    }

    func allows(_ scheme: String, _ host: String, _ asked: Int?) -> Bool {
        guard scheme == "https" || (scheme == "http" && allowsHTTP) else { return false }
        let usual = scheme == "https" ? 443 : 80
        guard (asked ?? usual) == (port ?? usual) else { return false }
        if let address {
            let plain = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
            return IPAddress(plain) == address
        }
        return isSuffix ? host.hasSuffix(name) : host == name
    }
}
