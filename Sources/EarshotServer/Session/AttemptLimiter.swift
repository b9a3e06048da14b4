import EarshotModel

/// Slows down whoever guesses passwords: five wrong ones are free, then each further one makes the address wait, 10 s,
/// 20 s, 40 s … up to 15 minutes.
///
/// Protocol state as a value; the clock is a parameter (Unix seconds).
struct AttemptLimiter: Sendable {
    static let free = 5
    static let firstWait: Int64 = 10
    static let longestWait: Int64 = 900
    /// Failures are forgotten after this long without an attempt.
    static let memory: Int64 = 3600
    /// Addresses remembered at most; an attacker with more than these has a /64 for each.
    static let capacity = 1000

    private struct Record {
        var failures = 0
        var last: Int64 = 0
        var blockedUntil: Int64 = 0
    }

    private var records: [UInt128: Record] = [:]

    /// Seconds to wait, or nil: go ahead. An attempt counts as failed from its start, so that a hundred at once gain
    /// nothing; `succeeded` takes that back.
    mutating func begin(_ address: IPAddress?, now: Int64) -> Int? {
        let key = Self.key(address)
        var record = records[key] ?? Record()
        if now - record.last > Self.memory { record = Record() }
        if now < record.blockedUntil { return Int(record.blockedUntil - now) }
        record.failures += 1
        record.last = now
        record.blockedUntil = now + Self.wait(after: record.failures)
        makeRoom(now)
        records[key] = record
        return nil
    }

    mutating func succeeded(_ address: IPAddress?) { records[Self.key(address)] = nil }

    private static func wait(after failures: Int) -> Int64 {
        failures < free ? 0 : min(longestWait, firstWait << min(failures - free, 20))
    }

    /// A household's IPv6 devices share a /64, and so does an attacker's every choice within one.
    private static func key(_ address: IPAddress?) -> UInt128 {
        guard let address else { return 0 }
        return address.isV4 ? address.bits : (address.bits >> 64) << 64
    }

    private mutating func makeRoom(_ now: Int64) {
        guard records.count >= Self.capacity else { return }
        records = records.filter { now - $0.value.last <= Self.memory }
        guard records.count >= Self.capacity, let oldest = records.min(by: { $0.value.last < $1.value.last }) else {
            return
        }
        records[oldest.key] = nil
    }
}
