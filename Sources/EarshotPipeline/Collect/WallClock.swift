import EarshotModel
import Glibc

/// The clocks of this machine.
public enum WallClock {
    /// Ticks (100 ns) since 0001-01-01 UTC.
    public static func ticks() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return ticks(time)
    }

    static func ticks(_ time: timespec) -> Int64 {
        Ticks.unixEpoch + Int64(time.tv_sec) * Ticks.perSecond + Int64(time.tv_nsec) / 100
    }

    /// Never jumps; its zero means nothing.
    static func monotonicMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
