import EarshotModel

enum AddressNatives {
    static let all: [NativeFunction] = v4 + searches + v6

    private static let v4: [NativeFunction] = [
        NativeFunction("kql_parse_ipv4", [.string, .long], .long) { a in
            guard let prefix = length(a[1], limit: 32), var address = NetworkAddress(v4: a[0].text) else {
                return .null(.long)
            }
            address.prefix = min(address.prefix, 96 + prefix)
            return .long(Int64(address.masked & 0xFFFF_FFFF))
        },
        NativeFunction("kql_format_ipv4", [.string, .long, .long, .bool], .string) { a in
            // The address as text, or as a number; the prefix; whether to write it too.
            let address = a[1].whole.map { NetworkAddress(v4Number: $0) } ?? NetworkAddress(v4: a[0].text)
            guard let prefix = length(a[2], limit: 32), let address else { return .string("") }
            let bits = min(address.prefix - 96, prefix)
            let text = NetworkAddress.v4Text(UInt32(truncatingIfNeeded: NetworkAddress.mask(address.bits, 96 + bits)))
            return .string(a[3].truth == true ? "\(text)/\(bits)" : text)
        },
        NativeFunction("kql_ipv4_compare", [.string, .string, .long], .long) { a in
            guard let prefix = length(a[2], limit: 32), let x = NetworkAddress(v4: a[0].text),
                let y = NetworkAddress(v4: a[1].text)
            else { return .null(.long) }
            return .long(NetworkAddress.compare(x, y, 96 + prefix))
        },
        NativeFunction("kql_ipv4_is_in_range", [.string, .string], .bool) { a in
            guard let address = NetworkAddress(v4: a[0].text), let range = NetworkAddress(v4: a[1].text) else {
                return .null(.bool)
            }
            return .bool(range.contains(address))
        },
        NativeFunction("kql_ipv4_is_in_any_range", [.string, .dynamic], .bool) { a in
            inAnyRange(NetworkAddress(v4: a[0].text), a[1].tree) { NetworkAddress(v4: $0) }
        },
        NativeFunction("kql_ipv4_netmask_suffix", [.string], .long) { a in
            .long(of: NetworkAddress(v4: a[0].text).map { Int64($0.prefix - 96) })
        },
        NativeFunction("kql_ipv4_is_private", [.string], .bool) { a in
            guard let address = NetworkAddress(v4: a[0].text) else { return .null(.bool) }
            return .bool(privateRanges.contains { $0.contains(address) && address.prefix >= $0.prefix })
        },
        NativeFunction("kql_ipv4_range_to_cidr_list", [.string, .string], .dynamic) { a in
            guard let first = NetworkAddress(v4: a[0].text), let last = NetworkAddress(v4: a[1].text),
                first.bits <= last.bits
            else { return .null(.dynamic) }
            return .dynamic(of: .array(networks(first.bits & 0xFFFF_FFFF, last.bits & 0xFFFF_FFFF).map { .string($0) }))
        },
    ]

    private static let searches: [NativeFunction] = [
        NativeFunction("kql_has_any_ipv4", [.string, .dynamic], .bool) { a in
            let wanted = Set(texts(a[1].tree))
            return .bool(IPv4Search.addresses(in: a[0].text).contains { wanted.contains($0) })
        },
        NativeFunction("kql_has_any_ipv4_prefix", [.string, .dynamic], .bool) { a in
            let prefixes = texts(a[1].tree)
            let found = IPv4Search.addresses(in: a[0].text)
            return .bool(found.contains { address in prefixes.contains { IPv4Search.matches(address, prefix: $0) } })
        },
    ]

    private static let v6: [NativeFunction] = [
        NativeFunction("kql_parse_ipv6", [.string, .long], .string) { a in
            guard let prefix = length(a[1], limit: 128), let address = NetworkAddress(a[0].text) else {
                return .string("")
            }
            return .string(NetworkAddress.v6Text(NetworkAddress.mask(address.bits, min(address.prefix, prefix))))
        },
        NativeFunction("kql_ipv6_compare", [.string, .string, .long], .long) { a in
            guard let prefix = length(a[2], limit: 128), let x = NetworkAddress(a[0].text),
                let y = NetworkAddress(a[1].text)
            else { return .null(.long) }
            // Between two IPv4 addresses a short prefix counts IPv4's bits.
            return .long(NetworkAddress.compare(x, y, x.isV4 && y.isV4 && prefix <= 32 ? 96 + prefix : prefix))
        },
        NativeFunction("kql_ipv6_is_in_any_range", [.string, .dynamic], .bool) { a in
            inAnyRange(NetworkAddress(a[0].text), a[1].tree) { NetworkAddress($0) }
        },
    ]

    private static let privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].compactMap {
        NetworkAddress(v4: $0)
    }

    private static func length(_ value: KustoValue, limit: Int64) -> Int? {
        guard let length = value.whole else { return Int(limit) }
        return 0...limit ~= length ? Int(length) : nil
    }

    /// The texts of an array, of arrays in an array, or of a single string.
    private static func texts(_ value: JSON) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(texts)
        default: []
        }
    }

    private static func inAnyRange(_ address: NetworkAddress?, _ ranges: JSON, parse: (String) -> NetworkAddress?)
        -> KustoValue
    {
        guard let address else { return .null(.bool) }
        return .bool(texts(ranges).contains { parse($0)?.contains(address) ?? false })
    }

    /// The fewest networks that cover a range.
    private static func networks(_ first: UInt128, _ last: UInt128) -> [String] {
        var result: [String] = []
        var start = first
        while start <= last {
            var size = start == 0 ? 32 : min(start.trailingZeroBitCount, 32)
            while (UInt128(1) << size) - 1 > last - start { size -= 1 }
            result.append("\(NetworkAddress.v4Text(UInt32(truncatingIfNeeded: start)))/\(32 - size)")
            start += UInt128(1) << size
        }
        return result
    }
}

extension NetworkAddress {
    /// nil for numbers that are no IPv4 address.
    init?(v4Number number: Int64) {
        guard let value = UInt32(exactly: number) else { return nil }
        bits = Self.mapped | UInt128(value)
        isV4 = true
        prefix = 128
    }
}
