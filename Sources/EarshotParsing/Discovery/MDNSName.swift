/// A domain name in a DNS message, label by label: names of services may have dots and blanks in a label.
struct MDNSName: Hashable {
    private(set) var labels: [[UInt8]] = []

    /// RFC 1035 §2.3.4.
    private static let maximumBytes = 255
    private static let maximumLabels = 128

    /// Reads a name, also one that points back (RFC 1035 §4.1.4), and leaves `position` behind it. Each pointer must go
    /// further back than the one before, so that a loop cannot be. nil: it is none.
    init?(_ bytes: Span<UInt8>, _ position: inout Int) {
        var index = position
        var limit = index
        var isDirect = true
        var length = 0
        while index < bytes.count, length <= Self.maximumBytes, labels.count < Self.maximumLabels {
            let count = Int(bytes[index])
            if count == 0 {
                if isDirect { position = index + 1 }
                return
            }
            if count >= 0xc0 {
                guard index + 1 < bytes.count else { return nil }
                let target = (count & 0x3f) << 8 | Int(bytes[index + 1])
                guard target < limit else { return nil }
                if isDirect { position = index + 2 }
                (isDirect, limit, index) = (false, target, target)
                continue
            }
            guard count < 64, index + 1 + count <= bytes.count else { return nil }
            labels.append((0..<count).map { bytes[index + 1 + $0] })
            length += count + 1
            index += count + 1
        }
        return nil
    }

    /// `Living-Room.local` → `Living-Room`; nil: no host of the local network.
    var localHost: String? {
        guard labels.count == 2, Self.lower(labels[1]) == "local" else { return nil }
        let text = DiscoveryText.clean(labels[0])
        return text.isEmpty ? nil : text
    }

    /// `_ipp._tcp` of `Printer._ipp._tcp.local` and of `_sub` types; nil: no service.
    var serviceType: String? {
        for index in labels.indices.dropFirst().reversed() {
            let transport = Self.lower(labels[index])
            guard transport == "_tcp" || transport == "_udp", labels[index - 1].first == UInt8(ascii: "_") else {
                continue
            }
            let service = DiscoveryText.token(labels[index - 1])
            return service.count > 1 ? "\(service.lowercased()).\(transport)" : nil
        }
        return nil
    }

    /// `Printer` of `Printer._ipp._tcp.local`; nil: it names a type, not one of its kind.
    var instance: String? {
        guard labels.count >= 4, labels[0].first != UInt8(ascii: "_"), labels[1].first == UInt8(ascii: "_") else {
            return nil
        }
        let text = DiscoveryText.clean(labels[0])
        return text.isEmpty ? nil : text
    }

    /// Names are equal whatever the case of their letters.
    var key: MDNSName {
        var name = self
        name.labels = labels.map { $0.map { (65...90).contains($0) ? $0 + 32 : $0 } }
        return name
    }

    private static func lower(_ label: [UInt8]) -> String { String(decoding: label, as: UTF8.self).lowercased() }
}
