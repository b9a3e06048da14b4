/// Beats that keep to a clock, each early or late by chance: the gap between two of them scatters by twice that, so that a
/// walk from beat to beat takes them for chance long before their place on the clock does.
///
/// Each moment is a direction on a clock that goes round once a period. Moments without a rhythm point everywhere and
/// their mean is short: n·r² is more than 16 once in ten million times (Rayleigh's test), and a hundred clocks or so are
/// tried. Somebody's habits of the day point the same way too, so that most rounds must have a beat, and most beats a
/// round of their own.
extension Rhythm {
    private static let leastBeats = 16
    private static let leastRounds = 12.0
    /// The latest moments; more are not needed.
    private static let most = 200
    private static let certain = 16.0

    /// `all`: beats without retries.
    static func clocked(_ all: [Double], _ period: Double) -> Rhythm? {
        let events = all.suffix(most)
        guard events.count >= leastBeats, let first = events.first, let last = events.last else { return nil }
        let rounds = (last - first) / period
        let count = Double(events.count)
        guard rounds >= leastRounds, count >= 0.5 * rounds, count <= 2.5 * rounds else { return nil }
        let hand = best(events.map { $0 - first }, around: period, span: last - first)
        guard count * hand.length * hand.length >= certain else { return nil }
        return judged(events.map { $0 - first }, hand)
    }

    private struct Hand {
        var length = 0.0
        var period = 0.0
        /// 0…1 of the round.
        var place = 0.0
    }

    /// The clock within three percent to which the moments keep best.
    private static func best(_ events: [Double], around period: Double, span: Double) -> Hand {
        let step = 0.25 / span
        let steps = Int(0.03 / period / step) + 1
        let lowest = 1 / period - Double(steps) * step
        var hands = events.map { direction($0 * lowest) }
        // From one clock to the next each hand turns by as much again.
        let turns = events.map { direction($0 * step) }
        var result = Hand()
        for number in 0...(2 * steps) {
            let x = hands.reduce(0) { $0 + $1.x }
            let y = hands.reduce(0) { $0 + $1.y }
            let length = (x * x + y * y).squareRoot() / Double(events.count)
            if length > result.length {
                result = Hand(
                    length: length, period: 1 / (lowest + Double(number) * step),
                    place: Libm.angle(y: y, x: x) / (2 * .pi))
            }
            for (index, turn) in turns.enumerated() {
                let hand = hands[index]
                hands[index] = (hand.x * turn.x - hand.y * turn.y, hand.x * turn.y + hand.y * turn.x)
            }
        }
        return result
    }

    private static func direction(_ rounds: Double) -> (x: Double, y: Double) {
        let angle = 2 * .pi * rounds.truncatingRemainder(dividingBy: 1)
        return (Libm.cosine(angle), Libm.sine(angle))
    }

    private static func judged(_ events: [Double], _ hand: Hand) -> Rhythm? {
        let cells = Set(events.map { ($0 / hand.period - hand.place).rounded() })
        guard let low = cells.min(), let high = cells.max() else { return nil }
        let beats = Double(cells.count)
        let came = beats / (high - low + 1)
        guard came >= 0.5 else { return nil }
        let explained = beats / Double(events.count)
        let enough = 1 - Libm.exponential(-beats / 3)
        let confidence =
            0.95 * enough * came.squareRoot() * explained.squareRoot() * (0.25 + 0.75 * hand.length)
        return Rhythm(
            period: hand.period, confidence: confidence, regularity: hand.length, beats: cells.count,
            missing: Int(high - low + 1 - beats))
    }
}
