internal import EarshotModel

/// Parts of web addresses that logs tell apart.
enum WebAddress {
    /// Host and port of `http://172.19.0.3:5601`, `[2001:db8::1]:443` or `whoami:80`; nil: no port.
    static func split(_ span: Span<UInt8>, _ start: Int, _ end: Int) -> (host: Range<Int>, port: Range<Int>?) {
        var from = start
        for index in start..<max(start, end) where span.has("://", at: index, end) {
            from = index + 3
            break
        }
        var to = from
        while to < end, span[to] != Byte.slash, span[to] != 63 { to += 1 }
        var host = from..<to
        guard let colon = host.last(where: { span[$0] == Byte.colon }),
            EventRow.address(span, from, to) == nil || span[from] != Byte.leftBracket
        else { return (host, nil) }
        let isSingle =
            span.position(of: Byte.colon, from, to) == colon || span[max(colon - 1, from)] == Byte.rightBracket
        guard isSingle else { return (host, nil) }
        host = from..<colon
        return (host, (colon + 1)..<to)
    }

    /// Sets `HttpHost` from `Host` as the client sent it, and the destination port it names.
    static func setHost(_ span: Span<UInt8>, _ range: Range<Int>, _ row: inout EventRow) {
        let (host, port) = split(span, range.lowerBound, range.upperBound)
        row.set(.httpHost, span, host)
        if let port { row.set(.dstPortNumber, span, port) }
    }

    /// `Url` from its parts; `path` alone when there is no host, or it is whole already.
    static func setURL(scheme: StaticString, host: String?, path: String, _ row: inout EventRow) {
        guard let host, !host.isEmpty, path.hasPrefix("/") else { return row.set(.url, text: path) }
        row.set(.url, text: "\(scheme)://\(host)\(path)")
    }
}
