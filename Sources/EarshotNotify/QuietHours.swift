/// Hours of the day in which nobody wants to be woken: `22:00-07:00`, local time.
public struct QuietHours: Sendable, Hashable {
    /// Minutes since midnight.
    let start: Int
    let end: Int

    /// nil: not of the form `HH:MM-HH:MM`.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let start = Self.minutes(parts[0]), let end = Self.minutes(parts[1]) else { return nil }
        self.start = start
        self.end = end
    }

    private static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], 0..<24 ~= hour, 0..<60 ~= minute else {
            return nil
        }
        return hour * 60 + minute
    }

    /// When a notice of the moment may be told: at once, or at the end of the quiet hours. `offset`: seconds east of UTC.
    public func release(_ seconds: Int64, offset: Int64) -> Int64 {
        let local = seconds + offset
        let minute = Int((local % 86_400 + 86_400) % 86_400 / 60)
        let isQuiet = start <= end ? (start..<end).contains(minute) : minute >= start || minute < end
        guard isQuiet else { return seconds }
        let rest = (end - minute + 1440) % 1440
        return seconds - (local % 60 + 60) % 60 + Int64(rest) * 60
    }
}
