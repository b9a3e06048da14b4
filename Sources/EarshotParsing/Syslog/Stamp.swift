internal import EarshotModel

/// A time as a line tells it, before anything is known about year and zone.
struct Stamp {
    /// 0: the line has none.
    var year: Int32 = 0
    /// 0: there is no time at all.
    var month: UInt8 = 0
    var day: UInt8 = 0
    /// Seconds since midnight; a leap second (RFC 5424 forbids it, clocks tell it) is 86,400.
    var secondOfDay: Int32 = 0
    /// Ticks of 100 ns.
    var fraction: Int32 = 0
    /// Seconds east of UTC; `noZone`: the line has none.
    var zone: Int32 = Stamp.noZone
    /// The hour, minute and second can be.
    var isTimeOfDay = true

    static let noZone = Int32.min
    var isPresent: Bool { month != 0 }

    init() {}

    /// A moment in UTC, from 1970 to 2261.
    init(unixSeconds: Int64) {
        let date = CivilDate(daysSince1970: unixSeconds / 86_400)
        year = Int32(clamping: date.year)
        month = UInt8(clamping: date.month)
        day = UInt8(clamping: date.day)
        secondOfDay = Int32(unixSeconds % 86_400)
        zone = 0
    }
}

/// Reads the hour, the fraction and the zone: what all date formats share.
extension Stamp {
    /// Reads `13:15:55`, then an optional fraction, at `position`.
    mutating func readTime(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Bool {
        guard end &- position >= 8, line[position &+ 2] == Byte.colon, line[position &+ 5] == Byte.colon,
            let hour = line.fixedDecimal(position, 2, end), let minute = line.fixedDecimal(position &+ 3, 2, end),
            let second = line.fixedDecimal(position &+ 6, 2, end)
        else { return false }
        position &+= 8
        isTimeOfDay = hour < 24 && minute < 60 && second <= 60
        secondOfDay = Int32(truncatingIfNeeded: hour &* 3600 &+ minute &* 60 &+ second)
        readFraction(line, &position, end)
        return true
    }

    /// `.123456` or `,123`: digits beyond 100 ns are dropped.
    mutating func readFraction(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) {
        guard end &- position >= 2, line[position] == Byte.dot || line[position] == Byte.comma,
            line[position &+ 1].isDigit
        else { return }
        position &+= 1
        var scale: Int32 = 1_000_000
        while position < end, line[position].isDigit {
            fraction &+= Int32(line[position] &- Byte.zero) &* scale
            scale /= 10
            position &+= 1
        }
    }

    /// `Z`, `+02:00`, `-0700`, `+02` directly at `position`.
    mutating func readOffset(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) {
        guard position < end else { return }
        let sign = line[position]
        if sign | 32 == 122 {
            zone = 0
            position &+= 1
            return
        }
        guard sign == 43 || sign == Byte.dash, let hours = line.fixedDecimal(position &+ 1, 2, end) else { return }
        var next = position &+ 3
        var minutes = 0
        if next < end, line[next] == Byte.colon, let value = line.fixedDecimal(next &+ 1, 2, end) {
            minutes = value
            next &+= 3
        } else if let value = line.fixedDecimal(next, 2, end) {
            minutes = value
            next &+= 2
        }
        // The widest offsets in use are -12:00 and +14:00; anything up to a day is taken as told.
        guard hours < 24, minutes < 60 else { return }
        zone = Int32(hours &* 3600 &+ minutes &* 60) &* (sign == Byte.dash ? -1 : 1)
        position = next
    }

    /// A blank and then a zone: ` UTC`, ` +0200`, ` CEST`.
    mutating func readZone(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) {
        guard position &+ 2 < end, line[position] == Byte.space else { return }
        var next = position &+ 1
        let first = line[next]
        if first == 43 || first == Byte.dash {
            readOffset(line, &next, end)
            if next > position &+ 1 { position = next }
            return
        }
        guard first.isUpper else { return }
        while next < end, line[next].isUpper { next &+= 1 }
        guard next == end || line[next] == Byte.space || line[next] == Byte.colon,
            let offset = ZoneNames.offset(line, position &+ 1, next)
        else { return }
        zone = offset
        position = next
    }
}

/// Zone abbreviations that mean one thing only.
///
/// Deliberately absent: `CST`, `IST` and `BST`, which stand for zones up to 14 hours apart; such a time is read in the
/// source's configured zone.
enum ZoneNames {
    private static let table: [(name: StaticString, hours: Int32)] = [
        ("UTC", 0), ("GMT", 0), ("WET", 0), ("WEST", 1), ("CET", 1), ("CEST", 2), ("EET", 2), ("EEST", 3), ("MSK", 3),
        ("EST", -5), ("EDT", -4), ("CDT", -5), ("MST", -7), ("MDT", -6), ("PST", -8), ("PDT", -7), ("JST", 9),
        ("AEST", 10), ("AEDT", 11), ("NZST", 12), ("NZDT", 13),
    ]

    static func offset(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int32? {
        for (name, hours) in table where name.utf8CodeUnitCount == end - start && line.has(name, at: start, end) {
            return hours * 3600
        }
        return nil
    }
}
