internal import EarshotModel

/// Several clients in front of a request, where proxies pass on for whom they ask (`X-Forwarded-For`):
/// `[VHOST] "198.51.100.2, 192.0.2.9" 10.0.0.1 - -`, or without the quotation marks.
struct AccessLogClients {
    /// More hops than any real request has made.
    private static let maximumHops = 16

    private var addresses: [Range<Int>] = []
    private(set) var hasHost = false
    /// Behind the last of them.
    private(set) var end: Int

    /// nil: there are not several.
    init?(_ line: Span<UInt8>, _ start: Int, _ open: Int) {
        guard line.position(of: Byte.comma, start, Swift.min(open, start + 320)) != nil else { return nil }
        end = start
        var position = start
        while position < open, addresses.count < Self.maximumHops {
            let next = line.endOfToken(position, open)
            var (from, to) = (position, next)
            while from < to, Self.isMark(line[from]) { from += 1 }
            while to > from, Self.isMark(line[to - 1]) { to -= 1 }
            if EventRow.address(line, from, to) != nil {
                addresses.append(from..<to)
            } else if addresses.isEmpty, !hasHost {
                hasHost = true
            } else {
                break
            }
            position = line.skipBlanks(next, open)
            end = position
        }
        guard addresses.count > 1 else { return nil }
    }

    private static func isMark(_ byte: UInt8) -> Bool { byte == Byte.comma || byte == Byte.quote }

    /// The client is the first that is not of a local network, since the nearest proxies are; else the first.
    func fill(_ line: Span<UInt8>, _ row: inout EventRow) {
        let client = addresses.first { isForeign(line, $0) } ?? addresses[0]
        row.set(.srcIpAddr, line, client)
        row.add("ForwardedFor", line, addresses[0].lowerBound, addresses[addresses.count - 1].upperBound)
    }

    private func isForeign(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
        EventRow.address(line, range.lowerBound, range.upperBound).map { !$0.addressClass.isInside } ?? false
    }
}
