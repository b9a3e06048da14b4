internal import EarshotModel

/// Values read where they stand. Each function returns nil, and leaves the position alone, unless the value fills its
/// token: what is half a number is not a number.
enum NetfilterValues {
    @inline(__always)
    static func isEnd(_ line: Span<UInt8>, _ position: Int, _ end: Int) -> Bool {
        position >= end || line[position].isBlank
    }

    @inline(__always)
    static func decimal(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> UInt64? {
        var next = position
        guard let value = line.decimal(&next, end), isEnd(line, next, end) else { return nil }
        position = next
        return value
    }

    /// `0x1C`, and `1C` as UniFi writes it: always hexadecimal.
    @inline(__always)
    static func hexadecimal(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> UInt64? {
        var next = position
        guard let value = line.hexadecimal(&next, end), isEnd(line, next, end) else { return nil }
        position = next
        return value
    }

    @inline(__always)
    static func address(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> IPAddress? {
        var next = position
        if let v4 = dotted(line, &next, end), isEnd(line, next, end) {
            position = next
            return IPAddress(v4: v4)
        }
        let tokenEnd = line.endOfToken(position, end)
        guard let address = IPAddress(utf8: line, from: position, to: tokenEnd) else { return nil }
        position = tokenEnd
        return address
    }

    /// Four octets in one pass.
    @inline(__always)
    private static func dotted(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> UInt32? {
        var result: UInt32 = 0
        var index = position
        for part in 0..<4 {
            if part > 0 {
                guard index < end, line[index] == Byte.dot else { return nil }
                index &+= 1
            }
            var octet: UInt32 = 0
            let start = index
            while index < end, index &- start < 3, line[index].isDigit {
                octet = octet &* 10 &+ UInt32(line[index] &- Byte.zero)
                index &+= 1
            }
            guard index > start, octet < 256 else { return nil }
            result = result &<< 8 | octet
        }
        position = index
        return result
    }

    /// The link-layer header as `MAC=` prints it: octets between colons.
    struct LinkHeader {
        var destination: UInt64 = 0
        var source: UInt64 = 0
        var etherType: UInt32 = 0
        /// 14 for an Ethernet header; some drivers print less, some the beginning of the packet after it.
        var octets = 0
        /// The first four octets, to recognize an IP header that is no link header.
        var head: UInt32 = 0
    }

    @inline(__always)
    static func linkHeader(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> LinkHeader? {
        var header = LinkHeader()
        var bits: UInt64 = 0
        var index = position
        while index &+ 1 < end {
            let high = line[index].hexValue
            let low = line[index &+ 1].hexValue
            guard high | low < 16 else { return nil }
            bits = bits &<< 8 | UInt64(high &<< 4 | low)
            header.octets &+= 1
            index &+= 2
            switch header.octets {
            case 4: header.head = UInt32(truncatingIfNeeded: bits)
            case 6: header.destination = bits & 0xffff_ffff_ffff
            case 12: header.source = bits & 0xffff_ffff_ffff
            case 14: header.etherType = UInt32(truncatingIfNeeded: bits & 0xffff)
            default: break
            }
            if isEnd(line, index, end) {
                position = index
                return header
            }
            guard line[index] == Byte.colon else { return nil }
            index &+= 1
        }
        return nil
    }

    /// A protocol by the kernel's name or by number.
    @inline(__always)
    static func networkProtocol(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> UInt8? {
        let tokenEnd = line.endOfToken(position, end)
        let length = tokenEnd &- position
        var number: UInt8?
        if length == 3, line[position &+ 1] == 67, line.has("TCP", at: position, end) {
            number = 6
        } else if length == 3, line.has("UDP", at: position, end) {
            number = 17
        } else if length == 4, line.has("ICMP", at: position, end) {
            number = 1
        } else {
            number = otherProtocol(line, position, tokenEnd)
        }
        if number != nil { position = tokenEnd }
        return number
    }

    private static func otherProtocol(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> UInt8? {
        guard end > start, end - start <= 16, UTF8Repair.isASCII(line, start, end) else { return nil }
        var name = ""
        for index in start..<end { name.unicodeScalars.append(Unicode.Scalar(line[index])) }
        return NetworkProtocolNames.number(name)
    }
}
