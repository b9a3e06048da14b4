/// Who waits for a while between two contacts, each time for another while within bounds, as malware does that does not
/// want to be found by its clock: neither a walk nor a clock keeps step with it.
///
/// What gives it away is that hardly any wait is short or long. Of waits without a memory (chance) a third lies between 0.55
/// and 1.6 times the median, of his nine tenths, around the clock.
extension Rhythm {
    private static let leastWaits = 24
    private static let least = 0.8

    /// `range`: of the mean wait, seconds.
    static func waiting(_ all: [Double], _ range: ClosedRange<Double>) -> Rhythm? {
        guard all.count > leastWaits, let middle = median(gaps(all)), middle > 0 else { return nil }
        // Retries come within minutes; of them the median of all gaps says nothing, and then this is nothing for here.
        let events = collapsed(all, within: max(5, min(0.1 * middle, 900)))
        let waits = gaps(events)
        guard waits.count >= leastWaits, let usual = median(waits), let first = events.first, let last = events.last
        else { return nil }
        let near = waits.filter { $0 >= 0.55 * usual && $0 <= 1.6 * usual }
        let share = Double(near.count) / Double(waits.count)
        let mean = near.reduce(0, +) / Double(max(near.count, 1))
        // Somebody at work has sessions of it, with long pauses between.
        guard share >= least, range.contains(mean), mean * Double(near.count) >= 0.5 * (last - first) else {
            return nil
        }
        var squares = 0.0
        for wait in near { squares += (wait - mean) * (wait - mean) }
        let deviation = (squares / Double(near.count)).squareRoot()
        let evenness = max(0, 1 - deviation / mean)
        let enough = 1 - Libm.exponential(-Double(near.count) / 12)
        return Rhythm(
            period: mean, confidence: 0.95 * enough * share * evenness, regularity: evenness, beats: near.count + 1,
            missing: 0)
    }

    private static func gaps(_ events: [Double]) -> [Double] {
        events.indices.dropFirst().map { index -> Double in events[index] - events[index - 1] }
    }

    private static func median(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }
}
