import EarshotModel
import Glibc

/// The host's time zone: what a log line without zone is taken to mean.
struct LocalZone: Sendable {
    init() { tzset() }

    /// Whether the offset never changes: then nobody needs to ask twice.
    var isConstant: Bool {
        let january = offset(atSeconds: 1_735_732_800)
        return january == offset(atSeconds: 1_751_328_000)
    }

    /// Seconds east of UTC at a moment.
    func offset(atSeconds seconds: Int64) -> Int32 {
        var moment = time_t(seconds)
        var parts = tm()
        localtime_r(&moment, &parts)
        return Int32(parts.tm_gmtoff)
    }

    func offset(atTicks ticks: Int64) -> Int32 { offset(atSeconds: Ticks.unixSeconds(ticks).seconds) }

    /// The offset for a local time given as if it were UTC. In the hour that occurs twice, the earlier one.
    func offset(atLocalSeconds local: Int64) -> Int32 {
        let first = offset(atSeconds: local - Int64(offset(atSeconds: local)))
        return offset(atSeconds: local - Int64(first))
    }
}
