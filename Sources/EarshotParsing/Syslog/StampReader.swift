internal import EarshotModel

/// The ways devices write date and time, tried by their first bytes.
///
/// RFC 3164 §4.1.2 (`Sep 19 13:15:55`), RFC 5424 §6.2.3 (ISO 8601), and what is found in the field: a year before or after
/// the time, a weekday, one blank before a one-digit day, capital months, `/` in dates, seconds since 1970.
enum StampReader {
    /// Reads a time at `position` and leaves `position` behind it; nil (position unmoved): there is none.
    static func read(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Stamp? {
        guard end &- position >= 8 else { return nil }
        let first = line[position]
        if first.isLetter { return monthFirst(line, &position, end) }
        if first.isDigit { return digitFirst(line, &position, end) }
        if first == 64 { return tai64(line, &position, end) }
        return nil
    }

    /// `Sep 19 13:15:55`, `Sep 9 2025 13:15:55.123 CEST`, `Fri Sep 19 13:15:55 2025`.
    private static func monthFirst(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Stamp? {
        var stamp = Stamp()
        var next = position
        var month = Self.month(line, next, end)
        if month == 0, isWeekday(line, next, end) {
            next = line.skipBlanks(next &+ (line[next &+ 3] == Byte.comma ? 4 : 3), end)
            month = Self.month(line, next, end)
        }
        guard month != 0 else { return nil }
        stamp.month = month
        next &+= 3
        guard next < end, line[next] == Byte.space else { return nil }
        next = line.skipBlanks(next, end)
        guard let day = oneOrTwoDigits(line, &next, end), next < end, line[next] == Byte.space else { return nil }
        stamp.day = day
        next = line.skipBlanks(next, end)
        if let year = Self.year(line, next, end), next &+ 4 < end, line[next &+ 4] == Byte.space {
            stamp.year = year
            next = line.skipBlanks(next &+ 4, end)
        }
        guard stamp.readTime(line, &next, end) else { return nil }
        stamp.readZone(line, &next, end)
        yearAfterTime(&stamp, line, &next, end)
        position = next
        return stamp
    }

    /// `13:15:55 2025`: OpenWrt, Linksys.
    private static func yearAfterTime(_ stamp: inout Stamp, _ line: Span<UInt8>, _ position: inout Int, _ end: Int) {
        guard stamp.year == 0, position < end, line[position] == Byte.space,
            let year = year(line, position &+ 1, end),
            position &+ 5 == end || isYearEnd(line[position &+ 5])
        else { return }
        stamp.year = year
        position &+= 5
    }

    private static func isYearEnd(_ byte: UInt8) -> Bool {
        byte.isBlank || byte == Byte.colon || byte == Byte.rightBracket
    }

    private static func digitFirst(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Stamp? {
        if line[position &+ 4] == Byte.colon { return colons(line, &position, end) }
        if line[position &+ 4] == Byte.dash || line[position &+ 4] == Byte.slash {
            return yearFirst(line, &position, end)
        }
        if line[position &+ 2] == Byte.slash { return slashes(line, &position, end) }
        if line[position &+ 2] == Byte.dash { return dayThenMonth(line, &position, end) }
        if line[position &+ 4] == Byte.space { return yearThenMonth(line, &position, end) }
        return epoch(line, &position, end)
    }

    /// `2023:04:28-00:00:04`, the form of Sophos UTM.
    private static func colons(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Stamp? {
        guard end &- position >= 19, let year = year(line, position, end), line[position &+ 7] == Byte.colon,
            line[position &+ 10] == Byte.dash, let month = line.fixedDecimal(position &+ 5, 2, end),
            let day = line.fixedDecimal(position &+ 8, 2, end)
        else { return nil }
        var next = position &+ 11
        var stamp = Stamp()
        stamp.year = year
        stamp.month = month == 0 ? 99 : UInt8(month)
        stamp.day = UInt8(day)
        guard stamp.readTime(line, &next, end) else { return nil }
        position = next
        return stamp
    }

    /// `2025-09-19T13:15:55.123456+02:00`, `2025/09/19 13:15:55`.
    private static func yearFirst(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Stamp? {
        guard end &- position >= 19, let year = year(line, position, end),
            line[position &+ 7] == line[position &+ 4],
            let month = line.fixedDecimal(position &+ 5, 2, end), let day = line.fixedDecimal(position &+ 8, 2, end)
        else { return nil }
        var next = position &+ 10
        guard line[next] | 32 == 116 || line[next] == Byte.space else { return nil }
        next &+= 1
        var stamp = Stamp()
        stamp.year = year
        stamp.month = month == 0 ? 99 : UInt8(month)
        stamp.day = UInt8(day)
        guard stamp.readTime(line, &next, end) else { return nil }
        stamp.readOffset(line, &next, end)
        if stamp.zone == Stamp.noZone { stamp.readZone(line, &next, end) }
        position = next
        return stamp
    }

    /// `20/Jun/2025:13:09:25 +0200` (Common Log Format), `05/21/2025:00:00:00 GMT` (NetScaler, month first).
    private static func slashes(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Stamp? {
        guard let first = line.fixedDecimal(position, 2, end), end &- position >= 19 else { return nil }
        var stamp = Stamp()
        var next = position &+ 3
        let month = Self.month(line, next, end)
        if month != 0 {
            stamp.month = month
            stamp.day = UInt8(first)
            next &+= 3
        } else {
            guard let second = line.fixedDecimal(next, 2, end) else { return nil }
            stamp.month = first == 0 ? 99 : UInt8(first)
            stamp.day = UInt8(second)
            next &+= 2
        }
        guard line[next] == Byte.slash, let year = year(line, next &+ 1, end) else { return nil }
        stamp.year = year
        next &+= 5
        guard next < end, line[next] == Byte.colon || line[next] == Byte.space else { return nil }
        next &+= 1
        guard stamp.readTime(line, &next, end) else { return nil }
        stamp.readZone(line, &next, end)
        position = next
        return stamp
    }

    /// `2025 Sep 19 13:15:55`.
    private static func yearThenMonth(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Stamp? {
        guard let year = year(line, position, end) else { return nil }
        var next = position &+ 5
        guard next < end, line[next].isLetter, var stamp = monthFirst(line, &next, end) else { return nil }
        stamp.year = year
        position = next
        return stamp
    }

    /// Kernels print `1969` for a clock that was never set; years beyond are no dates of a log.
    static func year(_ line: Span<UInt8>, _ position: Int, _ end: Int) -> Int32? {
        guard let year = line.fixedDecimal(position, 4, end), year >= 1969, year < 2200 else { return nil }
        return Int32(year)
    }

    @inline(__always)
    private static func oneOrTwoDigits(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> UInt8? {
        guard position < end, line[position].isDigit else { return nil }
        var value = line[position] &- Byte.zero
        position &+= 1
        if position < end, line[position].isDigit {
            value = value &* 10 &+ (line[position] &- Byte.zero)
            position &+= 1
        }
        return value
    }

    /// 1…12 for an English month name of three letters in any case, or 0.
    @inline(__always)
    static func month(_ line: Span<UInt8>, _ position: Int, _ end: Int) -> UInt8 {
        guard end &- position >= 3 else { return 0 }
        let name =
            UInt32(line[position] | 32) << 16 | UInt32(line[position &+ 1] | 32) << 8
            | UInt32(line[position &+ 2] | 32)
        switch name {
        case 0x6a616e: return 1  // jan
        case 0x666562: return 2  // feb
        case 0x6d6172: return 3  // mar
        case 0x617072: return 4  // apr
        case 0x6d6179: return 5  // may
        case 0x6a756e: return 6  // jun
        case 0x6a756c: return 7  // jul
        case 0x617567: return 8  // aug
        case 0x736570: return 9  // sep
        case 0x6f6374: return 10  // oct
        case 0x6e6f76: return 11  // nov
        case 0x646563: return 12  // dec
        default: return 0
        }
    }

    private static func isWeekday(_ line: Span<UInt8>, _ position: Int, _ end: Int) -> Bool {
        guard end - position >= 8, line[position + 3] == Byte.space || line[position + 3] == Byte.comma else {
            return false
        }
        let name =
            UInt32(line[position] | 32) << 16 | UInt32(line[position + 1] | 32) << 8
            | UInt32(line[position + 2] | 32)
        switch name {
        case 0x6d6f6e, 0x747565, 0x776564, 0x746875, 0x667269, 0x736174, 0x73756e: return true
        default: return false
        }
    }
}
