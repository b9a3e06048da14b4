/// Times that are counted in seconds, and dates that begin with the day.
extension StampReader {
    /// `@40000000433225833b6e1a8c`: TAI64N as daemontools' multilog writes it, which counts ten seconds ahead of Unix.
    static func tai64(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Stamp? {
        var next = position &+ 1
        let limit = min(end, position &+ 17)
        guard end &- position >= 25, position &+ 25 == end || line[position &+ 25].isBlank,
            let label = line.hexadecimal(&next, limit), next == limit, label > 0x4000_0000_0000_000a,
            label < 0x4000_0002_0000_0000
        else { return nil }
        let seconds = Int64(label & 0xffff_ffff_ffff) - 10
        var stamp = Stamp(unixSeconds: seconds)
        let fractionEnd = position &+ 25
        if let nanoseconds = line.hexadecimal(&next, fractionEnd) {
            stamp.fraction = Int32(min(nanoseconds / 100, 9_999_999))
        }
        position = fractionEnd
        return stamp
    }

    /// `1563249630.774247467`: seconds since 1970, between 2001 and 2286, with or without a fraction.
    static func epoch(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Stamp? {
        guard let seconds = line.fixedDecimal(position, 10, end), seconds >= 1_000_000_000 else { return nil }
        var next = position &+ 10
        guard next == end || line[next].isBlank || line[next] == Byte.dot else { return nil }
        var stamp = Stamp(unixSeconds: Int64(seconds))
        stamp.readFraction(line, &next, end)
        position = next
        return stamp
    }

    /// `19-Oct-2022 05:34:02.425`: BIND.
    static func dayThenMonth(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Stamp? {
        guard end &- position >= 20, let day = line.fixedDecimal(position, 2, end),
            line[position &+ 6] == Byte.dash, let year = year(line, position &+ 7, end)
        else { return nil }
        var stamp = Stamp()
        stamp.month = Self.month(line, position &+ 3, end)
        stamp.day = UInt8(day)
        stamp.year = year
        var next = position &+ 12
        guard stamp.month != 0, line[next &- 1] == Byte.space, stamp.readTime(line, &next, end) else { return nil }
        stamp.readZone(line, &next, end)
        position = next
        return stamp
    }
}
