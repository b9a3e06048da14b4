/// Whether moments repeat themselves every so often, and how surely: for call-homes.
///
/// Periods are candidates when many differences between moments (up to `reach` moments apart) are about the same. Each
/// candidate is then walked: from one beat to the next one that is due, over up to `patience` missing ones, again from
/// the start after a longer silence. What counts is how many of the due beats came, beyond those that would have come
/// by chance among that many moments, and how many of all moments are beats.
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
    private static let reach = 6
    private static let patience = 4
    /// Steps in a row that are no chance.
    private static let leastSteps = 3
    /// How far from its moment a beat may come, as part of the period; the wide one is for who disguises himself, and
    /// believed less.
    private static let narrow = 0.08
    private static let wide = 0.2
    /// Seconds; what somebody does every day at about the same hour is no rhythm of a program.
    private static let longestWide = 14_400.0

    /// The rhythm with the highest confidence; nil when there is none within `range` (seconds).
    ///
    /// `moments`: seconds, in any order.
    static func find(_ moments: [Double], _ range: ClosedRange<Double>) -> Rhythm? {
        let sorted = moments.filter(\.isFinite).sorted().suffix(maximumMoments)
        let events = collapsed(Array(sorted), within: 5)
        guard events.count >= 4 else { return nil }
        var best: Rhythm?
        for period in candidates(events, range) {
            for slack in period <= longestWide ? [narrow, wide] : [narrow] {
                guard let found = walk(events, period, slack) else { continue }
                // The multiple of a rhythm is a weaker one; on a tie the shorter is the rhythm.
                if found.confidence > (best?.confidence ?? 0) * 1.02 { best = found }
            }
        }
        return best
    }

    /// Retries belong to the first attempt.
    private static func collapsed(_ events: [Double], within span: Double) -> [Double] {
        var result: [Double] = []
        for event in events {
            if let last = result.last, event - last < span { continue }
            result.append(event)
        }
        return result
    }

    // MARK: Candidates

    /// About as many periods as are worth a walk, ascending.
    private static func candidates(_ events: [Double], _ range: ClosedRange<Double>) -> [Double] {
        var bins: [Int: (count: Int, sum: Double)] = [:]
        let recent = events.suffix(4000)
        for index in recent.indices {
            for next in (index + 1)..<min(index + 1 + reach, recent.endIndex) {
                let gap = recent[next] - recent[index]
                guard gap >= range.lowerBound * 0.97, gap <= range.upperBound * 1.03 else { continue }
                add(gap, &bins)
                // A missing beat doubles a gap.
                if gap / 2 >= range.lowerBound { add(gap / 2, &bins) }
            }
        }
        let likely = bins.values.sorted { ($0.count, $1.sum) > ($1.count, $0.sum) }.prefix(14)
        let sharp = bins.values.sorted { density($0) > density($1) }.prefix(14)
        return Set((likely + sharp).map { $0.sum / Double($0.count) }).filter {
            $0 >= range.lowerBound && $0 <= range.upperBound * 1.03
        }.sorted()
    }

    /// Bins of three percent.
    private static func add(_ gap: Double, _ bins: inout [Int: (count: Int, sum: Double)]) {
        let bin = Int((Libm.logarithm(max(gap, 1)) / 0.03).rounded())
        let known = bins[bin] ?? (0, 0)
        bins[bin] = (known.count + 1, known.sum + gap)
    }

    private static func density(_ bin: (count: Int, sum: Double)) -> Double {
        Double(bin.count * bin.count) / max(bin.sum, 1)
    }

    // MARK: The walk

    private struct Walk {
        var gaps: [Double] = []
        var missing = 0
        var beats = 0
    }

    private static func walk(_ all: [Double], _ period: Double, _ slack: Double) -> Rhythm? {
        let tolerance = slack * period + 2
        // Retries come within minutes. What goes on for longer is somebody at work, even if every day at the same hour.
        let events = collapsed(all, within: max(5, min(0.1 * period, 900)))
        guard events.count >= 4, let first = events.first, let last = events.last, last - first > 2.5 * period else {
            return nil
        }
        let walked = chains(events, period, tolerance)
        guard walked.gaps.count >= leastSteps else { return nil }
        var rhythm = judged(walked, events: events, span: last - first, period, tolerance)
        if slack > narrow { rhythm.confidence *= 0.9 }
        return rhythm
    }

    /// All chains of at least `leastSteps` steps.
    private static func chains(_ events: [Double], _ period: Double, _ tolerance: Double) -> Walk {
        var total = Walk()
        var chain = Walk()
        var position = 0
        func close() {
            guard chain.gaps.count >= leastSteps else { return }
            total.gaps += chain.gaps
            total.missing += chain.missing
            total.beats += chain.gaps.count + 1
        }
        while position < events.count {
            if let (next, steps) = due(events, after: position, period, tolerance) {
                chain.gaps.append((events[next] - events[position]) / Double(steps))
                chain.missing += steps - 1
                position = next
            } else {
                close()
                chain = Walk()
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
        _ walked: Walk, events: [Double], span: Double, _ period: Double, _ tolerance: Double
    ) -> Rhythm {
        let steps = Double(walked.gaps.count)
        let middle = median(walked.gaps)
        let spread = median(walked.gaps.map { abs($0 - middle) })
        let regularity = max(0, 1 - spread / tolerance)
        let came = steps / (steps + Double(walked.missing))
        let byChance = 1 - Libm.exponential(-Double(events.count) / span * 2 * tolerance)
        let beyond = max(0, (came - byChance) / max(1 - byChance, 0.01))
        let explained = min(1, Double(walked.beats) / Double(events.count))
        let enough = 1 - Libm.exponential(-steps / 3)
        let confidence = enough * beyond.squareRoot() * explained.squareRoot() * (0.4 + 0.6 * regularity)
        return Rhythm(
            period: middle, confidence: confidence, regularity: regularity, beats: walked.beats,
            missing: walked.missing)
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
