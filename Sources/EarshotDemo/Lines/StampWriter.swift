import EarshotModel

/// Syslog's `Sep 19 13:15:55`: local time, no year (RFC 3164 §4.1.2). Keeps the last stamp, as most lines repeat it.
struct StampWriter: Sendable {
    private let zoneOffset: Int64
    private var second: Int64 = .min
    private var day: Int64 = .min
    private var stamp: [UInt8] = Array("Jan  1 00:00:00".utf8)
    private static let months: [[UInt8]] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ].map { Array($0.utf8) }

    /// `zoneOffset` in seconds east of Greenwich; no daylight saving within a run.
    init(zoneOffset: Int32) { self.zoneOffset = Int64(zoneOffset) }

    mutating func append(_ seconds: Int64, to output: inout [UInt8]) {
        if seconds != second { set(seconds) }
        output.append(contentsOf: stamp)
    }

    private mutating func set(_ seconds: Int64) {
        second = seconds
        let local = seconds + zoneOffset
        let newDay = local.floorDivided(by: 86_400)
        if newDay != day { set(day: newDay) }
        let time = Int(local - newDay * 86_400)
        setTwoDigits(time / 3600, at: 7)
        setTwoDigits(time / 60 % 60, at: 10)
        setTwoDigits(time % 60, at: 13)
    }

    private mutating func set(day newDay: Int64) {
        day = newDay
        let date = CivilDate(daysSince1970: newDay)
        stamp.replaceSubrange(0..<3, with: Self.months[date.month - 1])
        setTwoDigits(date.day, at: 4)
        if date.day < 10 { stamp[4] = 32 }
    }

    private mutating func setTwoDigits(_ value: Int, at index: Int) {
        stamp[index] = 48 + UInt8(truncatingIfNeeded: value / 10)
        stamp[index + 1] = 48 + UInt8(truncatingIfNeeded: value % 10)
    }
}

extension Int64 {
    /// The quotient rounded down, also before 1970.
    func floorDivided(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
