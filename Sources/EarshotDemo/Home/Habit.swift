import EarshotModel

/// Something a device does again and again.
struct Habit: Sendable {
    enum Pace: Sendable {
        /// Whenever `every` seconds have passed since `phase` seconds after the demo's first midnight, with up to
        /// `jitter` seconds of delay; `times` connections each.
        case clockwork(every: Int64, phase: Int64 = 0, jitter: Int = 0, times: Int = 1)
        /// About `perHour` times an hour at no particular moment: some connections within a few seconds.
        case casual(perHour: Double, burst: ClosedRange<Int> = 1...1)
    }

    let service: Service
    let presence: Presence
    let pace: Pace

    init(_ service: Service, _ presence: Presence, _ pace: Pace) {
        self.service = service
        self.presence = presence
        self.pace = pace
    }

    /// The local seconds of the day at which a connection is made. Not in order.
    ///
    /// `origin` is the demo's first local midnight.
    func moments(_ day: DayPlan, origin: Int64, _ random: inout SeededRandom) -> [Int64] {
        var result: [Int64] = []
        for window in presence.windows(day) where !window.isEmpty {
            switch pace {
            case .clockwork(let every, let phase, let jitter, let times):
                var beat = origin + phase
                beat += max(0, (window.lowerBound - beat + every - 1).floorDivided(by: every)) * every
                while beat < window.upperBound {
                    let moment = beat + Int64(random.within(0...jitter))
                    for index in 0..<times { result.append(moment + Int64(index / 2)) }
                    beat += every
                }
            case .casual(let perHour, let burst):
                let length = window.upperBound - window.lowerBound
                for _ in 0..<random.count(mean: perHour * Double(length) / 3600) {
                    let moment = window.lowerBound + Int64(random.below(Int(length)))
                    for _ in 0..<random.within(burst) { result.append(moment + Int64(random.below(4))) }
                }
            }
        }
        return result
    }
}
