/// Whether moments repeat themselves every so often, and how surely: for call-homes.
///
/// Periods are candidates when many differences between moments (up to `reach` moments apart) are about the same. Each
/// candidate is then walked: from one beat to the next one that is due, over up to `patience` missing ones, again from
/// the start after a longer silence. What counts is how many of the due beats came, beyond those that would have come
/// by chance among that many moments, and how many of all moments are beats. Who keeps to a clock but is late by chance is
/// looked for by the clock instead (`Rhythm+clock.swift`), who waits at random within bounds by his waits.
struct Rhythm: Sendable, Hashable {
    /// Seconds.
    var period: Double
    /// 0…1.
    var confidence: Double
    /// 0…1: 1 when beats come to the second, 0 when they scatter as widely as is allowed.
    var regularity: Double
    var beats: Int
    /// Due beats that did not come.
    var missing: Int

    /// Moments beyond these are not looked at; the latest are.
    static let maximumMoments = 20_000
    private static let patience = 4
    /// Steps in a row that are no chance.
    private static let leastSteps = 3
    /// How far from its moment a beat may come, as part of the period; the wide one is for who disguises himself, and
    /// believed less.
    private static let narrow = 0.08
    private static let wide = 0.2
    /// Confidence beyond which nothing else is tried.
    private static let sure = 0.8
    /// Seconds; what somebody does every day at about the same hour is no rhythm of a program.
    private static let longestWide = 30_000.0
    /// Seconds; what somebody does several times a day has a night without it (`Rhythm+night.swift`).
    private static let habitual = 10_800.0

    /// The rhythm with the highest confidence; nil when there is none within `range` (seconds).
    ///
    /// `moments`: seconds, in any order.
    static func find(_ moments: [Double], _ range: ClosedRange<Double>) -> Rhythm? {
        let all = collapsed(moments.filter(\.isFinite).sorted(), within: 5)
        let events = Array(all.suffix(maximumMoments))
        guard events.count >= 4 else { return nil }
        var best: Rhythm?
        func take(_ found: Rhythm?) {
            // The multiple of a rhythm is a weaker one; on a tie the shorter is the rhythm.
            guard let found, found.confidence > (best?.confidence ?? 0) * 1.02 else { return }
            best = found
        }
        for period in candidates(events, range) {
            // Retries come within minutes. What goes on for longer is somebody at work, even if every day at the same hour.
            let beats = collapsed(events, within: max(5, min(0.1 * period, 900)))
            guard beats.count >= 4, let first = beats.first, let last = beats.last, last - first > 2.5 * period else {
                continue
            }
            take(walk(beats, period, narrow, above: (best?.confidence ?? 0) * 1.02))
            guard period <= longestWide, period <= habitual || !hasNight(beats, longerThan: period) else { continue }
            take(walk(beats, period, wide, above: (best?.confidence ?? 0) * 1.02))
            if (best?.confidence ?? 0) < sure { take(clocked(beats, period)) }
        }
        if (best?.confidence ?? 0) < sure, range.lowerBound < longestWide,
            let found = waiting(events, range.lowerBound...min(range.upperBound, longestWide)),
            found.period <= habitual || !hasNight(events, longerThan: found.period)
        {
            take(found)
        }
        return best
    }

    /// Retries belong to the first attempt.
    static func collapsed(_ events: [Double], within span: Double) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(events.count)
        for event in events {
            if let last = result.last, event - last < span { continue }
            result.append(event)
        }
        return result
    }

    // MARK: The walk

    private struct Walk {
        var gaps: [Double] = []
        var missing = 0
        var beats = 0
    }

    /// nil when there is no rhythm of more than `least` confidence.
    private static func walk(_ events: [Double], _ period: Double, _ slack: Double, above least: Double) -> Rhythm? {
        let tolerance = slack * period + 2
        let walked = chains(events, period, tolerance)
        guard walked.gaps.count >= leastSteps else { return nil }
        return judged(walked, events: events, tolerance, trust: slack > narrow ? 0.9 : 1, above: least)
    }

    /// All chains of at least `leastSteps` steps.
    private static func chains(_ events: [Double], _ period: Double, _ tolerance: Double) -> Walk {
        var total = Walk()
        total.gaps.reserveCapacity(events.count)
        var (begin, missing, position) = (0, 0, 0)
        func close() {
            let steps = total.gaps.count - begin
            if steps >= leastSteps {
                total.missing += missing
                total.beats += steps + 1
            } else {
                total.gaps.removeLast(steps)
            }
            begin = total.gaps.count
            missing = 0
        }
        while position < events.count {
            if let (next, steps) = due(events, after: position, period, tolerance) {
                total.gaps.append((events[next] - events[position]) / Double(steps))
                missing += steps - 1
                position = next
            } else {
                close()
                position += 1
            }
        }
        close()
        return total
    }

    /// The event nearest to the first beat that came, and how many periods later that is.
    private static func due(
        _ events: [Double], after position: Int, _ period: Double, _ tolerance: Double
    ) -> (index: Int, steps: Int)? {
        var index = position + 1
        for steps in 1...patience {
            let moment = events[position] + Double(steps) * period
            while index < events.count, events[index] < moment - tolerance { index += 1 }
            var best: Int?
            var probe = index
            while probe < events.count, events[probe] <= moment + tolerance {
                if best.map({ abs(events[probe] - moment) < abs(events[$0] - moment) }) ?? true { best = probe }
                probe += 1
            }
            if let best { return (best, steps) }
        }
        return nil
    }

    private static func judged(
        _ walked: Walk, events: [Double], _ tolerance: Double, trust: Double, above least: Double
    ) -> Rhythm? {
        let steps = Double(walked.gaps.count)
        let came = steps / (steps + Double(walked.missing))
        let span = events[events.count - 1] - events[0]
        let byChance = 1 - Libm.exponential(-Double(events.count) / span * 2 * tolerance)
        let beyond = max(0, (came - byChance) / max(1 - byChance, 0.01))
        let explained = min(1, Double(walked.beats) / Double(events.count))
        let enough = 1 - Libm.exponential(-steps / 3)
        let most = trust * enough * beyond.squareRoot() * explained.squareRoot()
        // Medians take time.
        guard most > least else { return nil }
        let middle = median(walked.gaps)
        let spread = median(walked.gaps.map { abs($0 - middle) })
        let regularity = max(0, 1 - spread / tolerance)
        return Rhythm(
            period: middle, confidence: most * (0.4 + 0.6 * regularity), regularity: regularity, beats: walked.beats,
            missing: walked.missing)
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
