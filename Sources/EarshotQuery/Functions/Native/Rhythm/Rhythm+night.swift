/// Breakfast, lunch and dinner are six hours apart, about, and the fourth is missing: to a walk that allows for jitter and for
/// missing beats that is a rhythm. A program goes on at night.
extension Rhythm {
    private static let halfHour = 1800.0
    private static let bins = 48
    /// Of all events; a bin of the day with fewer is empty, for people are up late now and then.
    private static let few = 0.02

    /// Whether a part of the day longer than a period never has an event.
    static func hasNight(_ events: [Double], longerThan period: Double) -> Bool {
        var counts = [Int](repeating: 0, count: bins)
        for event in events {
            let day = event - (event / 86_400).rounded(.down) * 86_400
            counts[min(bins - 1, Int(day / halfHour))] += 1
        }
        let least = few * Double(events.count)
        var (empty, longest) = (0, 0)
        // Twice around the clock: the night may lie on both sides of midnight.
        for index in 0..<(2 * bins) {
            empty = Double(counts[index % bins]) < least ? empty + 1 : 0
            longest = max(longest, empty)
        }
        return Double(longest) * halfHour > period
    }
}
