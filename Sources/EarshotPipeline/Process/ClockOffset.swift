/// How far the times in a sender's lines are from their arrival: what is wrong with its clock, if something is.
public struct ClockOffset: Sendable, Hashable {
    /// Told time minus arrival; negative: behind.
    public var seconds: Int64

    public init(seconds: Int64) { self.seconds = min(max(seconds, -Self.farthest), Self.farthest) }

    /// 30,000 years.
    private static let farthest: Int64 = 1_000_000_000_000

    /// An hour is what a wrong time zone makes at least. Nothing is corrected by itself: which of both is right, only the
    /// owner knows.
    private static let limit: Int64 = 3_600
    /// How far a wrong zone may be from its half hour: lines are late, and clocks are not exact, seconds.
    private static let slack: Int64 = 240
    /// No zone is further from UTC, and two no further from each other than twice that.
    private static let widest: Int64 = 26 * 3_600

    public var isWrong: Bool { seconds.magnitude > UInt64(Self.limit) || isZoneMistake }

    /// Off by what time zones differ by: whole hours, or half ones.
    public var isZoneMistake: Bool {
        let nearest = nearestZone
        return nearest.magnitude >= UInt64(Self.limit) && nearest.magnitude <= UInt64(Self.widest)
            && (seconds - nearest).magnitude <= UInt64(Self.slack)
    }

    private var nearestZone: Int64 {
        let halves = (Double(seconds) / 1_800).rounded()
        return Int64(halves) * 1_800
    }

    /// What is wrong and what to do; nil: nothing is.
    ///
    /// - Parameter zone: seconds east of UTC that the sender's times were read with.
    public func remark(address: String, zone: Int64) -> String? {
        guard isWrong else { return nil }
        let much = "Its times are \(Self.text(seconds)) \(seconds > 0 ? "ahead of" : "behind") their arrival"
        guard isZoneMistake else { return "\(much): set its clock, best by NTP. Nothing is corrected here." }
        let real = zone + nearestZone
        guard real.magnitude <= 14 * 3_600 else { return "\(much): set its date. Nothing is corrected here." }
        return "\(much), which is what a time zone makes: it seems to write the time of \(Self.offset(real)). "
            + "Set `sources: [{ address: \(address), timezone: \(Self.zoneName(real)) }]`, or the zone on the device."
    }

    /// `2 h`, `3 h 12 min`, `45 days`.
    static func text(_ seconds: Int64) -> String {
        let minutes = (Int64(clamping: seconds.magnitude) + 30) / 60
        if minutes >= 3 * 1_440 { return "\(minutes / 1_440) days" }
        return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
    }

    /// `UTC+02:00`
    private static func offset(_ seconds: Int64) -> String {
        guard seconds != 0 else { return "UTC" }
        let minutes = seconds.magnitude / 60
        let (hours, rest) = (minutes / 60, minutes % 60)
        return "UTC\(seconds < 0 ? "-" : "+")\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)"
    }

    /// A name of the IANA database. In its names of fixed offsets the sign is that of POSIX: west counts up.
    private static func zoneName(_ seconds: Int64) -> String {
        if seconds == 0 { return "UTC" }
        guard seconds % 3_600 == 0 else { return "Area/City" }
        return "Etc/GMT\(seconds < 0 ? "+" : "-")\(seconds.magnitude / 3_600)"
    }
}

/// The latest differences of one sender.
struct ClockSamples: Sendable {
    private var ring: [Int64] = []
    private var next = 0
    private var latest: Int64 = .min

    private static let capacity = 63
    /// Fewer say nothing.
    private static let fewest = 5
    /// A sender that hands in what it has kept for hours must not count by its number of lines, seconds.
    private static let pause: Int64 = 10

    /// Whether a sample of a line that arrives now is wanted.
    mutating func wants(at arrival: Int64) -> Bool {
        guard ring.count >= Self.fewest else { return true }
        guard arrival >= latest + Self.pause || arrival < latest else { return false }
        latest = arrival
        return true
    }

    mutating func add(_ seconds: Int64) {
        if ring.count < Self.capacity {
            ring.append(seconds)
        } else {
            ring[next] = seconds
            next = (next + 1) % Self.capacity
        }
    }

    /// The middle one: a line now and then of a program with another clock says nothing of the sender's.
    var median: Int64? { ring.count < Self.fewest ? nil : ring.sorted()[ring.count / 2] }
}
