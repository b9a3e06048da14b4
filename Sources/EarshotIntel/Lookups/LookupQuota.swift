/// How often a service was asked, and until when it wants to be left alone. Kept over restarts.
struct LookupQuota: Codable, Sendable {
    var day: Int64 = 0
    var askedToday = 0
    /// When it was asked during the last minute, seconds since 1970.
    var recent: [Int64] = []
    var pausedUntil: Int64 = 0
    var message = ""
    /// The key that was refused; another one is tried.
    var refusedKey = 0
    var failures = 0
    var remaining = -1
    /// Times in a row that it asked to wait without saying how long.
    var vagueWaits: Int?
    var lastAsked: Int64 = 0

    /// How many questions may be asked now.
    mutating func room(perMinute: Int, perDay: Int, now: Int64) -> Int {
        if now / 86_400 != day {
            day = now / 86_400
            askedToday = 0
            remaining = -1
        }
        guard now >= pausedUntil else { return 0 }
        recent.removeAll { now - $0 >= 60 || $0 > now }
        let today = remaining >= 0 ? min(perDay - askedToday, remaining) : perDay - askedToday
        return max(0, min(perMinute - recent.count, today))
    }

    mutating func count(now: Int64) {
        askedToday += 1
        if remaining > 0 { remaining -= 1 }
        lastAsked = now
        recent.append(now)
    }

    mutating func succeed(remaining: Int?) {
        failures = 0
        vagueWaits = nil
        message = ""
        // A header that tells of more than there was before is not believed before the day ends.
        if let remaining, remaining >= 0 {
            self.remaining = self.remaining < 0 ? remaining : min(self.remaining, remaining)
        }
    }

    /// After five failures in a row it is left alone, longer each time.
    mutating func fail(_ text: String, now: Int64) {
        failures += 1
        message = text
        if failures >= 5 { pausedUntil = now + Int64(min(86_400, 600 << min(failures - 5, 7))) }
    }

    /// `seconds` nil: the service does not say how long; a minute at first, twice as long each time, at most until the next
    /// day in UTC, when daily quotas begin anew.
    mutating func wait(_ seconds: Int?, _ text: String, now: Int64) {
        message = text
        if let seconds {
            vagueWaits = nil
            pausedUntil = now + Int64(seconds)
        } else {
            let times = vagueWaits ?? 0
            vagueWaits = times + 1
            pausedUntil = min(now + Int64(60 << min(times, 10)), max(now + 60, (now / 86_400 + 1) * 86_400))
        }
    }
}
